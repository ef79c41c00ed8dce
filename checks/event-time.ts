import type { WindowsEvent } from '../src/model/evidence.ts';

/** A log of thousands is sorted by several checks, and each comparison would read two times anew. */
const readTimes = new WeakMap<WindowsEvent, number>();

/** When an event was written, in milliseconds; NaN where that is not known. No check of its own. */
export function timeOf(event: WindowsEvent): number {
  const known = readTimes.get(event);
  if (known !== undefined) return known;
  const read = Date.parse(event.time ?? '');
  readTimes.set(event, read);
  return read;
}

/** A time in a sentence: `2026-11-20 08:30 UTC`; a text that is no ISO time as it was found. */
export const toMinute = (time: string): string => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*Z$/.test(time) ? `${time.slice(0, 10)} ${time.slice(11, 16)} UTC` : time);
