import type { Applied } from './apply.ts';
import type { CheckResult, Need } from './check.ts';
import type { Helpdesk } from './config.ts';
import type { Case } from './evidence.ts';
import type { ExploreTrace } from './explore.ts';
import type { Outlook } from './forecast.ts';
import type { Remedy } from './remedy.ts';

export type Certainty = 'confirmed' | 'likely' | 'possible';

export type DiagnosedCause = {
  cause: string;
  title: string;
  /** The cause in one plain sentence. */
  says: string;
  certainty: Certainty;
  explains: string[];
  because: string[];
  against: string[];
  remedies: string[];
  verifyWith: string[];
};

/** Evidence not yet seen that would separate the causes still standing, best first. `how` is a sentence with the exact command. */
export type NextEvidence = { kind: Need; how: string; wouldDecide: string[] };

export type Verdict = 'healthy' | 'degraded' | 'failing' | 'unknown';

/** What judging a case gives: everything that reports and screens show, and nothing that they would have to work out. */
export type Diagnosis = {
  verdict: Verdict;
  /** The verdict in one sentence, subject first. */
  headline: string;
  causes: DiagnosedCause[];
  unexplained: string[];
  nextEvidence: NextEvidence[];
  checks: CheckResult[];
  remedies: Record<string, Remedy>;
  /** Facts for a healthy reader: renewal and lapse dates, the count against its threshold. One sentence each. */
  remarks: string[];
  /** What will come if nothing is done; it changes no verdict. */
  outlook: Outlook;
};

/** One run, whole: the case as gathered and what it means. */
export type Run = {
  version: string;
  startedAt: string;
  durationMs: number;
  subject: Case;
  diagnosis: Diagnosis;
  /** How the input was read (cut text, a second machine), one sentence each. */
  readingNotes: string[];
  includeEvidence: boolean;
  /** With `--explore --trace`: each step of the loop. */
  trace?: ExploreTrace;
  /** With `--apply`: what was carried out, or would be. The case and diagnosis are those of after. */
  applied?: Applied;
  /** The target as typed, for commands to copy; null where there was none. */
  target: string | null;
  /** Whom a person turns to, where a config says it. */
  helpdesk?: Helpdesk;
};
