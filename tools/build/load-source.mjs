// Loads a TypeScript module of the project with all that it imports, as it is now, without writing anything.
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The exports of `entry`, a path from the root of the project. */
export async function loadSource(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root, entryPoints: [entry], bundle: true, platform: 'node', target: 'node22', format: 'cjs', write: false, outfile: 'source.cjs', logLevel: 'silent',
    loader: { '.tsv': 'text', '.sha256': 'text', '.ps1': 'text' }, define: { 'import.meta.url': 'sourceUrl', KMSDOCTOR_VERSION: '"source"' },
    banner: { js: `const sourceUrl=${JSON.stringify(pathToFileURL(join(root, entry)).href)};` },
  });
  const path = join(root, 'source.cjs');
  const loaded = new Module(path);
  loaded.require = createRequire(path);
  loaded._compile(outputFiles[0].text, path);
  return loaded.exports;
}
