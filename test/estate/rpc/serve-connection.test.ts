import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';

import { AssociationGroups } from '../../../src/estate/host/rpc/association-groups.ts';
import { serveConnection } from '../../../src/estate/host/rpc/serve-connection.ts';
import { bind, kind, pdus, request } from './wire.ts';

/** A connection whose peer reads nothing until it is told to. */
function connection() {
  const written: Buffer[] = [];
  let read: (() => void) | null = null;
  let mayRead = false;
  const socket = new Duplex({
    writableHighWaterMark: 1000,
    read: () => {},
    write: (bytes: Buffer, _encoding, done) => {
      written.push(bytes);
      if (mayRead) done();
      else read = done;
    },
  });
  const peerReads = (): void => {
    mayRead = true;
    read?.();
  };
  return { socket, written, peerReads };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a peer that does not read its answers is not read from either, until it does', async () => {
  const { socket, written, peerReads } = connection();
  const groups = new AssociationGroups();
  let calls = 0;
  const operation = (stub: Uint8Array) => {
    calls++;
    return { ok: true, stub } as const;
  };
  serveConnection(socket as unknown as Socket, { groups, secondaryAddress: '1688', log: () => {}, operation }, null, () => {});
  socket.push(bind());
  for (let n = 0; n < 100; n++) {
    socket.push(request(Buffer.alloc(100)));
    await settled();
  }
  expect(socket.isPaused()).toBe(true);
  expect(calls).toBeLessThan(12);
  peerReads();
  await settled();
  await settled();
  expect(calls).toBe(100);
  expect(pdus(Buffer.concat(written)).filter((p) => p.type === kind.response)).toHaveLength(100);
  socket.destroy();
  await settled();
  expect(groups.size).toBe(0);
});
