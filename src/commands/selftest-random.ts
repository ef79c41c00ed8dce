import { healthyEstate } from '../estate/random/healthy-estate.ts';
import type { ScenarioSpec } from '../estate/scenario/scenario-spec.ts';
import { cleanText } from '../model/clean.ts';
import { UsageError } from './usage-error.ts';

/** The options of chance as they were written. */
export type RandomFlags = { pairs?: string; triples?: string; healthy?: string; seed?: string };

/** What is drawn by chance; `size` is how many faults stand in one estate. */
export type RandomPart = { pairs: number; size: number; healthy: number; seed: number; isAsked: boolean };

const most = 100_000;
const largestSeed = 4_294_967_295;

/** Throws UsageError for what is no whole number, and for a seed with nothing to draw. */
export function readRandom({ pairs, triples, healthy, seed }: RandomFlags): RandomPart {
  if (pairs !== undefined && triples !== undefined) throw new UsageError('--pairs and --triples are two runs: say one of them.');
  const part = {
    pairs: wholeOf('--pairs', pairs) ?? wholeOf('--triples', triples) ?? 0, size: triples === undefined ? 2 : 3, healthy: wholeOf('--healthy', healthy) ?? 0,
    seed: wholeOf('--seed', seed, 0, largestSeed) ?? 1,
  };
  const isAsked = part.pairs + part.healthy > 0;
  if (seed !== undefined && !isAsked) throw new UsageError('--seed is for --pairs, --triples and --healthy: say one of them too.');
  return { ...part, isAsked };
}

function wholeOf(option: string, text: string | undefined, least = 1, highest = most): number | null {
  if (text === undefined) return null;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= highest)) throw new UsageError(`${option} wants a whole number from ${least} to ${highest}, not "${cleanText(text).slice(0, 40)}".`);
  return value;
}

/** Estates with which nothing is wrong, made from this seed and those after it. */
export const healthyEstates = ({ healthy, seed }: RandomPart): ScenarioSpec[] => Array.from({ length: healthy }, (_, i) => healthyEstate(seed + i));
