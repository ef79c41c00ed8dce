import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

import packet from 'dns-packet';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { ConnectionPool } from '../../../src/estate/dns/connection-pool.ts';
import { ReferenceDns } from '../../../src/estate/dns/reference-dns.ts';
import { serveConnection } from '../../../src/estate/dns/tcp-connection.ts';
import { corp, healthy, kmsName, txt } from './zones.ts';

/** A connection whose peer takes octets only when it is told to. */
class SlowPeer extends Duplex {
  readonly remoteAddress = '127.0.0.1';
  /** Octets that it has taken or is taking. */
  written = 0;
  private taken: (() => void) | null = null;

  override _read(): void {
    // What comes is pushed by the test.
  }

  override _write(chunk: Buffer, _: BufferEncoding, taken: () => void): void {
    this.written += chunk.length;
    this.taken = taken;
  }

  /** Takes what is on its way; false where nothing is. */
  accept(): boolean {
    const { taken } = this;
    this.taken = null;
    taken?.();
    return taken !== null;
  }

  resetAndDestroy(): void {
    this.destroy();
  }
}

const framed = (type: string, name: string): Buffer => packet.streamEncode({ type: 'query', id: 1, questions: [{ name, type: type as 'A' }] });
const transfer = framed('AXFR', 'corp.example');
const question = framed('SRV', kmsName);
const limits = { idleMs: 30_000, inFlight: 64 };
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** A zone of about 120 KB. */
const large = (): ReferenceDns => new ReferenceDns({ zones: [corp(Array.from({ length: 500 }, (_, n) => txt(`host-${n}`, 'x'.repeat(200))))] });

function connection(server: ReferenceDns, pool = new ConnectionPool(8, 64e6)): SlowPeer {
  const peer = new SlowPeer();
  const socket = peer as unknown as Socket;
  pool.admit(socket);
  serveConnection(socket, server, limits, pool);
  return peer;
}

describe('a connection whose peer takes no answers', () => {
  test('is read no further, whatever its peer asks', async () => {
    const server = large();
    const answered = vi.spyOn(server, 'zonesFor');
    const peer = connection(server);
    peer.push(Buffer.concat(Array<Buffer>(50).fill(transfer)));
    await turn();
    await turn();
    expect([answered.mock.calls.length, peer.isPaused()]).toEqual([1, true]);
  });

  test('goes on when its peer takes them', async () => {
    const server = large();
    const answered = vi.spyOn(server, 'zonesFor');
    const peer = connection(server);
    peer.push(Buffer.concat(Array<Buffer>(3).fill(transfer)));
    await turn();
    for (let n = 0; n < 100 && peer.accept(); n++) await turn();
    expect([answered.mock.calls.length, peer.isPaused()]).toEqual([3, false]);
  });

  test('is cut off where the answers of all grow over their limit, and its octets then count no more', async () => {
    const pool = new ConnectionPool(8, 200_000);
    const [first, second] = [connection(large(), pool), connection(large(), pool)];
    first.push(transfer);
    await turn();
    second.push(transfer);
    await turn();
    expect([first.destroyed, second.destroyed]).toEqual([false, true]);
    const third = connection(healthyServer(), pool);
    third.push(question);
    await turn();
    expect([third.destroyed, third.written > 0]).toEqual([false, true]);
  });
});

describe('a connection that sends many messages', () => {
  test('lets others have their turn after some of them', () => {
    const server = healthyServer();
    const answered = vi.spyOn(server, 'resolve');
    const peer = connection(server);
    peer.emit('data', Buffer.concat(Array<Buffer>(500).fill(question)));
    expect([answered.mock.calls.length > 50, answered.mock.calls.length < 200, peer.isPaused()]).toEqual([true, true, true]);
  });
});

describe('a connection that is idle', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('ends after 30 seconds', () => {
    const peer = connection(healthyServer());
    vi.advanceTimersByTime(29_999);
    expect(peer.destroyed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(peer.destroyed).toBe(true);
  });

  test('stays while whole messages come, and not for parts of one', async () => {
    const peer = connection(healthyServer());
    for (let n = 0; n < 5; n++) {
      vi.advanceTimersByTime(29_000);
      peer.push(question);
      await turn();
      peer.accept();
    }
    expect(peer.destroyed).toBe(false);
    for (const octet of question.subarray(0, -1)) {
      vi.advanceTimersByTime(1000);
      peer.push(Uint8Array.from([octet]));
      await turn();
    }
    expect(peer.destroyed).toBe(true);
  });
});

function healthyServer(): ReferenceDns {
  return new ReferenceDns({ zones: [healthy()] });
}
