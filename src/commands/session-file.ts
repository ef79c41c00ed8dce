import { statSync } from 'node:fs';

import { cleanText } from '../model/clean.ts';
import { UsageError } from './usage-error.ts';

/**
 * Refuses what the session cannot let go of again: a pipe or a device may never end, keeps the program from ending after
 * the person has left, and, where it is the terminal itself, takes the keys away. What is not there at all is left to the
 * reader, which says so.
 */
export function refuseEndlessFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile() && !found.isDirectory()) {
    throw new UsageError(`${cleanText(path)} is a pipe or a device: the session reads files only; kmsdoctor check - reads a pipe.`);
  }
}
