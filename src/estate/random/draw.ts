import type { Random } from '../clock/random.ts';

/** One of a list. */
export const oneOf = <T>(random: Random, list: readonly [T, ...T[]]): T => list[random.below(list.length)] ?? list[0];

/** True so many times in a hundred. */
export const happens = (random: Random, inHundred: number): boolean => random.below(100) < inHundred;

/** A whole number from `low` to `high`, both included. */
export const between = (random: Random, low: number, high: number): number => low + random.below(high - low + 1);
