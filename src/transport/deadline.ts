import { setMaxListeners } from 'node:events';
import type { Limits } from '../model/network.ts';

/** One wait's end: its time is up, or whoever asked no longer wants the answer. */
export type Deadline = {
  /** Aborted when the wait is over, for whichever reason. */
  signal: AbortSignal;
  /** Milliseconds still to go; 0 when the wait is over. */
  remainingMs(): number;
  /** Must be called once the work is done: stops the clock and lets go of the caller's signal. */
  release(): void;
};

/** Starts a wait of `timeoutMs` milliseconds that the caller's signal can cut short. */
export function startDeadline({ timeoutMs, signal }: Limits): Deadline {
  const controller = new AbortController();
  // Dozens of probes share the caller's signal, and each takes its listener off again: no leak to warn about.
  setMaxListeners(0, signal, controller.signal);
  const startedAt = performance.now();
  const stop = (): void => controller.abort();
  const timer = setTimeout(stop, Math.max(0, timeoutMs));
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    remainingMs: () => (controller.signal.aborted ? 0 : Math.max(0, timeoutMs - (performance.now() - startedAt))),
    release() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}

/** Runs `work` inside a deadline and releases it whatever happens. */
export async function within<T>(limits: Limits, work: (deadline: Deadline) => Promise<T>): Promise<T> {
  const deadline = startDeadline(limits);
  try {
    return await work(deadline);
  } finally {
    deadline.release();
  }
}

/**
 * A promise settled by the first of its callers: `begin` starts the work and returns how to clean up after it, which
 * runs once, whichever way it ended; when the wait is over first, the value is `onEnd()`.
 */
export function settleOnce<T>(deadline: Deadline, onEnd: () => T, begin: (settle: (value: T) => void) => () => void): Promise<T> {
  return new Promise((resolve) => {
    let settled = false;
    let cleanUp: (() => void) | null = null;
    const settle = (value: T): void => {
      if (settled) return;
      settled = true;
      deadline.signal.removeEventListener('abort', end);
      cleanUp?.();
      resolve(value);
    };
    const end = (): void => settle(onEnd());
    cleanUp = begin(settle);
    // Work that settles while it begins could not be cleaned up then.
    if (settled) cleanUp();
    else if (deadline.signal.aborted) end();
    else deadline.signal.addEventListener('abort', end, { once: true });
  });
}
