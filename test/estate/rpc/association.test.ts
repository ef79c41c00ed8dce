import { describe, expect, test } from 'vitest';

import type { OperationOutcome, RpcService } from '../../../src/estate/host/rpc/association.ts';
import { RpcAssociation } from '../../../src/estate/host/rpc/association.ts';
import { AssociationGroups } from '../../../src/estate/host/rpc/association-groups.ts';
import { pdu } from '../../codec/rpc/wire.ts';
import type { BindOptions, Offer, Pdu } from './wire.ts';
import { bind, kind, nakReasonOf, pdus, request, results, status, syntax } from './wire.ts';

/** An association whose operation gives its octets back, and what its host says of it. */
function association(service: Partial<RpcService> = {}) {
  const log: string[] = [];
  const calls: string[] = [];
  const operation = (stub: Uint8Array): OperationOutcome => {
    calls.push(Buffer.from(stub).toString('latin1'));
    return { ok: true, stub };
  };
  const one = new RpcAssociation({ groups: new AssociationGroups(), secondaryAddress: '1688', log: (line) => log.push(line), operation, ...service });
  const say = (...octets: Uint8Array[]): { answers: Pdu[]; close: boolean } => {
    const step = one.feed(Buffer.concat(octets));
    return { answers: pdus(Buffer.concat(step.send)), close: step.close };
  };
  return { one, say, log, calls };
}

function bound(service: Partial<RpcService> = {}) {
  const begun = association(service);
  begun.say(bind());
  return begun;
}

const answerTo = (options: BindOptions): Pdu[] => association().say(bind(options)).answers;
const asks = (features: number): Buffer => Buffer.from(syntax.features).fill(features, 8, 9);
const groupOf = ({ answers }: { answers: Pdu[] }): number | undefined => answers[0]?.body.readUInt32LE(4);
const judged = (...offers: Offer[]): [number, number][] => answerTo({ offers }).flatMap(results);

describe('a bind to the KMS interface', () => {
  test('is acknowledged octet for octet as Windows and Samba do it', () => {
    const { send } = association().one.feed(bind({ callId: 7 }));
    expect(Buffer.concat(send).toString('hex')).toBe(
      '05000c03100000003c00000007000000' // version 5.0, bind_ack, first and last, little-endian, 60 octets, call 7
      + 'd016d01601000000' // fragments of 5840 octets, association group 1
      + '0500313638380000' // the port as text, five octets with its closing zero, padded to a multiple of four
      + '01000000' // one result
      + '00000000045d888aeb1cc9119fe808002b10486002000000'); // accepted, NDR 2.0
  });

  test.each([['135', 4], ['1688', 5], ['49152', 6], ['', 0]])('tells the port %s with its length, and results begin at a multiple of four', (secondaryAddress, length) => {
    const [ack] = association({ secondaryAddress }).say(bind()).answers;
    expect(ack?.body.readUInt16LE(8)).toBe(length);
    expect(ack?.body.subarray(10, 10 + length).toString('latin1')).toBe(secondaryAddress === '' ? '' : `${secondaryAddress}\0`);
    expect(ack && results(ack)).toEqual([[0, 0]]);
  });

  test('of a big-endian peer is taken too, and answered little-endian', () => {
    const [ack] = answerTo({ big: true, callId: 3, offers: [{}, { transfer: [syntax.ndr64] }, { transfer: [syntax.features] }, { abstract: syntax.other }] });
    expect([ack?.callId, ack && results(ack)]).toEqual([3, [[0, 0], [2, 2], [3, 3], [2, 1]]]);
  });

  test('that offers to multiplex calls or to sign headers is told by its flags that neither is agreed', () => {
    expect(answerTo({ flags: 3 | 0x10 | 0x04 }).map((a) => a.flags)).toEqual([3]);
  });

  test.each([
    [5840, 5840, 5840], [4280, 5840, 4280], [5840, 4280, 4280], [65_535, 65_535, 5840], [0, 0, 2048], [2047, 5840, 2048],
  ])('that sends at most %i octets and takes %i is told %i both ways', (transmit, receive, agreed) => {
    const [ack] = answerTo({ transmit, receive });
    expect([ack?.body.readUInt16LE(0), ack?.body.readUInt16LE(2)]).toEqual([agreed, agreed]);
  });
});

describe('each context has a result of its own, in the order offered', () => {
  test('the three of a Windows client: NDR accepted, NDR64 rejected for its syntax, features acknowledged', () => {
    expect(judged({}, { transfer: [syntax.ndr64] }, { transfer: [syntax.features] })).toEqual([[0, 0], [2, 2], [3, 3]]);
  });

  test('an interface that is not served is rejected by the provider, and so is another version of this one', () => {
    expect(judged({ abstract: syntax.other }, {}, { abstract: syntax.kmsTwo })).toEqual([[2, 1], [0, 0], [2, 1]]);
  });

  test('of several transfer syntaxes NDR is taken wherever it stands; with none there is nothing to take', () => {
    expect(judged({ transfer: [syntax.ndr64, syntax.ndr] }, { transfer: [syntax.ndr, syntax.ndr64] }, { transfer: [] })).toEqual([[0, 0], [0, 0], [2, 2]]);
  });

  test('only the features that are asked for and exist are acknowledged, whatever the interface', () => {
    expect(judged({ transfer: [asks(1)] }, { transfer: [asks(0xff)] }, { transfer: [asks(0)], abstract: syntax.other })).toEqual([[3, 1], [3, 3], [3, 0]]);
  });

  test('a mask of another version, or beside a syntax, is no mask but a syntax that nobody has', () => {
    const versionTwo = Buffer.from(syntax.features).fill(2, 16, 17);
    expect(judged({ transfer: [versionTwo] }, { transfer: [syntax.features, syntax.ndr] }, { transfer: [syntax.features, syntax.ndr64] })).toEqual([[2, 2], [0, 0], [2, 2]]);
  });

  test('more contexts than one association may have exceed a local limit', () => {
    const many = judged(...Array.from({ length: 70 }, () => ({})));
    expect(many.slice(0, 64).every(([result]) => result === 0)).toBe(true);
    expect(many.slice(64)).toEqual(Array.from({ length: 6 }, () => [2, 3]));
  });
});

describe('a bind is refused as a whole', () => {
  test.each<[string, Buffer, number]>([
    ['with version 5.1', bind({ minor: 1 }), 4],
    ['with version 4.0', Buffer.from(bind()).fill(4, 0, 1), 4],
    ['in fragments', bind({ flags: 1 }), 4],
    ['without a context', bind({ offers: [] }), 0],
    ['with an association group that does not exist', bind({ group: 0x7777 }), 0],
    ['with authentication', bind({ trailer: Buffer.from('0a020000000000004e544c4d53535000', 'hex'), authLength: 8 }), 8],
    ['cut short within its length', pdu(bind().subarray(16, 60), { type: 11 }), 0],
    ['without even its sizes', pdu(Buffer.alloc(3), { type: 11 }), 0],
  ])('%s', (_, octets, reason) => {
    const { say, log } = association();
    const { answers, close } = say(octets);
    expect(answers.map((a) => [a.type, a.length, nakReasonOf(a), a.body.subarray(2).toString('hex'), close])).toEqual([[kind.bindNak, 24, reason, '010500000000', false]]);
    expect(log).toEqual([expect.stringMatching(/^A bind was refused: .+\.$/)]);
  });

  test('and with a fragment longer than any that is taken, from its header alone', () => {
    const { answers, close } = association().say(bind({ fragmentLength: 5841 }).subarray(0, 16));
    expect([answers.map((a) => [a.type, nakReasonOf(a)]), close]).toEqual([[[kind.bindNak, 2]], true]);
  });

  test('where it is the second of its connection, whatever came of the first; the first stands', () => {
    const { say } = bound();
    expect(say(bind({ callId: 2 })).answers.map((a) => [a.type, a.callId, nakReasonOf(a)])).toEqual([[kind.bindNak, 2, 0]]);
    expect(say(request(Buffer.from('still'))).answers.map((a) => a.type)).toEqual([kind.response]);
    const refused = association();
    refused.say(bind({ offers: [] }));
    expect(refused.say(bind()).answers.map(nakReasonOf)).toEqual([0]);
  });

  test.each([['request', request(Buffer.of())], ['co_cancel', pdu(Buffer.of(), { type: 18 })], ['alter_context', bind({ type: 14 })]])('and so is a %s before any bind, as Samba does it', (_, octets) => {
    const { say, log } = association();
    expect(say(octets).answers.map((a) => [a.type, nakReasonOf(a)])).toEqual([[kind.bindNak, 4]]);
    expect(log).toEqual([expect.stringContaining('no bind was accepted before it')]);
  });
});

describe('association groups', () => {
  test('are founded by a bind with 0, joined by their number, and end with their last association', () => {
    const groups = new AssociationGroups();
    const first = association({ groups });
    const second = association({ groups });
    const id = groupOf(first.say(bind())) ?? 0;
    expect(groupOf(second.say(bind({ group: id })))).toBe(id);
    expect(groupOf(association({ groups }).say(bind()))).not.toBe(id);
    first.one.end();
    first.one.end();
    const third = association({ groups });
    expect(groupOf(third.say(bind({ group: id })))).toBe(id);
    for (const { one } of [second, third]) one.end();
    expect(association({ groups }).say(bind({ group: id })).answers.map((a) => a.type)).toEqual([kind.bindNak]);
    expect(groups.size).toBe(1);
  });
});

describe('alter_context', () => {
  test('is answered with its results, the same group and sizes, and no secondary address', () => {
    const { say } = association();
    const [ack] = say(bind({ transmit: 4280 })).answers;
    const [response] = say(bind({ type: 14, callId: 9, offers: [{ id: 1 }, { id: 2, abstract: syntax.other }] })).answers;
    expect([response?.type, response?.callId, response && results(response)]).toEqual([kind.alterContextResponse, 9, [[0, 0], [2, 1]]]);
    expect(response?.body.subarray(0, 8)).toEqual(ack?.body.subarray(0, 8));
    expect(response?.body.readUInt16LE(8)).toBe(0);
  });

  test('makes the context usable that it brings', () => {
    const { say } = bound();
    expect(say(request(Buffer.from('x'), { context: 5 })).answers.map(status)).toEqual([0x1c01_0003]);
    say(bind({ type: 14, offers: [{ id: 5 }] }));
    expect(say(request(Buffer.from('x'), { context: 5 })).answers.map((a) => a.type)).toEqual([kind.response]);
  });

  test.each([['without a context', bind({ type: 14, offers: [] })], ['cut short', pdu(bind().subarray(16, 50), { type: 14 })]])('%s is a protocol error that ends the association', (_, octets) => {
    const { answers, close } = bound().say(octets);
    expect([answers.map((a) => [a.type, status(a)]), close]).toEqual([[[kind.fault, 0x1c01_000b]], true]);
  });
});

describe('a host told to refuse binds', () => {
  test('rejects each context with the reason', () => {
    const { say } = association({ refusesBinds: { as: 'rejection', reason: 3 } });
    expect(say(bind({ offers: [{}, {}] })).answers.flatMap(results)).toEqual([[2, 3], [2, 3]]);
    expect(say(request(Buffer.of())).answers.map(status)).toEqual([0x1c01_0003]);
  });

  test('or refuses the bind as a whole', () => {
    expect(association({ refusesBinds: { as: 'nak', reason: 1 } }).say(bind()).answers.map((a) => [a.type, nakReasonOf(a)])).toEqual([[kind.bindNak, 1]]);
  });
});
