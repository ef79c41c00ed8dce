import type { Body, EvidenceKind, EvidenceKinds, Observed, Time } from './evidence.ts';

/**
 * `note` is a fact worth having that is neither good nor bad (the port is open from the client; the key is a GVLK):
 * causes reason with it, reports do not list it as a finding and it never changes a status.
 */
export type Severity = 'note' | 'warn' | 'fail';

export type Args = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export type Finding = {
  tag: string;
  severity: Severity;
  /** One sentence, subject first, with the names and numbers in it. */
  message: string;
  /** What the sentence was made of. `code` (or `codes`) in it counts as a symptom code of this finding. */
  args: Args;
};

/** A judge says that it could not decide, and what evidence it lacked. */
export type Unsettled = { missing: Need };

// oxlint-disable-next-line no-explicit-any -- each tag's wording names its own arguments; the registry holds them all
export type FindingSpec<A extends Args = any> = {
  severity: Severity;
  says: (args: A) => string;
  /** A note that a reader is told although nothing is wrong: that the machine does not use KMS at all, say. */
  remark?: true;
};

/** Evidence of the subject (`dnsSrv`) or of its KMS host (`host.service`). */
export type Need = EvidenceKind | `host.${EvidenceKind}`;

type HostKind<N extends Need> = N extends `host.${infer K extends EvidenceKind}` ? K : never;
type OwnKind<N extends Need> = Extract<N, EvidenceKind>;

export type Settings = {
  /** `--approved-host`: KMS hosts the organisation calls its own, lower case, no trailing dot. */
  approvedHosts: readonly string[];
  /** `--domain`: the organisation's DNS suffixes, lower case. */
  domains: readonly string[];
};

/** What every judge may look at beside the evidence it asked for. No clock: `at` is when the evidence was collected. */
export type Surroundings = {
  subject: string;
  /** `client` and `host` are machines whose own facts are at hand; `network` is a look from the operator's desk alone. */
  role: 'client' | 'host' | 'network';
  at: Time | null;
  settings: Settings;
  /** Every KMS host whose own facts are at hand, the subject itself included where it is one. */
  hosts: readonly Body[];
};

export type JudgeInput<N extends Need, W extends Need> =
  Surroundings
  & { readonly [K in OwnKind<N>]: EvidenceKinds[K] }
  & { readonly [K in OwnKind<W>]: Observed<EvidenceKinds[K]> }
  & { readonly host: { subject: string } & { readonly [K in HostKind<N>]: EvidenceKinds[K] } & { readonly [K in HostKind<W>]: Observed<EvidenceKinds[K]> } };

type Raise<F extends Record<string, FindingSpec>> = {
  readonly [T in keyof F]: (args: Parameters<F[T]['says']>[0]) => Finding;
};

export type CheckDefinition<N extends Need, W extends Need, F extends Record<string, FindingSpec>> = {
  /** Path-like; a claim that is true when healthy: `host/count-reaches-threshold`. */
  id: string;
  title: string;
  /** Where Microsoft (or an RFC) says so. */
  sources: readonly string[];
  /** Unseen in the evidence: the status is `unknown` and the kinds are listed as missing. A `host.` need is judged once for each host. */
  needs: readonly N[];
  /** Looked at where seen; its absence alone makes nothing unknown. */
  wants?: readonly W[];
  /** Subjects of which this check decides health: without its answer they are `unknown`, never `healthy`. */
  decidesFor?: readonly Surroundings['role'][];
  findings: F;
  /** False: the check has nothing to say here and is `inapplicable`. */
  when?: (input: JudgeInput<N, W>) => boolean;
  judge: (input: JudgeInput<N, W>, raise: Raise<F>, cannotTell: (missing: Need) => Unsettled) => Iterable<Finding | Unsettled>;
};

/** A check as the registry holds it, its own types forgotten. */
// oxlint-disable-next-line no-explicit-any -- the registry is heterogeneous; defineCheck checked each one
export type Check = CheckDefinition<any, any, Record<string, FindingSpec>>;

/** Returns its argument; it is here for inference, so that a tag cannot lack its wording and a judge sees only what it asked for. */
export function defineCheck<N extends Need, F extends Record<string, FindingSpec>, W extends Need = never>(
  check: CheckDefinition<N, W, F>,
): Check {
  return check as unknown as Check;
}

export type CheckStatus = 'pass' | 'warn' | 'fail' | 'unknown' | 'inapplicable' | 'broken';

export type CheckResult = {
  id: string;
  title: string;
  status: CheckStatus;
  /** Of severity warn and fail. */
  findings: Finding[];
  /** Of severity note: for the reasoning, not for the list of what is wrong. */
  notes: Finding[];
  missing: Need[];
  /** Why a check is `broken`, else null. */
  fault: string | null;
};
