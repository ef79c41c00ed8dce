import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

import { codeCacheFolder, keepCode, lastRound, readCode } from './code-cache.ts';

/** It imports ES modules, which only Node's own loader can; half of them is compiled as it is loaded, which Node's cache keeps. */
const sessionFile = 'open-session.cjs';

type Loaded = { name: string; script: Script; round: number };

/**
 * Loads the program's own bundles with the code that earlier runs compiled. Node's compile cache keeps what is compiled as
 * a file is loaded, and that is next to nothing here: checks and causes are functions that are called later, and compiling
 * them took a fifth of `kmsdoctor check`. So the code is kept at the end of a run, when they have been.
 *
 * `command` is the word the program was called with: each keeps code of its own, since each calls other functions.
 */
export function bundleLoader(folder: string, command: string, native: NodeJS.Require): { load: (file: string) => unknown; keep: () => void } {
  const cache = codeCacheFolder(process.env, process.platform);
  const exported = new Map<string, unknown>();
  const fresh: Loaded[] = [];

  const require = Object.assign((id: string): unknown => (/^\.\/[\w-]+\.cjs$/.test(id) ? load(id.slice(2)) : native(id)), native);

  function load(file: string): unknown {
    if (cache === null) return native(`./${file}`);
    if (file === sessionFile) {
      enableCompileCache(join(cache, 'node'));
      return native(`./${file}`);
    }
    if (exported.has(file)) return exported.get(file);
    const name = `${file.slice(0, -4)}-${command}-${KMSDOCTOR_BUILD}-${process.version}-${process.arch}.code`;
    const kept = readCode(cache, name);
    const path = join(folder, file);
    // esbuild writes ASCII alone.
    const script = new Script(`(function(exports,require,module,__filename,__dirname){${readFileSync(path, 'latin1')}\n})`, { filename: path, ...(kept === null ? {} : { cachedData: kept.code }) });
    const round = kept === null || script.cachedDataRejected === true ? 0 : kept.round;
    if (round < lastRound) fresh.push({ name, script, round });
    const module = { exports: {} };
    // As Node does: whoever requires it again while it loads sees what there is of it.
    exported.set(file, module.exports);
    script.runInThisContext()(module.exports, require, module, path, folder);
    exported.set(file, module.exports);
    return module.exports;
  }

  const keep = (): void => {
    if (cache === null) return;
    for (const { name, script, round } of fresh) keepCode(cache, name, { code: script.createCachedData(), round: round + 1 });
  };
  return { load, keep };
}
