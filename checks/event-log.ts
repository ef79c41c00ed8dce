import type { WindowsEvent } from '../src/model/evidence.ts';
import { oncePer } from '../src/model/once-per.ts';
import { timeReader } from '../src/model/time-reader.ts';

/** Times of a log, read once however many checks ask; a log may hold thousands. No check of its own. */

/** `at` is when it was written, in milliseconds; NaN where that is not known. */
export type TimedEvent = { event: WindowsEvent; at: number };

/** Every event of a log, as the log lists them. */
export const timedEvents = oncePer((log: readonly WindowsEvent[]): readonly TimedEvent[] => {
  const read = timeReader();
  return log.map((event) => ({ event, at: read(event.time) }));
});

/** What has no time comes before all others. */
export const oldestFirst = (a: TimedEvent, b: TimedEvent): number => (Number.isFinite(a.at) ? a.at : 0) - (Number.isFinite(b.at) ? b.at : 0);

/** The same, oldest first, and of one time the lower id first: a request (12288) before its answer (12289). */
export const eventsInOrder = oncePer((log: readonly WindowsEvent[]): readonly TimedEvent[] =>
  timedEvents(log).toSorted((a, b) => oldestFirst(a, b) || a.event.id - b.event.id));

/** When the newest event was written, milliseconds; null where no event has a time. */
export function newestTime(log: readonly WindowsEvent[]): number | null {
  let newest = -Infinity;
  for (const { at } of timedEvents(log)) if (at > newest) newest = at;
  return newest === -Infinity ? null : newest;
}

/** A time in a sentence: `2026-11-20 08:30 UTC`; a text that is no ISO time as it was found. */
export const toMinute = (time: string): string => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*Z$/.test(time) ? `${time.slice(0, 10)} ${time.slice(11, 16)} UTC` : time);
