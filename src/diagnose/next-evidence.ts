import type { Cause } from '../model/cause.ts';
import type { Need } from '../model/check.ts';
import type { Body, Case, EvidenceKind } from '../model/evidence.ts';
import { isKmsHost } from '../model/kms-host.ts';
import type { NextEvidence } from '../model/report.ts';
import { isCode } from './signs.ts';
import type { Candidate } from './weigh-causes.ts';

/** How to see each kind of evidence, as a sentence with the exact command, and what it costs a person (1 is a glance). */
export type WaysToSee = Readonly<Record<string, { how: string; cost: number }>>;

const most = 4;

/**
 * The evidence not yet seen that decides most of the causes still open for its cost, best first. A kind that would
 * decide nothing that is open is not asked for.
 */
export function chooseNextEvidence(ranked: readonly Candidate[], subject: Case, ways: WaysToSee): NextEvidence[] {
  const byNeed = new Map<Need, string[]>();
  for (const { cause, certainty } of ranked) {
    if (certainty === 'confirmed') continue;
    for (const need of evidenceThatDecides(cause)) {
      if (isSeen(need, subject)) continue;
      byNeed.set(need, [...(byNeed.get(need) ?? []), cause.id]);
    }
  }
  return [...byNeed]
    .map(([kind, wouldDecide]) => ({ kind, how: ways[kind]?.how ?? '', wouldDecide, worth: wouldDecide.length / (ways[kind]?.cost ?? 3) }))
    .filter((n) => n.how !== '')
    .toSorted((a, b) => b.worth - a.worth || (a.kind < b.kind ? -1 : 1))
    .slice(0, most)
    .map(({ kind, how, wouldDecide }) => ({ kind, how, wouldDecide }));
}

/**
 * A code that supports a cause stands behind the collective 0xC004F074 in event 12288 or 12289 (Microsoft, "Guidelines for
 * troubleshooting KMS"), so the event log decides about every cause that a code of its own points at.
 */
export const evidenceThatDecides = ({ decisiveEvidence = [], support = [], confirm = [] }: Cause): readonly Need[] =>
  ([...support, ...confirm.flat()].some(isCode) ? [...new Set<Need>([...decisiveEvidence, 'events'])] : decisiveEvidence);

/** Whether the evidence is at hand: of a `host.` kind, whether any KMS host beside the subject shows it. */
export function isSeen(need: Need, subject: Case): boolean {
  if (!need.startsWith('host.')) return subject.evidence[need as EvidenceKind].state === 'seen';
  const kind = need.slice(5) as EvidenceKind;
  const hosts: Body[] = [...(isKmsHost(subject) ? [subject] : []), ...subject.related.filter((r) => r.role === 'host')];
  return hosts.some((h) => h.evidence[kind].state === 'seen');
}
