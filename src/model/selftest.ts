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

/** A run of scenarios, in the order in which they ran. */
export type Selftest = { outcomes: ScenarioOutcome[]; tookMs: number };
