import type { RemedyPlan } from '../model/apply.ts';
import type { Applying } from './apply-state.ts';
import type { CheckResult } from '../model/check.ts';
import type { Case } from '../model/evidence.ts';
import type { DiagnosedCause, Diagnosis } from '../model/report.ts';
import { followGranted } from './offer-state.ts';
import type { Following, KnownCheck, OfferAnswer, SessionEvent, SessionOffer, SessionRequest } from './session-effects.ts';
import type { ShownStatus } from './theme.ts';

/** Something that is being waited for. */
type Step = { step: string; label: string };

/** A row that the cursor can stand on: `check:ID` or `cause:ID`. */
export type RowKey = `check:${string}` | `cause:${string}`;

/** One request from its start to its end. */
export type Run = {
  /** Counts up in a session; events of another run are not this one's. */
  number: number;
  request: SessionRequest;
  phase: 'running' | 'done' | 'failed';
  /** Null until the effects said it; then the order never changes. */
  known: readonly KnownCheck[] | null;
  pending: readonly Step[];
  diagnosis: Diagnosis | null;
  case: Case | null;
  readingNotes: readonly string[];
  plans: Readonly<Record<string, RemedyPlan>>;
  /** The remedy that is or was carried out last; null before the first. */
  applying: Applying | null;
  /** What could be asked of the person, the best first. */
  offers: readonly SessionOffer[];
  /** What was answered so far, in that order; nothing of it is asked again. */
  answered: readonly { offer: SessionOffer; said: 'yes' | 'no' }[];
  /** Yeses that last: after "again" they are followed without a question. */
  granted: readonly OfferAnswer[];
  /** The yes that is being followed. */
  following: Following | null;
  explained: string | null;
  /** Commands of the explanation, in the order shown. */
  explainedCommands: readonly string[];
  failure: string | null;
  durationMs: number | null;
  cursor: RowKey | null;
  /** True once the person moved the cursor: from then on nothing else moves it. */
  touched: boolean;
  onlyFound: boolean;
  /** The last command copied, so that the next press copies the one after it. */
  copied: { cause: string; index: number } | null;
};

/** A run that has just begun. */
export const startRun = (number: number, request: SessionRequest): Run => ({
  number, request, phase: 'running', known: null, pending: [], diagnosis: null, case: null, readingNotes: [], plans: {}, applying: null, offers: [], answered: [], granted: [], following: null, explained: null, explainedCommands: [],
  failure: null, durationMs: null, cursor: null, touched: false, onlyFound: false, copied: null,
});

/** What an event of the effects makes of the run. */
export function receive(run: Run, event: SessionEvent): Run {
  switch (event.type) {
    case 'checks-known':
      return run.known === null ? { ...run, known: event.checks } : run;
    case 'progress':
      return receiveProgress(run, event.event);
    case 'diagnosis':
      return { ...run, diagnosis: event.diagnosis, case: event.case, readingNotes: event.readingNotes ?? run.readingNotes, plans: event.plans ?? {} };
    case 'explained':
      return { ...run, explained: event.text, explainedCommands: event.commands ?? [] };
    case 'failed':
      return { ...run, phase: 'failed', failure: event.message, pending: [] };
    case 'offers':
      return { ...run, offers: event.offers };
    case 'not-followed':
      return run;
    case 'done':
      return followGranted(pointAtFault({ ...run, phase: 'done', durationMs: (run.durationMs ?? 0) + event.durationMs, pending: [], following: null }));
    default:
      return event satisfies never;
  }
}

type Progress = Extract<SessionEvent, { type: 'progress' }>['event'];

function receiveProgress(run: Run, event: Progress): Run {
  switch (event.type) {
    case 'started':
      return { ...run, pending: [...run.pending.filter((s) => s.step !== event.step), { step: event.step, label: event.label }] };
    case 'finished':
      return { ...run, pending: run.pending.filter((s) => s.step !== event.step) };
    case 'evidence':
      // The diagnosis that follows carries the evidence with it; nothing is drawn from it alone.
      return run;
    default:
      return event satisfies never;
  }
}

/** Where the person has not moved yet, the cursor goes to the check that the first cause comes from. */
function pointAtFault(run: Run): Run {
  if (run.touched || run.diagnosis === null) return run;
  const failing = run.diagnosis.checks.filter((c) => c.status === 'fail' || c.status === 'warn');
  const explained = new Set(run.diagnosis.causes[0]?.explains ?? []);
  const target = failing.find((c) => c.findings.some((f) => explained.has(f.tag))) ?? failing[0];
  return target === undefined ? run : { ...run, cursor: `check:${target.id}` };
}

/** A check of the list with what is known of it now. */
export type CheckRow = { key: RowKey; check: KnownCheck; status: ShownStatus; result: CheckResult | null };

const areaOf = (id: string): string => id.split('/')[0] ?? id;

function knownChecks(run: Run): readonly KnownCheck[] {
  if (run.known !== null) return run.known;
  return (run.diagnosis?.checks ?? []).map((c) => ({ id: c.id, title: c.title, area: areaOf(c.id), looksAt: c.missing }));
}

/** While evidence may still come, `unknown` only means that it has not come yet. */
function statusOf(run: Run, result: CheckResult | null): ShownStatus {
  if (run.phase === 'running' && (result === null || result.status === 'unknown')) return 'waiting';
  return result?.status ?? 'unknown';
}

/** Every check in its fixed order, whatever is filtered. */
export function allCheckRows(run: Run): CheckRow[] {
  const results = new Map((run.diagnosis?.checks ?? []).map((c) => [c.id, c]));
  return knownChecks(run).map((check) => {
    const result = results.get(check.id) ?? null;
    return { key: `check:${check.id}`, check, status: statusOf(run, result), result };
  });
}

const wrong = new Set<ShownStatus>(['fail', 'warn', 'broken']);

/** The checks listed: all, or only those that found something wrong. */
export const checkRows = (run: Run): CheckRow[] =>
  allCheckRows(run).filter((row) => !run.onlyFound || wrong.has(row.status));

/** The causes named so far, best first. */
export const causesOf = (run: Run): readonly DiagnosedCause[] => run.diagnosis?.causes ?? [];

/** The cause that the evidence speaks for most; null where all are merely possible, so that none may be acted on unseen. */
export function firmestCause(run: Run): DiagnosedCause | null {
  const [first] = causesOf(run);
  return first === undefined || first.certainty === 'possible' ? null : first;
}

/** True where a machine was to be read while it runs and told nothing: first of all it has to be reached. */
export const isUnread = ({ request, case: subject }: Run): boolean =>
  request.kind === 'machine' && subject !== null && Object.values(subject.evidence).every((observed) => observed.state === 'unseen');

/** All that the cursor can stand on, first the checks, then the causes. */
const rowKeys = (run: Run): RowKey[] =>
  [...checkRows(run).map((r) => r.key), ...causesOf(run).map((c): RowKey => `cause:${c.cause}`)];

/** Where the cursor stands: the row last chosen, else the first; null in an empty list. */
export function cursorOf(run: Run): RowKey | null {
  const keys = rowKeys(run);
  return run.cursor !== null && keys.includes(run.cursor) ? run.cursor : (keys[0] ?? null);
}

/** The two panes of the session screen. */
export type PaneName = 'checks' | 'diagnosis';

/** The pane that the cursor is in. */
export const paneOf = (run: Run): PaneName => (cursorOf(run)?.startsWith('cause:') ? 'diagnosis' : 'checks');

/** Moves by rows through both panes; stops at the ends. */
export function moveCursor(run: Run, by: number): Run {
  const keys = rowKeys(run);
  const at = keys.indexOf(cursorOf(run) ?? 'check:');
  const next = keys[Math.max(0, Math.min(at + by, keys.length - 1))];
  return next === undefined ? run : { ...run, cursor: next, touched: true };
}

/** To the first row of the other pane; stays where that pane has none. */
export function switchPane(run: Run): Run {
  const wanted = paneOf(run) === 'checks' ? 'cause:' : 'check:';
  const next = rowKeys(run).find((k) => k.startsWith(wanted));
  return next === undefined ? run : { ...run, cursor: next, touched: true };
}

/** Null where the diagnosis does not name it, or names it no more. */
export const causeById = (run: Run, id: string): DiagnosedCause | null => causesOf(run).find((c) => c.cause === id) ?? null;

/** Null where no such check is part of the run. */
export const checkById = (run: Run, id: string): CheckRow | null => allCheckRows(run).find((r) => r.check.id === id) ?? null;

/** The exact commands of a cause's remedies, in the order shown. */
export const commandsOf = (diagnosis: Diagnosis, cause: DiagnosedCause): string[] =>
  cause.remedies.flatMap((id) => (diagnosis.remedies[id]?.steps ?? []).flatMap((s) => (s.run === undefined ? [] : [s.run])));

/** What the run is about, for its header: the subject once it is known, before that what was asked for. */
export function subjectOf(run: Run): string {
  if (run.case !== null) return run.case.subject;
  const { request } = run;
  switch (request.kind) {
    case 'demo':
      return 'the demonstration estate';
    case 'file':
      return request.path;
    case 'paste':
      return 'what was pasted';
    case 'domain':
      return request.domain;
    case 'code':
      return request.words.join(' ');
    case 'machine':
      return request.target;
    default:
      return request satisfies never;
  }
}
