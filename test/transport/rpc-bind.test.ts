import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { encodeKmsBind } from '../../src/codec/rpc/bind.ts';
import { bindKms } from '../../src/transport/rpc-bind.ts';
import { ackBody, bindAck, bindNak, pdu } from '../codec/rpc/wire.ts';
import { closedPort, limits, tcpPeer } from './loopback.ts';

const bind = (port: number, timeoutMs = 2000): ReturnType<typeof bindKms> => bindKms('kms1.contoso.test', '127.0.0.1', port, limits(timeoutMs));

/** A peer that does something once it has the bind. */
const peer = (serve: (socket: Socket) => unknown): ReturnType<typeof tcpPeer> => tcpPeer((socket) => socket.once('data', () => serve(socket)));

test('a host that accepts the bind is sent the bind, and nothing else ever', async () => {
  const { port, received, connections } = await peer((socket) => socket.write(bindAck()));
  expect(await bind(port)).toEqual({ host: 'kms1.contoso.test', address: '127.0.0.1', port, outcome: 'accepted', reason: null, looksLike: null });
  expect(received()).toEqual(Buffer.from(encodeKmsBind(1)));
  expect(connections()).toBe(1);
});

test('an answer that comes octet by octet is put together', async () => {
  const { port } = await peer((socket) => {
    socket.setNoDelay(true);
    for (const octet of bindAck()) socket.write(Buffer.from([octet]));
  });
  expect(await bind(port)).toMatchObject({ outcome: 'accepted' });
});

test('a rejection and a nak keep their reasons', async () => {
  const rejecting = await peer((socket) => socket.write(bindAck({ results: [[2, 1]] })));
  expect(await bind(rejecting.port)).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining('does not serve the KMS interface') });
  const refusing = await peer((socket) => socket.write(bindNak(4)));
  expect(await bind(refusing.port)).toMatchObject({ outcome: 'nak', reason: 'protocol version not supported (4)' });
});

test('an answer in hand counts although the peer hangs up behind it', async () => {
  const { port } = await peer((socket) => socket.end(bindAck()));
  expect(await bind(port)).toMatchObject({ outcome: 'accepted' });
});

describe('a peer without an answer', () => {
  test('that closes is closed', async () => {
    const { port } = await peer((socket) => socket.end());
    expect(await bind(port)).toMatchObject({ outcome: 'closed', reason: 'the peer closed the connection', looksLike: null });
  });
  test('that resets is closed, with that reason', async () => {
    const { port } = await peer((socket) => socket.resetAndDestroy());
    expect(await bind(port)).toMatchObject({ outcome: 'closed', reason: expect.stringContaining('ECONNRESET') });
  });
  test('that says nothing is silent', async () => {
    const { port } = await tcpPeer(() => undefined);
    expect(await bind(port, 250)).toMatchObject({ outcome: 'silent', reason: 'no answer to the bind in time' });
  });
  test('that is not there is closed, with that reason', async () => {
    expect(await bind(await closedPort())).toMatchObject({ outcome: 'closed', reason: 'no connection (ECONNREFUSED)' });
  });
  test('that stops inside one says how far it came', async () => {
    const { port } = await peer((socket) => socket.write(bindAck().subarray(0, 20)));
    expect(await bind(port, 250)).toMatchObject({ outcome: 'silent', reason: 'no answer to the bind in time in the middle of a bind_ack of 60 octets: 20 came' });
    const closing = await peer((socket) => socket.end(bindAck().subarray(0, 20)));
    expect(await bind(closing.port)).toMatchObject({ outcome: 'closed', reason: expect.stringContaining('in the middle of a bind_ack') });
  });
});

describe('a peer that is no RPC', () => {
  test('and greets first is recognised by its greeting', async () => {
    const { port } = await tcpPeer((socket) => socket.write('SSH-2.0-OpenSSH_9.9\r\n'));
    expect(await bind(port)).toMatchObject({ outcome: 'not-rpc', looksLike: 'SSH server (SSH-2.0-OpenSSH_9.9)' });
  });
  test('and complains of the bind is recognised by its complaint', async () => {
    const { port } = await peer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
    expect(await bind(port)).toMatchObject({ outcome: 'not-rpc', looksLike: 'web server (HTTP/1.1 400 Bad Request)' });
  });
  test('and begins a line without ending it is recognised when the time is up', async () => {
    const { port } = await tcpPeer((socket) => socket.write('SSH-2.0-slow'));
    expect(await bind(port, 250)).toMatchObject({ outcome: 'not-rpc', looksLike: 'SSH server (SSH-2.0-slow)' });
  });
  test('and sends control characters does not get them through', async () => {
    const { port } = await tcpPeer((socket) => socket.write('SSH-2.0-\u001b]0;x\u0007y\r\n'));
    expect(await bind(port)).toMatchObject({ looksLike: 'SSH server (SSH-2.0-]0;xy)' });
  });
  test('and echoes is an echo service', async () => {
    const { port } = await tcpPeer((socket) => socket.pipe(socket));
    expect(await bind(port)).toMatchObject({ outcome: 'not-rpc', looksLike: 'an echo service' });
  });
});

test('a peer that sends fragments without end is stopped at 64 KiB', async () => {
  const flood = Buffer.concat([pdu(Buffer.alloc(1000), { type: 12, flags: 1 }), ...Array.from({ length: 200 }, () => pdu(Buffer.alloc(1000), { type: 12, flags: 0 }))]);
  const { port } = await peer((socket) => socket.write(flood));
  expect(await bind(port)).toMatchObject({ outcome: 'not-rpc', reason: 'the peer sends without end' });
});

test('a peer that lies about lengths gets a reason', async () => {
  const { port } = await peer((socket) => socket.write(pdu(ackBody(), { type: 12, fragmentLength: 4 })));
  expect(await bind(port)).toMatchObject({ outcome: 'not-rpc', reason: expect.stringContaining('fragment length') });
});

test('an aborted bind ends at once', async () => {
  const controller = new AbortController();
  const { port } = await peer(() => controller.abort());
  expect(await bindKms('x', '127.0.0.1', port, { timeoutMs: 600_000, signal: controller.signal })).toMatchObject({ outcome: 'silent' });
});
