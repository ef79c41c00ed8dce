import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

import type { ThreadAnswer, ThreadData, ThreadRequest } from './thread-protocol.ts';

/** Milliseconds that loading a config, and one question to one of its checks, may take. */
export const limits = { loadMs: 5000, askMs: 2000 } as const;

/** Null: no answer within the limit; the thread was ended, and the next question begins a new one. */
export type OwnThread = { ask: (request: ThreadRequest) => ThreadAnswer | null; close: () => void };

type Running = { worker: Worker; port: MessagePort; flag: Int32Array };

/**
 * A thread with a config in it. Asking waits: judging is a pure function that gives its result at once, and so it stays
 * where a check of one's own is among the others.
 */
export function openThread(file: string, script: string | URL, publicModule: string): OwnThread {
  let running: Running | null = null;
  const end = (): void => {
    if (running === null) return;
    running.port.close();
    void running.worker.terminate();
    running = null;
  };
  const exchange = ({ port, flag }: Running, request: ThreadRequest, limitMs: number): ThreadAnswer | null => {
    Atomics.store(flag, 0, 0);
    port.postMessage(request);
    Atomics.wait(flag, 0, 0, limitMs);
    return (receiveMessageOnPort(port)?.message as ThreadAnswer | undefined) ?? null;
  };
  return {
    ask(request) {
      const isNew = running === null;
      running ??= start(file, script, publicModule);
      let answer = isNew ? exchange(running, { op: 'load' }, limits.loadMs) : null;
      if (request.op !== 'load' && (!isNew || answer !== null)) answer = exchange(running, request, limits.askMs);
      if (answer === null) end();
      return answer;
    },
    close: end,
  };
}

function start(file: string, script: string | URL, publicModule: string): Running {
  const { port1, port2 } = new MessageChannel();
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ThreadData = { file, port: port2, flag, publicModule };
  // A password is no business of a config; what a config prints must not get among the report.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.toUpperCase() !== 'KMSDOCTOR_PASSWORD'));
  const worker = new Worker(script, { workerData, transferList: [port2], env, execArgv: [], stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 512 } });
  // A thread that ends early gives no answer, which is told as such.
  worker.on('error', () => {});
  worker.unref();
  port1.unref();
  return { worker, port: port1, flag };
}
