import { join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';

import { loadSource, root } from './load-source.mjs';

/**
 * Reads and validates fixtures/scenarios and writes them as one module, which stands in the place of
 * src/commands/scenario/built-in-scenarios.ts: the program needs neither YAML nor the files. A bad file fails the build.
 */
export async function writeScenarios(path) {
  const { readScenarioFolder } = await loadSource('src/commands/scenario/scenario-folder.ts');
  const { scenarios, problems } = readScenarioFolder(join(root, 'fixtures/scenarios'));
  if (problems.length > 0) {
    for (const { file, line, column, message } of problems) process.stderr.write(`fixtures/scenarios/${file}:${line}:${column}: ${message}\n`);
    process.exit(1);
  }
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `exports.loadBuiltInScenarios=async()=>JSON.parse(${JSON.stringify(JSON.stringify(scenarios))});\n`);
}
