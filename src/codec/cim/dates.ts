import type { Time } from '../../model/evidence.ts';

/** Windows writes "never" as the first instant of its calendar, shifted by the machine's time zone. */
const never = /^(?:160[01]|\d{1,2}[/.\-\s]\d{1,2}[/.\-\s]160[01])|\b(?:31[/.-]12[/.-]1600|12[/.-]31[/.-]1600|160[01][/.-]\d{1,2}[/.-]\d{1,2})\b|\b160[01]\b/;

/**
 * A date of CIM as ISO 8601 in UTC: DMTF (`20260115093000.000000+060`), `/Date(1768469400000)/` of PowerShell 5, ISO 8601
 * with a zone. 1601 ("not set") and an empty text are null. A local date without a zone stays the text as found.
 */
export function timeOf(raw: string | null): Time | null {
  const text = (raw ?? '').trim();
  if (text === '') return null;
  const milliseconds = /^\\?\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\\?\/$/.exec(text)?.[1];
  if (milliseconds !== undefined) return isoOf(Number(milliseconds));
  if (never.test(text)) return null;
  const dmtf = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})\.(\d{3})\d{3}([+-]\d{3})$/.exec(text);
  if (dmtf) {
    const [year, month, day, hour, minute, second, ms, zone] = dmtf.slice(1).map(Number);
    return isoOf(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, (minute ?? 0) - (zone ?? 0), second, ms));
  }
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return isoOf(Date.parse(text)) ?? text;
  return text;
}

const firstInstant = Date.UTC(1602, 0, 1);
const lastInstant = Date.UTC(9999, 11, 31);

const isoOf = (ms: number): Time | null => (ms > firstInstant && ms <= lastInstant ? new Date(ms).toISOString() : null);
