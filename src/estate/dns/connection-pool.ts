import type { Socket } from 'node:net';

/**
 * The connections of a listener, at most so many. A newcomer beyond that takes the place of the one that has said nothing
 * for longest: who only holds connections open keeps nobody else out.
 */
export class ConnectionPool {
  /** Octets written to each and not yet taken; the one that was heard of longest ago stands first. */
  private readonly waiting = new Map<Socket, number>();
  private queued = 0;
  private readonly most: number;
  private readonly mostQueued: number;

  constructor(most: number, mostQueued: number) {
    this.most = most;
    this.mostQueued = mostQueued;
  }

  admit(socket: Socket): void {
    const [silent] = this.waiting.keys();
    if (this.waiting.size >= this.most && silent !== undefined) {
      this.forget(silent);
      silent.destroy();
    }
    this.waiting.set(socket, 0);
    socket.once('close', () => this.forget(socket));
  }

  /** A whole message came from it. */
  hear(socket: Socket): void {
    const octets = this.waiting.get(socket);
    if (octets === undefined) return;
    this.waiting.delete(socket);
    this.waiting.set(socket, octets);
  }

  /** Writes to one of them; whoever lets the answers of all grow over the limit is cut off. */
  write(socket: Socket, octets: Uint8Array): void {
    this.count(socket, octets.length);
    socket.write(octets, () => this.count(socket, -octets.length));
    if (this.queued <= this.mostQueued) return;
    this.forget(socket);
    socket.destroy();
  }

  private count(socket: Socket, octets: number): void {
    const waiting = this.waiting.get(socket);
    // Of one that is gone nothing waits any more, whatever the system still says of it.
    if (waiting === undefined) return;
    this.waiting.set(socket, waiting + octets);
    this.queued += octets;
  }

  private forget(socket: Socket): void {
    this.queued -= this.waiting.get(socket) ?? 0;
    this.waiting.delete(socket);
  }
}
