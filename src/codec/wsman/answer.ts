import { readEnvelope } from './envelope.ts';
import type { EnvelopeOptions, SoapEnvelope } from './envelope.ts';
import { readFault } from './fault.ts';
import type { WsmanFault } from './fault.ts';
import { foreignOf } from './foreign.ts';
import type { SoapElement } from './soap-element.ts';

/** Why an answer is none: a fault, something that is not WS-Management at all (named), or SOAP that cannot be read. */
export type NoAnswer =
  | { ok: false; kind: 'fault'; fault: WsmanFault }
  | { ok: false; kind: 'foreign'; looksLike: string }
  | { ok: false; kind: 'malformed'; at: number; wanted: string };

export type AnswerReading<T> = { ok: true; value: T } | NoAnswer;

export const malformed = (wanted: string, at = 0): NoAnswer => ({ ok: false, kind: 'malformed', at, wanted });

/** Reads an answer of any kind; a fault is no answer. Never throws. */
export function readAnswer(text: string, options: EnvelopeOptions = {}): AnswerReading<SoapEnvelope> {
  const foreign = foreignOf(text);
  if (foreign !== null) return { ok: false, kind: 'foreign', looksLike: foreign };
  const reading = readEnvelope(text, options);
  if (!reading.ok) return { ok: false, kind: 'malformed', at: reading.at, wanted: reading.wanted };
  const fault = reading.value.body.find((element) => element.name === 'Fault');
  return fault === undefined ? reading : { ok: false, kind: 'fault', fault: readFault(fault) };
}

/** Reads an answer whose body has an element of this local name. */
export function readAnswerWith<T>(text: string, name: string | null, of: (element: SoapElement) => T | null): AnswerReading<T> {
  const answer = readAnswer(text);
  if (!answer.ok) return answer;
  const element = answer.value.body.find((one) => name === null || one.name === name);
  const value = element === undefined ? null : of(element);
  return value === null ? malformed(name ?? 'an element in the body') : { ok: true, value };
}
