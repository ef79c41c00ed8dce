import { describe, expect, it } from 'vitest';
import { actionOf, bindings, bindingsOn, hintsThatFit, strokeOf, textScreens } from '../../src/ui/keys.ts';
import type { InitialRequest } from '../../src/ui/session-effects.ts';
import type { ScreenName } from '../../src/ui/shape.ts';
import { initialState } from '../../src/ui/state.ts';
import { fakeEffects, keys, openSession } from './fake-terminal.tsx';
import { aDiagnosis, storyEvents } from './story.ts';

const screens: ScreenName[] = ['start', 'machine', 'account', 'file', 'domain', 'code', 'paste', 'session', 'check', 'cause', 'explained', 'apply', 'applying', 'help'];
const state = initialState(null, { canCopy: true, canApply: true });

const doesA = (request: InitialRequest, canApply: boolean): string | undefined => actionOf(initialState(request, { canApply }), 'a')?.type;

describe('the key table', () => {
  it('binds no key twice on one screen', () => {
    for (const screen of screens) {
      const strokes = bindingsOn(screen, state).flatMap((b) => Object.keys(b.strokes));
      expect({ screen, strokes }).toEqual({ screen, strokes: [...new Set(strokes)] });
    }
  });

  it('binds no character on screens where characters are text', () => {
    for (const screen of textScreens) {
      const characters = bindingsOn(screen, state).flatMap((b) => Object.keys(b.strokes)).filter((stroke) => stroke.length === 1);
      expect({ screen, characters }).toEqual({ screen, characters: [] });
    }
  });

  it('leads away from every screen: Ctrl-C everywhere, Escape everywhere but the first, q and help outside text', () => {
    for (const screen of screens) {
      const on = { ...state, screens: [{ name: 'start' }, { name: screen, id: 'x', target: 'x', asks: ['user'] }] } as typeof state;
      const isText = textScreens.includes(screen);
      const does = (stroke: string): string | undefined => actionOf(on, stroke)?.type;
      expect({ screen, does: ['ctrl-c', 'escape', 'q', '?'].map(does) }).toEqual({
        screen, does: ['quit', screen === 'start' ? undefined : 'back', isText ? undefined : 'quit', isText ? undefined : 'help'],
      });
    }
  });

  it('offers copying only where there is a clipboard', () => {
    const without = initialState({ kind: 'demo' }, { canCopy: false });
    expect(actionOf(without, 'c')).toBeNull();
    expect(actionOf(initialState({ kind: 'demo' }, { canCopy: true }), 'c')).toEqual({ type: 'copy' });
  });

  it('offers to carry remedies out only on a machine', () => {
    const aMachine = { kind: 'machine', target: 'local', password: null } as const;
    expect([doesA(aMachine, true), doesA(aMachine, false), doesA({ kind: 'demo' }, true)]).toEqual(['apply', undefined, undefined]);
  });

  it('says every key in the help', async () => {
    const session = openSession({ effects: fakeEffects(), columns: 200, rows: 120 });
    await session.shows('What do you have?');
    session.press('?');
    await session.shows('Marks');
    for (const b of bindings) expect(session.frame()).toContain(b.says);
    session.press(keys.escape);
  });

  it('names Ink\'s keys as the table does', () => {
    const none = {
      upArrow: false, downArrow: false, leftArrow: false, rightArrow: false, pageUp: false, pageDown: false, home: false, end: false, return: false,
      escape: false, ctrl: false, shift: false, tab: false, backspace: false, delete: false, meta: false, super: false, hyper: false, capsLock: false, numLock: false,
    };
    expect(strokeOf('', { ...none, tab: true, shift: true })).toBe('shift-tab');
    expect(strokeOf('c', { ...none, ctrl: true })).toBe('ctrl-c');
    expect(strokeOf('q', none)).toBe('q');
    expect(strokeOf('q', { ...none, meta: true })).toBeNull();
  });
});

describe('the last line', () => {
  it('says how to read on, at every width that has room, where there is more to read', async () => {
    const long = { ...aDiagnosis, remarks: Array.from({ length: 40 }, (_, i) => `Fact ${i}.`) };
    for (const [columns, rows] of [[60, 20], [80, 24], [100, 30]] as const) {
      const session = openSession({ effects: fakeEffects(storyEvents(long)), initial: { kind: 'demo' }, columns, rows });
      await session.shows('PgDn read on');
    }
    const all = openSession({ effects: fakeEffects(storyEvents()), initial: { kind: 'demo' }, columns: 200, rows: 100 });
    await all.shows('FAILING');
    expect(all.frame()).not.toContain('PgDn read on');
  });

  it('offers copying only where there is a command', async () => {
    const healthy = { ...aDiagnosis, verdict: 'healthy', causes: [], nextEvidence: [] } as const;
    const session = openSession({ effects: fakeEffects(storyEvents({ ...healthy, causes: [], nextEvidence: [] })), initial: { kind: 'demo' } });
    await session.shows('HEALTHY');
    expect(session.frame()).not.toContain('c copy');
  });

  it('fits every width by leaving out what matters least, and always says how to quit', () => {
    for (const columns of [40, 60, 80, 120]) {
      for (const screen of screens) {
        const hints = hintsThatFit(bindingsOn(screen, state), columns);
        expect(hints.map((b) => `${b.shown} ${b.hint}`).join('  ').length).toBeLessThanOrEqual(columns);
        expect(hints.map((b) => b.hint)).toContain('quit');
      }
    }
  });
});
