import { catalogue } from '../../src/commands/catalogue.ts';
import { loadBuiltInScenarios } from '../../src/commands/scenario/built-in-scenarios.ts';
import { gatherScenario } from '../../src/commands/scenario/gather-scenario.ts';
import { compareScenario } from '../../src/commands/scenario/run-scenario.ts';
import type { Catalogue } from '../../src/diagnose/judge-case.ts';
import type { ScenarioSpec } from '../../src/estate/scenario/scenario-spec.ts';

export type Mutation = {
  kind: 'cause' | 'check';
  /** What was taken out of the program. */
  id: string;
  /** Scenarios that then fail: none means that nothing would notice. */
  caughtBy: string[];
};

/** Takes each cause and each check out of the program, one at a time, and says which scenarios notice. */
export async function mutate(): Promise<{ scenarios: number; failing: string[]; mutations: Mutation[] }> {
  const lived: (Awaited<ReturnType<typeof gatherScenario>> & { scenario: ScenarioSpec })[] = [];
  for (const scenario of await loadBuiltInScenarios()) lived.push({ scenario, ...(await gatherScenario(scenario)) });
  const failuresWith = (changed: Catalogue): string[] =>
    lived.filter(({ scenario, world, case: subject }) => !compareScenario(scenario, world, subject, changed, 0).passed).map(({ scenario }) => scenario.id);
  const failing = failuresWith(catalogue);
  const mutations: Mutation[] = [
    ...catalogue.causes.map(({ id }): Mutation => ({ kind: 'cause', id, caughtBy: failuresWith({ ...catalogue, causes: catalogue.causes.filter((c) => c.id !== id) }) })),
    ...catalogue.checks.map(({ id }): Mutation => ({ kind: 'check', id, caughtBy: failuresWith({ ...catalogue, checks: catalogue.checks.filter((c) => c.id !== id) }) })),
  ];
  return { scenarios: lived.length, failing, mutations };
}
