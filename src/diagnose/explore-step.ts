import type { Need } from '../model/check.ts';
import type { Case, EvidenceKind, Observed } from '../model/evidence.ts';
import { isKmsHost } from '../model/kms-host.ts';
import type { Ask, ExploreStep } from '../model/explore.ts';
import type { Certainty } from '../model/report.ts';
import type { Catalogue } from './judge-case.ts';
import { reasonsFor, verdictOf } from './judge-case.ts';
import type { Reasoning } from './reason-about.ts';
import { standing } from './weigh-causes.ts';
import type { Fallen } from './weigh-causes.ts';

type Change = { before: Reasoning; after: Reasoning; subject: Case; catalogue: Catalogue };

/** What a step changed: its causes before and after, side by side. */
export function describeStep(ask: Ask, wouldSplit: string[], { before, after, subject, catalogue }: Change): ExploreStep {
  const was = new Map(standing(before.weighed).map((c) => [c.cause.id, c.certainty]));
  const rose = (to: Certainty): string[] => standing(after.weighed).filter((c) => c.certainty === to && was.get(c.cause.id) !== to).map((c) => c.cause.id);
  // As long as nothing is wrong every cause is thought of, so one that is ruled out falls then too.
  const wasOpen = (cause: string): boolean => was.has(cause) || (before.signs.symptoms.length === 0 && before.weighed.some((w) => 'fell' in w && w.cause.id === cause && w.fell === 'explains-nothing'));
  const fell = after.weighed
    .filter((w): w is Fallen => 'fell' in w && wasOpen(w.cause.id) && (after.signs.symptoms.length > 0 || w.fell !== 'explains-nothing'))
    .map((w) => ({ cause: w.cause.id, why: whyFell(w, after, catalogue) }));
  const [first] = after.ranked;
  return {
    ask: ask.id, label: ask.label, kinds: [...ask.gives], place: ask.place, wouldSplit,
    came: ask.gives.map((kind) => ({ kind, ...cameOf(kind, subject) })),
    fell, possible: rose('possible'), supported: rose('likely'), confirmed: rose('confirmed'),
    verdict: verdictOf(after.checks, catalogue.checks, subject),
    first: first === undefined ? null : { cause: first.cause.id, certainty: first.certainty },
  };
}

function cameOf(kind: Need, subject: Case): Omit<ExploreStep['came'][number], 'kind'> {
  const observed = observedOf(kind, subject);
  if (observed === null) return { outcome: 'not-asked', items: null, detail: null };
  if (observed.state === 'unseen') return { outcome: observed.reason, items: null, detail: observed.detail };
  return { outcome: 'seen', items: Array.isArray(observed.value) ? observed.value.length : 1, detail: null };
}

/** Of several KMS hosts the first that shows the kind speaks for all; else the first with its reason. */
function observedOf(kind: Need, subject: Case): Observed<unknown> | null {
  if (!kind.startsWith('host.')) return subject.evidence[kind as EvidenceKind];
  const of = [...(isKmsHost(subject) ? [subject] : []), ...subject.related.filter((r) => r.role === 'host')].map((body) => body.evidence[kind.slice(5) as EvidenceKind]);
  return of.find((o) => o.state === 'seen') ?? of[0] ?? null;
}

function whyFell({ fell, by: all }: Fallen, { signs, checks }: Reasoning, catalogue: Catalogue): string {
  // A check that has nothing to say about the case settles a cause too, but nobody should read that it passed.
  const by = all.filter((sign) => !sign.startsWith('passed:') || checks.some((c) => c.status === 'pass' && sign === `passed:${c.id}`));
  const said = [...new Set(by.flatMap((sign) => reasonsFor(sign, signs, catalogue)))].slice(0, 2).join(' ');
  switch (fell) {
    case 'explains-nothing': return 'It explains nothing that was found.';
    case 'not-here': return 'Nothing shows the surroundings in which alone it can be.';
    case 'ruled-out': return said === '' ? `It is ruled out by ${by.join(', ')}.` : `It is ruled out: ${said}`;
    case 'yields': return said === '' ? `What it explained is accounted for by ${by.join(', ')}.` : `What it explained is accounted for: ${said}`;
    case 'decided': return said === '' ? 'The checks that decide it found nothing, or have nothing to say here.' : `The checks that decide it found nothing: ${said}`;
  }
}
