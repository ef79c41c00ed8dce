import type { Cause, Prevalence, Sign } from '../model/cause.ts';
import type { Certainty } from '../model/report.ts';
import { placesOf, tellsOf } from './signs-of-hosts.ts';
import { codesOf } from '../model/codes-of.ts';
import { isCode } from './signs.ts';
import type { Signs } from './signs.ts';

/** A cause that the evidence leaves standing, and how firmly. */
export type Candidate = {
  cause: Cause;
  certainty: Certainty;
  /** Symptoms present that it explains. */
  explains: ReadonlySet<Sign>;
  /** Present signs that speak for it: of the confirming list, or in support. */
  for: readonly Sign[];
  against: readonly Sign[];
  /** Place in the table of causes: the last tie-break, so that the order never depends on chance. */
  order: number;
};

/** A cause that the evidence does not leave standing, why, and the signs that say so (`passed:CHECK` for checks that decided it). */
export type Fallen = { cause: Cause; fell: 'explains-nothing' | 'ruled-out' | 'not-here' | 'yields' | 'decided'; by: readonly Sign[] };

export const prevalences: readonly Prevalence[] = ['very-common', 'common', 'occasional', 'rare', 'legacy', 'benign'];
export const certainties: readonly Certainty[] = ['confirmed', 'likely', 'possible'];

/**
 * Drops causes that the evidence contradicts and says of each other one how firmly it stands: `confirmed` where one of
 * its confirming lists is wholly present, `likely` with support only, `possible` where it merely explains a symptom
 * and the checks that decide it could not run. Sources of medium or low confidence never give more than `likely`.
 * A confirming list stands at one host, and only what is seen there (or of no host in particular) contradicts it.
 */
export function weighCauses(causes: readonly Cause[], signs: Signs): Candidate[] {
  return standing(weighEach(causes, signs));
}

/** The causes that the evidence leaves standing. */
export const standing = (weighed: readonly (Candidate | Fallen)[]): Candidate[] => weighed.filter((w) => 'certainty' in w);

/**
 * The same, with the causes that fell in their places. Where two faults meet, what contradicts the one may come of the other:
 * a symptom that nothing else explains brings back the cause that it is a sign of, as possible, with what speaks against it.
 */
export function weighEach(causes: readonly Cause[], signs: Signs): (Candidate | Fallen)[] {
  const weighed = causes.map((cause, order) => weigh(cause, order, signs));
  const explained = new Set(standing(weighed).flatMap((c) => [...c.explains]));
  const open = new Set(signs.symptoms.filter((s) => !explained.has(s)));
  return open.size === 0 ? weighed : weighed.map((w, order) => ('fell' in w ? broughtBack(w, order, open, signs) ?? w : w));
}

function broughtBack({ cause, fell, by }: Fallen, order: number, open: ReadonlySet<Sign>, { present }: Signs): Candidate | null {
  if (fell !== 'ruled-out' && fell !== 'not-here') return null;
  const isOwn = (sign: Sign): boolean => open.has(sign) && !isCode(sign) && cause.explains.includes(sign);
  const whole = (cause.confirm ?? []).filter((list) => list.every((sign) => present.has(sign)) && list.some(isOwn)).flat();
  const support = (cause.support ?? []).filter(isOwn);
  if (whole.length + support.length === 0) return null;
  const explains = new Set([...open].filter((sign) => cause.explains.includes(sign)));
  return { cause, certainty: 'possible', explains, for: unique([...whole, ...support]), against: unique([...(cause.against ?? []).filter((sign) => present.has(sign)), ...by]), order };
}

function weigh(cause: Cause, order: number, { present, settled, symptoms, behind }: Signs): Candidate | Fallen {
  const has = (sign: Sign): boolean => present.has(sign);
  const ruledOutBy = (cause.ruleOut ?? []).filter(has);
  const stand = (list: readonly Sign[]): boolean => placesOf(list, behind).some((place) => !ruledOutBy.some((sign) => tellsOf(sign, place, behind)));
  const whole = (cause.confirm ?? []).filter((list) => list.length > 0 && list.every(has) && stand(list));
  // What confirms a cause it explains, whatever code the finding reports and thereby stands for as a symptom.
  const ownCodes = new Set(whole.flat().filter((sign) => cause.explains.includes(sign)).flatMap((sign) => behind.get(sign) ?? []).flatMap(codesOf));
  // What is so at one host is no explanation of what is seen at another.
  const places = whole.flatMap((list) => placesOf(list, behind));
  const isHere = (sign: Sign): boolean => places.length === 0 || places.some((place) => tellsOf(sign, place, behind));
  const explained = new Set(symptoms.filter((s) => (cause.explains.includes(s) && isHere(s)) || ownCodes.has(s)));
  if (ruledOutBy.length > 0 && whole.length === 0) return { cause, fell: 'ruled-out', by: ruledOutBy };
  if (explained.size === 0) return { cause, fell: 'explains-nothing', by: [] };
  if (cause.onlyWith !== undefined && !cause.onlyWith.some(has)) return { cause, fell: 'not-here', by: [] };
  const against = (cause.against ?? []).filter(has);
  const support = (cause.support ?? []).filter((sign) => has(sign) && stand([sign]));
  const ownSigns = [...whole.flat(), ...support].filter((sign) => !isCode(sign) && !sign.startsWith('passed:'));
  if (ownSigns.length === 0 && (cause.yieldsTo ?? []).some(has)) return { cause, fell: 'yields', by: (cause.yieldsTo ?? []).filter(has) };
  if (whole.length > 0) {
    const certainty: Certainty = cause.confidence === 'high' ? 'confirmed' : 'likely';
    return { cause, certainty, explains: explained, for: unique([...whole.flat(), ...support]), against, order };
  }
  if (support.length > 0) return { cause, certainty: 'likely', explains: explained, for: unique(support), against, order };
  const decided = cause.decidedBy ?? [];
  if (decided.length > 0 && decided.every((id) => settled.has(id))) return { cause, fell: 'decided', by: decided.map((id) => `passed:${id}`) };
  return { cause, certainty: 'possible', explains: explained, for: [], against, order };
}

const unique = (signs: readonly Sign[]): Sign[] => [...new Set(signs)];

/** Firmer first, then the more that speaks for it. */
export const compareFirmness = (a: Candidate, b: Candidate): number =>
  certainties.indexOf(a.certainty) - certainties.indexOf(b.certainty) || b.for.length - a.for.length;

/** Firmer first, then the more that speaks for it, then the more prevalent, then table order. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    compareFirmness(a, b)
    || prevalences.indexOf(a.cause.prevalence) - prevalences.indexOf(b.cause.prevalence)
    || a.order - b.order
  );
}
