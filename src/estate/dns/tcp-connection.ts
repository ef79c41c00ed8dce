import type { Socket } from 'node:net';

import { answerMessage } from './answer-message.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { ReferenceDns } from './reference-dns.ts';

/** `idleMs` and `inFlight` as in the listener's limits. */
export type ConnectionLimits = { idleMs: number; inFlight: number };

/** What one connection may have read at a time before others have their turn: octets, each message counted as 512 more. */
const turnOctets = 65_536;
const messageCost = 512;

/**
 * Answers the messages of one connection, each with its length before it (RFC 1035 §4.2.2), each when it is ready
 * (RFC 7766 §7). It holds at most one message that is not whole, reads no further while its peer does not take its answers
 * or too many are being answered, and ends when no whole message came for a while: a slow sender wins no time.
 */
export function serveConnection(socket: Socket, server: ReferenceDns, limits: ConnectionLimits, pool: ConnectionPool): void {
  const address = socket.remoteAddress ?? '';
  const timers = new Set<NodeJS.Timeout>();
  let held: Buffer = Buffer.alloc(0);
  let inFlight = 0;
  let turn = 0;
  const idle = setTimeout(() => socket.destroy(), limits.idleMs);

  const send = (messages: readonly Uint8Array[]): void => {
    for (const message of messages) {
      const octets = Buffer.alloc(2 + message.length);
      octets.writeUInt16BE(message.length);
      octets.set(message, 2);
      if (!socket.destroyed) pool.write(socket, octets);
    }
  };

  const answer = (message: Uint8Array): void => {
    const reply = answerMessage(server, message, { address, transport: 'tcp' });
    if (reply.kind === 'hang-up') return void socket.resetAndDestroy();
    if (reply.kind === 'silent') return;
    if (reply.delayMs <= 0) return send(reply.messages);
    inFlight++;
    const timer = setTimeout(() => {
      timers.delete(timer);
      inFlight--;
      send(reply.messages);
      work();
    }, reply.delayMs);
    timers.add(timer);
  };

  const isBusy = (): boolean => turn >= turnOctets || inFlight >= limits.inFlight || socket.writableNeedDrain;

  /** Answers what is whole, and lets more come unless it is busy. */
  function work(): void {
    while (!socket.destroyed && !isBusy() && held.length >= 2) {
      const end = 2 + held.readUInt16BE(0);
      if (held.length < end) break;
      const message = held.subarray(2, end);
      held = held.subarray(end);
      idle.refresh();
      pool.hear(socket);
      if (turn === 0) setImmediate(nextTurn);
      turn += messageCost + end;
      answer(message);
    }
    if (isBusy()) socket.pause();
    else socket.resume();
  }

  function nextTurn(): void {
    const waited = turn >= turnOctets;
    turn = 0;
    if (waited) work();
  }

  socket.on('error', () => {});
  socket.on('drain', work);
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    work();
  });
  socket.on('close', () => {
    clearTimeout(idle);
    for (const timer of timers) clearTimeout(timer);
    held = Buffer.alloc(0);
  });
}
