import type { Cause, Prevalence, Sign } from '../model/cause.ts';
import type { Need } from '../model/check.ts';
import { lookOrder, looks } from './looks.ts';
import type { SignPlace } from './sign-looks.ts';

/**
 * How much more often one cause is met than another. A judgement: the classes of the table of root causes, each about a
 * third of the one before.
 */
const weights: Readonly<Record<Prevalence, number>> = { 'very-common': 9, common: 3, occasional: 1, rare: 0.3, legacy: 0.1, benign: 0.1 };

type Places = (sign: Sign) => SignPlace | null;

/** Symptoms of nearly every cause: they point at none. */
const general = /^(?:LICENSE_|ACTIVATION_ATTEMPT_|RENEWAL_|0x|passed:)/;

/**
 * The lists of signs each of which, seen together, points at a cause: what confirms it and what supports it. Where no
 * finding does (codes at most), what it explains in particular has to do. That a machine was activated before supports a
 * fallen count, but to a person it is no sign: nearly every machine was.
 */
export function pointingLists(cause: Cause): (readonly Sign[])[] {
  const lists = [...(cause.confirm ?? []), ...(cause.support ?? []).filter((s) => s !== 'CLIENT_EVER_ACTIVATED').map((s) => [s])];
  const isBlind = lists.flat().every((s) => s.startsWith('0x') || s.startsWith('passed:'));
  return isBlind ? [...lists, ...cause.explains.filter((s) => !general.test(s)).map((s) => [s])] : lists;
}

/** Tags that are no more than a code in other words, or that many healthy networks show as well. */
const faint: ReadonlySet<Sign> = new Set(['HOST_TOLD_COUNT_TOO_LOW', 'SEVERAL_HOSTS_IN_DNS']);

/** Whether a sign separates nothing where several causes are in question: acted upon, it would have people repair what works. */
export const isFaint = (sign: Sign): boolean => faint.has(sign);

const effort = (need: Need): number => looks[need]?.effort ?? 4;

/**
 * The looks that tell these causes apart, in order: what is read at the client before what is looked at through the
 * network before what needs the KMS host, and among those the one first that splits the remaining causes best by how
 * often they are met (the most information). A cause is told as soon as one of its lists can be seen whole; a code is a
 * hint and tells none. Signs in `known` need no look.
 */
export function orderLooks(causes: readonly Cause[], places: Places, known: ReadonlySet<Sign>): Need[] {
  const needsOf = new Map(causes.map((cause) => [cause, pointingLists(cause).filter((list) => causes.length === 1 || !list.every(isFaint)).map((list) => visible(list, places, known)).filter((list) => list.length > 0)]));
  const signature = (cause: Cause, need: Need): string => [...new Set((needsOf.get(cause) ?? []).flat())].filter((s) => places(s)?.need === need).join(' ');
  const isTold = (cause: Cause, ordered: readonly Need[]): boolean =>
    (needsOf.get(cause) ?? []).some((list) => list.some((s) => !s.startsWith('0x')) && list.every((s) => ordered.includes(places(s)?.need ?? 'activationAttempts')));
  let remaining = [...causes];
  let left = lookOrder.filter((need) => causes.some((c) => signature(c, need) !== ''));
  const ordered: Need[] = [];
  while (left.length > 0) {
    const tier = Math.min(...left.map(effort));
    const isWaiting = (need: Need): boolean => left.some((l) => l === looks[need]?.after);
    const worth = (need: Need): number => information(remaining.map((c) => [weights[c.prevalence], signature(c, need)]));
    const next = left.filter((n) => effort(n) === tier && !isWaiting(n)).map((need) => ({ need, worth: worth(need) })).toSorted((a, b) => b.worth - a.worth)[0];
    if (next === undefined) break;
    left = left.filter((n) => n !== next.need);
    // What earlier looks tell already is looked at once more only where no more than one cause is in question.
    if (causes.length > 1 && remaining.every((c) => signature(c, next.need) === '')) continue;
    ordered.push(next.need);
    remaining = remaining.filter((c) => !isTold(c, ordered));
  }
  return ordered;
}

/** The signs of a list that a look must still show. */
export const visible = (list: readonly Sign[], places: Places, known: ReadonlySet<Sign>): Sign[] => list.filter((s) => !known.has(s) && places(s) !== null);

/** Bits learned from a look that shows something (or nothing: an empty text) for each of these causes, by their weights. */
function information(seen: readonly (readonly [number, string])[]): number {
  const groups = new Map<string, number>();
  for (const [weight, what] of seen) groups.set(what, (groups.get(what) ?? 0) + weight);
  const total = [...groups.values()].reduce((a, b) => a + b, 0);
  return [...groups.values()].reduce((bits, w) => bits - (w / total) * Math.log2(w / total), 0);
}
