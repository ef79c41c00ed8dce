import { array, assert, constantFrom, date, integer, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeReader } from '../../src/model/time-reader.ts';

const twoOf = (n: number): string => String(n).padStart(2, '0');
const canonical = date({ noInvalidDate: true }).map((d) => d.toISOString());
/** Of the canonical form, but of days, hours, minutes and seconds that may not be. */
const formed = tuple(integer({ min: 2023, max: 2026 }), ...[13, 32, 25, 61, 61].map((max) => integer({ min: 0, max })), integer({ min: 0, max: 999 }))
  .map(([year, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0]) => `${year}-${twoOf(month)}-${twoOf(day)}T${twoOf(hour)}:${twoOf(minute)}:${twoOf(second)}.${String(ms).padStart(3, '0')}Z`);
const changed = tuple(formed, integer({ min: 0, max: 23 }), constantFrom(' ', 'x', '-', '/', ':', '+', '9', '٣', '')).map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + 1));
const other = oneof(string(), constantFrom('', '2026-11-20', '2026-11-20T08:30:00Z', '2026-11-20T08:30:00.123+02:00', '11/20/2026 8:30:00 AM'));

describe('timeReader', () => {
  it('reads every text as Date.parse does, whatever was read before it', () => {
    assert(property(array(oneof(canonical, formed, changed, other), { maxLength: 20 }), (texts) => {
      const read = timeReader();
      expect(texts.map((text) => read(text))).toEqual(texts.map((text) => Date.parse(text)));
    }), { numRuns: 500 });
  });
  it('reads an absent time as none', () => {
    expect(timeReader()(null)).toBeNaN();
  });
});
