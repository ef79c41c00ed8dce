import type { Helpdesk } from '../model/config.ts';
import type { Verdict } from '../model/report.ts';
import type { Pasted } from './paste-text.ts';
import type { Run } from './run-state.ts';
import type { Measured, Scrolled } from './scrolling.ts';
import type { SecretField } from './secret.ts';
import type { ApplyEvent, RecentRequest, SessionEvent, SessionOffer } from './session-effects.ts';
import type { Field } from './text-entry.ts';

/** Screens that show one or two text fields. */
export type FieldScreen = 'machine' | 'host' | 'account' | 'file' | 'domain' | 'code';

/** What an account is asked with. */
export type AccountField = 'user' | 'password';

/** What is shown, and of what. */
export type Screen =
  | { name: 'start' }
  | { name: Exclude<FieldScreen, 'account' | 'host'> }
  /** The machine that an offer wants. */
  | { name: 'host'; offer: SessionOffer }
  /** Of the machine that it is for: what is asked, top to bottom; for an offer, or for a run of its own. */
  | { name: 'account'; target: string; asks: readonly AccountField[]; offer?: SessionOffer }
  /** What an offer wants pasted, or whatever a person has. */
  | { name: 'paste'; offer?: SessionOffer }
  | { name: 'session' }
  | { name: 'explained' }
  | { name: 'check'; id: string }
  | { name: 'cause'; id: string }
  /** A remedy before it is confirmed; while it is carried out, and after. */
  | { name: 'apply'; cause: string; remedy: string }
  | { name: 'applying' }
  | { name: 'help' };

/** A screen without what it is of; keys are bound to names. */
export type ScreenName = Screen['name'];

/** Every text field whose text may be shown; what was typed stays until the session ends. */
export type PlainFieldName = 'path' | 'domain' | 'dns' | 'words' | 'target' | 'hostTarget' | 'user' | 'confirm';

/** Every field of the session. */
export type FieldName = PlainFieldName | 'password';

/** The fields of a screen, top to bottom; none on most. */
export function fieldsOn(screen: Screen): readonly FieldName[] {
  switch (screen.name) {
    case 'machine':
      return ['target'];
    case 'host':
      return ['hostTarget'];
    case 'account':
      return screen.asks;
    case 'file':
      return ['path'];
    case 'domain':
      return ['domain', 'dns'];
    case 'code':
      return ['words'];
    case 'apply':
      return ['confirm'];
    default:
      return [];
  }
}

/** Panes that scroll, each for itself. */
export type ScrollName = 'checks' | 'diagnosis' | 'detail' | 'help';

/** One sentence about what the last key did or could not do; it goes with the next key. */
export type Notice = { tone: 'good' | 'caution'; text: string };

/** All that is drawn. It holds no clock, no stream and no running work. */
export type State = {
  /** The way here; the last is shown, Escape takes it away. Never empty. */
  screens: readonly Screen[];
  recent: readonly RecentRequest[];
  canCopy: boolean;
  canApply: boolean;
  helpdesk: Helpdesk | null;
  /** The chosen row of the start screen. */
  chosen: number;
  fields: Readonly<Record<PlainFieldName, Field>>;
  /** Emptied when its screen is left, either way. */
  password: SecretField;
  /** Which field of the screen takes the keys. */
  focused: number;
  /** A paste that arrives in pieces (no bracketed paste) and waits for Enter. */
  pasted: Pasted;
  run: Run | null;
  /** How many runs were begun; the next one's number is one more. */
  runs: number;
  scrolls: Readonly<Record<ScrollName, Scrolled>>;
  notice: Notice | null;
  /** A text for the clipboard; `number` tells one press from the next. */
  outgoing: { number: number; text: string } | null;
  /** The last verdict of this session; null while nothing was judged. */
  verdict: Verdict | null;
  leaving: boolean;
};

/** All that can happen: keys, pastes, measurements of what was drawn, and news of the run. */
export type Action =
  | { type: 'move'; by: number }
  | { type: 'page'; direction: 1 | -1 }
  | { type: 'edge'; edge: 'first' | 'last' }
  | { type: 'switch-pane' }
  | { type: 'open' }
  | { type: 'back' }
  | { type: 'help' }
  | { type: 'quit' }
  /** Asked to quit where one slip must not. */
  | { type: 'stay' }
  | { type: 'again' }
  | { type: 'copy' }
  | { type: 'apply' }
  | { type: 'next-remedy' }
  | { type: 'new' }
  | { type: 'only-found' }
  | { type: 'answer'; said: 'yes' | 'no' }
  | { type: 'type'; text: string }
  | { type: 'erase'; direction: 'before' | 'after' }
  | { type: 'caret'; by: number }
  | { type: 'next-field'; by: 1 | -1 }
  | { type: 'submit' }
  /** `whole`: the terminal marked its beginning and end, so nothing more comes. */
  | { type: 'pasted'; text: string; whole: boolean }
  | { type: 'arriving'; bytes: number }
  | { type: 'paste-too-large' }
  | { type: 'measured'; scroll: ScrollName; measured: Measured }
  | { type: 'event'; run: number; event: SessionEvent }
  | { type: 'apply-event'; number: number; event: ApplyEvent };

/** The screen shown. */
export const screenOf = (state: State): Screen => state.screens.at(-1) ?? { name: 'start' };
