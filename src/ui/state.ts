import type { Helpdesk } from '../model/config.ts';
import type { Verdict } from '../model/report.ts';
import { addPiece, joinPaste, normaliseBreaks, nothingPasted, pasteLimitBytes, singleCode, sizeInWords } from './paste-text.ts';
import {
  causeById, commandsOf, cursorOf, firmestCause, moveCursor, receive, switchPane, type Run,
} from './run-state.ts';
import { follow, measure, scrollBy, scrollPage, scrollToEdge, type Scrolled } from './scrolling.ts';
import { answer, again, followed } from './answering.ts';
import { confirmApply, nextRemedy, openApply, receiveApply } from './apply-state.ts';
import { accountTyped, machineTyped, type MachineStep } from './machine-entry.ts';
import { readRequest } from './read-request.ts';
import { editSecret, emptySecret } from './secret.ts';
import { back, begin, freshScrolls, notify, push, screenFor } from './navigation.ts';
import { offerOf } from './offer-state.ts';
import { choicesOf } from './start-choices.ts';
import type { InitialRequest, ReadMachine, RecentRequest, SessionEvent, SessionOffer } from './session-effects.ts';
import { fieldsOn, screenOf, type Action, type FieldName, type Notice, type ScrollName, type State } from './shape.ts';
import { emptyField, eraseAfter, eraseBefore, insertExact, insertText, moveCaret, type Field } from './text-entry.ts';

const freshFields = { path: emptyField, domain: emptyField, dns: emptyField, words: emptyField, target: emptyField, hostTarget: emptyField, user: emptyField, confirm: emptyField };

/** The state that a session opens with; with a request its run has begun. */
export function initialState(initial: InitialRequest, options: { recent?: readonly RecentRequest[]; canCopy?: boolean; canApply?: boolean; helpdesk?: Helpdesk } = {}): State {
  const state: State = {
    screens: [{ name: 'start' }], recent: options.recent ?? [], canCopy: options.canCopy ?? false, canApply: options.canApply ?? false, helpdesk: options.helpdesk ?? null, chosen: 0, fields: freshFields,
    password: emptySecret, focused: 0, pasted: nothingPasted, run: null, runs: 0, scrolls: freshScrolls, notice: null, outgoing: null, verdict: null, leaving: false,
  };
  if (initial === null) return state;
  if (initial.kind !== 'machine') return begin(state, initial);
  const { target, password } = initial;
  const fields = { ...freshFields, target: insertText(emptyField, target) };
  return begin({ ...state, fields, screens: password === null ? state.screens : [...state.screens, { name: 'account', target, asks: ['password'] }] }, initial);
}

/** Every state and action has a successor; nothing is started here: the app starts what a new run or `outgoing` asks for. */
export const reducerFor = (readMachine: ReadMachine) => (state: State, action: Action): State => {
  switch (action.type) {
    case 'measured':
      return scrolled(state, action.scroll, (s) => measure(s, action.measured));
    case 'event':
      return received(state, action.run, action.event);
    case 'apply-event':
      return receiveApply(state, action.number, action.event);
    default:
      return act({ ...state, notice: null }, action, readMachine);
  }
};

function act(state: State, action: Exclude<Action, { type: 'measured' | 'event' | 'apply-event' }>, readMachine: ReadMachine): State {
  switch (action.type) {
    case 'move':
      return move(state, action.by);
    case 'page':
      return scrolled(state, pagedPane(state), (s) => scrollPage(s, action.direction));
    case 'edge':
      return edge(state, action.edge);
    case 'switch-pane':
      return inSession(state, switchPane);
    case 'open':
      return open(state);
    case 'back':
      return back(state);
    case 'help':
      return screenOf(state).name === 'help' ? back(state) : push(state, { name: 'help' });
    case 'quit':
      return { ...state, leaving: true };
    case 'stay':
      return notify(state, 'A remedy is being carried out: its result comes here. Ctrl-C leaves it as it stands.');
    case 'again':
      return again(state);
    case 'copy':
      return copy(state);
    case 'apply':
      return openApply(state, state.run === null ? null : causeToCopy(state, state.run));
    case 'next-remedy':
      return nextRemedy(state);
    case 'new':
      return { ...state, screens: [{ name: 'start' }] };
    case 'answer':
      return answer(state, action.said);
    case 'only-found':
      return inSession(state, (run) => ({ ...run, onlyFound: !run.onlyFound }));
    case 'type':
      return typed(state, action.text);
    case 'erase':
      return inField(state, action.direction === 'before' ? eraseBefore : eraseAfter);
    case 'caret':
      return inField(state, (f) => moveCaret(f, action.by));
    case 'next-field':
      return { ...state, focused: (state.focused + action.by + fieldCount(state)) % fieldCount(state) };
    case 'submit':
      return submit(state, readMachine);
    case 'pasted':
      return pasted(state, normaliseBreaks(action.text), action.whole);
    case 'arriving':
      return notify(state, `A paste is arriving: ${(action.bytes / 1024 / 1024).toFixed(1)} MB so far.`, 'good');
    case 'paste-too-large':
      return notify(state, tooLarge);
    default:
      return action satisfies never;
  }
}

const tooLarge = 'That paste is larger than 64 MiB; save it to a file and give me the file.';

const scrolled = (state: State, name: ScrollName, change: (s: Scrolled) => Scrolled): State =>
  ({ ...state, scrolls: { ...state.scrolls, [name]: change(state.scrolls[name]) } });

/** The pane that pages: in a session the diagnosis, since the list of checks follows the cursor. */
function pagedPane(state: State): ScrollName {
  const { name } = screenOf(state);
  return name === 'help' ? 'help' : name === 'session' ? 'diagnosis' : 'detail';
}

function inSession(state: State, change: (run: Run) => Run): State {
  if (state.run === null) return state;
  const next = { ...state, run: change(state.run) };
  return scrolled(scrolled(next, 'checks', follow), 'diagnosis', follow);
}

function move(state: State, by: number): State {
  const { name } = screenOf(state);
  if (name === 'start') return { ...state, chosen: Math.max(0, Math.min(state.chosen + by, choicesOf(state).length - 1)) };
  return name === 'session' ? inSession(state, (run) => moveCursor(run, by)) : scrolled(state, pagedPane(state), (s) => scrollBy(s, by));
}

function edge(state: State, to: 'first' | 'last'): State {
  const { name } = screenOf(state);
  if (name === 'start' || name === 'session') return move(state, to === 'first' ? -Infinity : Infinity);
  return scrolled(state, pagedPane(state), (s) => scrollToEdge(s, to));
}

function open(state: State): State {
  const { name } = screenOf(state);
  if (name === 'start') return choose(state);
  const row = state.run === null ? null : cursorOf(state.run);
  if (name !== 'session' || row === null) return state;
  return push(state, row.startsWith('check:') ? { name: 'check', id: row.slice(6) } : { name: 'cause', id: row.slice(6) });
}

function choose(state: State): State {
  const choice = choicesOf(state)[state.chosen];
  if (choice === undefined) return state;
  if (typeof choice.opens === 'object') return begin(state, choice.opens.request);
  if (choice.opens === 'demo') return begin(state, { kind: 'demo' });
  if (choice.opens === 'run') return push(state, { name: screenFor(state.run?.request) });
  return push({ ...state, pasted: nothingPasted }, { name: choice.opens });
}

function received(state: State, run: number, event: SessionEvent): State {
  if (state.run === null || state.run.number !== run || state.run.phase !== 'running') return state;
  if (event.type === 'not-followed') return notify(state, event.message);
  const next = { ...state, run: receive(state.run, event) };
  return event.type === 'diagnosis' ? { ...next, verdict: event.diagnosis.verdict } : next;
}

/** The cause that a copied command or a remedy belongs to: the open one, the one under the cursor, else the first that the evidence speaks for. */
function causeToCopy(state: State, run: Run): string | null {
  const screen = screenOf(state);
  if (screen.name === 'cause') return screen.id;
  const row = cursorOf(run);
  return row?.startsWith('cause:') ? row.slice(6) : (firmestCause(run)?.cause ?? null);
}

function copy(state: State): State {
  const { run } = state;
  if (run === null) return nothingToCopy(state);
  const cause = causeById(run, causeToCopy(state, run) ?? '');
  const asked = cause === null ? offerOf(run)?.run ?? null : null;
  // The command of a question is one, and the same at every press.
  const commands = cause !== null && run.diagnosis !== null ? commandsOf(run.diagnosis, cause) : asked !== null ? [asked] : run.explainedCommands;
  if (commands.length === 0) return nothingToCopy(state);
  const of = cause?.cause ?? '';
  const index = run.copied?.cause === of ? (run.copied.index + 1) % commands.length : 0;
  const text = commands[index] ?? '';
  const next = { ...state, run: { ...run, copied: { cause: of, index } }, outgoing: { number: (state.outgoing?.number ?? 0) + 1, text } };
  return notify(next, commands.length === 1 ? `Copied: ${text}` : `Copied ${index + 1} of ${commands.length}: ${text}`, 'good');
}

const nothingToCopy = (state: State): State => notify(state, 'There is no command to copy here.');

const fieldCount = (state: State): number => Math.max(1, fieldsOn(screenOf(state)).length);

const focusedField = (state: State): FieldName | undefined => fieldsOn(screenOf(state))[state.focused];

function inField(state: State, change: (f: Field) => Field): State {
  const name = focusedField(state);
  if (name === undefined) return state;
  if (name === 'password') return { ...state, password: editSecret(state.password, change) };
  return { ...state, fields: { ...state.fields, [name]: change(state.fields[name]) } };
}

/** A password is compared, so it is taken as it was typed; all else is drawn, and cleaned. */
const typed = (state: State, text: string): State => inField(state, (f) => (focusedField(state) === 'password' ? insertExact : insertText)(f, text));

function submit(state: State, readMachine: ReadMachine): State {
  const screen = screenOf(state);
  const { path, domain, dns, words, target, user } = state.fields;
  switch (screen.name) {
    case 'paste':
      if (state.pasted.text.trim() === '') return notify(state, 'Nothing was pasted yet.');
      return screen.offer === undefined ? begin(state, { kind: 'paste', text: state.pasted.text }) : followed(state, { offer: screen.offer, target: null, password: null, text: state.pasted.text });
    case 'host':
      return goOn(state, machineTyped(state.fields.hostTarget.value, readMachine), screen.offer);
    case 'machine':
      return goOn(state, machineTyped(target.value, readMachine));
    case 'apply':
      return confirmApply(state);
    case 'account':
      return goOn(state, accountTyped(screen, { user: user.value, password: state.password.secret, focused: state.focused }, readMachine), screen.offer);
    case 'file':
    case 'domain':
    case 'code': {
      const read = readRequest(screen.name, { path: path.value, domain: domain.value, dns: dns.value, words: words.value });
      return read.ok ? begin(state, read.request) : notify(state, read.wanted);
    }
    default:
      return state;
  }
}

const said = (state: State, sentence: string | null, tone: Notice['tone']): State => (sentence === null ? state : notify(state, sentence, tone));

function goOn(state: State, step: MachineStep, offer?: SessionOffer): State {
  switch (step.to) {
    case 'run':
      return said(offer === undefined ? begin(state, step.request) : followed(state, { offer, target: step.request.target, password: step.request.password, text: null }), step.note, 'good');
    case 'account':
      return said(push(state, { ...step.screen, ...(offer !== undefined && { offer }) }), step.note, 'good');
    case 'field': {
      const focused = step.field === null ? -1 : fieldsOn(screenOf(state)).indexOf(step.field);
      return said(focused === -1 ? state : { ...state, focused }, step.wanted, 'caution');
    }
    default:
      return step satisfies never;
  }
}

/** A paste of one line goes into the field that is open; any other is evidence, on whatever screen it arrives. */
function pasted(state: State, text: string, whole: boolean): State {
  const screen = screenOf(state);
  const { name } = screen;
  if (focusedField(state) !== undefined && !text.trimEnd().includes('\n')) return typed(state, text.replace(/\n+$/, ''));
  const all = addPiece(name === 'paste' ? state.pasted : nothingPasted, text);
  if (all.bytes > pasteLimitBytes) return notify(state, tooLarge);
  if (!whole) return { ...(name === 'paste' ? state : push(state, { name: 'paste' })), pasted: all };
  if (all.text.trim() === '') return notify(state, 'The paste held no text.');
  if (screen.name === 'paste' && screen.offer !== undefined) return followed(state, { offer: screen.offer, target: null, password: null, text: all.text });
  const code = singleCode(all.text);
  if (code !== null) return begin(state, { kind: 'code', words: [code] });
  // What is typed for a machine (its password, the yeses) is lost with it: a paste that slipped in waits for Enter.
  if (state.run?.request.kind === 'machine' && name !== 'paste' && name !== 'start') return { ...push(state, { name: 'paste' }), pasted: all };
  const before = state.run?.request.kind === 'paste' && ['session', 'check', 'cause'].includes(name) ? state.run.request.text : null;
  if (before === null) return begin(state, { kind: 'paste', text: all.text });
  const added = begin(state, { kind: 'paste', text: joinPaste(before, all.text) });
  return notify(added, `Added to what was pasted before: ${sizeInWords(all)}.`, 'good');
}

const exitCodes: Readonly<Record<Verdict, number>> = { healthy: 0, degraded: 0, failing: 1, unknown: 2 };

/** What the process exits with: the last verdict's code, 0 where nothing was judged. */
export const exitCodeOf = (state: State): number => (state.verdict === null ? 0 : exitCodes[state.verdict]);
