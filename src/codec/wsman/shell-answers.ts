import { readAnswer, readAnswerWith } from './answer.ts';
import type { AnswerReading } from './answer.ts';
import { attribute, childOf, elementsNamed, trimmedText } from './soap-element.ts';

/** Reads the answer to Create: the shell's id, from the reference (all versions) or the shell itself (WinRM 3 and later). */
export function readShellId(text: string): AnswerReading<string> {
  const answer = readAnswer(text);
  if (!answer.ok) return answer;
  for (const element of answer.value.body) {
    const selector = elementsNamed(element, 'Selector').find((one) => attribute(one, 'Name') === 'ShellId');
    const id = trimmedText(selector ?? null) ?? trimmedText(elementsNamed(element, 'ShellId')[0] ?? null);
    if (id !== null) return { ok: true, value: id };
  }
  return { ok: false, kind: 'malformed', at: 0, wanted: 'ShellId' };
}

/** Reads the answer to Command: the command's id. */
export const readCommandId = (text: string): AnswerReading<string> =>
  readAnswerWith(text, 'CommandResponse', (element) => trimmedText(childOf(element, 'CommandId')));

/** A piece of what a command wrote. A character may be split between two: join the octets first, then decode. */
export type StreamPart = { name: 'stdout' | 'stderr'; octets: Uint8Array; end: boolean };

/** What a command wrote since it was asked last. `exitCode` is null while it runs, and where it does not say one. */
export type Received = { parts: StreamPart[]; done: boolean; exitCode: number | null };

/** Reads the answer to Receive. A stream of another name, and base64 that is none, gives no octets. */
export const readReceived = (text: string): AnswerReading<Received> =>
  readAnswerWith(text, 'ReceiveResponse', (element) => {
    const parts = element.children.flatMap((child): StreamPart[] => {
      const name = child.name === 'Stream' ? attribute(child, 'Name') : null;
      return name === 'stdout' || name === 'stderr' ? [{ name, octets: octetsOf(child.text), end: attribute(child, 'End') === 'true' }] : [];
    });
    const state = childOf(element, 'CommandState');
    const exitCode = trimmedText(childOf(state, 'ExitCode'));
    return {
      parts, done: state !== null && /\/CommandState\/Done$/i.test(attribute(state, 'State') ?? ''),
      exitCode: exitCode !== null && /^-?\d{1,10}$/.test(exitCode) ? Number(exitCode) : null,
    };
  });

const octetsOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

/** Reads an answer that only has to be there: to Send, Signal, Delete, Release. */
export function readAcknowledged(text: string): AnswerReading<null> {
  const answer = readAnswer(text);
  return answer.ok ? { ok: true, value: null } : answer;
}
