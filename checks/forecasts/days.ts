import type { Time } from '../../src/model/evidence.ts';

/** Days and dates of forecasts. */

export const dayMs = 86_400_000;

/** The last moment that a date can hold (ECMA-262, time values). */
const lastMs = 8.64e15;

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `14 February 2027`, in UTC. */
export function dayInWords(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

const count = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

/** `today`, `in 12 days`, `12 days ago`. */
export const daysInWords = (days: number): string => (days === 0 ? 'within a day' : days > 0 ? `in ${count(days)}` : `${count(-days)} ago`);

export type Moment = { at: Time | null; in: number; words: string };

/** When so many minutes after `now` are over; without `now` the days alone, counted from when the evidence was true. Null beyond all dates. */
export function momentAfter(now: number | null, minutes: number): Moment | null {
  const days = Math.floor(minutes / 1440);
  if (now === null) return { at: null, in: days, words: `${daysInWords(days)} from when this was printed` };
  return momentAt(now, now + minutes * 60_000);
}

/** A moment as seen from `now`, both Unix milliseconds. Null beyond all dates. */
export function momentAt(now: number, at: number): Moment | null {
  if (!Number.isFinite(at) || Math.abs(at) > lastMs) return null;
  const days = Math.floor((at - now) / dayMs);
  return { at: new Date(at).toISOString(), in: days, words: `on ${dayInWords(at)} (${daysInWords(days)})` };
}
