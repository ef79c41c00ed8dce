import type { Cause, Sign } from '../model/cause.ts';
import type { Case } from '../model/evidence.ts';
import type { Ask, ExploreEnd } from '../model/explore.ts';
import type { Catalogue } from './judge-case.ts';
import { bearing, mayStillCome, priceOf, secondLook, weightOf } from './explore-worth.ts';
import type { Known, SignSources } from './explore-worth.ts';
import type { Reasoning } from './reason-about.ts';
import { isCode } from './signs.ts';
import { standing } from './weigh-causes.ts';
import type { Candidate, Fallen } from './weigh-causes.ts';

/** What to ask next, and the causes it is expected to split, the heaviest first; or why nothing more is asked. */
export type ExploreChoice = { ask: Ask; wouldSplit: string[] } | { end: Extract<ExploreEnd, 'one-cause-stands' | 'nothing-would-tell'> };

/**
 * The next ask: of those that can be had, and whose forerunners came, the one that bears on most of the causes still open, by
 * their prevalence, for its price. Ties go by the order of the asks, so that the same evidence always gives the same choice.
 * A person is asked only where no other ask would tell more, and never about faults of which nothing was seen.
 */
export function chooseAsk(reasoning: Reasoning, subject: Case, asks: readonly Ask[], catalogue: Catalogue, sources: SignSources): ExploreChoice {
  const known: Known = { signs: reasoning.signs, checks: reasoning.checks, subject, sources };
  const ready = asks.filter(({ after }) => !after.some((id) => asks.some((other) => other.id === id)));
  const stands = oneCauseStands(reasoning);
  const lists = stands ? [deeperCauses(reasoning)] : [openCauses(reasoning, known), hiddenCauses(reasoning)];
  const own = ready.filter(({ place }) => place !== 'person');
  const persons = ready.filter(({ place }) => place === 'person');
  const weighing = { known, reasoning, catalogue };
  const [first = []] = lists;
  const likely = new Set(reasoning.ranked.flatMap((c) => (c.certainty === 'likely' ? [c.cause] : [])));
  for (const list of lists) {
    const best = bestAsk(own, list, weighing);
    if (best !== null) return best;
  }
  // Nothing at hand would tell: then the way to a look is taken that would make the likely cause sure.
  const later = bestAsk(asks.filter((ask) => ask.place !== 'person' && !ready.includes(ask)), first.filter((cause) => likely.has(cause)), weighing);
  const way = later === null ? undefined : own.find((ask) => leadsTo(ask, later.ask, asks));
  if (later !== null && way !== undefined) return { ask: way, wouldSplit: later.wouldSplit };
  const byPerson = bestAsk(persons, first, weighing);
  if (byPerson !== null) return byPerson;
  return { end: stands ? 'one-cause-stands' : 'nothing-would-tell' };
}

/** Whether an ask must come before another, at once or by way of those between. */
const leadsTo = ({ id }: Pick<Ask, 'id'>, { after }: Ask, asks: readonly Ask[]): boolean =>
  after.includes(id) || after.some((before) => asks.some((ask) => ask.id === before && leadsTo({ id }, ask, asks)));

type Weighing = { known: Known; reasoning: Reasoning; catalogue: Catalogue };

function bestAsk(asks: readonly Ask[], open: readonly Cause[], { known, reasoning, catalogue }: Weighing): { ask: Ask; wouldSplit: string[] } | null {
  let best: { ask: Ask; worth: number; bears: { id: string; heavy: number }[] } | null = null;
  for (const ask of asks) {
    const bears = ask.contests === undefined
      ? open.map((cause) => ({ id: cause.id, heavy: weightOf(cause) * bearing(ask, cause, known) })).filter(({ heavy }) => heavy > 0)
      : contested(ask.contests, reasoning).map((cause) => ({ id: cause.id, heavy: weightOf(cause) * secondLook }));
    const worth = bears.reduce((sum, { heavy }) => sum + heavy, 0) / priceOf(ask, catalogue);
    if (worth > (best?.worth ?? 0)) best = { ask, worth, bears };
  }
  return best === null ? null : { ask: best.ask, wouldSplit: best.bears.toSorted((a, b) => b.heavy - a.heavy).map(({ id }) => id) };
}

/** The causes that rest on one of these signs, or would explain it. */
const contested = (signs: readonly Sign[], { weighed }: Reasoning): Cause[] =>
  standing(weighed).filter((c) => signs.some((sign) => c.for.includes(sign) || c.explains.has(sign))).map((c) => c.cause);

/** The first cause is confirmed, a cause and no mere state is, and confirmed causes explain every symptom that was found. */
export function oneCauseStands({ ranked, signs, unexplained }: Reasoning): boolean {
  const [first] = ranked;
  if (first?.certainty !== 'confirmed' || unexplained.length > 0) return false;
  if (ranked.every((c) => c.certainty !== 'confirmed' || c.cause.isStateOnly === true)) return false;
  const explained = new Set(ranked.filter((c) => c.certainty === 'confirmed').flatMap((c) => [...c.explains]));
  return signs.symptoms.every((s) => explained.has(s));
}

/**
 * With one cause standing: those that may be why it came about, and those that would make its repair vain. The first explain a
 * finding of its own, not merely the same code; of the second nothing need have been seen yet.
 */
function deeperCauses({ ranked, weighed, signs }: Reasoning): Cause[] {
  const firm = ranked.filter((c) => c.certainty === 'confirmed');
  const own = new Set(firm.flatMap((c) => c.for.filter((s) => signs.symptoms.includes(s) && !isCode(s))));
  const vain = new Set(firm.flatMap((c) => c.cause.repairedAfter ?? []));
  const isOpen = (w: Candidate | Fallen): boolean => ('fell' in w
    ? vain.has(w.cause.id) && (w.fell === 'explains-nothing' || w.fell === 'not-here')
    : w.certainty !== 'confirmed' && (vain.has(w.cause.id) || [...w.explains].some((s) => own.has(s))));
  return weighed.filter(isOpen).map((w) => w.cause);
}

/**
 * The causes that are thought of and not confirmed, and those that would be, were the surroundings known in which alone they can
 * be: that nobody looked for a container does not mean that there is none.
 */
const openCauses = ({ weighed }: Reasoning, known: Known): Cause[] => [
  ...standing(weighed).filter((c) => c.certainty !== 'confirmed').map((c) => c.cause),
  ...weighed.flatMap((w) => ('fell' in w && w.fell === 'not-here' && (w.cause.onlyWith ?? []).some((sign) => mayStillCome(sign, known)) ? [w.cause] : [])),
];

/**
 * As long as nothing grave is found, also the causes that explain nothing yet: a machine may still be licensed while that is
 * broken which its next renewal needs, and then only evidence shows the symptom.
 */
const hiddenCauses = ({ weighed, signs }: Reasoning): Cause[] =>
  (signs.grave.size > 0 ? [] : weighed.flatMap((w) => ('fell' in w && w.fell === 'explains-nothing' ? [w.cause] : [])));
