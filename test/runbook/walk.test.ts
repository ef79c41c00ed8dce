import { describe, expect, it } from 'vitest';

import type { Answer, Suspect, WalkState } from '../../src/runbook/walk.ts';
import { confirmedWord, freshWalk, positionOf, reopen, walkOn } from '../../src/runbook/walk.ts';
import { done, escalate, outcome, procedure, repair, step, toRepair, toStep } from './procedure-maker.ts';

const page = procedure([
  step('client', [outcome('fine', toStep('record')), outcome('wrong-key', toRepair('key')), outcome('none', escalate)]),
  step('record', [outcome('missing', toRepair('record-missing', 'suffix-missing')), outcome('there', toStep('count')), outcome('none', escalate)]),
  step('count', [outcome('short', toRepair('count')), outcome('nothing-wrong', done), outcome('look-again', toStep('client'))]),
], ['key', 'record-missing', 'suffix-missing', 'count'].map((id) => repair(id)));

const said = (word: string | null, by: Answer['by'] = 'person', suspects: Suspect[] = []): { kind: 'answer'; answer: Omit<Answer, 'question'> } =>
  ({ kind: 'answer', answer: { said: word, by, saw: [], suspects } });
const walk = (...words: (string | null)[]): WalkState => words.reduce((state: WalkState, word) => walkOn(page, state, said(word)), freshWalk);
const keyAt = (state: WalkState): string => {
  const position = positionOf(page, state);
  return position.at === 'question' ? position.question.key : `end:${position.ending.kind}`;
};

describe('a walk', () => {
  it('begins at the first step and follows what was seen', () => {
    expect(keyAt(freshWalk)).toBe('step:client');
    expect(keyAt(walk('fine'))).toBe('step:record');
    expect(keyAt(walk('fine', 'there'))).toBe('step:count');
  });

  it('ends repaired only when the proof held', () => {
    expect(keyAt(walk('wrong-key'))).toBe('repair:key');
    expect(keyAt(walk('wrong-key', 'done'))).toBe('proof:key');
    expect(keyAt(walk('wrong-key', 'done', 'proven'))).toBe('end:repaired');
  });

  it('ends with the cause found where its repair has to wait, or its proof was not seen', () => {
    expect(positionOf(page, walk('wrong-key', 'later'))).toMatchObject({ ending: { kind: 'found', repair: { id: 'key' }, carriedOut: false } });
    expect(positionOf(page, walk('wrong-key', 'done', null))).toMatchObject({ ending: { kind: 'found', carriedOut: true } });
  });

  it('has the cause alone only where the others that look the same are ruled out, or the evidence speaks for it', () => {
    const found = (state: WalkState): unknown => {
      const position = positionOf(page, state);
      return position.at === 'end' && position.ending.kind === 'found' ? position.ending.alone : null;
    };
    expect(found(walk('wrong-key', 'later'))).toBe(true);
    expect(found(walk('fine', 'missing', 'later'))).toBe(false);
    expect(found(walk('fine', 'missing', 'no', 'later'))).toBe(true);
    expect(found(walk('fine', 'missing', null, 'later'))).toBe(false);
    const seen = walkOn(page, walk('fine'), said('missing', 'paste', [{ cause: 'record-missing', certainty: 'likely' }]));
    expect(found(walkOn(page, seen, said('later')))).toBe(true);
  });

  it('tries the repairs of an outcome in turn; where none helped it looks at the rest of the page, and escalates after that', () => {
    expect(keyAt(walk('fine', 'missing'))).toBe('repair:record-missing');
    expect(keyAt(walk('fine', 'missing', 'no'))).toBe('repair:suffix-missing');
    expect(keyAt(walk('fine', 'missing', 'done', 'not-proven'))).toBe('repair:suffix-missing');
    expect(keyAt(walk('fine', 'missing', 'no', 'no'))).toBe('step:count');
    expect(keyAt(walk('fine', 'missing', 'no', 'no', null, null))).toBe('end:open');
  });

  it('comes back to a repair whose cause a new look still confirms', () => {
    const carriedOut = walk('fine', 'missing', 'done');
    const confirmed: Suspect[] = [{ cause: 'record-missing', certainty: 'confirmed' }];
    expect(keyAt(walkOn(page, carriedOut, said('not-proven', 'evidence', confirmed)))).toBe('repair:record-missing#2');
    expect(keyAt(walkOn(page, carriedOut, said('not-proven', 'evidence')))).toBe('repair:suffix-missing');
    expect(keyAt(walkOn(page, carriedOut, said('not-proven', 'person', confirmed)))).toBe('repair:suffix-missing');
  });

  it('tries first what the evidence behind the answer speaks for', () => {
    const state = walkOn(page, walk('fine'), said('missing', 'evidence', [{ cause: 'suffix-missing', certainty: 'confirmed' }]));
    expect(keyAt(state)).toBe('repair:suffix-missing');
    expect(keyAt(walkOn(page, state, said('no')))).toBe('repair:record-missing');
  });

  it('ends well where nothing is wrong', () => {
    expect(keyAt(walk('fine', 'there', 'nothing-wrong'))).toBe('end:done');
  });

  it('ignores an answer that the question does not have', () => {
    expect(walk('no-such-outcome')).toBe(freshWalk);
    expect(keyAt(walk('wrong-key', 'proven'))).toBe('repair:key');
  });
});

describe('a cause that the evidence confirms', () => {
  const confirmed: Suspect[] = [{ cause: 'count', certainty: 'confirmed' }];
  const skip = (state: WalkState, suspects = confirmed): WalkState => walkOn(page, state, said(confirmedWord, 'evidence', suspects));

  it('leads from any look to its repair, as confirmed', () => {
    expect(positionOf(page, skip(walk('fine')))).toMatchObject({ question: { key: 'repair:count', of: 1, certainty: 'confirmed' } });
  });

  it('that this page does not repair, or that is only likely, is no answer', () => {
    expect(keyAt(skip(freshWalk, [{ cause: 'elsewhere', certainty: 'confirmed' }]))).toBe('step:client');
    expect(keyAt(skip(freshWalk, [{ cause: 'count', certainty: 'likely' }]))).toBe('step:client');
  });

  it('that it was not after all leaves all looks to be made, the one that was left out too, and is not gone to again', () => {
    const put = walkOn(page, skip(walk('fine')), said('no'));
    expect(positionOf(page, put)).toMatchObject({ question: { key: 'step:record#2', again: false } });
    expect(keyAt(skip(put))).toBe('step:record#2');
    expect(keyAt(walkOn(page, put, said('missing')))).toBe('repair:record-missing');
  });

  it('is taken back like any answer, and then a person answers', () => {
    expect(walkOn(page, skip(freshWalk), { kind: 'back' })).toEqual({ answers: [], insist: ['step:client'] });
  });
});

describe('not known', () => {
  it('is neither: every way on from there is still looked at, in the order of the page', () => {
    expect(keyAt(walk(null))).toBe('step:record');
    expect(keyAt(walk(null, null))).toBe('step:count');
  });

  it('everywhere ends open, with all that could not be ruled out', () => {
    const position = positionOf(page, walk(null, null, null));
    expect(position).toMatchObject({ at: 'end', ending: { kind: 'open' } });
    expect(position.at === 'end' && position.ending.kind === 'open' && position.ending.possible.map((r) => r.id)).toEqual(['key', 'record-missing', 'suffix-missing', 'count']);
  });

  it('keeps the walk from ending at an outcome that only escalates', () => {
    expect(keyAt(walk(null, 'none'))).toBe('end:open');
    const wide = procedure([
      step('a', [outcome('x', toStep('b')), outcome('y', toStep('c'))]), step('b', [outcome('none', escalate)]), step('c', [outcome('none', escalate)]),
    ], []);
    let state = walkOn(wide, freshWalk, said(null));
    state = walkOn(wide, state, said('none'));
    expect(positionOf(wide, state)).toMatchObject({ at: 'question', question: { key: 'step:c' } });
  });

  it('of a repair leaves its cause possible and goes on', () => {
    expect(keyAt(walk('wrong-key', null))).toBe('step:record');
    const position = positionOf(page, walk('wrong-key', null, null, null));
    expect(position).toMatchObject({ at: 'end', ending: { kind: 'open' } });
    expect(position.at === 'end' && position.ending.kind === 'open' ? position.ending.possible.map(({ id }) => id) : []).toContain('key');
  });
});

describe('going back', () => {
  it('takes the last answer back, and nothing else', () => {
    const state = walkOn(page, walk('fine', 'missing'), { kind: 'back' });
    expect(keyAt(state)).toBe('step:record');
    expect(state).toEqual(walk('fine'));
  });

  it('at the first question changes nothing', () => {
    expect(walkOn(page, freshWalk, { kind: 'back' })).toBe(freshWalk);
  });

  it('to what the evidence answered lets a person answer it', () => {
    const state = walkOn(page, walkOn(page, freshWalk, said('fine', 'evidence')), { kind: 'back' });
    expect(state).toEqual({ answers: [], insist: ['step:client'] });
  });
});

describe('a walk that comes to a step again', () => {
  it('asks it anew, and goes on from the new answer', () => {
    const state = walk('fine', 'there', 'look-again');
    expect(keyAt(state)).toBe('step:client#2');
    expect(keyAt(walkOn(page, state, said('wrong-key')))).toBe('repair:key');
  });
});

describe('a kept walk', () => {
  it('stands where it stood, from its answers alone', () => {
    const kept = JSON.parse(JSON.stringify(walk('fine', 'missing', 'no'))) as WalkState;
    expect(keyAt(kept)).toBe('repair:suffix-missing');
  });

  it('asks again what the page no longer knows', () => {
    const kept = walk('fine', 'missing');
    const newer = procedure([page.steps[0]!, step('record', [outcome('gone', escalate)])], page.repairs);
    expect(positionOf(newer, kept)).toMatchObject({ at: 'question', question: { key: 'step:record' } });
  });

  it('that had ended asks again what was put off or not known', () => {
    expect(keyAt(reopen(page, walk('wrong-key', 'later')))).toBe('repair:key');
    expect(keyAt(reopen(page, walk('wrong-key', 'done', null)))).toBe('proof:key');
    expect(keyAt(reopen(page, walk(null, 'there', null)))).toBe('step:client');
    expect(keyAt(reopen(page, walk('none')))).toBe('step:client');
  });
});
