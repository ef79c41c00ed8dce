import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';

import { channelBindingHash } from '../../codec/ntlm/channel-binding.ts';
import type { NtlmServerOptions } from '../../codec/ntlm/server.ts';
import { serverEndPointBinding } from '../../codec/spnego/server-end-point.ts';
import type { EstateAuthority } from '../certificates/authority.ts';
import { closeServer, listenOnLoopback } from '../loopback.ts';
import { RequestAnswerer } from './answer-request.ts';
import type { ListenerContext } from './answer-request.ts';
import { deliver } from './deliver.ts';
import { emptyReply } from './http-reply.ts';
import type { HttpLimits } from './listener-options.ts';
import { SignedConnection } from './signed-connection.ts';

export type ListenerNeeds = Omit<ListenerContext, 'url' | 'isTls' | 'mostRefusals'> & {
  names: NtlmServerOptions['names'];
  /** Names and addresses of the machine, for its certificate. */
  reachedBy: readonly string[];
  authority: EstateAuthority;
  limits: HttpLimits;
  nowMs: () => number;
  /** False while the machine is off: whoever connects is reset. */
  isUp: () => boolean;
  reboot: () => void;
};

/** Where a listener is to be found. */
export type WinrmListener = { url: string; host: string; port: number; tls: boolean; connections: () => number; hangUp: () => void; stop: () => Promise<void> };

/** A connection's state, and the turns of its requests: sealed messages count, so they are read in the order of the wire. */
type Connection = { signed: SignedConnection; turn: Promise<void>; waiting: number };

/** All octets of a body; null where it is longer than allowed or breaks off. */
function readBody(request: IncomingMessage, most: number): Promise<Uint8Array | 'too-long' | 'broken'> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= most) parts.push(part);
      else resolve('too-long');
    });
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', () => resolve('broken'));
    request.on('close', () => resolve('broken'));
  });
}

/** Starts one listener of a machine, on loopback. */
export async function startListener(needs: ListenerNeeds): Promise<WinrmListener> {
  const { options, limits, authority, reachedBy, log } = needs;
  const tls = options.tls ?? null;
  const certificate = tls === null ? null : authority.issueForServer(reachedBy, tls.fault ?? null);
  const binding = certificate === null ? null : serverEndPointBinding(certificate.der);
  const ntlm: NtlmServerOptions = {
    names: needs.names, accounts: needs.accounts, nowMs: needs.nowMs, keyExchange: options.keyExchange ?? true, sealing: tls === null && options.allowUnencrypted !== true,
    channelBinding: { policy: tls === null ? 'none' : options.channelBinding ?? 'relaxed', hash: binding?.ok === true ? channelBindingHash(binding.applicationData) : null },
  };
  const connections = new WeakMap<Socket, Connection>();
  const open = new Set<Socket>();
  const context: ListenerContext = { ...needs, url: '', isTls: tls !== null, mostRefusals: limits.mostRefusals };

  const handle = async (request: IncomingMessage, response: ServerResponse, connection: Connection): Promise<void> => {
    const body = await readBody(request, limits.bodyBytes);
    if (body === 'broken') return void request.socket.destroy();
    if (body === 'too-long') {
      log(`A request of more than ${limits.bodyBytes} bytes was refused.`);
      return deliver(response, emptyReply(413, {}, true), needs.reboot);
    }
    const reply = await new RequestAnswerer(context, connection.signed).answer(request, body);
    if (reply === 'gone') return void request.socket.destroy();
    deliver(response, reply, needs.reboot);
  };

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request;
    const connection = connections.get(socket) ?? { signed: new SignedConnection(ntlm, needs.accounts), turn: Promise.resolve(), waiting: 0 };
    connections.set(socket, connection);
    connection.waiting += 1;
    if (connection.waiting > limits.mostWaiting) return void socket.destroy();
    connection.turn = connection.turn.then(() => handle(request, response, connection)).catch((error: unknown) => {
      log(`A request broke the service: ${error instanceof Error ? error.message : String(error)}.`);
      socket.destroy();
    }).finally(() => {
      connection.waiting -= 1;
    });
  };

  // Node looks for whoever is too slow only every so often.
  const times = { headersTimeout: limits.headMs, requestTimeout: limits.requestMs, keepAliveTimeout: limits.idleMs, connectionsCheckingInterval: Math.max(50, Math.min(1000, limits.headMs / 4)) };
  const server: Server = certificate === null
    ? createServer(times, onRequest)
    : createTlsServer({
      ...times, key: certificate.key, cert: certificate.certificate, ca: authority.certificate, handshakeTimeout: limits.headMs,
      ...((options.schemes ?? []).includes('certificate') && { requestCert: true, rejectUnauthorized: false }),
    }, onRequest);
  server.maxConnections = limits.maxConnections;
  server.on('connection', (socket: Socket) => {
    if (!needs.isUp()) return void socket.resetAndDestroy();
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  const at = await listenOnLoopback(server, options.port === undefined ? {} : { port: options.port });
  server.on('error', (error) => log(`A connection could not be accepted: ${error.message}.`));
  context.url = `${tls === null ? 'http' : 'https'}://${at.host}:${at.port}/wsman`;
  return {
    ...at, url: context.url, tls: tls !== null, connections: () => open.size, stop: () => closeServer(server),
    hangUp: () => {
      for (const socket of open) socket.resetAndDestroy();
    },
  };
}
