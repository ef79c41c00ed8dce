import { existsSync, readFileSync } from 'node:fs';
import { assert, nat, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBindAnswer } from '../../../src/codec/rpc/answer.ts';
import type { BindAnswer } from '../../../src/codec/rpc/answer.ts';
import { encodeKmsBind } from '../../../src/codec/rpc/bind.ts';
import { ackBody, bindAck, bindNak, fault, pdu } from './wire.ts';

const read = (bytes: Uint8Array): BindAnswer => readBindAnswer(bytes, 1);

describe.each([['little', false], ['big', true]])('in %s-endian', (_order, big) => {
  test('a bind_ack with result 0 is an accepted bind', () => {
    expect(read(bindAck({ big }))).toEqual({ state: 'done', outcome: 'accepted', reason: null, looksLike: null });
  });

  test('a bind_ack without a secondary address is read alike', () => {
    expect(read(bindAck({ big, secondary: '' }))).toMatchObject({ outcome: 'accepted', reason: null });
  });

  test.each([
    [2, 1, 'provider rejection (2): it does not serve the KMS interface (abstract syntax not supported) (1)'],
    [2, 2, 'provider rejection (2): it does not take NDR 2.0 (proposed transfer syntaxes not supported) (2)'],
    [1, 0, 'user rejection (1): reason not specified (0)'],
    [2, 99, 'provider rejection (2): code 99 (99)'],
  ])('result %i with reason %i is a rejection in words', (result, reason, words) => {
    expect(read(bindAck({ big, results: [[result, reason]], syntax: '00'.repeat(20) }))).toEqual({ state: 'done', outcome: 'rejected', reason: words, looksLike: null });
  });

  test.each([[0, 'reason not specified (0)'], [1, 'temporary congestion (1)'], [4, 'protocol version not supported (4)'], [77, 'code 77 (77)']])('a bind_nak says why: %i', (reason, words) => {
    expect(read(bindNak(reason, big))).toEqual({ state: 'done', outcome: 'nak', reason: words, looksLike: null });
  });

  test('a fault is a rejection with its code', () => {
    expect(read(fault(0x1c01_0003, big))).toMatchObject({ outcome: 'rejected', reason: 'fault 0x1C010003: unknown interface' });
    expect(read(fault(0x8007_0005, big))).toMatchObject({ outcome: 'rejected', reason: 'fault 0x80070005' });
  });
});

test('only the first context decides, since only one was offered', () => {
  expect(read(bindAck({ results: [[2, 1], [0, 0]] }))).toMatchObject({ outcome: 'rejected' });
  expect(read(bindAck({ results: [] }))).toMatchObject({ outcome: 'rejected', reason: 'the answer to the bind names no context' });
});

test('a host that accepts with another syntax than the one offered is accepted, and said so', () => {
  expect(read(bindAck({ syntax: '33057171babe37498319b5dbef9ccc3601000000' }))).toMatchObject({ outcome: 'accepted', reason: expect.stringContaining('another transfer syntax') });
});

test('an authentication trailer is no part of the answer', () => {
  const body = Buffer.concat([ackBody(), Buffer.alloc(8 + 5)]);
  expect(read(pdu(body, { type: 12, authLength: 5 }))).toMatchObject({ outcome: 'accepted' });
});

test('fragments are put together, in either order of bytes', () => {
  for (const big of [false, true]) {
    const body = ackBody({ big });
    const parts = [pdu(body.subarray(0, 7), { type: 12, flags: 1, big }), pdu(body.subarray(7, 30), { type: 12, flags: 0, big }), pdu(body.subarray(30), { type: 12, flags: 2, big })];
    expect(read(Buffer.concat(parts))).toMatchObject({ outcome: 'accepted' });
    expect(read(Buffer.concat(parts.slice(0, 2)))).toMatchObject({ state: 'more' });
  }
});

test.each([
  ['of another type', pdu(Buffer.alloc(4), { type: 13, flags: 2 })],
  ['of another call', pdu(Buffer.alloc(4), { type: 12, flags: 2, callId: 9 })],
  ['that begins again', pdu(Buffer.alloc(4), { type: 12, flags: 3 })],
])('a fragment %s does not go on with the first', (_what, next) => {
  expect(read(Buffer.concat([pdu(Buffer.alloc(4), { type: 12, flags: 1 }), next]))).toMatchObject({ outcome: 'not-rpc', reason: expect.stringContaining('next fragment of a bind_ack') });
});

describe('a PDU that lies', () => {
  test('about a length shorter than its header is no answer', () => {
    expect(read(pdu(ackBody(), { type: 12, fragmentLength: 8 }))).toMatchObject({ outcome: 'not-rpc', reason: expect.stringContaining('fragment length') });
  });
  test('about authentication longer than itself is no answer', () => {
    expect(read(pdu(ackBody(), { type: 12, authLength: 60_000 }))).toMatchObject({ outcome: 'not-rpc' });
  });
  test('about a length longer than what came asks for more', () => {
    expect(read(pdu(ackBody(), { type: 12, fragmentLength: 65_535 }))).toMatchObject({ state: 'more', wanted: 'a bind_ack of 65535 octets: 60 came' });
  });
  test('about the length of its secondary address is cut short', () => {
    const body = ackBody();
    body.writeUInt16LE(60_000, 8);
    expect(read(pdu(body, { type: 12 }))).toMatchObject({ outcome: 'not-rpc', reason: expect.stringContaining('ends in the middle') });
  });
  test.each([['bind_ack', 12, 0], ['bind_ack', 12, 11], ['bind_ack', 12, 13], ['bind_nak', 13, 1], ['fault', 3, 11]])('by ending its %s (type %i) after %i octets is cut short', (name, type, length) => {
    expect(read(pdu(Buffer.alloc(length), { type }))).toMatchObject({ outcome: 'not-rpc', reason: expect.stringContaining(`begins as a ${name}`) });
  });
});

test('an answer to another call is not ours', () => {
  expect(readBindAnswer(bindAck(), 2)).toMatchObject({ outcome: 'not-rpc', reason: 'the answer belongs to call 1, and call 2 was asked' });
});

test('any other PDU is a nak that names it', () => {
  expect(read(pdu(Buffer.alloc(0), { type: 17 }))).toMatchObject({ outcome: 'nak', reason: 'the bind was answered with a shutdown' });
});

test('a peer that sends the bind back is an echo service', () => {
  expect(read(encodeKmsBind(1))).toMatchObject({ outcome: 'not-rpc', looksLike: 'an echo service' });
});

test('cut at any octet an answer asks for more, and of any octets at all it is a value', () => {
  const whole = bindAck();
  for (let length = 0; length < whole.length; length++) expect(read(whole.subarray(0, length)).state).toBe('more');
  const states = ['done', 'more'];
  assert(property(uint8Array({ maxLength: 200 }), (bytes) => states.includes(read(bytes).state)));
  assert(property(nat(whole.length - 1), nat(255), (at, octet) => {
    const bent = Buffer.from(whole);
    bent[at] = octet;
    return states.includes(read(bent).state);
  }));
});

type Case = { name: string; exchanges: { sent: string; recv: string; means: unknown }[] };
const recordings = ['dcerpc-samba-4.17-epmapper.json', 'dcerpc-impacket-0.10-kms-iface.json'].map((file) => new URL(`../../../../shared/lab/fixtures/${file}`, import.meta.url));

describe.skipIf(!recordings.every((file) => existsSync(file)))('what Samba and impacket answered', () => {
  const cases = recordings.filter((file) => existsSync(file)).flatMap((file) => (JSON.parse(readFileSync(file, 'utf8')) as { peer: string; cases: Case[] }).cases);
  const binds = cases.flatMap(({ name, exchanges: [first] }) => (first && Array.isArray(first.means) && String(first.means[0]).startsWith('bind_') ? [{ name, recv: first.recv, means: first.means as unknown[] }] : []));
  test.each(binds.map((bind) => [bind.name, bind] as const))('%s', (_name, { recv, means: [kind, detail] }) => {
    const answer = read(Buffer.from(recv, 'hex'));
    const result = Array.isArray(detail) ? (detail[0] as [number, number] | undefined)?.[0] : undefined;
    const outcome = kind === 'bind_nak' ? 'nak' : result === 0 ? 'accepted' : 'rejected';
    expect(answer).toMatchObject({ state: 'done', outcome });
  });
});
