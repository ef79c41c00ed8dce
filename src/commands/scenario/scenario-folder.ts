import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScenarioProblem } from '../../estate/scenario/scenario-place.ts';
import type { ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import { readScenario } from '../../estate/scenario/read-scenario.ts';
import { knownWords } from './known-words.ts';

/** The scenarios of a folder and all below it, by group and id; and what is wrong with files of it. */
export type ScenarioFolder = { scenarios: ScenarioSpec[]; problems: ({ file: string } & ScenarioProblem)[] };

const order: readonly ScenarioSpec['group'][] = ['healthy', 'rule', 'cause', 'confused', 'several', 'sight'];

/** Reads every YAML and JSON file of a folder as a scenario. An id that two files have is a problem of the second. */
export function readScenarioFolder(folder: string): ScenarioFolder {
  const scenarios: ScenarioSpec[] = [];
  const problems: ScenarioFolder['problems'] = [];
  const ids = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(?:ya?ml|json)$/.test(f)).toSorted()) {
    const reading = readScenario(readFileSync(join(folder, file), 'utf8'), knownWords);
    if (!reading.ok) {
      problems.push(...reading.problems.map((problem) => ({ file, ...problem })));
      continue;
    }
    const { scenario } = reading;
    const other = ids.get(scenario.id);
    if (other === undefined) scenarios.push(scenario);
    else problems.push({ file, line: 1, column: 1, message: `The id ${scenario.id} is that of ${other}.` });
    ids.set(scenario.id, file);
  }
  return { scenarios: scenarios.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)), problems };
}
