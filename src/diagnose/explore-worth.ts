import type { Cause, Prevalence, Sign } from '../model/cause.ts';
import type { CheckResult, Need } from '../model/check.ts';
import type { Case } from '../model/evidence.ts';
import type { Ask } from '../model/explore.ts';
import type { Catalogue } from './judge-case.ts';
import { evidenceThatDecides, isSeen } from './next-evidence.ts';
import { isCode } from './signs.ts';
import type { Signs } from './signs.ts';

/** Where codes stand: any of these may show one. */
const codeKinds: readonly Need[] = ['licensingProducts', 'activationAttempts', 'events'];

/** How much heavier a common cause weighs than a rare one. Microsoft gives no figures; the steps are ours, the order is the table's. */
const weights: Readonly<Record<Prevalence, number>> = { 'very-common': 16, common: 8, occasional: 4, rare: 2, legacy: 1, benign: 1 };

/** What an ask costs beside what its kinds cost a person to see (`waysToSee`): waiting, and asking a person at all. */
const waiting: Readonly<Record<Ask['takes'], number>> = { nothing: 0.5, moment: 1, seconds: 1.25, long: 2 };
const asksAPerson = 4;

/** The price of an ask, 1 for a glance at the client. */
export function priceOf({ gives, place, takes }: Ask, { waysToSee }: Pick<Catalogue, 'waysToSee'>): number {
  const effort = Math.max(...gives.map((kind) => waysToSee[kind]?.cost ?? 3));
  return effort * waiting[takes] * (place === 'person' ? asksAPerson : 1);
}

export const weightOf = (cause: Cause): number => weights[cause.prevalence];

/** What evidence a sign rests on: of each check that may give it, what it needs and wants. */
export type SignSources = ReadonlyMap<Sign, readonly { check: string; needs: readonly Need[]; wants: readonly Need[] }[]>;

/** Reads off the checks which evidence each sign rests on. */
export function signSources(checks: Catalogue['checks']): SignSources {
  const sources = new Map<Sign, { check: string; needs: readonly Need[]; wants: readonly Need[] }[]>();
  for (const { id, needs, wants = [], findings } of checks) {
    const source = { check: id, needs: needs as readonly Need[], wants: wants as readonly Need[] };
    for (const sign of [...Object.keys(findings), `passed:${id}`]) sources.set(sign, [...(sources.get(sign) ?? []), source]);
  }
  return sources;
}

/** What is known when an ask is weighed. */
export type Known = { signs: Signs; checks: readonly CheckResult[]; subject: Case; sources: SignSources };

/** What a second look at a kind is worth, from another place than the first: it seldom says anything else. */
export const secondLook = 0.25;

/**
 * How far an ask would go towards deciding a cause, 0 to 1: wholly where it brings all that a confirming list still lacks, by
 * its share where more is lacking, by half of that where it could only remove the cause or is merely listed as decisive. A
 * kind that was seen from the client is worth a quarter from the desk. Nothing for what is at hand.
 */
export function bearing(ask: Ask, cause: Cause, known: Known): number {
  const missing = ask.gives.filter((kind) => !isSeen(kind, known.subject));
  if (missing.length === 0) return ask.place === 'desk' && confirmsByWhatIsSeen(ask, cause, known) ? secondLook : 0;
  const brings = new Set(missing);
  const share = (lacking: ReadonlySet<Need>): number => (lacking.size === 0 ? 0 : [...lacking].filter((kind) => brings.has(kind)).length / lacking.size);
  const confirms = (cause.confirm ?? []).map((list) => share(lackingFor(list.filter((sign) => !known.signs.present.has(sign)), known)));
  const speaks = [...(cause.support ?? []), ...(cause.ruleOut ?? []), ...(cause.decidedBy ?? []).map((id) => `passed:${id}`)]
    .map((sign) => share(lackingFor([sign], known)) / 2);
  const listed = evidenceThatDecides(cause).some((kind) => brings.has(kind)) ? 0.5 : 0;
  return Math.max(0, listed, ...confirms, ...speaks);
}

/** Whether a confirming list lacks only signs of checks that look at kinds of this ask. */
const confirmsByWhatIsSeen = ({ gives }: Ask, cause: Cause, { signs, sources }: Known): boolean => (cause.confirm ?? []).some((list) =>
  list.filter((sign) => !signs.present.has(sign)).every((sign) => (sources.get(sign) ?? []).some(({ needs, wants }) => gives.some((kind) => needs.includes(kind) || wants.includes(kind)))));

/** The evidence that has to come before these signs can be told; empty where it is all at hand: then they will not come any more. */
function lackingFor(signs: readonly Sign[], { checks, subject, sources }: Known): ReadonlySet<Need> {
  const lacking = new Set<Need>();
  for (const sign of signs) {
    const open = isCode(sign) ? codeKinds.filter((kind) => !isSeen(kind, subject)).slice(0, 1) : lackingOfSign(sign, checks, subject, sources);
    if (open.length === 0) return new Set();
    for (const kind of open) lacking.add(kind);
  }
  return lacking;
}

/** Whether evidence that is not at hand may still show a sign. */
export const mayStillCome = (sign: Sign, known: Known): boolean => lackingFor([sign], known).size > 0;

/** Of the checks that may give a sign, what the one that lacks least still lacks. Wants count only where all needs are met. */
function lackingOfSign(sign: Sign, checks: readonly CheckResult[], subject: Case, sources: SignSources): readonly Need[] {
  const unmet = (sources.get(sign) ?? []).flatMap(({ check, needs, wants }) => {
    const lacks = needs.filter((kind) => !isSeen(kind, subject));
    const open = lacks.length > 0 ? lacks : [...new Set([...wants.filter((kind) => !isSeen(kind, subject)), ...(checks.find((c) => c.id === check)?.missing.filter((kind) => !isSeen(kind, subject)) ?? [])])];
    return open.length === 0 ? [] : [open];
  });
  return unmet.toSorted((a, b) => a.length - b.length)[0] ?? [];
}
