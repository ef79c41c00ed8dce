import type { Limits } from '../../model/network.ts';
import { readIdentity } from '../../codec/wsman/identity.ts';
import { soapContentType, unauthenticatedIdentify } from '../../codec/wsman/names.ts';
import { writeIdentify } from '../../codec/wsman/request.ts';
import { within } from '../deadline.ts';

import { readBody } from './body-text.ts';
import type { WinrmConnection } from './connection.ts';
import { HttpWay } from './http-post.ts';
import type { HttpAnswer } from './http-post.ts';
import { offersOf } from './sign-in.ts';
import type { WinrmTarget } from './target.ts';
import { failureOfAnswer, failureOfTrouble } from './words.ts';
import type { Failure } from './words.ts';

const mostForOtherPort = 2000;

/** Whether an answer to Identify without an account comes from WS-Management: it identifies itself, or asks who we are. */
function isListener(answer: HttpAnswer): boolean {
  return answer.status === 401 ? offersOf(answer).length > 0 : readIdentity(readBody(answer) ?? '').ok;
}

/**
 * Looks for the listener before anybody signs in, so that "nothing listens" and "wrong password" stay apart. Where nothing
 * answers on the usual port, the other one is tried, without a word of the account, and what is found there is said.
 */
export async function findListener(target: WinrmTarget, connection: WinrmConnection, limits: Limits): Promise<{ ok: true } | Failure> {
  const answer = await connection.knock(writeIdentify(), limits);
  if (answer.ok) return judge(answer, connection.url);
  if (!('kind' in answer)) return answer;
  const words = failureOfTrouble(connection.url, answer);
  const usual = target.port === undefined || target.port === (target.tls ? 5986 : 5985);
  const silent = answer.kind === 'refused' || answer.kind === 'timeout';
  if (!usual || !silent || limits.signal.aborted) return words;
  return { ...words, detail: `${words.detail}${await otherListener(target, limits)}` };
}

function judge(answer: HttpAnswer, url: string): { ok: true } | Failure {
  if (isListener(answer)) return { ok: true };
  const reading = readIdentity(readBody(answer) ?? '');
  // A service may refuse Identify without an account, by a fault or by a status alone: the sign-in will show.
  if (reading.ok || reading.kind === 'fault' || (answer.body.length === 0 && answer.status !== 404 && answer.status !== 407 && answer.status < 500)) return { ok: true };
  return failureOfAnswer(url, 'Identify', reading, answer.status);
}

async function otherListener({ host, tls }: WinrmTarget, limits: Limits): Promise<string> {
  // Nothing secret is sent, so the certificate does not matter here.
  const other = new HttpWay({ host, tls: !tls, auth: 'auto', allowShell: false, insecure: true });
  try {
    const answer = await within({ timeoutMs: Math.min(limits.timeoutMs, mostForOtherPort), signal: limits.signal }, (deadline) =>
      other.post({ headers: { 'Content-Type': soapContentType, [unauthenticatedIdentify.name]: unauthenticatedIdentify.value }, body: Buffer.from(writeIdentify()) }, deadline, () => limits.signal.aborted));
    return answer.ok && isListener(answer) ? ` A listener answers at ${other.url}: use ${tls ? 'winrm' : 'winrms'}://${host}.` : '';
  } finally {
    other.hangUp();
  }
}
