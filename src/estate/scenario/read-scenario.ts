import * as v from 'valibot';
import { cleanText } from '../../model/clean.ts';
import { nearestWords } from '../../model/nearest.ts';
import { describeMismatches } from './describe-mismatch.ts';
import { withoutUnknownKeys } from './known-keys.ts';
import type { KnownWords } from './known-words.ts';
import { unknownWords } from './known-words.ts';
import { wrongNames } from './names-in-estate.ts';
import type { ScenarioPath, ScenarioProblem } from './scenario-place.ts';
import { mostProblems, pathInWords } from './scenario-place.ts';
import type { ScenarioSpec } from './scenario-spec.ts';
import { scenarioSpec } from './scenario-spec.ts';
import { readYaml } from './yaml-document.ts';

/** A scenario, whole and with what it leaves out filled in; or all that is wrong with the file, in its order, at most twenty. */
export type ScenarioReading = { ok: true; scenario: ScenarioSpec } | { ok: false; problems: ScenarioProblem[] };

/**
 * Reads a scenario written in YAML 1.2 or JSON. What it does not know is refused with its place: keys, faults, and whatever
 * the scenario names that its own estate, or `known`, does not have. Never throws, whatever the text.
 */
export function readScenario(text: string, known: KnownWords): ScenarioReading {
  const yaml = readYaml(text);
  if (!yaml.ok) return yaml;
  const problems: ScenarioProblem[] = [];
  const tell = (path: ScenarioPath, part: 'key' | 'value', message: string): void => {
    problems.push({ ...yaml.placeOf(path, part), message: cleanText(message) });
  };
  const { value, unknown } = withoutUnknownKeys(scenarioSpec, yaml.value);
  for (const { path, known: keys } of unknown) {
    const near = nearestWords(String(path.at(-1)), keys, 3);
    tell(path, 'key', `${pathInWords(path)} is no key that is known here; ${near.length > 0 ? `nearest: ${near.join(', ')}` : `known: ${keys.slice(0, 30).join(', ')}`}.`);
  }
  const result = v.safeParse(scenarioSpec, value);
  if (result.success) {
    for (const { path, part, message } of [...wrongNames(result.output), ...unknownWords(result.output.expect, known)]) tell(path, part, message);
  } else {
    for (const issue of result.issues.slice(0, mostProblems)) {
      for (const { path, message } of describeMismatches(issue, yaml.sourceOf)) tell(path, 'value', message);
    }
  }
  if (problems.length === 0 && result.success) return { ok: true, scenario: result.output };
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, mostProblems) };
}
