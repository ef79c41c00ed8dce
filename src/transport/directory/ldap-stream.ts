import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { readLdapFrames } from '../../codec/directory/ldap-frames.ts';

/** Why the stream was ended by us, for the reading's outcome. */
export class NoLdapError extends Error {}

/**
 * A connection that stands, as ldapts is given it: each chunk is one whole message whose parts fit, and nothing is read
 * beyond the limits. It is never connected again.
 */
export class LdapStream extends Duplex {
  readonly connecting = false;
  /** Why it ended, where it was not we who ended it; ldapts takes every listener of errors off, so it is kept here. */
  failure: Error | null = null;
  private readonly socket: Socket;

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    const frames = readLdapFrames();
    socket.on('data', (chunk: Buffer) => {
      const read = frames.push(chunk);
      if (!read.ok) {
        this.destroy(new NoLdapError(`It sent something else than ${read.wanted}.`));
        return;
      }
      for (const message of read.messages) this.push(Buffer.from(message));
    });
    socket.on('error', (error) => this.destroy(error));
    socket.once('close', () => this.destroy(new Error('The server closed the connection.')));
    // Whoever holds the stream listens in time; until then a failure must not be an uncaught one.
    this.on('error', () => undefined);
  }

  /** ldapts takes a socket in this state for one that is connected. */
  get readyState(): 'open' | 'closed' {
    return this.destroyed ? 'closed' : 'open';
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.failure ??= error;
    this.socket.destroy();
    done(error);
  }
}
