import { fileURLToPath } from 'node:url';
import type { ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import type { ScenarioFolder } from './scenario-folder.ts';
import { readScenarioFolder } from './scenario-folder.ts';

/**
 * The scenarios that kmsdoctor comes with, healthy ones first. In the built program another module stands in the place of
 * this one and holds them as JSON, read and validated when it was built (tools/build/write-scenarios.mjs).
 */
export async function loadBuiltInScenarios(): Promise<ScenarioSpec[]> {
  read ??= readScenarioFolder(fileURLToPath(new URL('../../../fixtures/scenarios', import.meta.url)));
  const { scenarios, problems } = read;
  if (problems.length > 0) throw new Error(problems.map((p) => `fixtures/scenarios/${p.file}:${p.line}:${p.column}: ${p.message}`).join('\n'));
  return scenarios;
}

/** Hundreds of files take a second. */
let read: ScenarioFolder | null = null;
