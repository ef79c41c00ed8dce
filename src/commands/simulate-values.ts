import { cleanText } from '../model/clean.ts';
import type { Span } from '../model/simulation.ts';
import { UsageError } from './usage-error.ts';

/** What was typed, safe to show and not too long. */
export const quoted = (text: string): string => cleanText(text).slice(0, 80);

/** A whole number from `least` to `most`; a UsageError that says both where it is none. */
export function readCount(text: string, option: string, what: string, least: number, most: number): number {
  const n = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(n >= least && n <= most)) throw new UsageError(`${option} wants ${what} from ${least} to ${most}, not "${quoted(text)}".`);
  return n;
}

/** `30%`, `0.3` or `1` as a share above 0 and up to 1; null where it is none. */
export function readShare(text: string): number | null {
  const [, digits, percent] = /^(\d{1,3}(?:\.\d{1,6})?)\s?(%)?$/.exec(text) ?? [];
  const share = digits === undefined ? Number.NaN : Number(digits) / (percent === undefined ? 1 : 100);
  return share > 0 && share <= 1 ? share : null;
}

/** `30+21`: 21 days from day 30 on; null where it is no such span. */
export function readSpan(text: string): Span | null {
  const [, from = '0', days = '0'] = /^(\d{1,5})\+(\d{1,5})$/.exec(text) ?? [];
  return Number(from) >= 1 && Number(days) >= 1 ? { fromDay: Number(from), days: Number(days) } : null;
}
