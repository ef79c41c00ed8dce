import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The declarations of the package's public part, by the compiler that checks the sources. */
export async function writeTypes(root, folder) {
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', 'src', '--outDir', folder, '--target', 'es2024', '--module', 'esnext', '--moduleResolution', 'bundler', '--allowImportingTsExtensions', '--strict', '--exactOptionalPropertyTypes', '--ignoreConfig'];
  await promisify(execFile)(process.execPath, [tsc, ...options, 'src/config/public.ts'], { cwd: root });
  // A declaration that is named as it was written (./check.ts) is found by compilers that allow that; one named .js by all.
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(folder, file);
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(/(from\s+['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'));
  }
}
