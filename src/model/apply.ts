import type { CheckStatus } from './check.ts';
import type { Code } from './evidence.ts';
import type { Remedy, RemedyAction } from './remedy.ts';
import type { Verdict } from './report.ts';

/** A step of a remedy as it would be carried out. */
export type PlannedStep = {
  say: string;
  /** The familiar command, exactly; null for a step in words. */
  command: string | null;
  /** What is done in its place, in order: empty for what the looks before and after show. Null: it is left to the person. */
  actions: readonly RemedyAction[] | null;
  /** What is called for that, for people: `SoftwareLicensingService.InstallProductKey`. Empty where nothing is. */
  behind: readonly string[];
};

/** A way back, or why there is none: one sentence, and the exact command where there is one. */
export type WayBack = { say: string; command: string | null };

/** What carrying out a remedy of a diagnosis would do, from what was seen before. Nothing has been done yet. */
export type RemedyPlan = {
  remedy: string;
  title: string;
  risk: Remedy['risk'];
  where: Remedy['where'];
  /** The machine's own short name, as it says it: to be typed before it is changed. Null where it was not seen. */
  machine: string | null;
  steps: readonly PlannedStep[];
  undo: readonly WayBack[];
  /** The checks that prove it, from the causes that it is for. */
  verifyWith: readonly string[];
  /** Why it is shown and not carried out: one sentence; null where it can be. */
  refusal: string | null;
};

/** How a step ended. `unknown`: it was begun and nothing came back, so it may have been done. */
export type StepOutcome = 'done' | 'failed' | 'unknown' | 'not-run' | 'left-to-you' | 'looked';

export type AppliedStep = {
  say: string;
  command: string | null;
  outcome: StepOutcome;
  /** Windows' own code where it gave one. */
  code: Code | null;
  /** One sentence about how it ended, or what a reading step printed (lines divided by line feeds); null where there is nothing to say. */
  detail: string | null;
};

/** What a look before or after showed of what the remedy is about. */
export type LookBeside = {
  verdict: Verdict;
  headline: string;
  /** The checks that prove the remedy, in their order, with what they found. */
  checks: readonly { id: string; title: string; status: CheckStatus; messages: readonly string[] }[];
  /** Ids of the causes that the remedy is for, as far as they are still named. */
  causes: readonly string[];
};

/** A remedy that was carried out, or (`dryRun`) shown as it would be. */
export type Applied = {
  remedy: string;
  title: string;
  risk: Remedy['risk'];
  where: Remedy['where'];
  machine: string | null;
  /** How the machine was reached, as the target says it. */
  target: string;
  dryRun: boolean;
  refusal: string | null;
  /** When the first step began, ISO 8601 UTC; null where nothing ran. */
  ranAt: string | null;
  steps: readonly AppliedStep[];
  undo: readonly WayBack[];
  before: LookBeside;
  /** Null where nothing ran. */
  after: LookBeside | null;
};
