import { array, assert, constantFrom, integer, nat, oneof, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { activationOperation } from '../../../src/estate/host/rpc/activation-operation.ts';
import { RpcAssociation } from '../../../src/estate/host/rpc/association.ts';
import type { AssociationStep } from '../../../src/estate/host/rpc/association.ts';
import { AssociationGroups } from '../../../src/estate/host/rpc/association-groups.ts';
import { AskConversation } from '../../../src/estate/host/rpc/ask-conversation.ts';
import { pdu } from '../../codec/rpc/wire.ts';
import { askedOctets, bind, genuineLooking, kind, nakReasonOf, pdus, request, syntax, told } from './wire.ts';

const log = (): void => {};

function association(): RpcAssociation {
  return new RpcAssociation({ groups: new AssociationGroups(), secondaryAddress: '1688', log, operation: activationOperation(() => told, log) });
}

const answered = (steps: readonly AssociationStep[]): string => Buffer.concat(steps.flatMap((s) => s.send)).toString('hex');

const asked = askedOctets();

/** Every kind of PDU that a client sends, and some that it does not. */
const kinds: [string, Buffer][] = [
  ['bind', bind({ offers: [{}, { transfer: [syntax.ndr64] }, { transfer: [syntax.features] }] })],
  ['big-endian bind', bind({ big: true })],
  ['alter_context', bind({ type: 14, offers: [{ id: 1 }] })],
  ['request', request(asked)],
  ['fragment', request(asked.subarray(0, 40), { flags: 1 })],
  ['genuine-looking request', genuineLooking()],
  ['co_cancel', pdu(Buffer.of(), { type: 18 })],
  ['orphaned', pdu(Buffer.of(), { type: 19 })],
  ['auth3', pdu(Buffer.alloc(12), { type: 16 })],
];

/** A session in which everything is answered: bind, a call in fragments, a fault, an alter_context, a genuine-looking request. */
const session = Buffer.concat([
  bind(), request(asked.subarray(0, 100), { flags: 1 }), request(asked.subarray(100, 101), { flags: 0 }), request(asked.subarray(101), { flags: 2 }),
  request(Buffer.of(), { operation: 9, callId: 3 }), bind({ type: 14, callId: 4, offers: [{ id: 1 }] }), request(asked, { context: 1, callId: 5 }), genuineLooking(),
]);

describe.each(kinds)('a %s cut after any octet', (_, octets) => {
  test.each([['before a bind', []], ['after one', [bind()]]])('%s waits for the rest, and then is what it would have been in one piece', (_when, before) => {
    const inOnePiece = association();
    for (const b of before) inOnePiece.feed(b);
    const wanted = answered([inOnePiece.feed(octets)]);
    for (let n = 0; n < octets.length; n++) {
      const one = association();
      for (const b of before) one.feed(b);
      expect(one.feed(octets.subarray(0, n))).toEqual({ send: [], close: false, progressed: false });
      expect(answered([one.feed(octets.subarray(n))])).toBe(wanted);
    }
  });
});

describe('a session', () => {
  const wanted = answered([association().feed(session)]);

  test('says the same in two pieces, wherever they part', () => {
    expect(wanted.length).toBeGreaterThan(400);
    for (let n = 1; n < session.length; n++) {
      const one = association();
      expect(answered([one.feed(session.subarray(0, n)), one.feed(session.subarray(n))])).toBe(wanted);
    }
  });

  test('and octet by octet, or in any pieces', () => {
    const one = association();
    expect(answered([...session].map((octet) => one.feed(Buffer.of(octet))))).toBe(wanted);
    assert(property(array(integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 30 }), (sizes) => {
      const another = association();
      const steps: AssociationStep[] = [];
      for (let at = 0, n = 0; at < session.length; n++) {
        const size = sizes[n % sizes.length] ?? 1;
        steps.push(another.feed(session.subarray(at, at + size)));
        at += size;
      }
      expect(answered(steps)).toBe(wanted);
    }), { numRuns: 50 });
  });
});

describe('whatever octets come', () => {
  const anything = uint8Array({ maxLength: 300 });
  const rpcLike = tuple(constantFrom(0, 11, 14, 16, 18, 19), nat(255), anything).map(([type, flags, body]) => pdu(body, { type, flags }));
  const mutated = tuple(constantFrom(...kinds.map(([, octets]) => octets)), array(tuple(nat(), nat(255)), { maxLength: 4 })).map(([octets, changes]) => {
    const changed = Buffer.from(octets);
    for (const [at, octet] of changes) changed[at % changed.length] = octet;
    return changed;
  });

  test('the association never throws, answers no more than it was sent, and says nothing once it has ended', () => {
    assert(property(array(oneof(anything, rpcLike, mutated), { maxLength: 8 }), (pieces) => {
      const one = association();
      one.feed(bind());
      let hasEnded = false;
      for (const piece of pieces) {
        const step = one.feed(piece);
        expect(Buffer.concat(step.send).length).toBeLessThanOrEqual(hasEnded ? 0 : 600 + piece.length * 2);
        hasEnded ||= step.close;
      }
      one.end();
    }), { numRuns: 500 });
  });

  test('nor does a machine that asks a host which says anything at all', () => {
    const ack = association().feed(bind({ callId: 1 })).send;
    assert(property(array(oneof(anything, rpcLike, mutated), { minLength: 1, maxLength: 4 }), constantFrom(true, false), (pieces, isBound) => {
      const conversation = new AskConversation(asked);
      if (isBound) conversation.feed(Buffer.concat(ack));
      for (const piece of pieces) expect(conversation.feed(piece).outcome?.ok ?? false).toBe(false);
    }), { numRuns: 300 });
  });
});

test('200 MB of fragments of one call are held by nobody', () => {
  const one = association();
  one.feed(bind());
  const fragment = request(Buffer.alloc(5000), { flags: 0 });
  const before = process.memoryUsage().arrayBuffers;
  one.feed(request(Buffer.alloc(5000), { flags: 1 }));
  for (let n = 0; n < 40_000; n++) one.feed(fragment);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  expect(one.feed(fragment)).toEqual({ send: [], close: false, progressed: true });
});

test.each([
  ['a web browser', 'GET / HTTP/1.1\r\n\r\n'], ['an SSH client', 'SSH-2.0-OpenSSH_9.2\r\n'], ['a TLS client', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc'], ['Remote Desktop', '\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x03'], ['zeros', '\0'.repeat(16)],
])('%s is no DCE/RPC: the connection ends without an octet', (_, says) => {
  expect(association().feed(Buffer.from(says, 'latin1'))).toEqual({ send: [], close: true, progressed: false });
});

test.each([[0], [15], [16 + 8 + 9]])('a fragment that says to be %i octets long, with an authentication of 10, contradicts itself', (fragmentLength) => {
  const step = association().feed(pdu(Buffer.alloc(40), { type: 11, fragmentLength, authLength: 10 }));
  expect([pdus(Buffer.concat(step.send)).map((p) => [p.type, nakReasonOf(p)]), step.close, step.progressed]).toEqual([[[kind.bindNak, 0]], true, false]);
});
