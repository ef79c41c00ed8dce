import type { Sign } from './cause.ts';
import type { Need } from './check.ts';
import type { Remedy } from './remedy.ts';

/**
 * A procedure that a helpdesk follows from the top: looks that narrow down what is wrong, and the repairs they lead to.
 * A procedure without a fault (setting up a host) has the same shape: its steps do rather than look.
 */
export type Procedure = {
  /** `code-0xC004F074`, `cause-dns-srv-missing`, `event-12288`, `symptom-not-activating`, `set-up-host`: also its file's name. */
  id: string;
  title: string;
  /** What was understood from what was asked, as one sentence; cleaned, where it repeats what was typed. */
  understood: string;
  /** What a reader without KMS knowledge must know first; a paragraph each. */
  intro: readonly string[];
  /** In the order to be followed; the first is where a walk begins. Never empty. */
  steps: readonly ProcedureStep[];
  /** Everything that an outcome's `repair` names, each once. */
  repairs: readonly Repair[];
  /** Causes too rare to have their own outcome on this page: their ids, for `kmsdoctor runbook ID`. */
  rare: readonly { cause: string; title: string }[];
  escalation: Escalation;
  sources: readonly string[];
};

/** Where a person sits, or what they look into, when following a step. */
export type ProcedurePlace = 'client' | 'host' | 'dns' | 'desk' | 'network' | 'directory';

export type ProcedureStep = {
  /** Unique in its procedure and the same on every run, so that a walk can be resumed: `dnsSrv`, `host.licensingProducts`. */
  id: string;
  /** What to look at or to do, as a short heading. */
  title: string;
  where: ProcedurePlace;
  /** What to do, in words; the exact commands stand in `run`. */
  say: string;
  /** Exact commands, each one line, in order; empty where a person only looks or decides. May hold upper-case words to be replaced. */
  run: readonly string[];
  /** True where the commands change something: a walk never runs such a step by itself. */
  changes: boolean;
  /** The evidence kinds that this look gives: gathered from a target, they answer the step without a person. Empty where only a person can. */
  needs: readonly Need[];
  /** Checks whose findings are this step's outcomes; empty where only a person can tell. */
  checks: readonly string[];
  /** At least one, in the order in which they are to be compared with what is seen; the last is always "none of these". */
  outcomes: readonly ProcedureOutcome[];
};

export type ProcedureOutcome = {
  /** Unique in its step: a tag or cause id in lower case, `nothing-wrong`, `cannot-tell`, `yes`. */
  id: string;
  /** What a person sees, as a clause or sentence. */
  see: string;
  /** What it means, as a sentence; empty where `see` says all. */
  means: string;
  /** Any of these signs (tags, codes) stands for this outcome; empty where a program cannot tell it. */
  signs: readonly Sign[];
  next: NextMove;
};

/**
 * What to do then. `repair`: carry out these repairs in turn, each until its proof holds (their ids are those of
 * `Procedure.repairs`); `done`: what was asked is reached; `escalate`: nothing here fits.
 */
export type NextMove =
  | { kind: 'step'; step: string }
  | { kind: 'repair'; repairs: readonly string[] }
  | { kind: 'done' }
  | { kind: 'escalate' };

export type Repair = {
  /** The cause's id. */
  id: string;
  title: string;
  /** What is wrong and why that stops activation; one sentence. */
  says: string;
  /** What to do, best first; their fields are upper-case words (`ZONE`), since no evidence fills them. */
  remedies: readonly Remedy[];
  proof: readonly Proof[];
};

/** How to prove that a repair worked: the command and what it shows then. */
export type Proof = {
  /** The check that passes, for a walk with a target; null where only a person can tell. */
  check: string | null;
  /** Where the command is run: after a repair in DNS that may be the client. */
  where: ProcedurePlace;
  run: string;
  /** What the command shows then, as a clause in the words of its own output. */
  shows: string;
};

export type Escalation = {
  /** When to stop and hand on. */
  when: string;
  /** What the next person needs, each as a clause, with the command where there is one. */
  evidence: readonly { say: string; run: string | null }[];
};
