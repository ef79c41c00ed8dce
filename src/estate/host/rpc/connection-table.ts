import type { Socket } from 'node:net';

/**
 * The connections of a listener, each with the time of its last progress: a whole fragment, not an octet, so that who
 * sends one octet a second makes none. There are never more than `maxConnections`: a new one takes the place of the one
 * that has made no progress for longest, so that many silent clients cannot shut out one that speaks.
 */
export class ConnectionTable {
  private readonly maxConnections: number;
  /** Least recent progress first: a Map keeps the order in which its keys were set. Milliseconds of any steady clock. */
  private readonly progress = new Map<Socket, number>();

  constructor(maxConnections: number) {
    this.maxConnections = maxConnections;
  }

  get size(): number {
    return this.progress.size;
  }

  add(socket: Socket, nowMs: number): void {
    if (this.progress.size >= this.maxConnections) {
      const [longestIdle] = this.progress.keys();
      if (longestIdle !== undefined) this.drop(longestIdle);
    }
    this.progress.set(socket, nowMs);
  }

  /** Notes progress of a connection that is still in the table. */
  touch(socket: Socket, nowMs: number): void {
    if (this.progress.delete(socket)) this.progress.set(socket, nowMs);
  }

  remove(socket: Socket): void {
    this.progress.delete(socket);
  }

  /** Closes every connection that has made no progress for `idleMs`. */
  dropIdle(idleMs: number, nowMs: number): void {
    for (const [socket, at] of this.progress) {
      if (nowMs - at < idleMs) return;
      this.drop(socket);
    }
  }

  private drop(socket: Socket): void {
    this.progress.delete(socket);
    socket.destroy();
  }
}
