import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Random } from '../../../src/estate/clock/random.ts';
import { Calendar } from '../../../src/estate/simulate/calendar.ts';
import { chooseHost } from '../../../src/estate/simulate/choose-host.ts';
import { sample } from '../../../src/estate/simulate/sample.ts';

const everyone = (): boolean => true;

/** How often each host is chosen in so many draws. */
function chosen(records: { priority: number; weight: number }[], draws: number): number[] {
  const random = new Random(7);
  const times = records.map(() => 0);
  for (let i = 0; i < draws; i++) {
    const host = chooseHost(records, everyone, random) ?? -1;
    times[host] = (times[host] ?? 0) + 1;
  }
  return times;
}

// RFC 2782; Microsoft, activate-windows-clients-vamt.
describe('a host is chosen', () => {
  test('evenly among records that are alike', () => {
    for (const times of chosen(Array.from({ length: 4 }, () => ({ priority: 0, weight: 0 })), 4000)) expect(Math.abs(times - 1000)).toBeLessThan(100);
  });

  test('in proportion to the weights', () => {
    const [light = 0, heavy = 0] = chosen([{ priority: 0, weight: 20 }, { priority: 0, weight: 60 }], 4000);
    expect(Math.abs(heavy / light - 3)).toBeLessThan(0.4);
  });

  test('hardly ever with weight 0 beside weights, and never at a higher priority while a lower one answers', () => {
    const [weightless = 0, , later] = chosen([{ priority: 0, weight: 0 }, { priority: 0, weight: 99 }, { priority: 1, weight: 65_535 }], 4000);
    expect(weightless).toBeLessThan(100);
    expect(weightless).toBeGreaterThan(10);
    expect(later).toBe(0);
  });

  test('among those that answer, and none where none does', () => {
    const record = fc.record({ priority: fc.constantFrom(0, 1, 2), weight: fc.constantFrom(0, 1, 50), answers: fc.boolean() });
    fc.assert(fc.property(fc.array(record, { maxLength: 6 }), fc.integer(), (records, seed) => {
      const host = chooseHost(records, (h) => records[h]?.answers === true, new Random(seed));
      const lowest = Math.min(...records.filter((r) => r.answers).map((r) => r.priority));
      expect(host === null ? lowest : records[host]?.priority).toBe(lowest);
      expect(host === null || records[host]?.answers === true).toBe(true);
    }), { seed: 1 });
  });
});

describe('the calendar', () => {
  test('gives every machine at its minute, in the order of their numbers, however far ahead it was put in', () => {
    const dues = fc.array(fc.integer({ min: 0, max: 150_000 }), { minLength: 1, maxLength: 80 });
    fc.assert(fc.property(fc.oneof(dues, dues.map((d) => d.map((n) => n % 3))), (minutes) => {
      const calendar = new Calendar(minutes.length);
      minutes.forEach((minute, machine) => calendar.put(machine, minute));
      const taken: [number, number][] = [];
      for (let minute = 0; minute <= 150_000; minute++) for (const machine of calendar.take(minute)) taken.push([minute, machine]);
      expect(taken).toEqual(minutes.map((minute, machine) => [minute, machine]).toSorted(([a = 0, m = 0], [b = 0, n = 0]) => a - b || m - n));
    }), { numRuns: 12, seed: 1 });
  });
});

describe('a sample', () => {
  test('has as many as were asked for, in rising order, none twice', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 80 }), fc.integer(), (among, picked, seed) => {
      const taken: number[] = [];
      sample(new Random(seed), among, picked, (i) => taken.push(i));
      expect(taken).toHaveLength(Math.min(among, picked));
      expect(taken.every((n, i) => n < among && (i === 0 || n > (taken[i - 1] ?? 0)))).toBe(true);
    }), { seed: 1 });
  });

  test('takes each as often as any other', () => {
    const random = new Random(3);
    const times = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 3000; i++) sample(random, 10, 3, (n) => { times[n] = (times[n] ?? 0) + 1; });
    for (const n of times) expect(Math.abs(n - 900)).toBeLessThan(120);
  });
});
