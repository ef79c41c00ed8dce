/**
 * A date and time that a script of Windows printed in the machine's own way, known to be UTC, as ISO 8601; null where it
 * can be read in two ways. `2026/1/15 9:30:00` is clear, `15/1/2026` is clear (no fifteenth month), `1/2/2026` is not.
 */
export function unambiguousUtcOf(text: string): string | null {
  const m = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?$/i.exec(text.trim());
  if (!m) return null;
  const [first, second, third] = [Number(m[1]), Number(m[2]), Number(m[3])];
  const date = dateOf(first, second, third);
  const hour = hourOf(Number(m[4]), m[7]);
  const [minute, seconds] = [Number(m[5]), Number(m[6] ?? 0)];
  if (date === null || hour === null || minute > 59 || seconds > 59) return null;
  const time = new Date(Date.UTC(date.year, date.month - 1, date.day, hour, minute, seconds));
  return time.getUTCMonth() === date.month - 1 ? time.toISOString() : null;
}

type CalendarDate = { year: number; month: number; day: number };

function dateOf(first: number, second: number, third: number): CalendarDate | null {
  if (first > 1600) return second <= 12 && third <= 31 ? { year: first, month: second, day: third } : null;
  if (third <= 1600 || first > 31 || second > 31 || first < 1 || second < 1) return null;
  if (first === second) return first <= 12 ? { year: third, month: first, day: second } : null;
  if (first > 12 && second <= 12) return { year: third, month: second, day: first };
  if (second > 12 && first <= 12) return { year: third, month: first, day: second };
  return null;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}
