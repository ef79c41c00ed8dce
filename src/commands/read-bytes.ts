import { createReadStream, readFileSync, statSync } from 'node:fs';

/** The bytes of an input and when they were written (null where that is not known); or why they could not be read. */
export type ReadBytes = { ok: true; bytes: Buffer; writtenAt: Date | null } | { ok: false; reason: string };

/** Reads a file, or whatever a path names that can be read from (a pipe, a device), up to a limit in bytes. */
export async function readPath(path: string, maxBytes: number): Promise<ReadBytes> {
  try {
    // Read without a detour through promises: nothing else waits, and a short file is read before they were loaded.
    const found = statSync(path);
    if (found.isDirectory()) return { ok: false, reason: 'is a directory: name a file in it' };
    if (!found.isFile()) return await readStream(createReadStream(path), maxBytes);
    if (found.size > maxBytes) return tooLarge(maxBytes, found.size);
    const bytes = readFileSync(path);
    // It may have grown since it was measured.
    return bytes.length > maxBytes ? tooLarge(maxBytes, bytes.length) : { ok: true, bytes, writtenAt: found.mtime };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Reads a stream to its end, and stops as soon as it goes beyond the limit. */
export async function readStream(stream: AsyncIterable<Uint8Array | string>, maxBytes: number): Promise<ReadBytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      length += bytes.length;
      if (length > maxBytes) return tooLarge(maxBytes, null);
      chunks.push(bytes);
    }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
  return { ok: true, bytes: Buffer.concat(chunks, length), writtenAt: null };
}

const inWords = (bytes: number): string =>
  (bytes >= 1024 * 1024 ? `${Math.floor((bytes / 1024 / 1024) * 10) / 10} MiB` : `${bytes} bytes`);

function tooLarge(maxBytes: number, size: number | null): ReadBytes {
  const found = size === null ? 'goes beyond the limit of' : `is larger than the limit: ${inWords(size)}, and the limit is`;
  return { ok: false, reason: `${found} ${inWords(maxBytes)}` };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there: no file has that name',
  ENOTDIR: 'is not there: part of its path is a file, not a directory',
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  EISDIR: 'is a directory: name a file in it',
  ELOOP: 'cannot be read: its links lead in a circle',
  ENAMETOOLONG: 'is not there: the name is too long for a file',
  ERR_INVALID_ARG_VALUE: 'is not there: no file can have that name',
};

function reasonOf(error: unknown): string {
  const code = String((error as NodeJS.ErrnoException).code ?? 'an error');
  return reasons[code] ?? `cannot be read (${code})`;
}
