import type { Limits } from '../../model/network.ts';
import type { Reading } from '../../model/windows.ts';
import { errorTextOf } from '../../codec/wsman/clixml.ts';
import { decodeConsole } from '../../codec/wsman/console-text.ts';
import { readAcknowledged, readCommandId, readReceived, readShellId } from '../../codec/wsman/shell-answers.ts';
import type { StreamPart } from '../../codec/wsman/shell-answers.ts';
import { writeShellCommand, writeShellCreate, writeShellDelete, writeShellReceive, writeShellSend, writeShellSignal } from '../../codec/wsman/shell-requests.ts';
import type { RequestContext } from '../../codec/wsman/request.ts';
import { within } from '../deadline.ts';

import { ask } from './ask.ts';
import type { Told } from './ask.ts';
import type { WinrmConnection } from './connection.ts';
import { limitsOf } from './query-wmi.ts';
import { waysToStart } from './script-start.ts';
import { failure } from './words.ts';

/** Octets of output at most, both streams together. */
const mostOutput = 32 * 1024 * 1024;
/** Octets of one Send, so that it fits a request of 150 KB in base64. */
const sendBytes = 60_000;
/** Kept of the limit for ending the command and the shell. */
const reserveShare = 0.1;

/** For ending a command and a shell when the time is up. */
const endTimeoutMs = 3000;

const nothingYet = '0x80338029';
const fileNotFound = new Set(['0x80070002', '0x00000002']);

/** One shell and the one command in it. */
class ScriptRun {
  readonly #connection: WinrmConnection;
  readonly #limits: () => Limits;
  readonly #timeoutMs: number;
  readonly #asked = { what: 'a PowerShell script', namespace: null };
  #parts: StreamPart[] = [];
  #bytes = 0;

  constructor(connection: WinrmConnection, limits: () => Limits, timeoutMs: number) {
    this.#connection = connection;
    this.#limits = limits;
    this.#timeoutMs = timeoutMs;
  }

  async run(script: string): Promise<Told<string>> {
    const shell = await ask(this.#connection, writeShellCreate, readShellId, this.#asked, this.#limits());
    if (!shell.ok) return shell;
    try {
      const start = await this.#start(shell.value, script);
      if (!start.ok) return start;
      const ids = { shellId: shell.value, commandId: start.value.commandId };
      const sent = await this.#send(ids, start.value.input);
      const end = sent.ok ? await this.#receive(ids) : sent;
      await this.#end((context) => writeShellSignal(context, ids));
      return end.ok ? this.#outcome(end.value) : end;
    } finally {
      // A shell that is left open counts against the user's few until the service forgets it after hours.
      await this.#end((context) => writeShellDelete(context, shell.value));
    }
  }

  /** Sent even when the time is up or nobody waits any more, and then not waited for. */
  async #end(write: (context: RequestContext) => string): Promise<void> {
    const { timeoutMs, signal } = this.#limits();
    const isOver = signal.aborted || timeoutMs <= 0;
    const sent = ask(this.#connection, write, readAcknowledged, this.#asked, isOver ? { timeoutMs: endTimeoutMs, signal: new AbortController().signal } : { timeoutMs, signal });
    if (!isOver) await sent;
  }

  /** Starts the script in the first of its ways that the system has a program for: without cmd.exe some do not search the path. */
  async #start(shellId: string, script: string): Promise<Told<{ commandId: string; input: Buffer }>> {
    const [first, ...others] = waysToStart(script);
    let started: Told<string> = failure('unsupported', 'the script cannot be started');
    for (const { command, input } of [first, ...others]) {
      started = await ask(this.#connection, (context) => writeShellCommand(context, shellId, command), readCommandId, this.#asked, this.#limits());
      if (started.ok) return { ok: true, value: { commandId: started.value, input } };
      if (!fileNotFound.has(started.fault?.code ?? '')) return started;
    }
    return started;
  }

  async #send(ids: { shellId: string; commandId: string }, input: Buffer): Promise<Told<null>> {
    for (let at = 0; at < input.length; at += sendBytes) {
      const piece = input.subarray(at, at + sendBytes);
      const sent = await ask(this.#connection, (context) => writeShellSend(context, ids, piece.toString('base64'), at + sendBytes >= input.length), readAcknowledged, this.#asked, this.#limits());
      if (!sent.ok) return sent;
    }
    return { ok: true, value: null };
  }

  async #receive(ids: { shellId: string; commandId: string }): Promise<Told<number | null>> {
    for (;;) {
      const { timeoutMs, signal } = this.#limits();
      const left = timeoutMs - this.#timeoutMs * reserveShare;
      if (left <= 0) return signal.aborted ? failure('not-asked', 'stopped before the script had ended') : failure('timeout', `the script had not ended within ${this.#timeoutMs} ms, and was stopped`);
      const received = await ask(this.#connection, (context) => writeShellReceive(context, ids), readReceived, this.#asked, { timeoutMs, signal }, left);
      if (!received.ok) {
        if (received.fault?.code === nothingYet) continue;
        return received;
      }
      for (const part of received.value.parts) {
        this.#parts.push(part);
        this.#bytes += part.octets.length;
      }
      if (this.#bytes > mostOutput) return failure('unparsable', `the script wrote more than ${mostOutput} bytes`);
      if (received.value.done) return { ok: true, value: received.value.exitCode };
    }
  }

  #outcome(exitCode: number | null): Told<string> {
    const written = (name: StreamPart['name']): string => decodeConsole(Buffer.concat(this.#parts.filter((part) => part.name === name).map((part) => part.octets)));
    const output = written('stdout');
    if (output.trim() !== '' || exitCode === 0 || exitCode === null) return { ok: true, value: output };
    const words = errorTextOf(written('stderr'));
    return failure('refused', `PowerShell ended with ${exitCode} and wrote nothing${words === null ? '' : `: “${words.slice(0, 500)}”`}.`);
  }
}

/**
 * Runs a PowerShell script in a shell of its own, which is closed whatever happens, and gives what it wrote to standard
 * output: 5 round trips for a short script that ends at once, one or more further for a long one.
 */
export const runScript = (connection: WinrmConnection, script: string, limits: Limits): Promise<Reading<string>> =>
  within(limits, async (deadline) => {
    const end = await new ScriptRun(connection, limitsOf(deadline, limits), limits.timeoutMs).run(script);
    return end.ok ? end : failure(end.reason, end.detail);
  });
