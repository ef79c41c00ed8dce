import { randomUUID } from 'node:crypto';
import { request } from 'node:http';

import type { WmiRow } from '../../../src/model/windows.ts';
import { readAnswer } from '../../../src/codec/wsman/answer.ts';
import type { AnswerReading } from '../../../src/codec/wsman/answer.ts';
import type { RequestContext } from '../../../src/codec/wsman/request.ts';
import { readEnumerationPage } from '../../../src/codec/wsman/wmi-answers.ts';
import type { WinrmAccount } from '../../../src/estate/winrm/account.ts';
import type { WinrmMachineOptions } from '../../../src/estate/winrm/winrm-machine.ts';
import { reader, startListener } from './started.ts';
import type { Started } from './started.ts';

/** A machine that takes plain text and Basic, so that a test can say and see each message by itself. */
export const startPlain = (options: Partial<WinrmMachineOptions> = {}): Promise<Started> => startListener({ schemes: ['basic'], allowUnencrypted: true }, options);

export type Reply = { status: number; headers: Record<string, string | string[] | undefined>; text: string };

export const soapType = 'application/soap+xml;charset=UTF-8';

export const basicOf = ({ user, password }: WinrmAccount): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Posts a body and gives what comes back. */
export const post = (port: number, body: string | Uint8Array, headers: Record<string, string> = {}, path = '/wsman', method = 'POST'): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, agent: false, headers: { 'Content-Type': soapType, 'Content-Length': String(Buffer.byteLength(body)), ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.on('error', reject);
    });
    sent.on('error', reject).end(body);
  });

export const context = (timeoutMs = 20_000): RequestContext => ({ to: 'http://127.0.0.1/wsman', messageId: randomUUID(), timeoutMs });

/** Says a message as an account, and reads the answer. */
export async function say<T>({ port }: Started, soap: string, read: (text: string) => AnswerReading<T>, account = reader): Promise<AnswerReading<T>> {
  return read((await post(port, soap, { Authorization: basicOf(account) })).text);
}

/** The code of a fault as Windows numbers it; null where it is an answer. */
export async function codeOf(started: Started, soap: string, account = reader): Promise<string | null> {
  const answer = await say(started, soap, readAnswer, account);
  return answer.ok ? null : answer.kind === 'fault' ? answer.fault.code : answer.kind;
}

/** One page of an enumeration with its rows. */
export async function pageOf(started: Started, soap: string): Promise<{ rows: WmiRow[]; context: string | null }> {
  const rows: WmiRow[] = [];
  const page = await say(started, soap, (text) => readEnumerationPage(text, { onRow: (row) => rows.push(row) }));
  if (!page.ok) throw new Error(JSON.stringify(page));
  return { rows, context: page.value.context };
}
