import type { Time } from '../../model/evidence.ts';

const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const request = /^(\d{4})\/(\d{1,2})\/(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const dotNet = /^\\?\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?\/$/;

/** Milliseconds of a UTC date and time, or null where its parts are no real date. */
function utc(year: number, month: number, day: number, hour: number, minute: number, second: number, ms: number): number | null {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const at = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  return new Date(at).getUTCDate() === day ? at : null;
}

/** FILETIME 0, and what libraries make of it, is "never": it is no time at all. */
function format(ms: number | null): Time | null {
  if (ms === null || Math.abs(ms) > 8.64e15) return null;
  const date = new Date(ms);
  return date.getUTCFullYear() <= 1601 ? null : date.toISOString();
}

function offsetMinutes(zone: string): number {
  if (/^(z|utc)$/i.test(zone)) return 0;
  const digits = zone.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4));
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * An ISO 8601 time, or .NET's `/Date(ms)/`, as ISO in UTC. A text without a zone is taken as UTC only where `utcUnlessSaid`
 * is true (the SystemTime of event XML). Null where the text is neither, or says too little to convert it.
 */
export function readIsoTime(text: string, utcUnlessSaid: boolean): Time | null {
  const s = text.slice(0, 100).trim();
  const ms = dotNet.exec(s)?.[1];
  if (ms !== undefined) return format(Number(ms));
  const m = iso.exec(s);
  if (m === null) return null;
  const zone = m[8] ?? (utcUnlessSaid ? 'Z' : null);
  if (zone === null) return null;
  const fraction = Number((m[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const at = utc(Number(m[1]), Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6] ?? 0), fraction);
  return at === null ? null : format(at - offsetMinutes(zone) * 60_000);
}

/** Seconds, or milliseconds from thirteen digits on, since 1970, as ISO in UTC. */
export const readEpoch = (n: number): Time | null =>
  (Number.isFinite(n) && n >= 1e9 ? format(Math.trunc(n >= 1e12 ? n : n * 1000)) : null);

/**
 * The request time inside a KMS event: `yyyy/M/d H:mm` in UTC, without leading zeros. A line break that a console put
 * into it is undone where only one way of doing so gives a time. Null where it is cut or no date.
 * Source: Volume Activation 2.0 Operations Guide, pages 26 to 29.
 */
export function readRequestTime(text: string): Time | null {
  const s = text.slice(0, 100).trim().replace(/[ \t]*[\r\n]+[ \t]*/g, '\n').replace(/[ \t]+/g, ' ');
  const joined = s.includes(' ') ? s.replace('\n', '') : s.replace('\n', ' ');
  const m = request.exec(joined);
  if (m === null) return readIsoTime(joined, true);
  return format(utc(Number(m[1]), Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6] ?? 0), 0));
}
