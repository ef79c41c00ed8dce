import type { Key } from 'ink';
import type { Action, ScreenName, State } from './shape.ts';
import { isApplying, remediesToApply } from './apply-state.ts';
import { offerOf } from './offer-state.ts';
import { causesOf, commandsOf } from './run-state.ts';
import { rowsBelow } from './scrolling.ts';
import { fieldsOn, screenOf } from './shape.ts';

/** A key as the table names it: a word for a named key, else the character typed. */
export type Stroke = string;

/** One row of the key table: some keys that belong together, what they are called and what they do. */
export type Binding = {
  /** As people call it: on the last line and in the help. */
  shown: string;
  /** One or two words for the last line; null keeps it off that line. */
  hint: string | null;
  /** One sentence for the help. */
  says: string;
  on: readonly ScreenName[];
  strokes: Readonly<Record<Stroke, Action>>;
  /** The higher, the longer it stays on a last line that is too short for all. */
  rank: number;
  /** Absent: always there. */
  when?: (state: State) => boolean;
  /** Whether it would do something now, so that the last line names it; absent: always. The key answers either way. */
  isUseful?: (state: State) => boolean;
  /** In the help even while it does nothing. */
  isAlwaysInHelp?: boolean;
};

/** Screens on which characters are text, so that only named keys can be bound. */
export const textScreens: readonly ScreenName[] = ['machine', 'host', 'account', 'file', 'domain', 'code', 'paste', 'apply'];
const fieldScreens: readonly ScreenName[] = ['machine', 'host', 'account', 'file', 'domain', 'code', 'apply'];
const readScreens: readonly ScreenName[] = ['check', 'cause', 'explained', 'help', 'applying'];
const runScreens: readonly ScreenName[] = ['session', 'check', 'cause', 'explained', 'applying'];
const everywhere: readonly ScreenName[] = ['start', ...textScreens, 'session', 'check', 'cause', 'explained', 'applying', 'help'];
const without = (names: readonly ScreenName[]): ScreenName[] => everywhere.filter((n) => !names.includes(n));

const moves = { up: { type: 'move', by: -1 }, down: { type: 'move', by: 1 }, k: { type: 'move', by: -1 }, j: { type: 'move', by: 1 } } as const;
const pages = { pageup: { type: 'page', direction: -1 }, pagedown: { type: 'page', direction: 1 }, ' ': { type: 'page', direction: 1 } } as const;

/** Whether the diagnosis holds more than its pane shows, above or below. */
const isLonger = ({ scrolls: { diagnosis } }: State): boolean => diagnosis.offset > 0 || rowsBelow(diagnosis) > 0;
const isCarriedOut = (state: State): boolean => {
  const screen = screenOf(state);
  return screen.name !== 'apply' || state.run?.plans[screen.remedy]?.refusal === null;
};
const hasCommand = ({ run }: State): boolean =>
  run !== null && (run.explainedCommands.length > 0 || (offerOf(run)?.run ?? null) !== null || causesOf(run).some((cause) => run.diagnosis !== null && commandsOf(run.diagnosis, cause).length > 0));

const isAsked = (state: State): boolean => state.run !== null && offerOf(state.run) !== null;

/** Every key of the session, in the order of the last line. What is not here does nothing. */
export const bindings: readonly Binding[] = [
  { shown: '↑↓', hint: 'move', says: 'Move up and down; k and j do the same.', on: ['start', 'session'], strokes: moves, rank: 7 },
  { shown: '↑↓', hint: 'scroll', says: 'Scroll by a line; k and j do the same.', on: readScreens, strokes: moves, rank: 7 },
  { shown: 'Enter', hint: 'choose', says: 'Choose what the cursor stands on.', on: ['start'], strokes: { enter: { type: 'open' } }, rank: 8 },
  { shown: 'Enter', hint: 'open', says: 'Open the check or cause under the cursor.', on: ['session'], strokes: { enter: { type: 'open' } }, rank: 8 },
  {
    shown: 'Enter', hint: 'go on', says: 'Go on with the machine that was typed: to its account where it wants one, else to what it says.', on: ['machine', 'host'],
    strokes: { enter: { type: 'submit' } }, rank: 8,
  },
  { shown: 'Enter', hint: 'begin', says: 'Begin with what was typed or pasted.', on: textScreens.filter((n) => n !== 'machine' && n !== 'host' && n !== 'apply'), strokes: { enter: { type: 'submit' } }, rank: 8 },
  { shown: 'Enter', hint: 'carry out', says: 'Carry the remedy out, once the machine’s name is typed (for one that changes nothing: y).', on: ['apply'], strokes: { enter: { type: 'submit' } }, rank: 8, isUseful: isCarriedOut },
  { shown: 'Esc', hint: 'back', says: 'Go back to the screen before.', on: without(['start']), strokes: { escape: { type: 'back' } }, rank: 8 },
  {
    shown: 'Tab', hint: 'other field', says: 'Go to the other field; the arrows up and down do the same.', on: ['domain', 'account'],
    strokes: {
      tab: { type: 'next-field', by: 1 }, down: { type: 'next-field', by: 1 }, up: { type: 'next-field', by: -1 }, 'shift-tab': { type: 'next-field', by: -1 },
    },
    rank: 6, when: (state) => screenOf(state).name !== 'account' || fieldsOn(screenOf(state)).length > 1,
  },
  {
    shown: '←→', hint: null, says: 'Move in the text; Home and End go to its ends.', on: fieldScreens,
    strokes: {
      left: { type: 'caret', by: -1 }, right: { type: 'caret', by: 1 }, home: { type: 'caret', by: -Infinity }, end: { type: 'caret', by: Infinity },
    },
    rank: 1,
  },
  {
    shown: 'Backspace', hint: null, says: 'Erase the character before the caret; Delete erases the one under it.', on: fieldScreens,
    strokes: { backspace: { type: 'erase', direction: 'before' }, delete: { type: 'erase', direction: 'after' } }, rank: 1,
  },
  {
    shown: 'Tab', hint: 'other pane', says: 'Go between the checks and the diagnosis; the arrows left and right do the same.', on: ['session'],
    strokes: { tab: { type: 'switch-pane' }, left: { type: 'switch-pane' }, right: { type: 'switch-pane' } }, rank: 2,
  },
  { shown: 'PgDn', hint: 'read on', says: 'Read on in the diagnosis; PgUp goes back, the space bar on.', on: ['session'], strokes: pages, rank: 7, isUseful: isLonger },
  { shown: 'PgDn', hint: 'page', says: 'Scroll by a page; PgUp goes back, the space bar on.', on: readScreens, strokes: pages, rank: 3 },
  {
    shown: 'Home', hint: null, says: 'Go to the first line or row; End goes to the last.', on: without(textScreens),
    strokes: { home: { type: 'edge', edge: 'first' }, end: { type: 'edge', edge: 'last' } }, rank: 1,
  },
  {
    shown: 'a', hint: 'apply', says: 'Show what carrying out a remedy of the cause would do; nothing is done before you confirm it.', on: ['session', 'cause'],
    strokes: { a: { type: 'apply' } }, rank: 6, when: ({ canApply, run }) => canApply && (run === null || run.request.kind === 'machine'), isUseful: ({ run }) => run !== null && Object.keys(run.plans).length > 0,
  },
  {
    shown: 'Tab', hint: 'other remedy', says: 'Show the next remedy of the cause.', on: ['apply'], strokes: { tab: { type: 'next-remedy' } }, rank: 5,
    when: (state) => screenOf(state).name !== 'apply' || remediesToApply(state).length > 1,
  },
  { shown: '↑↓', hint: 'scroll', says: 'Scroll by a line; PgUp and PgDn by a page.', on: ['apply'], strokes: { up: moves.up, down: moves.down, pageup: pages.pageup, pagedown: pages.pagedown }, rank: 7 },
  {
    shown: 'y', hint: 'yes', says: 'Say yes to the question above the keys: then it is looked at, and judged anew.', on: ['session'],
    strokes: { y: { type: 'answer', said: 'yes' } }, rank: 9, when: isAsked, isAlwaysInHelp: true,
  },
  {
    shown: 'n', hint: 'no', says: 'Say no to the question above the keys; it is not asked again. Without a question n begins anew.', on: ['session'],
    strokes: { n: { type: 'answer', said: 'no' } }, rank: 9, when: isAsked, isAlwaysInHelp: true,
  },
  {
    shown: 'c', hint: 'copy', says: 'Copy the next command shown to the clipboard.', on: ['session', 'cause', 'explained'],
    strokes: { c: { type: 'copy' } }, rank: 6, when: (state) => state.canCopy, isUseful: hasCommand,
  },
  { shown: 'r', hint: 'again', says: 'Gather and judge again.', on: runScreens, strokes: { r: { type: 'again' } }, rank: 5 },
  {
    shown: 'f', hint: 'only faults', says: 'List only the checks that found something wrong, or all again.', on: ['session'],
    strokes: { f: { type: 'only-found' } }, rank: 2,
  },
  { shown: 'n', hint: 'new', says: 'Begin anew from the start screen.', on: runScreens, strokes: { n: { type: 'new' } }, rank: 4, when: (state) => screenOf(state).name !== 'session' || !isAsked(state) },
  { shown: 'paste', hint: null, says: 'Text pasted on any screen is taken as evidence; in a text field, one line of it is text.', on: everywhere, strokes: {}, rank: 1 },
  { shown: '?', hint: 'help', says: 'Show this help.', on: without(textScreens), strokes: { '?': { type: 'help' } }, rank: 9 },
  { shown: 'q', hint: 'quit', says: 'Quit; while a remedy is being carried out Ctrl-C alone does.', on: without(textScreens), strokes: { q: { type: 'quit' } }, rank: 9, when: (state) => !isApplying(state) },
  { shown: 'Ctrl-C', hint: 'quit', says: 'Quit while a remedy is being carried out: it is left as it stands, and what was done is said.', on: without(textScreens), strokes: { q: { type: 'stay' } }, rank: 9, when: isApplying, isAlwaysInHelp: true },
  { shown: 'Ctrl-C', hint: 'quit', says: 'Quit from anywhere, also from text fields.', on: textScreens, strokes: { 'ctrl-c': { type: 'quit' } }, rank: 9 },
  { shown: 'Ctrl-C', hint: null, says: 'Quit from anywhere.', on: without(textScreens), strokes: { 'ctrl-c': { type: 'quit' } }, rank: 1 },
];

/** What the keys of a screen do now. */
export const bindingsOn = (screen: ScreenName, state: State): Binding[] =>
  bindings.filter((b) => b.on.includes(screen) && (b.when === undefined || b.when(state)));

/** The keys that the last line of a screen may name: those that would do something now. */
export const hintsOn = (screen: ScreenName, state: State): Binding[] => bindingsOn(screen, state).filter((b) => b.isUseful === undefined || b.isUseful(state));

/** The table's name for a key press; null for a key that it cannot name. `input` is one character or empty. */
export function strokeOf(input: string, key: Key): Stroke | null {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'pageup';
  if (key.pageDown) return 'pagedown';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.return) return 'enter';
  if (key.escape) return 'escape';
  if (key.tab) return key.shift ? 'shift-tab' : 'tab';
  if (key.backspace) return 'backspace';
  if (key.delete) return 'delete';
  if (key.ctrl) return input === '' ? null : `ctrl-${input}`;
  return key.meta || input === '' ? null : input;
}

/** What a stroke does on the screen shown; null where it does nothing. */
export function actionOf(state: State, stroke: Stroke): Action | null {
  const binding = bindingsOn(screenOf(state).name, state).find((b) => Object.hasOwn(b.strokes, stroke));
  return binding?.strokes[stroke] ?? null;
}

const hintWidth = (b: Binding): number => b.shown.length + (b.hint?.length ?? 0) + 1;
const gap = 2;

/** The hints that fit into a line of that many columns: chosen by rank, shown in the table's order. */
export function hintsThatFit(all: readonly Binding[], columns: number): Binding[] {
  const shown = all.filter((b) => b.hint !== null);
  const kept = new Set<Binding>();
  let width = -gap;
  for (const b of shown.toSorted((x, y) => y.rank - x.rank)) {
    if (width + gap + hintWidth(b) > columns) continue;
    width += gap + hintWidth(b);
    kept.add(b);
  }
  return shown.filter((b) => kept.has(b));
}
