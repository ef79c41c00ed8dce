import { Agent, request as requestPlain } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as requestTls } from 'node:https';
import type { Socket } from 'node:net';

import type { Deadline } from '../deadline.ts';
import { settleOnce } from '../deadline.ts';
import { errorCode, troubleOf } from '../socket-errors.ts';
import type { WinrmTarget } from './target.ts';

/** An HTTP answer of any status; `socket` is the connection that it came over. */
export type HttpAnswer = { ok: true; status: number; headers: IncomingHttpHeaders; body: Buffer; socket: Socket };

/**
 * Why there is none. `tls` is a handshake or certificate that failed, `too-large` a body that never seemed to end, `stopped`
 * that nobody wants the answer any more. `connected` says whether the way to the machine was open. `code` is the system's word.
 */
export type HttpTrouble = { ok: false; kind: 'refused' | 'reset' | 'timeout' | 'unreachable' | 'tls' | 'too-large' | 'not-http' | 'stopped'; connected: boolean; code: string };

export type HttpRequest = { headers: Readonly<Record<string, string>>; body: Uint8Array };

const defaultMostBytes = 16 * 1024 * 1024;

/** Certificates that Node refuses have codes of these shapes (node:tls, X509 certificate error codes). */
const certificateTrouble = /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH|EPROTO|CRL_|ERROR_IN_CERT_)/;

/**
 * The way to one machine over HTTP: one connection that is kept, and one request at a time on it, since NTLM signs in a
 * connection and not a request. Redirects are not followed, and no proxy of the environment is used.
 */
export class HttpWay {
  /** HTTP requests sent so far. */
  roundTrips = 0;
  readonly url: string;
  readonly #agent: Agent | TlsAgent;
  readonly host: string;
  readonly port: number;
  readonly #tls: boolean;
  readonly #mostBytes: number;

  constructor(target: WinrmTarget) {
    const { host, tls, insecure = false, ca, clientCertificate: own, mostBytes = defaultMostBytes } = target;
    this.host = host.replace(/^\[|\]$/g, '');
    this.port = target.port ?? (tls ? 5986 : 5985);
    this.#tls = tls;
    this.#mostBytes = mostBytes;
    this.url = `${tls ? 'https' : 'http'}://${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}/wsman`;
    const kept = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
    this.#agent = tls
      // A session that is taken up again shows no certificate, and channel bindings need it.
      ? new TlsAgent({ ...kept, maxCachedSessions: 0, rejectUnauthorized: !insecure, ...(ca === undefined ? {} : { ca }), ...own })
      : new Agent(kept);
  }

  /** Posts a body and reads the answer whole, within the deadline and the cap of bytes. */
  post({ headers, body }: HttpRequest, deadline: Deadline, isStopped: () => boolean): Promise<HttpAnswer | HttpTrouble> {
    this.roundTrips += 1;
    const tls = this.#tls;
    let connected = false;
    let hasEnded = false;
    const trouble = (kind: HttpTrouble['kind'], code: string): HttpTrouble => ({ ok: false, kind, connected, code });
    return settleOnce<HttpAnswer | HttpTrouble>(deadline, () => (isStopped() ? trouble('stopped', 'stopped') : trouble('timeout', 'ETIMEDOUT')), (settle) => {
      const request = (tls ? requestTls : requestPlain)({
        host: this.host, port: this.port, path: '/wsman', method: 'POST', agent: this.#agent,
        headers: { 'User-Agent': 'kmsdoctor', Accept: '*/*', 'Accept-Encoding': 'identity', Connection: 'Keep-Alive', 'Content-Length': String(body.length), ...headers },
      });
      request.on('socket', (socket) => {
        if (request.reusedSocket || socket.readyState === 'open') connected = true;
        else socket.once('connect', () => { connected = true; });
      });
      request.on('error', (error) => settle(trouble(kindOf(errorCode(error), tls), errorCode(error))));
      request.on('response', (response) => {
        response.once('end', () => { hasEnded = true; });
        readWhole(response, this.#mostBytes, settle, trouble);
      });
      request.end(body);
      return () => {
        // An answer that was read to its end leaves its connection for the next request.
        if (!hasEnded) request.destroy();
      };
    });
  }

  /** Hangs up; the next request makes a new connection. */
  hangUp(): void {
    this.#agent.destroy();
  }
}

function kindOf(code: string, tls: boolean): HttpTrouble['kind'] {
  if (tls && certificateTrouble.test(code)) return 'tls';
  return code.startsWith('HPE_') ? 'not-http' : troubleOf(code);
}

function readWhole(response: IncomingMessage, mostBytes: number, settle: (value: HttpAnswer | HttpTrouble) => void, trouble: (kind: HttpTrouble['kind'], code: string) => HttpTrouble): void {
  const { socket } = response;
  const parts: Buffer[] = [];
  let length = 0;
  response.on('data', (part: Buffer) => {
    length += part.length;
    if (length <= mostBytes) parts.push(part);
    else {
      settle(trouble('too-large', `more than ${mostBytes} bytes`));
      response.destroy();
    }
  });
  response.on('error', (error) => settle(trouble('reset', errorCode(error))));
  response.on('aborted', () => settle(trouble('reset', 'ECONNRESET')));
  response.on('end', () => {
    settle({ ok: true, status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts), socket });
  });
}
