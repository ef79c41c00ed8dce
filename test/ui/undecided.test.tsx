import { describe, expect, it } from 'vitest';
import { evidenceOf, unseen } from '../../src/model/evidence.ts';
import type { DiagnosedCause, Diagnosis } from '../../src/model/report.ts';
import type { SessionEvent, SessionOffer } from '../../src/ui/session-effects.ts';
import { fakeEffects, keys, openSession } from './fake-terminal.tsx';
import { aCase, aDiagnosis, firstCommand, srvMissing, storyEvents } from './story.ts';

const possible: DiagnosedCause = { ...srvMissing, certainty: 'possible' };
const other: DiagnosedCause = { ...possible, cause: 'dns-srv-stale', title: 'The record names a retired host', remedies: ['name-host'] };
const question: SessionOffer = {
  id: 'paste', question: 'Can you paste what slmgr /dlv shows on the client?', why: 'It tells the key, the licence state and the KMS host that is used.',
  run: 'cscript //nologo slmgr.vbs /dlv', wants: 'paste', suggests: '', lasts: false,
};
const nextEvidence: Diagnosis['nextEvidence'] = [{ kind: 'licensingProducts', how: 'On the client run `slmgr.vbs /dlv`, save the output, and add it with `kmsdoctor check FILE`.', wouldDecide: [] }];
const undecided: Diagnosis = { ...aDiagnosis, causes: [possible, other], nextEvidence };

const open = async (causes: DiagnosedCause[], offers: SessionOffer[] = [], size = { columns: 120, rows: 44 }) => {
  const events: SessionEvent[] = storyEvents({ ...undecided, causes });
  const effects = fakeEffects(offers.length === 0 ? events : events.toSpliced(-1, 0, { type: 'offers', offers }));
  const session = openSession({ effects, initial: { kind: 'paste', text: '0xC004F074' }, ...size });
  await session.shows('FAILING');
  return { session, effects };
};
const unwrapped = (frame: string): string => frame.replaceAll(/\s+/g, ' ');

describe('causes of which the evidence proves none', () => {
  it('are a list, and nobody is told to carry out the remedy of one', async () => {
    const { session } = await open([possible, other]);
    await session.shows('2 causes are possible');
    for (const said of ['Do this', 'Publish the record', firstCommand, 'Next: Publish']) expect(session.frame()).not.toContain(said);
    expect(session.frame()).toContain('Possible, the most frequent first');
    expect(session.frame()).toContain(other.title);
  });

  it('one alone is not said to be the cause either', async () => {
    const { session } = await open([possible]);
    await session.shows('One cause is possible, and nothing seen');
    expect(session.frame()).not.toContain('Do this');
  });

  it('the next thing to bring stands before the list, its command alone on a row', async () => {
    const { session } = await open([possible, other]);
    await session.shows('Bring this next');
    expect(session.frame().indexOf('Bring this next')).toBeLessThan(session.frame().indexOf(other.title));
    expect(session.frame()).toMatch(/│ {2,}slmgr\.vbs \/dlv\s*\n/);
    expect(session.frame()).not.toContain('`');
  });

  it('c copies the command that is asked for, and no remedy of a cause that is only possible', async () => {
    const { session, effects } = await open([possible, other], [question]);
    await session.shows('Can you paste');
    session.press('c');
    await session.shows('Copied');
    expect(effects.copied).toEqual([question.run]);
  });

  it('c has nothing to copy where nothing is asked for, until the cursor stands on a cause', async () => {
    const { session, effects } = await open([possible, other]);
    session.press('c');
    await session.shows('There is no command to copy here');
    session.press(keys.tab);
    session.press('c');
    await session.shows('Copied 1 of');
    expect(effects.copied).toEqual([firstCommand]);
  });

  it('an open one says what to do if it is that', async () => {
    const { session } = await open([possible, other]);
    session.press(keys.tab);
    session.press(keys.enter);
    await session.shows('If it is this, in DNS');
    expect(session.frame()).toContain(firstCommand);
    expect(session.frame()).not.toContain('Do this');
  });
});

describe('the header', () => {
  it('counts what is only possible apart', async () => {
    for (const [causes, said] of [[[srvMissing, other], 'FAILING  1 cause, 1 possible '], [[possible, other], 'FAILING  2 possible '], [[srvMissing], 'FAILING  1 cause ']] as const) {
      const { session } = await open([...causes]);
      expect(session.frame()).toContain(said);
    }
  });
});

describe('a machine that could not be read', () => {
  it('is to be reached first: that is next, and no look elsewhere', async () => {
    const unread: Diagnosis = { ...undecided, verdict: 'unknown', headline: 'WS-0500 could not be read: the name does not resolve.', causes: [] };
    const session = openSession({
      effects: fakeEffects(storyEvents(unread, { ...aCase, via: 'winrm', evidence: evidenceOf({}) })), initial: { kind: 'machine', target: 'winrm://ws-0500', password: null },
    });
    await session.shows('r tries again; Esc goes back, to give another machine or account.');
    expect(session.frame()).not.toContain('Next:');
  });

  it('because it refused the account is not to be asked again with the same password, which may lock it', async () => {
    const unread: Diagnosis = { ...undecided, verdict: 'unknown', headline: 'WS-0500 could not be read: it refuses this account.', causes: [] };
    const refused = { ...aCase, via: 'winrm' as const, evidence: evidenceOf({ licensingProducts: unseen('denied', 'refuses this account') }) };
    const session = openSession({ effects: fakeEffects(storyEvents(unread, refused)), initial: { kind: 'machine', target: 'winrm://ws-0500', password: null }, columns: 120 });
    await session.shows('Esc goes back, to type the password again or give another account; r would send the same again, which may lock it.');
    expect(session.frame()).not.toContain('r tries again');
  });
});

describe('the question above the keys', () => {
  it('is whole at every width: it wraps', async () => {
    for (const [columns, rows] of [[60, 20], [80, 24], [100, 30]] as const) {
      const { session } = await open([possible, other], [question], { columns, rows });
      await session.shows('Can you paste');
      const frame = session.frame();
      const last = frame.split('\n').slice(-6).join('\n');
      expect(unwrapped(last)).toContain(`${question.question} ${question.why}`);
      expect(frame.split('\n')).toHaveLength(rows);
      expect(frame.split('\n').at(-1)).toContain('q quit');
    }
  });
});
