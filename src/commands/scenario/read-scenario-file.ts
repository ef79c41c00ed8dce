import { readScenario } from '../../estate/scenario/read-scenario.ts';
import type { ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import { cleanText } from '../../model/clean.ts';
import { decodeBytes } from '../decode-bytes.ts';
import { readPath } from '../read-bytes.ts';
import { knownWords } from './known-words.ts';

/** A scenario of a person's own; or what is wrong with it, a line for each thing with file, line and column. */
export type ScenarioFileReading = { ok: true; scenario: ScenarioSpec } | { ok: false; problems: string[] };

const maxBytes = 1024 * 1024;

/** Reads a scenario file, YAML or JSON, in any encoding that editors write. A bundle of its own: only such files need YAML. */
export async function readScenarioFile(path: string): Promise<ScenarioFileReading> {
  const file = cleanText(path);
  const read = await readPath(path, maxBytes);
  if (!read.ok) return { ok: false, problems: [`${file} ${read.reason}.`] };
  const decoded = decodeBytes(read.bytes);
  if (!decoded.ok) return { ok: false, problems: [`${file} ${decoded.reason}.`] };
  const reading = readScenario(decoded.text, knownWords);
  return reading.ok ? reading : { ok: false, problems: reading.problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`) };
}
