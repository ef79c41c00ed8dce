import { expect, test } from 'vitest';
import { catalogue } from '../src/commands/catalogue.ts';
import { loadBuiltInScenarios } from '../src/commands/scenario/built-in-scenarios.ts';
import { runScenario } from '../src/commands/scenario/run-scenario.ts';

/** Every scenario of fixtures/scenarios, lived through in memory: what is said of its estate is what is expected, and nothing else. */
const scenarios = await loadBuiltInScenarios();

test.each(scenarios)('$group: $id', async (scenario) => {
  expect((await runScenario(scenario, catalogue)).problems).toEqual([]);
});

test('a scenario lives the same life each time', async () => {
  const [scenario] = scenarios.filter((s) => s.faults.length > 1);
  if (scenario === undefined) throw new Error('No scenario has two faults.');
  const once = await runScenario(scenario, catalogue);
  const again = await runScenario(scenario, catalogue);
  expect({ ...again, tookMs: 0 }).toEqual({ ...once, tookMs: 0 });
});
