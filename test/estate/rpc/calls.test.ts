import { describe, expect, test } from 'vitest';

import type { OperationOutcome } from '../../../src/estate/host/rpc/association.ts';
import { RpcAssociation } from '../../../src/estate/host/rpc/association.ts';
import { AssociationGroups } from '../../../src/estate/host/rpc/association-groups.ts';
import { pdu } from '../../codec/rpc/wire.ts';
import type { Pdu, RequestOptions } from './wire.ts';
import { bind, kind, pdus, request, status } from './wire.ts';

/** A bound association whose operation gives back its octets in capitals. */
function bound(operation = (stub: Uint8Array): OperationOutcome => ({ ok: true, stub: Buffer.from(Buffer.from(stub).toString('latin1').toUpperCase(), 'latin1') })) {
  const log: string[] = [];
  const one = new RpcAssociation({ groups: new AssociationGroups(), secondaryAddress: '1688', log: (line) => log.push(line), operation });
  one.feed(bind());
  const say = (...octets: Uint8Array[]): { answers: Pdu[]; close: boolean } => {
    const step = one.feed(Buffer.concat(octets));
    return { answers: pdus(Buffer.concat(step.send)), close: step.close };
  };
  return { one, say, log };
}

const first = 1;
const last = 2;
const middle = 0;
const maybe = 0x40;
const objectUuid = 0x80;
const part = (text: string, flags: number, options: RequestOptions = {}): Buffer => request(Buffer.from(text), { flags, ...options });
const stubs = (answers: Pdu[]): string[] => answers.map((a) => a.body.subarray(8).toString('latin1'));
const faults = ({ answers, close }: { answers: Pdu[]; close: boolean }): unknown[] => [...answers.map((a) => [a.type, status(a)]), close];

describe('a request', () => {
  test('is answered with a response of its call and context', () => {
    const [answer, ...more] = bound().say(request(Buffer.from('abc'), { callId: 77 })).answers;
    expect([answer?.type, answer?.flags, answer?.callId, answer?.body.toString('latin1'), more]).toEqual([kind.response, 3, 77, '\x03\0\0\0\0\0\0\0ABC', []]);
  });

  test('of a big-endian peer is read alike', () => {
    const { say } = bound();
    expect(stubs(say(request(Buffer.from('abc'), { big: true })).answers)).toEqual(['ABC']);
  });

  test('may name an object before its parameters', () => {
    expect(stubs(bound().say(request(Buffer.concat([Buffer.alloc(16, 1), Buffer.from('abc')]), { flags: 3 | objectUuid })).answers)).toEqual(['ABC']);
  });

  test('that wants no answer gets none, not even a fault', () => {
    const { say } = bound();
    expect(say(request(Buffer.from('abc'), { flags: 3 | maybe }), request(Buffer.from('abc'), { flags: 3 | maybe, operation: 9 })).answers).toEqual([]);
  });

  test('to another operation is a fault that says that nothing was done', () => {
    const { say, log } = bound();
    const [answer] = say(request(Buffer.from('abc'), { operation: 0xffff, callId: 5 })).answers;
    expect([answer?.type, answer?.flags, answer?.callId, answer?.length, answer && status(answer)]).toEqual([kind.fault, 0x23, 5, 32, 0x1c01_0002]);
    expect(log).toEqual(['A request was refused: there is no operation 65535.']);
  });

  test('on a context that was never accepted is a fault, and one after it is served: a fault ends a call and no more', () => {
    const { say } = bound();
    expect(faults(say(request(Buffer.of(), { context: 7 })))).toEqual([[kind.fault, 0x1c01_0003], false]);
    expect(stubs(say(request(Buffer.from('abc'))).answers)).toEqual(['ABC']);
  });

  test('with authentication is denied: the interface is anonymous', () => {
    const octets = request(Buffer.alloc(32), { authLength: 16 });
    expect(faults(bound().say(octets))).toEqual([[kind.fault, 5], true]);
  });

  test.each([['minor', 1, 1], ['major', 0, 4]])('of another %s version than the one agreed is a protocol error', (_, at, version) => {
    const octets = request(Buffer.of());
    octets[at] = version;
    expect(faults(bound().say(octets))).toEqual([[kind.fault, 0x1c01_000b], true]);
  });
});

describe('fragments', () => {
  test('make one call, however it is cut', () => {
    const whole = 'the estate asks';
    for (let a = 0; a <= whole.length; a++) {
      for (let b = a; b <= whole.length; b++) {
        const { say } = bound();
        expect(stubs(say(part(whole.slice(0, a), first), part(whole.slice(a, b), middle), part(whole.slice(b), last)).answers)).toEqual([whole.toUpperCase()]);
      }
    }
  });

  test.each<[string, Buffer[]]>([
    ['one that follows on nothing', [part('a', last)]],
    ['one of another call', [part('a', first), part('b', last, { callId: 3 })]],
    ['one of another context', [part('a', first), part('b', last, { context: 1 })]],
    ['a second first one', [part('a', first), part('b', first)]],
    ['a whole call within another, since no multiplexing was agreed', [part('a', first), request(Buffer.from('b'), { callId: 3 })]],
    ['one without room for its own beginning', [pdu(Buffer.alloc(7), { type: 0 })]],
    ['one without room for the object that it names', [request(Buffer.alloc(15), { flags: 3 | objectUuid })]],
  ])('%s is a protocol error', (_, octets) => {
    expect(faults(bound().say(...octets))).toEqual([[kind.fault, 0x1c01_000b], true]);
  });

  test('longer than agreed are a protocol error, from the header alone', () => {
    const { one } = bound();
    const step = one.feed(request(Buffer.of(), { fragmentLength: 5841 }).subarray(0, 16));
    expect([pdus(Buffer.concat(step.send)).map(status), step.close]).toEqual([[0x1c01_000b], true]);
  });

  test('of more than 64 KiB are refused once, passed over to their end, and the next call is served', () => {
    const { say } = bound();
    const large = 'x'.repeat(5000);
    const octets = [part(large, first), ...Array.from({ length: 20 }, () => part(large, middle)), part(large, last), request(Buffer.from('abc'), { callId: 3 })];
    const answers = octets.flatMap((o) => say(o).answers);
    expect(answers.map((a) => a.type)).toEqual([kind.fault, kind.response]);
    expect(answers[0] && status(answers[0])).toBe(5);
  });

  test('of exactly 64 KiB are a call, and its response comes in fragments no longer than agreed', () => {
    const { say } = bound();
    const whole = Array.from({ length: 65_536 }, (_, n) => String.fromCharCode(97 + (n % 26))).join('');
    const answers = [0, 1, 2, 3].flatMap((n) => [0, 1, 2, 3].flatMap((m) => {
      const at = (n * 4 + m) * 4096;
      return say(part(whole.slice(at, at + 4096), (at === 0 ? first : 0) | (at === 61_440 ? last : 0))).answers;
    }));
    expect(stubs(answers).join('')).toBe(whole.toUpperCase());
    expect(Math.max(...answers.map((a) => a.length))).toBeLessThanOrEqual(5840);
    expect(answers.map((a) => a.flags)).toEqual([first, ...answers.slice(2).map(() => middle), last]);
    expect(answers.slice(0, -1).every((a) => (a.length - 24) % 8 === 0)).toBe(true);
  });
});

describe('a call that has begun', () => {
  test('and is orphaned is dropped without a word', () => {
    const { say } = bound();
    expect(say(part('a', first), pdu(Buffer.of(), { type: 19, callId: 2 })).answers).toEqual([]);
    expect(stubs(say(request(Buffer.from('abc'), { callId: 3 })).answers)).toEqual(['ABC']);
  });

  test('and is cancelled is not executed, and answered with a fault once it is whole', () => {
    const { say } = bound(() => {
      throw new Error('executed');
    });
    expect(say(part('a', first), pdu(Buffer.of(), { type: 18, callId: 2 })).answers).toEqual([]);
    expect(faults(say(part('b', last)))).toEqual([[kind.fault, 0x1c00_000d], false]);
  });

  test('is not touched by what befalls another', () => {
    const { say } = bound();
    expect(stubs(say(part('a', first), pdu(Buffer.of(), { type: 18, callId: 9 }), pdu(Buffer.of(), { type: 19, callId: 9 }), part('b', last)).answers)).toEqual(['AB']);
  });
});

test.each([['response', 2], ['bind_ack', 12], ['auth3', 16], ['shutdown', 17]])('a %s is nothing that a client sends: the connection ends, with a line in the log', (name, type) => {
  const { say, log } = bound();
  expect(say(pdu(Buffer.alloc(8), { type }), request(Buffer.from('abc')))).toEqual({ answers: [], close: true });
  expect(log).toEqual([`A ${name} was not expected: the connection was closed.`]);
});
