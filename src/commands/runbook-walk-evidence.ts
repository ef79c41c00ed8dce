import { judgeCase } from '../diagnose/judge-case.ts';
import { joinParts } from '../evidence/assemble.ts';
import type { Settings } from '../model/check.ts';
import type { Body, Case, EvidenceKind } from '../model/evidence.ts';
import { isKmsHost } from '../model/kms-host.ts';
import type { Procedure } from '../model/runbook.ts';
import type { DiagnosedCause, Diagnosis } from '../model/report.ts';
import type { Suspect } from '../runbook/walk.ts';
import type { EvidenceMeans } from '../runbook/walk-judge.ts';
import { catalogue } from './catalogue.ts';

/** Evidence at hand and what it means. */
export type Judged = { case: Case; diagnosis: Diagnosis };

/** What a walk knows beside what a person says: the target as it was looked at, and what was pasted since. */
export type Known = {
  /** Null without a target. */
  target: Judged | null;
  /** The target and the pasted text as one story; null where there is neither. */
  all: Judged | null;
};

export const nothingKnown: Known = { target: null, all: null };

export const judge = (subject: Case, settings: Settings): Judged => ({ case: subject, diagnosis: judgeCase(subject, settings, catalogue) });

/** What was pasted, added to what is known. */
export function withPaste({ target, all }: Known, pasted: Case, settings: Settings): Known {
  if (all === null) return { target, all: judge(pasted, settings) };
  return { target, all: judge(joinCases(all.case, pasted), settings) };
}

/** A case and pasted text as one story. */
export const joinCases = (subject: Case, pasted: Case): Case =>
  joinParts([{ label: subject.subject, case: subject }, { label: 'pasted text', case: pasted }], { label: subject.subject, collectedAt: subject.collectedAt, via: subject.via }).case;

/** The first cause that the evidence confirms; null where it confirms none. */
export const confirmedBy = (judged: Judged | null): DiagnosedCause | null => judged?.diagnosis.causes.find((c) => c.certainty === 'confirmed') ?? null;

/** The firmest cause that the evidence speaks for: confirmed, else a likely one that this page does not repair; null where all are merely possible. */
export const pointedAtBy = (judged: Judged | null, { repairs }: Procedure): DiagnosedCause | null =>
  confirmedBy(judged) ?? judged?.diagnosis.causes.find((c) => c.certainty === 'likely' && !repairs.some((r) => r.id === c.cause)) ?? null;

const mostSuspects = 10;

/** The causes that the evidence speaks for; what is merely possible is left out. */
export const suspectsOf = (judged: Judged | null): Suspect[] =>
  (judged?.diagnosis.causes ?? []).filter((c) => c.certainty !== 'possible').slice(0, mostSuspects).map(({ cause, certainty }) => ({ cause, certainty }));

/** What the evidence means to a step; without any, nothing. */
export function meansOf(judged: Judged | null): EvidenceMeans {
  if (judged === null) return { results: [], causes: [], sees: () => false };
  const { case: subject, diagnosis } = judged;
  const hosts: Body[] = [...(isKmsHost(subject) ? [subject] : []), ...subject.related.filter((r) => r.role === 'host')];
  return {
    results: diagnosis.checks, causes: diagnosis.causes.map((c) => c.cause),
    sees: (need) => (need.startsWith('host.') ? hosts.some((h) => h.evidence[need.slice(5) as EvidenceKind].state === 'seen') : subject.evidence[need as EvidenceKind].state === 'seen'),
  };
}
