import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Peers on loopback that behave as a test says, and are gone when it is over. */

export type UdpPeer = { port: number; received: Buffer[] };

/** A UDP socket that hands every datagram to `answer`, with a way to send one back. */
export async function udpPeer(answer: (bytes: Buffer, reply: (bytes: Uint8Array) => void) => void, port = 0): Promise<UdpPeer> {
  const socket: UdpSocket = createSocket('udp4');
  const received: Buffer[] = [];
  socket.on('message', (bytes: Buffer, from: RemoteInfo) => {
    received.push(bytes);
    answer(bytes, (reply) => socket.send(reply, from.port, from.address));
  });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => {
    socket.close();
  });
  return { port: socket.address().port, received };
}

export type TcpPeer = { port: number; received: () => Buffer; connections: () => number };

/** A TCP server that hands every connection to `serve`. */
export async function tcpPeer(serve: (socket: Socket) => void, host = '127.0.0.1', port = 0): Promise<TcpPeer> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(port, host);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, received: () => Buffer.concat(chunks), connections: () => connections };
}

/** A peer on one port of UDP and of TCP; a port that is taken for one of them is given up for another. */
export async function udpAndTcpPeer(answer: Parameters<typeof udpPeer>[0], serve: (socket: Socket) => void): Promise<UdpPeer> {
  for (;;) {
    const { port } = await tcpPeer(serve);
    try {
      return await udpPeer(answer, port);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
}

/** A port on which nothing listens any more. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Limits with a signal that is never used. */
export const limits = (timeoutMs: number): { timeoutMs: number; signal: AbortSignal } => ({ timeoutMs, signal: new AbortController().signal });
