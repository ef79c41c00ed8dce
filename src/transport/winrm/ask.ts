import type { Limits } from '../../model/network.ts';
import type { AnswerReading } from '../../codec/wsman/answer.ts';
import type { WsmanFault } from '../../codec/wsman/fault.ts';
import type { RequestContext } from '../../codec/wsman/request.ts';
import { randomUUID } from 'node:crypto';

import type { WinrmConnection } from './connection.ts';
import { failureOfAnswer, failureOfFault, rightsWords } from './words.ts';
import type { Failure } from './words.ts';

/** What was asked, for people, and the namespace whose rights it takes; null for what is not WMI. */
export type Asked = { what: string; namespace: string | null };

export type Told<T> = { ok: true; value: T } | (Failure & { fault?: WsmanFault });

/** The service ends a little before we do: then it says why, and the connection is kept. */
const serviceShare = 0.9;

/** Sends one request and reads its answer; a fault is a failure in words, with the fault beside it. `serviceTimeoutMs` is when the service is to give up. */
export async function ask<T>(connection: WinrmConnection, write: (context: RequestContext) => string, read: (text: string) => AnswerReading<T>, { what, namespace }: Asked, limits: Limits, serviceTimeoutMs = limits.timeoutMs * serviceShare): Promise<Told<T>> {
  const soap = write({ to: connection.url, messageId: randomUUID().toUpperCase(), timeoutMs: serviceTimeoutMs });
  const reply = await connection.exchange(soap, limits);
  if (!reply.ok) return reply;
  const answer = read(reply.text);
  if (answer.ok) return answer;
  if (answer.kind !== 'fault') return failureOfAnswer(connection.url, what, answer, reply.status);
  const words = failureOfFault(what, answer.fault);
  const detail = words.reason === 'denied' ? `${words.detail}${namespace === null ? '.' : rightsWords(namespace)}` : words.detail;
  return { ...words, detail, fault: answer.fault };
}
