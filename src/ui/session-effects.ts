import type { Applied, AppliedStep, RemedyPlan } from '../model/apply.ts';
import type { Need } from '../model/check.ts';
import type { Helpdesk } from '../model/config.ts';
import type { Case } from '../model/evidence.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Diagnosis } from '../model/report.ts';
import type { Secret } from './secret.ts';
import type { AccountField } from './shape.ts';

/** What a person gave the session. `text` of a paste has line feeds alone, whatever the terminal sent. */
export type SessionRequest =
  | { kind: 'demo' }
  | { kind: 'file'; path: string }
  | { kind: 'paste'; text: string }
  /** `dns` is a resolver as typed, `HOST` or `HOST:PORT`; absent means the system's own. */
  | { kind: 'domain'; domain: string; dns?: string }
  | { kind: 'code'; words: readonly string[] }
  /** A machine that is read while it runs: `target` as the command line takes it, its user in it. Null: no password was typed. */
  | { kind: 'machine'; target: string; password: Secret | null };

/**
 * A machine as a person typed it: the target as the command line takes it, what is to be asked before it can be read, and a
 * sentence where it was not taken literally; or one sentence about what is wanted.
 */
export type MachineReading =
  | { ok: true; target: string; asks: readonly AccountField[]; note: string | null }
  | { ok: false; wanted: string };

/** Answers at once and starts nothing. */
export type ReadMachine = (typed: string) => MachineReading;

/** What the session opens with; null shows the start screen. */
export type InitialRequest = SessionRequest | null;

/** A check as the list shows it before it has an answer. */
export type KnownCheck = {
  /** `host/count-reaches-threshold` */
  id: string;
  title: string;
  /** The first segment of its id; checks of one area stand together, in the order given. */
  area: string;
  /** The evidence that it looks at (its needs, then its wants): the check's screen shows these items. */
  looksAt: readonly Need[];
};

/** A look that only a person can allow or make possible, and the words in which it is asked: once, one at a time. */
export type SessionOffer = {
  id: string;
  /** `Ask the DNS servers of contoso.test themselves?` */
  question: string;
  /** One sentence: what it would tell. */
  why: string;
  /** The command whose output is to be pasted; null where nothing is. */
  run: string | null;
  /** What must come with the yes: nothing, the machine that is to be read, a paste. */
  wants: 'nothing' | 'machine' | 'paste';
  /** A target to begin with; empty for none. */
  suggests: string;
  /** False where a yes holds for this one time: something is changed, or the person has brought it. */
  lasts: boolean;
};

/** A yes, with what came with it. */
export type OfferAnswer = { offer: SessionOffer; target: string | null; password: Secret | null; text: string | null };

/** A yes that is to be followed, and what was known when it was given. */
export type Following = { answer: OfferAnswer; request: SessionRequest; case: Case; readingNotes: readonly string[] };

/** What the effects tell of a run, in any order after `checks-known`. */
export type SessionEvent =
  /** Once, first: every check that will be judged, in the order shown. */
  | { type: 'checks-known'; checks: readonly KnownCheck[] }
  | { type: 'progress'; event: ProgressEvent }
  /** May come several times as evidence fills in; each replaces the one before. */
  | { type: 'diagnosis'; diagnosis: Diagnosis; case: Case; readingNotes?: readonly string[]; /** What carrying out each remedy would do, by its id; only of a machine that can be acted on. */ plans?: Readonly<Record<string, RemedyPlan>> }
  /** What could be asked of the person next, the best first; each list replaces the one before. Comes before `done`. */
  | { type: 'offers'; offers: readonly SessionOffer[] }
  /** What was said yes to could not be done: one sentence. `done` follows. */
  | { type: 'not-followed'; message: string }
  /** The answer to a `code` request: plain text, lines divided by line feeds; and the commands in it that a person may want to run. */
  | { type: 'explained'; text: string; commands?: readonly string[] }
  /** Nothing more comes: one sentence with place and reason. */
  | { type: 'failed'; message: string }
  /** Nothing more comes. */
  | { type: 'done'; durationMs: number };

/** A plan that the person has confirmed, for the machine of that request, and what was seen before. */
export type ApplyOrder = { request: SessionRequest; plan: RemedyPlan; case: Case; diagnosis: Diagnosis };

/** What the effects tell of a remedy that is being carried out. */
export type ApplyEvent =
  /** A step begins (`ended` null) or has ended; `number` counts from 1. */
  | { type: 'step'; number: number; ended: AppliedStep | null }
  /** The steps are over, and the machine is looked at again. */
  | { type: 'looking' }
  /** Nothing more comes: before and after, and the diagnosis as it is now. */
  | { type: 'applied'; applied: Applied; diagnosis: Diagnosis; case: Case; plans: Readonly<Record<string, RemedyPlan>> }
  /** Nothing more comes: one sentence. */
  | { type: 'failed'; message: string };

/** Something done before, offered on the start screen. */
export type RecentRequest = { label: string; said: string; when: string; request: SessionRequest };

/**
 * All that the session can make happen. The session calls and draws; who implements this does the work.
 * `start` returns at once and reports through `emit`; after `signal` aborts, nothing that it emits is shown.
 */
export type SessionEffects = {
  start(request: SessionRequest, emit: (event: SessionEvent) => void, signal: AbortSignal): void;
  readMachine: ReadMachine;
  /** Carries a remedy out, as `start` works; absent, the session offers none. */
  apply?(order: ApplyOrder, emit: (event: ApplyEvent) => void, signal: AbortSignal): void;
  /** Makes the look that was said yes to, and judges anew; tells of it as `start` does. Absent, nothing is ever offered. */
  follow?(following: Following, emit: (event: SessionEvent) => void, signal: AbortSignal): void;
  /** Whom a person turns to where something is wrong; absent where nobody said. */
  helpdesk?: Helpdesk;
  recent?: readonly RecentRequest[];
  /** Puts text on the clipboard; absent, the session offers no copying. */
  copy?: (text: string) => void;
};
