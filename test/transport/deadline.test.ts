import { getEventListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { settleOnce, startDeadline, within } from '../../src/transport/deadline.ts';

test('a deadline ends when its time is up, and says what is left until then', () => {
  vi.useFakeTimers();
  try {
    const deadline = startDeadline({ timeoutMs: 1000, signal: new AbortController().signal });
    expect(deadline.remainingMs()).toBe(1000);
    vi.advanceTimersByTime(400);
    expect(deadline.remainingMs()).toBe(600);
    vi.advanceTimersByTime(600);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.remainingMs()).toBe(0);
    deadline.release();
  } finally {
    vi.useRealTimers();
  }
});

test('the caller ends a deadline early, and nothing of it stays on the caller\'s signal', async () => {
  const controller = new AbortController();
  const waiting = within({ timeoutMs: 600_000, signal: controller.signal }, (deadline) => settleOnce<string>(deadline, () => 'ended', () => () => undefined));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  controller.abort();
  expect(await waiting).toBe('ended');
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
});

test('work that throws still releases its deadline', async () => {
  const controller = new AbortController();
  await expect(within({ timeoutMs: 600_000, signal: controller.signal }, () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
});

test('the first end counts, and its cleaning up is done once, also when the work ends as it begins', async () => {
  const deadline = startDeadline({ timeoutMs: 600_000, signal: new AbortController().signal });
  const cleanUp = vi.fn<() => void>();
  const first = await settleOnce<number>(deadline, () => 0, (settle) => {
    settle(1);
    settle(2);
    return cleanUp;
  });
  deadline.release();
  expect(first).toBe(1);
  expect(cleanUp).toHaveBeenCalledTimes(1);
});
