import { statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';

import { cleanText } from '../model/clean.ts';

/** A config to read. `named`: by `--config`; else it was found in the current folder. */
export type ConfigFile = { path: string; named: boolean; isCode: boolean };

/** Or, where there is one that cannot be meant, a sentence that says so. */
export type Finding = { ok: true; file: ConfigFile | null } | { ok: false; sentence: string };

const names = ['kmsdoctor.config.json', 'kmsdoctor.config.ts', 'kmsdoctor.config.mjs', 'kmsdoctor.config.js'] as const;
const endings = ['.json', '.ts', '.mts', '.mjs', '.js', '.cjs'];

/**
 * The config of a call: the file that it names, or the one in the current folder (never one beside a file that is judged:
 * that may be somebody else's, and a config is code). Costs one look at the file system for each name, and loads nothing.
 */
export function findConfig(named: string | null, folder: string): Finding {
  if (named !== null) return findNamed(named, folder);
  const there = names.filter((name) => statSync(resolve(folder, name), { throwIfNoEntry: false })?.isFile() === true);
  const [name, second] = there;
  if (second !== undefined) return { ok: false, sentence: `This folder has both ${name} and ${second}: keep one, or name one with --config.` };
  return { ok: true, file: name === undefined ? null : fileAt(resolve(folder, name), false) };
}

function findNamed(named: string, folder: string): Finding {
  const shown = cleanText(named).slice(0, 200);
  if (!endings.includes(extname(named))) return { ok: false, sentence: `--config wants a file that ends in .json, .ts, .mjs or .js, not "${shown}".` };
  const path = resolve(folder, named);
  try {
    if (statSync(path).isFile()) return { ok: true, file: fileAt(path, true) };
    return { ok: false, sentence: `--config names ${shown}, which is no file.` };
  } catch (error) {
    return { ok: false, sentence: `--config names ${shown}, which ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read'}.` };
  }
}

const fileAt = (path: string, isNamed: boolean): ConfigFile => ({ path, named: isNamed, isCode: extname(path) !== '.json' });

/** The file's name as reports and refusals give it. */
export const nameOfConfig = ({ path }: ConfigFile): string => cleanText(basename(path)).slice(0, 100);
