import { readFile } from 'node:fs/promises';

import { UsageError } from './usage-error.ts';

const mostPem = 1 << 20;

/** The certificates of `--ca`, in PEM. Throws UsageError for a file that cannot be read or holds none. */
export async function readPem(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--ca names a file that cannot be read (${error.code ?? 'error'}).`);
  });
  if (text.length > mostPem || !text.includes('-----BEGIN CERTIFICATE-----')) throw new UsageError('--ca wants a file with certificates in PEM (-----BEGIN CERTIFICATE-----).');
  return text;
}
