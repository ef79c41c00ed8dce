import type { Limits } from '../model/network.ts';
import type { Reading, WindowsMachine, WmiRow } from '../model/windows.ts';
import type { Question } from './machine-questions.ts';

/**
 * What a machine answers, waited for no longer than the limit even where whatever reaches it does not keep to it. Never
 * rejects: an exception is a reading that could not be understood.
 */
export function within<T>(limits: Limits, ask: (limits: Limits) => Promise<Reading<T>>): Promise<Reading<T>> {
  const { timeoutMs, signal } = limits;
  if (signal.aborted) return Promise.resolve({ ok: false, reason: 'not-asked', detail: 'stopped before it was asked' });
  return new Promise((resolve) => {
    const end = (reading: Reading<T>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(reading);
    };
    const stop = (): void => end({ ok: false, reason: 'not-asked', detail: 'stopped before it answered' });
    const timer = setTimeout(() => end({ ok: false, reason: 'timeout', detail: `no answer within ${timeoutMs} ms` }), timeoutMs);
    signal.addEventListener('abort', stop);
    ask(limits).then(end, (error: unknown) => end({ ok: false, reason: 'unparsable', detail: error instanceof Error ? error.message : 'it broke' }));
  });
}

/** Asks a question in the form for current systems first; where a machine does not know a column of it, in that for older ones. */
export async function askQuestion(machine: WindowsMachine, question: Question, limits: Limits): Promise<Reading<WmiRow[]>> {
  let reading: Reading<WmiRow[]> = { ok: false, reason: 'not-asked', detail: null };
  for (const query of question) {
    reading = await within(limits, (l) => machine.queryWmi(query, l));
    if (reading.ok || reading.reason !== 'unsupported') return reading;
  }
  return reading;
}
