/** Minutes of a day. */
export const dayMinutes = 1440;

/** True from Monday to Friday, of the so many-th day (0-based) from a date YYYY-MM-DD. */
export const isWorkday = (startDate: string, day: number): boolean => {
  const weekday = (new Date(`${startDate}T00:00:00Z`).getUTCDay() + day) % 7;
  return weekday !== 0 && weekday !== 6;
};

/** True where a span of days (1-based) holds a day (0-based). */
export const holds = (span: { fromDay: number; days: number }, day: number): boolean => day + 1 >= span.fromDay && day + 1 < span.fromDay + span.days;

/** Milliseconds for the host's list, which counts in them; before the start they are negative. */
export const minuteMs = 60_000;

