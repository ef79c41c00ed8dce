import { cleanText } from '../model/clean.ts';
import type { DirectoryServer } from '../model/directory.ts';
import { readDirectoryUrl } from '../transport/directory/directory-url.ts';
import { UsageError } from './usage-error.ts';

/** A domain controller given with `--directory`. Throws UsageError for what is none; a password in it is not repeated. */
export function readDirectory(text: string): DirectoryServer {
  const read = readDirectoryUrl(text);
  if (!read.ok) throw new UsageError(`--directory ${read.message}${text.includes('@') ? '' : `, not "${cleanText(text).slice(0, 80)}"`}.`);
  return read.server;
}
