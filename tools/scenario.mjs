// Runs scenario files as they are now and says what came of them: npm run -s scenario -- [-v] FILE|FOLDER...
// With -v each diagnosis whole; without files, all of fixtures/scenarios.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { loadSource } from './build/load-source.mjs';

const started = performance.now();
const { showScenario } = await loadSource('tools/scenario/show-scenario.ts');

const args = process.argv.slice(2);
const verbose = args.includes('-v');
const named = args.filter((a) => !a.startsWith('-'));
const inFolder = (path) => readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(ya?ml|json)$/.test(f)).toSorted().map((f) => join(path, f));
const files = (named.length === 0 ? ['fixtures/scenarios'] : named).flatMap((path) => (statSync(path).isDirectory() ? inFolder(path) : [path]));

let failed = 0;
const ids = new Map();
for (const file of files) {
  const { id, passed, text } = await showScenario(file, readFileSync(file, 'utf8'), verbose);
  const twin = id === undefined ? undefined : ids.get(id);
  ids.set(id, file);
  if (!passed || twin !== undefined) failed += 1;
  if (!passed || verbose || files.length < 20) process.stdout.write(`${text}\n`);
  if (twin !== undefined) process.stdout.write(`✗ ${file}: its id is that of ${twin}\n`);
}
process.stdout.write(`${files.length - failed} passed, ${failed} failed in ${Math.round(performance.now() - started)} ms\n`);
process.exitCode = failed === 0 ? 0 : 1;
