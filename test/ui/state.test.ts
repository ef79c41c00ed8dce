import { describe, expect, it } from 'vitest';
import { pasteLimitBytes } from '../../src/ui/paste-text.ts';
import { cursorOf } from '../../src/ui/run-state.ts';
import { screenOf, type Action, type Screen, type State } from '../../src/ui/shape.ts';
import { choicesOf } from '../../src/ui/start-choices.ts';
import { exitCodeOf, initialState, reducerFor } from '../../src/ui/state.ts';
import { readMachineInTests } from './fake-terminal.tsx';
import { aCase, aDiagnosis, knownChecks, storyEvents } from './story.ts';

const reduce = reducerFor(readMachineInTests);
const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state);
const told = (state: State): State => after(state, ...storyEvents().map((event): Action => ({ type: 'event', run: state.run?.number ?? 0, event })));
const judged = (): State => told(initialState({ kind: 'demo' }, { canCopy: true }));

const screens: Screen[] = [
  { name: 'start' }, { name: 'machine' }, { name: 'account', target: 'winrm://ws-0500', asks: ['user', 'password'] },
  { name: 'account', target: 'winrm://helpdesk@ws-0500', asks: ['password'] }, { name: 'file' }, { name: 'domain' }, { name: 'code' }, { name: 'paste' }, { name: 'session' }, { name: 'explained' },
  { name: 'check', id: 'dns/srv-record-found' }, { name: 'check', id: 'no/such-check' }, { name: 'cause', id: 'dns-srv-missing' },
  { name: 'cause', id: 'no-such-cause' }, { name: 'help' },
];

const actions: Action[] = [
  { type: 'move', by: 1 }, { type: 'move', by: -1 }, { type: 'move', by: Infinity }, { type: 'page', direction: 1 }, { type: 'page', direction: -1 },
  { type: 'edge', edge: 'first' }, { type: 'edge', edge: 'last' }, { type: 'switch-pane' }, { type: 'open' }, { type: 'back' }, { type: 'help' },
  { type: 'quit' }, { type: 'again' }, { type: 'copy' }, { type: 'new' }, { type: 'only-found' }, { type: 'type', text: 'x' },
  { type: 'erase', direction: 'before' }, { type: 'erase', direction: 'after' }, { type: 'caret', by: -Infinity }, { type: 'next-field', by: 1 },
  { type: 'next-field', by: -1 }, { type: 'submit' }, { type: 'pasted', text: '', whole: true }, { type: 'pasted', text: 'a\nb', whole: true },
  { type: 'pasted', text: 'a', whole: false }, { type: 'arriving', bytes: 1 }, { type: 'paste-too-large' },
  { type: 'measured', scroll: 'diagnosis', measured: { content: 9, view: 3, from: null, to: null } },
  ...storyEvents().map((event): Action => ({ type: 'event', run: 1, event })),
  { type: 'event', run: 1, event: { type: 'failed', message: 'no' } }, { type: 'event', run: 1, event: { type: 'explained', text: 'x' } },
];

describe('the reducer', () => {
  it('has a successor with a screen for every action on every screen, with and without a run', () => {
    for (const base of [initialState(null), initialState({ kind: 'demo' }), judged()]) {
      for (const screen of screens) {
        for (const action of actions) {
          const next = reduce({ ...base, screens: [{ name: 'start' }, screen] }, action);
          expect(next.screens.length).toBeGreaterThan(0);
          expect(next.focused).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it('goes back one screen at a time and stays on the first', () => {
    const deep = after(judged(), { type: 'open' }, { type: 'help' });
    expect(deep.screens.map((s) => s.name)).toEqual(['start', 'session', 'check', 'help']);
    const top = after(deep, ...Array.from({ length: 9 }, (): Action => ({ type: 'back' })));
    expect(top.screens).toEqual([{ name: 'start' }]);
    expect(top.notice?.text).toContain('q quits');
  });

  it('begins a run once for each request, with a number of its own', () => {
    const again = after(judged(), { type: 'again' });
    expect(again.run).toMatchObject({ number: 2, request: { kind: 'demo' }, phase: 'running', diagnosis: null });
  });

  it('lets events of an earlier run go', () => {
    const again = after(judged(), { type: 'again' });
    expect(after(again, { type: 'event', run: 1, event: { type: 'diagnosis', diagnosis: aDiagnosis, case: aCase } }).run?.diagnosis).toBeNull();
  });

  it('lets nothing follow the end of a run', () => {
    const failed = after(initialState({ kind: 'demo' }), { type: 'event', run: 1, event: { type: 'failed', message: 'no' } });
    expect(after(failed, { type: 'event', run: 1, event: { type: 'done', durationMs: 1 } }).run?.phase).toBe('failed');
  });

  it('puts an untouched cursor on the check that the first cause comes from', () => {
    const { run } = judged();
    expect(run && cursorOf(run)).toBe('check:dns/srv-record-found');
  });

  it('never moves a cursor that the person moved', () => {
    const begun = after(initialState({ kind: 'demo' }), { type: 'event', run: 1, event: { type: 'checks-known', checks: knownChecks } }, { type: 'move', by: 1 });
    const { run } = told(begun);
    expect(run && cursorOf(run)).toBe('check:client/licensed');
  });

  it('moves the cursor through the checks and on into the causes', () => {
    const { run } = after(judged(), { type: 'edge', edge: 'last' });
    expect(run && cursorOf(run)).toBe('cause:dns-wrong-resolver');
  });

  it('offers the way back to an open run on the start screen', () => {
    const start = after(judged(), { type: 'new' });
    const last = choicesOf(start).at(-1);
    expect(last).toMatchObject({ opens: 'run', says: 'WS-0500.contoso.test' });
    expect(screenOf(after(start, { type: 'edge', edge: 'last' }, { type: 'open' })).name).toBe('session');
  });

  it('begins a recent request from the start screen', () => {
    const recent = [{ label: 'contoso.test', said: 'healthy', when: 'yesterday', request: { kind: 'domain', domain: 'contoso.test' } as const }];
    const begun = after(initialState(null, { recent }), { type: 'edge', edge: 'last' }, { type: 'open' });
    expect(begun.run?.request).toEqual(recent[0]?.request);
  });

  it('explains a code that is all of a paste', () => {
    expect(after(initialState(null), { type: 'pasted', text: ' 0xc004f074\r\n', whole: true }).run?.request).toEqual({ kind: 'code', words: ['0xc004f074'] });
  });

  it('puts a paste of one line into the open field, and takes one of several lines as evidence', () => {
    const field = after(initialState(null), { type: 'move', by: 1 }, { type: 'open' });
    expect(after(field, { type: 'pasted', text: 'saved.txt\n', whole: true }).fields.path.value).toBe('saved.txt');
    expect(after(field, { type: 'pasted', text: 'a\nb', whole: true }).run?.request).toEqual({ kind: 'paste', text: 'a\nb' });
  });

  it('refuses a paste over the limit and keeps what was there', () => {
    const some = after(initialState(null), { type: 'pasted', text: 'a\nb', whole: false });
    const over = after(some, { type: 'pasted', text: 'x'.repeat(pasteLimitBytes), whole: false });
    expect(over.pasted).toEqual(some.pasted);
    expect(over.notice?.text).toContain('64 MiB');
  });

  it('forgets a notice with the next key, not with the next event', () => {
    const noticed = after(judged(), { type: 'copy' });
    expect(after(noticed, { type: 'measured', scroll: 'checks', measured: { content: 1, view: 1, from: 0, to: 1 } }).notice).not.toBeNull();
    expect(after(noticed, { type: 'move', by: 1 }).notice).toBeNull();
  });
});

describe('the exit code', () => {
  it('is that of the last verdict, and 0 where nothing was judged', () => {
    expect(exitCodeOf(initialState(null))).toBe(0);
    for (const [verdict, code] of [['healthy', 0], ['degraded', 0], ['failing', 1], ['unknown', 2]] as const) {
      expect(exitCodeOf({ ...initialState(null), verdict })).toBe(code);
    }
  });
  it('keeps the last verdict when a later run judged nothing', () => {
    const later = after(judged(), { type: 'again' }, { type: 'event', run: 2, event: { type: 'failed', message: 'no' } });
    expect(exitCodeOf(later)).toBe(1);
  });
});
