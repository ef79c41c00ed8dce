const shape = /^P(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.(\d{1,9}))?S)?)?$/;

/** An ISO 8601 duration in days and parts of a day as milliseconds; null for any other text. */
export function durationMsOf(duration: string): number | null {
  const match = shape.exec(duration);
  if (match === null) return null;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Math.round(Number(`${seconds}.${fraction}`) * 1000);
}
