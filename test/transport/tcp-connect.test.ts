import { describe, expect, test } from 'vitest';
import { errorCode, troubleOf } from '../../src/transport/socket-errors.ts';
import { connectPort } from '../../src/transport/tcp-connect.ts';
import { closedPort, limits, tcpPeer } from './loopback.ts';

const connect = (port: number, timeoutMs = 2000): ReturnType<typeof connectPort> => connectPort('kms1.contoso.test', '127.0.0.1', port, limits(timeoutMs));

test('a port that accepts is open, whatever the peer says or does not say', async () => {
  const silent = await tcpPeer(() => undefined);
  expect(await connect(silent.port)).toEqual({ host: 'kms1.contoso.test', address: '127.0.0.1', port: silent.port, outcome: 'open', cause: null, tookMs: expect.any(Number) });
  const talking = await tcpPeer((socket) => socket.write('SSH-2.0-x\r\n'));
  expect(await connect(talking.port)).toMatchObject({ outcome: 'open' });
  const closing = await tcpPeer((socket) => socket.end());
  expect(await connect(closing.port)).toMatchObject({ outcome: 'open' });
});

test('nothing is sent to an open port', async () => {
  const peer = await tcpPeer(() => undefined);
  await connect(peer.port);
  expect(peer.received()).toHaveLength(0);
});

test('a port on which nothing listens is refused', async () => {
  expect(await connect(await closedPort())).toMatchObject({ outcome: 'refused', cause: expect.stringMatching(/^ECONNREFUSED/) });
});

test('a peer that accepts and resets at once has reset', async () => {
  const { port } = await tcpPeer((socket) => socket.resetAndDestroy());
  expect(await connect(port)).toMatchObject({ outcome: 'reset', cause: 'ECONNRESET' });
});

test('a wait that is over before it began is a timeout', async () => {
  const { port } = await tcpPeer(() => undefined);
  expect(await connectPort('x', '127.0.0.1', port, { timeoutMs: 1000, signal: AbortSignal.abort() })).toMatchObject({ outcome: 'timeout', cause: 'ETIMEDOUT' });
});

describe('the system\'s word for an error says how the way is blocked', () => {
  test.each([
    ['ECONNREFUSED', 'refused'], ['ECONNRESET', 'reset'], ['EPIPE', 'reset'], ['ETIMEDOUT', 'timeout'], ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'], ['EACCES', 'unreachable'], ['EPERM', 'unreachable'], ['EAFNOSUPPORT', 'unreachable'], ['EADDRNOTAVAIL', 'unreachable'],
  ])('%s is %s', (code, trouble) => {
    expect(troubleOf(code)).toBe(trouble);
  });
  test('and an error without a code is told by its message', () => {
    expect(errorCode(new Error('odd'))).toBe('odd');
    expect(errorCode(Object.assign(new Error('x'), { code: 'EPERM' }))).toBe('EPERM');
    expect(errorCode('text')).toBe('unknown error');
  });
});
