import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

import type { NtlmSession } from '../../../src/codec/ntlm/session.ts';
import { SpnegoServer } from '../../../src/codec/spnego/server.ts';
import { sealMessage, unsealMessage } from '../../../src/codec/spnego/sealed-message.ts';
import { identity } from '../../codec/wsman/soap.ts';

export const account = { user: 'reader', password: 'S3cret-of-a-test' };

/** What the machine answers to a request. Absent status is 200, or 500 where the SOAP is a fault. */
export type Answer = {
  status?: number; soap?: string; body?: string | Buffer; headers?: Record<string, string>;
  /** Sealed answers only: in plain text, with a changed signature, sent once more, or with one left out before it. */
  seal?: 'plain' | 'signature' | 'replay' | 'skip';
  /** Hangs up in place of an answer, in the midst of one, or after it; never answers; never ends. */
  trouble?: 'hang-up' | 'cut' | 'close-after' | 'silent' | 'endless';
};

export type Request = { soap: string; headers: IncomingMessage['headers']; /** The last part of the action: `Pull`. */ action: string; /** Of this machine's signed-in requests, from 1. */ number: number };

type Options = {
  /** `none` lets everybody in; `spnego` refuses bare NTLM, as some do. */
  auth?: 'none' | 'basic' | 'ntlm' | 'spnego' | 'mutual';
  tls?: Pick<ServerOptions, 'cert' | 'key' | 'ca' | 'requestCert' | 'rejectUnauthorized'>;
  /** The answer to Identify without an account; as Windows gives it where absent. */
  knock?: Answer;
  answer(request: Request): Answer | Promise<Answer>;
  port?: number;
};

export type FakeMachine = { port: number; requests: Request[]; connections(): number; signIns(): number; close(): Promise<void> };

const soapType = 'application/soap+xml;charset=UTF-8';

type Signing = { server: SpnegoServer | null; session: NtlmSession | null; before: Buffer | null };

/** A WS-Management service on loopback that does as a test says, with signing in and sealing; gone when the test is over. */
export async function fakeMachine({ auth = 'none', tls, knock = { soap: identity('0.0.0') }, answer, port = 0 }: Options): Promise<FakeMachine> {
  const requests: Request[] = [];
  const signings = new WeakMap<Socket, Signing>();
  const sockets = new Set<Socket>();
  let connections = 0;
  let signIns = 0;
  const ntlmOptions = {
    names: { netbiosComputer: 'SRV01', netbiosDomain: 'CONTOSO', dnsComputer: 'srv01.contoso.test', dnsDomain: 'contoso.test' }, accounts: [account],
    channelBinding: { policy: 'none' as const, hash: null }, sealing: false, nowMs: Date.now,
  };

  const give = (response: ServerResponse, given: Answer, session: NtlmSession | null, signing: Signing | null): void => {
    const { soap, headers = {}, trouble, seal } = given;
    const status = given.status ?? (soap?.includes(':Fault>') === true ? 500 : 200);
    let body: Buffer = Buffer.from(given.body ?? soap ?? '');
    let type = soap === undefined ? 'text/html' : soapType;
    if (session !== null && seal !== 'plain' && body.length > 0) {
      if (seal === 'skip') sealMessage(session, body);
      const sealed = sealMessage(session, body);
      if (sealed === null) throw new Error('no sealing was agreed on');
      body = seal === 'replay' && signing?.before != null ? signing.before : Buffer.from(sealed.body);
      if (seal === 'signature') body.writeUInt8(body.readUInt8(body.length - 60) ^ 1, body.length - 60);
      if (signing !== null) signing.before = body;
      type = sealed.contentType;
    }
    if (trouble === 'silent') return;
    if (trouble === 'hang-up') {
      response.socket?.destroy();
      return;
    }
    const length = trouble === 'endless' ? {} : { 'Content-Length': String(trouble === 'cut' ? body.length + 1000 : body.length) };
    response.writeHead(status, { 'Content-Type': type, ...length, ...headers });
    if (trouble === 'endless') {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x'))) { /* until the other side is slower */ }
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    } else if (trouble === 'cut') {
      response.write(body, () => response.socket?.destroy());
    } else {
      response.end(body, () => { if (trouble === 'close-after') response.socket?.destroy(); });
    }
  };

  const signIn = (token: string, scheme: string, signing: Signing, response: ServerResponse): void => {
    const octets = Uint8Array.from(Buffer.from(token, 'base64'));
    const refuse = (): void => {
      signing.server = null;
      response.writeHead(401, { 'WWW-Authenticate': 'Negotiate', 'Content-Length': '0' }).end();
    };
    if (signing.server === null) signIns += 1;
    signing.server ??= new SpnegoServer(ntlmOptions, auth === 'spnego' ? 'spnego' : 'either');
    const step = signing.server.accept(octets);
    if (!step.ok) return refuse();
    if (step.done) signing.session = step.session;
    response.writeHead(step.done ? 200 : 401, { ...(step.token === null ? {} : { 'WWW-Authenticate': `${scheme} ${Buffer.from(step.token).toString('base64')}` }), 'Content-Length': '0' }).end();
  };

  const pass = ({ headers, socket }: IncomingMessage): boolean => {
    if (auth === 'none') return true;
    if (auth === 'basic') return headers.authorization === `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`;
    if (auth === 'mutual') return headers.authorization?.endsWith('/https/mutual') === true && 'authorized' in socket && socket.authorized === true;
    return (signings.get(socket)?.session ?? null) !== null;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const { headers, socket } = request;
    if (headers['wsmanidentify'] !== undefined) return give(response, knock, null, null);
    const signing = signings.get(socket) ?? { server: null, session: null, before: null };
    signings.set(socket, signing);
    const [, scheme = '', token = ''] = /^(Negotiate|NTLM) (\S+)$/.exec(headers.authorization ?? '') ?? [];
    if (token !== '' && (auth === 'ntlm' || auth === 'spnego')) return signIn(token, scheme, signing, response);
    if (!pass(request)) {
      response.writeHead(401, { 'WWW-Authenticate': auth === 'basic' ? 'Basic realm="WSMAN"' : 'Negotiate', 'Content-Length': '0' }).end();
      return;
    }
    const session = tls === undefined ? signing.session : null;
    const unsealed = session === null ? null : unsealMessage(session, headers['content-type'] ?? '', body);
    if (unsealed?.ok === false) return give(response, { status: 400, trouble: 'close-after' }, null, null);
    const soap = Buffer.from(unsealed?.soap ?? body).toString('utf8');
    const asked: Request = { soap, headers, action: /Action[^>]*>[^<]*?([A-Za-z]+)</.exec(soap)?.[1] ?? 'Identify', number: requests.length + 1 };
    requests.push(asked);
    give(response, asked.action === 'Identify' ? { soap: identity('10.0.20348') } : await answer(asked), session, signing);
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => { serve(request, response).catch(() => response.destroy()); };
  const server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  };
  onTestFinished(close);
  const { port: at } = server.address() as AddressInfo;
  return { port: at, requests, connections: () => connections, signIns: () => signIns, close };
}
