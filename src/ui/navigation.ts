import { isApplying } from './apply-state.ts';
import { nothingPasted } from './paste-text.ts';
import { startRun } from './run-state.ts';
import { unscrolled } from './scrolling.ts';
import { emptySecret } from './secret.ts';
import type { SessionRequest } from './session-effects.ts';
import type { Notice, Screen, State } from './shape.ts';

/** No pane has been scrolled yet. */
export const freshScrolls = { checks: unscrolled, diagnosis: unscrolled, detail: unscrolled, help: unscrolled };

/** Says one sentence above the keys, until the next key. */
export const notify = (state: State, text: string, tone: Notice['tone'] = 'caution'): State => ({ ...state, notice: { tone, text } });

/** Opens a screen on top of the others. */
export const push = (state: State, screen: Screen): State => ({
  ...state, screens: [...state.screens, screen], focused: 0,
  scrolls: { ...state.scrolls, [screen.name === 'help' ? 'help' : 'detail']: unscrolled },
});

/** Closes the top screen; what was typed as a password or pasted there is forgotten. */
export function back(state: State): State {
  if (state.screens.length === 1) return notify(state, 'This is the first screen; q quits.');
  return { ...state, screens: state.screens.slice(0, -1), pasted: nothingPasted, password: emptySecret, focused: 0 };
}

/** The screen on which a request shows what came of it. */
export const screenFor = (request: SessionRequest | undefined): 'explained' | 'session' => (request?.kind === 'code' ? 'explained' : 'session');

/** Where Escape leads from a run: to the field that it was typed in, or the account of a machine, so that another can be tried at once; else to the start. */
function wayTo(state: State, request: SessionRequest): readonly Screen[] {
  const typedIn = request.kind === 'machine' ? 'account' : request.kind;
  const at = typedIn === 'paste' ? -1 : state.screens.findIndex((s) => s.name === typedIn);
  return at === -1 ? [{ name: 'start' }] : state.screens.slice(0, at + 1);
}

/** Begins a run; the app sees its new number and starts the work. */
export function begin(state: State, request: SessionRequest): State {
  if (isApplying(state)) return notify(state, 'A remedy is being carried out: wait until its result is here, or quit.');
  return {
    ...state, run: startRun(state.runs + 1, request), runs: state.runs + 1, pasted: nothingPasted, password: emptySecret, scrolls: freshScrolls, focused: 0,
    screens: [...wayTo(state, request), { name: screenFor(request) }],
  };
}
