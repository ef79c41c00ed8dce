import type { Verdict } from './report.ts';

/** What came of one scenario: what should have been said of its estate, and what was. */
export type ScenarioOutcome = {
  id: string;
  title: string;
  /** Of the scenarios: `healthy`, `cause`, `several` and so on. */
  group: string;
  /** The verdict that was wanted; with no cause expected it is all that was. */
  verdict: Verdict;
  passed: boolean;
  /** Cause ids. */
  expected: string[];
  diagnosed: string[];
  /** Diagnosed and not expected. */
  unexpected: string[];
  /** A sentence for each thing that is not as it should be; empty where it passed. */
  problems: string[];
  tookMs: number;
};

/** Random pairs of faults, each put into one estate: how many were drawn, and what came of them. */
export type PairsRun = {
  seed: number;
  /** Faults in one estate: 2, or 3. */
  size: number;
  wanted: number;
  /** Those that can be in one estate and do not hide each other; each is an outcome of the group `pair`. */
  tried: number;
  /** Of these, all of whose faults were among as many first causes. */
  named: number;
  drawn: number;
  /** Faults of which nothing was to be seen any more beside the others. */
  hidden: { cause: string; by: string }[];
  /** Draws whose faults want different estates, and of what. */
  notCombinable: { why: string; count: number }[];
  /** Scenarios whose faults are not drawn. */
  leftOut: { scenario: string; why: string }[];
};

/** So many of a hundred pairs must have both faults in the first two, and of triples all three in the first three. */
const wantedInHundred = (size: number): number => (size === 2 ? 95 : 80);

/** Whether enough of them were named. */
export const areEnough = ({ size, named, tried, wanted }: PairsRun): boolean => tried === wanted && named * 100 >= tried * wantedInHundred(size);

/** A run of scenarios, in the order in which they ran; `pairs` where random pairs were among them. */
export type Selftest = { outcomes: ScenarioOutcome[]; tookMs: number; pairs?: PairsRun };
