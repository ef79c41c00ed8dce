import type { ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import { cleanText } from '../../model/clean.ts';
import type { ScenarioOutcome } from '../../model/selftest.ts';
import { catalogue } from '../catalogue.ts';
import { runScenario } from './run-scenario.ts';

/** Lives a scenario through and judges it. One that cannot be lived through has failed; the others are none the worse for it. */
export async function outcomeOf(scenario: ScenarioSpec): Promise<ScenarioOutcome> {
  const { title, group, expect } = scenario;
  const started = performance.now();
  try {
    return { ...await runScenario(scenario, catalogue), title, group, verdict: expect.verdict };
  } catch (error) {
    const why = cleanText(error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    return {
      id: scenario.id, title, group, verdict: expect.verdict, passed: false, expected: Object.keys(expect.causes), diagnosed: [], unexpected: [],
      problems: [`It could not be lived through: ${why}.`], tookMs: performance.now() - started,
    };
  }
}
