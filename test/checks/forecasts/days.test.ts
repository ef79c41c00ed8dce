import { expect, it } from 'vitest';
import { dayInWords, daysInWords, momentAfter, momentAt } from '../../../checks/forecasts/days.ts';

const now = Date.UTC(2026, 10, 20, 9);

it('says a day as a person does', () => {
  expect(dayInWords(Date.UTC(2027, 1, 14, 23, 59))).toBe('14 February 2027');
});

it.each([[0, 'within a day'], [1, 'in 1 day'], [12, 'in 12 days'], [-1, '1 day ago'], [-40, '40 days ago']])('says %i days as "%s"', (days, words) => {
  expect(daysInWords(days)).toBe(words);
});

it('gives no date where nobody knows when the evidence was true, and counts the days from then', () => {
  expect(momentAfter(null, 12 * 1440 + 60)).toEqual({ at: null, in: 12, words: 'in 12 days from when this was printed' });
});

it('gives date and days where that is known', () => {
  expect(momentAfter(now, 12 * 1440)).toEqual({ at: '2026-12-02T09:00:00.000Z', in: 12, words: 'on 2 December 2026 (in 12 days)' });
});

it.each([Number.MAX_SAFE_INTEGER, Number.NaN, Number.POSITIVE_INFINITY])('gives nothing for a time beyond all dates (%d)', (at) => {
  expect(momentAt(now, at)).toBeNull();
});
