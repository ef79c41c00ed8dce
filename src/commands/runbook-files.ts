import { cleanText } from '../model/clean.ts';
import { allPages } from '../runbook/all-pages.ts';
import type { RunbookCatalogue } from '../runbook/catalogue.ts';
import { deliver } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The first line of every file that is written here: by it a file is known as one that may be written over. Not shown in Markdown. */
const mark = '<!-- Written by kmsdoctor runbook; written over by the next run. -->\n';

/** Writes one page; refuses to write over a file that kmsdoctor runbook has not written. */
export async function writePage(page: string, file: string): Promise<void> {
  await refuseForeign(file);
  await deliver(mark + page, file);
}

/** Writes every page and the index into a folder, which is made where it is not there. Gives the number of pages. */
export async function writeAllPages(catalogue: RunbookCatalogue, folder: string): Promise<number> {
  const { mkdir, stat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const there = await stat(folder).catch(() => null);
  if (there !== null && !there.isDirectory()) throw new UsageError(`${cleanText(folder)} is a file; --all writes many files and wants a folder.`);
  const pages = await allPages(catalogue);
  // All are looked at before the first is written, so that a refusal leaves the folder as it was.
  for (const { file } of pages) await refuseForeign(join(folder, file));
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`${cleanText(folder)} cannot be made: ${error instanceof Error && 'code' in error ? String(error.code) : 'an error'}.`);
  }
  for (const { file, text } of pages) await deliver(mark + text, join(folder, file));
  return pages.length;
}

async function refuseForeign(file: string): Promise<void> {
  const { open, stat } = await import('node:fs/promises');
  const there = await stat(file).catch(() => null);
  if (there === null) return;
  if (there.isDirectory()) throw new UsageError(`${cleanText(file)} is a folder; name a file, or write every page with --all.`);
  if (!there.isFile()) return;
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) throw new UsageError(`${cleanText(file)} is there and cannot be read, so it is not written over.`);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(mark.length), 0, mark.length, 0);
    if (there.size > 0 && buffer.toString('utf8', 0, bytesRead) !== mark) throw new UsageError(`${cleanText(file)} was not written by kmsdoctor runbook, so it is not written over: name another place, or move it away.`);
  } finally {
    await handle.close();
  }
}
