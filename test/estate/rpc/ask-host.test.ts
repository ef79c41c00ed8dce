import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';

import { AskConversation } from '../../../src/estate/host/rpc/ask-conversation.ts';
import type { AskOutcome } from '../../../src/estate/host/rpc/ask-conversation.ts';
import { askHost } from '../../../src/estate/host/rpc/ask-host.ts';
import { startReferenceHost } from '../../../src/estate/host/rpc/reference-host.ts';
import type { HostFault } from '../../../src/estate/host/rpc/host-fault.ts';
import { hasIpv6Loopback } from '../../peers/peer.ts';
import { bindAck, bindNak, fault, pdu } from '../../codec/rpc/wire.ts';
import { asked, askedOctets, kind, pdus, told, toldOctets } from './wire.ts';

const ask = (port: number, timeoutMs = 3000): Promise<AskOutcome> => askHost({ host: '127.0.0.1', port }, asked, { timeoutMs });

async function hostWith(setting: HostFault | null): Promise<number> {
  const { port, setFault, stop } = await startReferenceHost({ serve: () => told, log: () => {} });
  onTestFinished(stop);
  setFault(setting);
  return port;
}

describe('a machine of the estate', () => {
  test.each(['192.0.2.1', '10.0.0.1', '::', '0.0.0.0', '2001:db8::1', 'localhost', 'kms1.corp.example', ' 127.0.0.1', '127.0.0.1.example', ''])('asks loopback addresses alone: not %j', async (host) => {
    expect(await askHost({ host, port: 1688 }, asked, { timeoutMs: 1000 })).toMatchObject({ ok: false, reason: 'not-loopback' });
  });

  test('hears its host\'s answer, in whatever fragments it asks', async () => {
    const port = await hostWith(null);
    for (const maxFragment of [1432, 200, 32]) expect(await askHost({ host: '127.0.0.1', port }, asked, { timeoutMs: 3000, maxFragment })).toEqual({ ok: true, answer: told });
  });

  test.skipIf(!hasIpv6Loopback)('asks over IPv6 too', async () => {
    const { host, port, stop } = await startReferenceHost({ serve: () => told, log: () => {}, host: '::1' });
    onTestFinished(stop);
    expect(await askHost({ host, port }, asked, { timeoutMs: 3000 })).toEqual({ ok: true, answer: told });
  });

  test('is told before it asks that its request cannot be said', async () => {
    expect(await askHost({ host: '127.0.0.1', port: 9 }, { ...asked, clientName: 'a b' }, { timeoutMs: 1000 })).toMatchObject({ ok: false, reason: 'unsayable' });
  });

  test.each<[string, HostFault, string]>([
    ['rejects its bind', { kind: 'rejects-binds', reason: 1 }, 'bind-refused'],
    ['refuses its bind', { kind: 'naks-binds', reason: 1 }, 'bind-refused'],
    ['hangs up', { kind: 'closes' }, 'closed'],
    ['resets the connection', { kind: 'resets' }, 'closed'],
    ['is no RPC', { kind: 'speaks', protocol: 'http' }, 'not-rpc'],
  ])('hears that the host %s', async (_, setting, reason) => {
    expect(await ask(await hostWith(setting))).toMatchObject({ ok: false, reason });
  });

  test('waits no longer than it may', async () => {
    expect(await ask(await hostWith({ kind: 'silent' }), 50)).toEqual({ ok: false, reason: 'timeout', detail: 'no answer within 50 ms' });
  });

  test('hears that nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    expect(await ask(port)).toEqual({ ok: false, reason: 'refused', detail: 'the connection failed (ECONNREFUSED)' });
  });
});

const response = (stub: Uint8Array, callId = 2): Buffer => pdu(Buffer.concat([Buffer.alloc(8), stub]), { type: 2, callId });
const hears = (...octets: Buffer[]): AskOutcome | null => {
  const one = new AskConversation(askedOctets());
  return octets.reduce<AskOutcome | null>((outcome, bytes) => outcome ?? one.feed(bytes).outcome, null);
};

describe('a conversation', () => {
  test('sends nothing but the one bind until it is acknowledged, then the request', () => {
    const one = new AskConversation(askedOctets(), 136);
    expect(pdus(one.opening).map((p) => p.type)).toEqual([11]);
    expect(one.feed(bindAck().subarray(0, 20)).send).toEqual([]);
    const sent = one.feed(bindAck().subarray(20)).send.map((p) => pdus(p)[0]);
    expect(sent.map((p) => [p?.type, p?.flags])).toEqual([[0, 1], [0, 0], [0, 2]]);
    expect(Buffer.concat(sent.map((p) => p?.body.subarray(8) ?? Buffer.of()))).toEqual(askedOctets());
  });

  test.each<[string, Buffer[], AskOutcome]>([
    ['a response', [bindAck(), response(toldOctets())], { ok: true, answer: told }],
    ['a fault', [bindAck(), fault(0x1c01_0002)], { ok: false, reason: 'fault', detail: '0x1C010002' }],
    ['a bind_nak', [bindNak(4)], { ok: false, reason: 'bind-refused', detail: 'protocol version not supported (4)' }],
    ['a response to another call', [bindAck(), response(toldOctets(), 9)], { ok: false, reason: 'unreadable', detail: 'the request was answered with a response of call 9' }],
    ['another PDU', [bindAck(), pdu(Buffer.alloc(8), { type: 17, callId: 2 })], { ok: false, reason: 'unreadable', detail: 'the request was answered with a shutdown of call 2' }],
    ['a response that is not the estate\'s', [bindAck(), response(Buffer.alloc(200))], { ok: false, reason: 'unreadable', detail: 'at octet 0 of the answer there is no line "KMSDOCTOR-ESTATE/1 answer"' }],
    ['no RPC', [bindAck(), Buffer.from('HTTP/1.1 400\r\n')], { ok: false, reason: 'unreadable', detail: 'the answer to the request is no RPC fragment' }],
    ['too large a response', [bindAck(), response(Buffer.alloc(5000))], { ok: false, reason: 'unreadable', detail: 'the answer has more than 4096 octets' }],
  ])('ends with %s', (_, octets, outcome) => {
    expect(hears(...octets)).toEqual(outcome);
  });

  test('takes a response in fragments', () => {
    const stub = toldOctets();
    const part = (from: number, to: number, flags: number): Buffer => pdu(Buffer.concat([Buffer.alloc(8), stub.subarray(from, to)]), { type: kind.response, callId: 2, flags });
    expect(hears(bindAck(), part(0, 10, 1), part(10, 11, 0), part(11, stub.length, 2))).toEqual({ ok: true, answer: told });
  });
});
