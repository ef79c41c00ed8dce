import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket as UdpSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { Server } from 'node:net';

import { closeServer, isLoopback, listenOnLoopback, requireLoopback } from '../loopback.ts';
import { answerMessage } from './answer-message.ts';
import { ConnectionPool } from './connection-pool.ts';
import type { ReferenceDns } from './reference-dns.ts';
import { serveConnection } from './tcp-connection.ts';

/** What a listener holds at most. */
export type DnsLimits = {
  /** Connections at once, of all addresses together; a newcomer takes the place of the one that is silent for longest. */
  connections: number;
  /** Milliseconds that a connection may last without a whole message. */
  idleMs: number;
  /** Messages of one connection that are being answered; more are not read until then. */
  inFlight: number;
  /** Answers by UDP that wait for their delay; more fall away. */
  waiting: number;
  /** Octets of answers that no peer has taken yet, of all connections together; who wants more is cut off. */
  queuedOctets: number;
};

const usualLimits: DnsLimits = { connections: 512, idleMs: 30_000, inFlight: 64, waiting: 1024, queuedOctets: 64 * 1024 * 1024 };

export type DnsListenerOptions = {
  /** The same for UDP and TCP and for every address; a free one unless said. */
  port?: number;
  /** Loopback addresses, 127.0.0.1 alone unless said. */
  addresses?: readonly string[];
  limits?: Partial<DnsLimits>;
};

export type DnsListener = { host: string; port: number; addresses: readonly string[]; stop: () => Promise<void> };

/** Ports tried before giving up: a free TCP port may be taken for UDP. */
const maxTries = 32;

/**
 * Opens a server to UDP and TCP on loopback. An address of any other kind throws a RangeError before there is a socket; a
 * port that was asked for and is taken rejects with the system's error.
 */
export async function startReferenceDns(server: ReferenceDns, options: DnsListenerOptions = {}): Promise<DnsListener> {
  const { port: wanted = 0, addresses = ['127.0.0.1'] } = options;
  const [host] = addresses;
  if (host === undefined) throw new RangeError('The reference DNS needs an address to listen on.');
  for (const address of addresses) requireLoopback(address);
  const limits = { ...usualLimits, ...options.limits };
  for (let tries = 1; ; tries++) {
    const open: (() => Promise<void>)[] = [];
    const stop = async (): Promise<void> => {
      await Promise.all(open.map((close) => close()));
    };
    try {
      const port = await openAll(server, addresses, wanted, limits, open);
      return { host, port, addresses, stop };
    } catch (error) {
      await stop();
      if (wanted !== 0 || tries >= maxTries || !isTaken(error)) throw error;
    }
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

async function openAll(server: ReferenceDns, addresses: readonly string[], wanted: number, limits: DnsLimits, open: (() => Promise<void>)[]): Promise<number> {
  const pool = new ConnectionPool(limits.connections, limits.queuedOctets);
  let port = wanted;
  for (const host of addresses) {
    const tcp = makeTcp(server, limits, pool);
    ({ port } = await listenOnLoopback(tcp, { host, port }));
    tcp.on('error', () => {});
    open.push(() => closeServer(tcp));
    const udp = await openUdp(server, host, port, limits);
    open.push(() => udp.stop());
  }
  return port;
}

function makeTcp(server: ReferenceDns, limits: DnsLimits, pool: ConnectionPool): Server {
  const tcp = createServer((socket) => {
    if (server.faults.refusesTcp) return void socket.resetAndDestroy();
    pool.admit(socket);
    serveConnection(socket, server, limits, pool);
  });
  return tcp;
}

async function openUdp(server: ReferenceDns, address: string, port: number, limits: DnsLimits): Promise<{ stop: () => Promise<void> }> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  const waiting = new Set<NodeJS.Timeout>();
  // Whoever asked may be gone: that a datagram cannot be delivered concerns nobody.
  socket.on('error', () => {});
  socket.on('message', (message, peer) => answerDatagram(server, socket, message, peer, waiting, limits.waiting));
  return {
    stop: () =>
      new Promise((resolve) => {
        for (const timer of waiting) clearTimeout(timer);
        waiting.clear();
        socket.close(() => resolve());
      }),
  };
}

function answerDatagram(server: ReferenceDns, socket: UdpSocket, message: Uint8Array, peer: RemoteInfo, waiting: Set<NodeJS.Timeout>, mostWaiting: number): void {
  if (!isLoopback(peer.address) || peer.port === 0) return;
  const reply = answerMessage(server, message, { address: peer.address, transport: 'udp' });
  const [answer] = reply.kind === 'answer' ? reply.messages : [];
  if (reply.kind !== 'answer' || answer === undefined) return;
  const send = (): void => socket.send(answer, peer.port, peer.address, () => {});
  if (reply.delayMs <= 0) return send();
  if (waiting.size >= mostWaiting) return;
  const timer = setTimeout(() => {
    waiting.delete(timer);
    send();
  }, reply.delayMs);
  waiting.add(timer);
}
