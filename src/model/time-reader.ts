import type { Time } from './evidence.ts';

/**
 * Reads the times of a log as `Date.parse` does: milliseconds, NaN where a time is absent or no time. Those of the form in which evidence
 * holds them (`2026-11-20T08:30:00.000Z`) it reads three times as fast, since neighbours in a log are of one day: the date is read once.
 */
export function timeReader(): (time: Time | null) => number {
  let day = '';
  let midnight = NaN;
  return (time) => {
    if (time === null) return NaN;
    const ofDay = timeOfDay(time);
    if (Number.isNaN(ofDay)) return Date.parse(time);
    if (day === '' || !time.startsWith(day)) {
      day = time.slice(0, 10);
      midnight = Date.parse(`${day}T00:00:00.000Z`);
    }
    return midnight + ofDay;
  };
}

/** Milliseconds since midnight of the text's last 14 characters; NaN where the text is of any other form. */
function timeOfDay(text: string): number {
  if (text.length !== 24 || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':' || text[19] !== '.' || text[23] !== 'Z') return NaN;
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  return hour < 24 && minute < 60 && second < 60 ? ((hour * 60 + minute) * 60 + second) * 1000 + twoDigits(text, 20) * 10 + digit(text, 22) : NaN;
}

const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : NaN;
}
