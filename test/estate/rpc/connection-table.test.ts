import { Socket } from 'node:net';
import { expect, test } from 'vitest';

import { ConnectionTable } from '../../../src/estate/host/rpc/connection-table.ts';

const sockets = (count: number): Socket[] => Array.from({ length: count }, () => new Socket());
const alive = (all: readonly Socket[]): boolean[] => all.map((socket) => !socket.destroyed);

test('a connection is closed once it has made no progress for the whole limit, and not before', () => {
  const table = new ConnectionTable(9);
  const all = sockets(2);
  for (const [n, socket] of all.entries()) table.add(socket, n * 10);
  table.dropIdle(100, 99);
  expect(alive(all)).toEqual([true, true]);
  table.dropIdle(100, 100);
  expect([alive(all), table.size]).toEqual([[false, true], 1]);
});

test('progress starts the limit again', () => {
  const table = new ConnectionTable(9);
  const all = sockets(2);
  for (const socket of all) table.add(socket, 0);
  for (let now = 50; now <= 500; now += 50) {
    const [first] = all;
    if (first) table.touch(first, now);
    table.dropIdle(100, now);
  }
  expect(alive(all)).toEqual([true, false]);
});

test('one connection too many takes the place of the one without progress for longest', () => {
  const table = new ConnectionTable(2);
  const all = sockets(3);
  const [first, second, third] = all as [Socket, Socket, Socket];
  table.add(first, 0);
  table.add(second, 1);
  table.touch(first, 2);
  table.add(third, 3);
  expect([alive(all), table.size]).toEqual([[true, false, true], 2]);
});

test('what has gone takes no place, and its late progress brings it not back', () => {
  const table = new ConnectionTable(2);
  const all = sockets(3);
  const [first, second, third] = all as [Socket, Socket, Socket];
  table.add(first, 0);
  table.remove(first);
  table.touch(first, 1);
  table.add(second, 2);
  table.add(third, 3);
  expect([alive(all), table.size]).toEqual([[true, true, true], 2]);
});
