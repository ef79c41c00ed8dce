import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { paced } from '../../src/commands/pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('work is done for the newest alone, with a pause in proportion to what it took', () => {
  const done: number[] = [];
  const work = paced<number>((n) => {
    done.push(n);
    vi.advanceTimersByTime(100);
  });
  for (const n of [1, 2, 3]) work.give(n);
  vi.advanceTimersByTime(1);
  expect(done).toEqual([3]);
  work.give(4);
  work.give(5);
  vi.advanceTimersByTime(300);
  expect(done).toEqual([3]);
  vi.advanceTimersByTime(200);
  expect(done).toEqual([3, 5]);
});

test('the last that was given is never forgotten, and nothing is done once stopped', () => {
  const done: number[] = [];
  const work = paced<number>((n) => void done.push(n));
  work.give(1);
  vi.advanceTimersByTime(1);
  work.give(2);
  vi.advanceTimersByTime(1000);
  expect(done).toEqual([1, 2]);
  work.give(3);
  work.stop();
  vi.advanceTimersByTime(1000);
  expect(done).toEqual([1, 2]);
});
