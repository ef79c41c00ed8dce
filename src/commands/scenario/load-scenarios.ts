import { existsSync } from 'node:fs';
import type { ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import { cleanText } from '../../model/clean.ts';
import { nearestWords } from '../../model/nearest.ts';
import { UsageError } from '../usage-error.ts';

const mostWords = 1000;

/**
 * The scenarios that words name, each once, in the order of the words; all built-in ones where there is none. A word is an
 * id, an id with `*` in it, a group (`healthy`), or a file: one that ends in .yaml, .yml or .json, or that is there.
 * Throws UsageError: one sentence, or a line for each thing that is wrong with a file.
 */
export async function loadScenarios(words: readonly string[]): Promise<ScenarioSpec[]> {
  if (words.length > mostWords) throw new UsageError(`--scenario is given ${words.length} times; at most ${mostWords} are read.`);
  const builtIn = words.length > 0 && words.every(isFileName) ? [] : await (await import('./built-in-scenarios.ts')).loadBuiltInScenarios();
  if (words.length === 0) return builtIn;
  const found = new Set<ScenarioSpec>();
  for (const word of words) for (const scenario of await scenariosOf(word, builtIn)) found.add(scenario);
  return [...found];
}

const isFileName = (word: string): boolean => /\.(?:ya?ml|json)$/i.test(word);

async function scenariosOf(word: string, builtIn: readonly ScenarioSpec[]): Promise<readonly ScenarioSpec[]> {
  if (!isFileName(word)) {
    const named = builtIn.filter(({ id, group }) => id === word || group === word || (word.includes('*') && matches(id, word)));
    if (named.length > 0) return named;
    if (!existsSync(word)) throw new UsageError(unknownScenario(word, builtIn));
  }
  const reading = await (await import('./read-scenario-file.ts')).readScenarioFile(word);
  if (!reading.ok) throw new UsageError(reading.problems.join('\n'));
  return [reading.scenario];
}

function unknownScenario(word: string, builtIn: readonly ScenarioSpec[]): string {
  const shown = cleanText(word).slice(0, 80);
  if (word.includes('*')) return `No scenario has an id like "${shown}"; kmsdoctor selftest lists them all.`;
  const near = nearestWords(word, [...new Set(builtIn.flatMap(({ id, group }) => [id, group]))], 3);
  return `"${shown}" is no scenario, group or file${near.length === 0 ? '; kmsdoctor selftest lists all scenarios' : `; nearest: ${near.join(', ')}`}.`;
}

/** `*` stands for any run of characters. Each part is looked for after the one before, so that no pattern takes long. */
function matches(id: string, glob: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop() ?? '';
  if (!id.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = id.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return id.length - last.length >= at && id.endsWith(last);
}
