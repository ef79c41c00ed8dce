// Loads a TypeScript module of this project as it stands, tables and all: bundled in memory, so that no build is needed.
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The exports of the module at this path of the project. */
export async function loadBundled(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root, entryPoints: [entry], bundle: true, platform: 'node', target: 'node22', format: 'cjs', write: false, outfile: 'bundled.cjs',
    sourcemap: 'inline', logLevel: 'error', loader: { '.tsv': 'text', '.sha256': 'text', '.ps1': 'text' }, define: { 'import.meta.url': 'importMetaUrl', KMSDOCTOR_VERSION: '"dev"' },
    // Paths that modules make from their own place: three folders below the project's root.
    banner: { js: `const importMetaUrl = ${JSON.stringify(`file://${root}src/commands/scenario/x.ts`)};` },
  });
  process.setSourceMapsEnabled(true);
  const bundle = new Module(join(root, 'bundled.cjs'));
  bundle.require = createRequire(join(root, 'package.json'));
  bundle._compile(outputFiles.at(-1).text, join(root, 'bundled.cjs'));
  return bundle.exports;
}
