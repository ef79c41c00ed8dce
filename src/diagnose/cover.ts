import type { Sign } from '../model/cause.ts';
import type { Candidate } from './weigh-causes.ts';
import { certainties, compareCandidates } from './weigh-causes.ts';

/**
 * The smallest set of causes that explains every symptom that any cause explains: parsimonious covering (Peng and
 * Reggia). Confirmed causes are used up before likely ones are looked at, and those before possible ones, so that a
 * guess never displaces a fact; among sets of one size the first in the order of `compareCandidates` stands, and one for
 * which nothing speaks but symptoms that firmer causes explain already comes last.
 */
export function coverSymptoms(candidates: readonly Candidate[], symptoms: readonly Sign[]): Candidate[] {
  const all = new Set(symptoms);
  const open = new Set(symptoms);
  const chosen: Candidate[] = [];
  for (const certainty of certainties) {
    const isBorrowed = (c: Candidate): boolean => c.for.some((s) => all.has(s)) && !c.for.some((s) => open.has(s));
    const tier = candidates.filter((c) => c.certainty === certainty).toSorted((a, b) => Number(isBorrowed(a)) - Number(isBorrowed(b)) || compareCandidates(a, b));
    const reachable = [...open].filter((s) => tier.some((c) => c.explains.has(s)));
    for (const c of smallestCover(tier, reachable)) {
      chosen.push(c);
      for (const s of c.explains) open.delete(s);
    }
  }
  return chosen;
}

/** Exact, by sets of growing size; the sizes that occur (a handful of causes) keep it far from its worst case. */
function smallestCover(tier: readonly Candidate[], wanted: readonly Sign[]): Candidate[] {
  if (wanted.length === 0) return [];
  const bit = new Map(wanted.map((s, i) => [s, 1n << BigInt(i)]));
  const all = (1n << BigInt(wanted.length)) - 1n;
  const masks = tier.map((c) => [...c.explains].reduce((m, s) => m | (bit.get(s) ?? 0n), 0n));
  let budget = 200_000;
  const search = (from: number, covered: bigint, left: number): number[] | null => {
    if (covered === all) return [];
    if (left === 0 || budget-- <= 0) return null;
    // The lowest open symptom must be covered by someone: branching on it alone keeps the search exact and small.
    const lowest = (all & ~covered) & -(all & ~covered);
    for (let i = 0; i < masks.length; i++) {
      const mask = masks[i] ?? 0n;
      if ((mask & lowest) === 0n) continue;
      const rest = search(from + 1, covered | mask, left - 1);
      if (rest !== null) return [i, ...rest];
    }
    return null;
  };
  for (let size = 1; size <= Math.min(tier.length, 6); size++) {
    const found = search(0, 0n, size);
    if (found !== null) return found.map((i) => tier[i] as Candidate);
  }
  return greedyCover(tier, masks, all);
}

/** For the sizes where exactness would cost too much: take what covers most, again and again. */
function greedyCover(tier: readonly Candidate[], masks: readonly bigint[], all: bigint): Candidate[] {
  const chosen: Candidate[] = [];
  let open = all;
  while (open !== 0n) {
    let best = -1;
    let gain = 0;
    masks.forEach((mask, i) => {
      const n = bits(mask & open);
      if (n > gain) [best, gain] = [i, n];
    });
    if (best < 0) break;
    open &= ~(masks[best] ?? 0n);
    chosen.push(tier[best] as Candidate);
  }
  return chosen;
}

function bits(mask: bigint): number {
  let n = 0;
  for (let m = mask; m !== 0n; m &= m - 1n) n++;
  return n;
}
