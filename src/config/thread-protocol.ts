import type { MessagePort } from 'node:worker_threads';

/** What the thread of own checks is asked; answers are plain data. */
export type ThreadRequest = { op: 'load' } | { op: 'when' | 'judge'; id: string; input: unknown };

/** `line` is that of the config file, where the fault names one. */
export type ThreadAnswer = { ok: true; value: unknown } | { ok: false; said: string; line: number | null };

/** `flag` is 1 once an answer lies at the port. */
export type ThreadData = { file: string; port: MessagePort; flag: Int32Array; publicModule: string };
