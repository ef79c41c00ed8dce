import packet from 'dns-packet';
import type { Answer, DecodedPacket, Packet } from 'dns-packet';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readMessage } from '../../../src/codec/dns/message.ts';
import type { ResourceRecord } from '../../../src/codec/dns/record.ts';
import { encodeUpdate } from '../../../src/codec/dns/update-writer.ts';
import { answerMessage } from '../../../src/estate/dns/answer-message.ts';
import { ReferenceDns } from '../../../src/estate/dns/reference-dns.ts';
import type { Zone } from '../../../src/estate/dns/zone.ts';
import { records as anyRecords } from '../../codec/dns/arbitrary.ts';
import { a, aaaa, cname, corp, healthy, kmsName, srv, txt } from './zones.ts';

/** Questions and answers go through dns-packet, which shares no code with the server: a second opinion of what stands there. */

type Question = { name: string; type: string; class?: number };
const opt = (more: Partial<Extract<Answer, { type: 'OPT' }>> = {}): Answer =>
  ({ type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [], ...more });

function query({ name, type }: Question, more: Partial<Packet> = {}): Buffer {
  return packet.encode({ type: 'query', id: 77, flags: packet.RECURSION_DESIRED, questions: [{ name, type: type as 'A', class: 'IN' }], ...more });
}

const udp = { address: '127.0.0.1', transport: 'udp' } as const;
const tcp = { address: '127.0.0.1', transport: 'tcp' } as const;
const serve = (...zones: Zone[]): ReferenceDns => new ReferenceDns({ zones });

function messagesTo(server: ReferenceDns, message: Uint8Array, from: typeof udp | typeof tcp = udp): readonly Uint8Array[] {
  const reply = answerMessage(server, message, from);
  return reply.kind === 'answer' ? reply.messages : [];
}
const decoded = (bytes: Uint8Array | undefined): DecodedPacket => packet.decode(Buffer.from(bytes ?? []));
const ask = (server: ReferenceDns, message: Uint8Array, from: typeof udp | typeof tcp = udp): DecodedPacket => decoded(messagesTo(server, message, from)[0]);
const kms = { name: kmsName, type: 'SRV' };
const rcodeOf = (bytes: Uint8Array | undefined): string => {
  const message = readMessage(bytes ?? new Uint8Array());
  return message.ok ? message.rcode : 'no message';
};
/** Records without their class and flush bit. */
const plain = (answers: readonly Answer[] | undefined) => answers?.map((one) => ({ name: one.name, type: one.type, ...('data' in one && { data: one.data }), ...('ttl' in one && { ttl: one.ttl }) }));

describe('an answer', () => {
  test('repeats id, question and the wish for recursion, has authority, and offers no recursion that it does not do (RFC 1035 §4.1.1)', () => {
    expect(ask(serve(healthy()), query(kms))).toMatchObject({
      id: 77, type: 'response', rcode: 'NOERROR', flag_aa: true, flag_tc: false, flag_rd: true, flag_ra: false, questions: [{ name: kmsName, type: 'SRV' }],
      answers: [{ name: kmsName, type: 'SRV', ttl: 300, data: { priority: 0, weight: 0, port: 1688, target: 'kms1.corp.example' } }],
    });
  });

  test('repeats the question in the letter case in which it was asked', () => {
    expect(ask(serve(healthy()), query({ name: '_VLMCS._tcp.CORP.example', type: 'SRV' })).questions).toMatchObject([{ name: '_VLMCS._tcp.CORP.example' }]);
  });

  test('brings the addresses of the targets along, as far as there is room (RFC 2782)', () => {
    const server = serve(corp([a('kms1', '10.0.0.1'), aaaa('kms1', 'fd00::1'), srv('_vlmcs._tcp', 'kms1'), srv('_vlmcs._tcp', 'kms9.other.example.')]));
    expect(plain(ask(server, query(kms)).additionals)).toEqual([
      { name: 'kms1.corp.example', type: 'A', ttl: 300, data: '10.0.0.1' }, { name: 'kms1.corp.example', type: 'AAAA', ttl: 300, data: 'fd00::1' },
    ]);
    const many = serve(corp([srv('_vlmcs._tcp', 'kms1'), ...Array.from({ length: 200 }, (_, n) => a('kms1', `10.0.1.${n}`))]));
    const answer = ask(many, query(kms));
    expect([answer.flag_tc, answer.answers?.length, (answer.additionals?.length ?? 0) > 10]).toEqual([false, 1, true]);
  });

  test('of no name or no data has the SOA in its authority section, for resolvers to keep it', () => {
    for (const [name, rcode] of [['gone.corp.example', 'NXDOMAIN'], ['kms1.corp.example', 'NOERROR']] as const) {
      expect(ask(serve(healthy()), query({ name, type: 'SRV' }))).toMatchObject({ rcode, flag_aa: true, answers: [], authorities: [{ name: 'corp.example', type: 'SOA', data: { serial: 1, minimum: 300 } }] });
    }
  });

  test('of a resolver offers recursion and has no authority', () => {
    expect(ask(new ReferenceDns({ forwardTo: serve(healthy()) }), query(kms))).toMatchObject({ flag_ra: true, flag_aa: false, rcode: 'NOERROR', answers: [{ type: 'SRV' }] });
  });

  test('holds any record as it stands in the zone, names compressed or not', () => {
    fc.assert(fc.property(anyRecords.filter(isReadable), (record) => {
      const server = serve(corp([record]));
      const [bytes] = messagesTo(server, encodeQuestion(record.owner, record.type), tcp);
      expect(readMessage(bytes ?? new Uint8Array())).toMatchObject({ ok: true, rcode: 'NOERROR', records: [asDecoded(record)] });
    }));
  });
});

/** dns-packet cannot write odd names: an update's zone section has the same form as a question. */
function encodeQuestion(name: string, type: string): Uint8Array {
  const bytes = Buffer.from(encodeUpdate(5, { zone: name, prerequisites: [], changes: [] }) ?? []);
  bytes.writeUInt16BE(0, 2);
  bytes.writeUInt16BE({ A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, TXT: 16, AAAA: 28, SRV: 33 }[type] ?? 0, bytes.length - 4);
  return bytes;
}

/** Records of the types that a client reads. */
const isReadable = ({ type, owner }: ResourceRecord): boolean => ['A', 'AAAA', 'CNAME', 'SRV'].includes(type) && owner !== 'corp.example';

/** What dns-packet makes of an odd name: it takes a dot in a label for a separator, and octets that are no UTF-8 for U+FFFD. */
function asDecoded<T extends object>(record: T): object {
  const lossy = JSON.stringify(record).includes('\\\\');
  return lossy ? {} : record;
}

const many = (count: number): ReferenceDns => serve(corp(Array.from({ length: count }, (_, n) => srv('_vlmcs._tcp', `kms-host-${n}`, 1688, 0, n)).concat(Array.from({ length: 9 }, (_, n) => a(`kms-host-${n}`)))));

describe('EDNS (RFC 6891)', () => {
  test('is answered with EDNS, and its DO bit repeated; without it there is none', () => {
    expect(ask(serve(healthy()), query(kms, { additionals: [opt({ flags: packet.DNSSEC_OK, flag_do: true })] })).additionals?.filter(({ type }) => type === 'OPT')).toMatchObject([{ udpPayloadSize: 1232, flag_do: true, ednsVersion: 0 }]);
    expect(ask(serve(healthy()), query(kms)).additionals?.filter(({ type }) => type === 'OPT')).toEqual([]);
  });

  test.each([[1, 512], [512, 512], [1232, 1232], [4096, 4096], [65_535, 4096]])('of %i octets is kept to: an answer has at most %i', (udpPayloadSize, most) => {
    for (const count of [3, 10, 20, 30, 60, 90, 200]) {
      const [bytes] = messagesTo(many(count), query(kms, { additionals: [opt({ udpPayloadSize })] }));
      const answer = decoded(bytes);
      expect(bytes?.length).toBeLessThanOrEqual(most);
      expect(answer.flag_tc ? 0 : count).toBe(answer.answers?.length);
      expect(answer.additionals?.at(-1)?.type).toBe('OPT');
    }
  });

  test('counts its own record: at no size is an answer an octet too long', () => {
    const server = many(12);
    for (let udpPayloadSize = 512; udpPayloadSize < 1500; udpPayloadSize++) {
      expect(messagesTo(server, query(kms, { additionals: [opt({ udpPayloadSize })] }))[0]?.length).toBeLessThanOrEqual(udpPayloadSize);
    }
  });

  test('is 512 octets where it is absent, and the cut answer has TC set and its code', () => {
    expect(ask(many(15), query(kms))).toMatchObject({ flag_tc: true, rcode: 'NOERROR', answers: [] });
  });

  test('does not matter over TCP, where the answer is whole', () => {
    expect(ask(many(500), query(kms), tcp).answers).toHaveLength(500);
  });

  test('of a later version is BADVERS', () => {
    expect(rcodeOf(messagesTo(serve(healthy()), query(kms, { additionals: [opt({ ednsVersion: 1 })] }))[0])).toBe('BADVERS');
  });

  test('said twice is FORMERR', () => {
    expect(rcodeOf(messagesTo(serve(healthy()), query(kms, { additionals: [opt(), opt()] }))[0])).toBe('FORMERR');
  });
});

const signed = (bytes: Uint8Array): Uint8Array => {
  const out = Buffer.concat([bytes, Buffer.from([3, 107, 101, 121, 0, 0, 250, 0, 255, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4])]);
  out.writeUInt16BE(out.readUInt16BE(10) + 1, 10);
  return out;
};

describe('a message that is no plain question', () => {
  const server = serve(healthy({ updates: 'open' }));
  const changed = (at: number, value: number): Uint8Array => Uint8Array.from(query(kms)).map((octet, n) => (n === at ? value : octet));

  test.each([['an answer', changed(2, 0x80)], ['less than a header', query(kms).subarray(0, 11)], ['nothing', new Uint8Array()]])('%s is not answered at all', (_, message) => {
    expect(answerMessage(server, message, udp)).toEqual({ kind: 'silent' });
  });

  test.each([
    ['no question is FORMERR', changed(5, 0), 'FORMERR'],
    ['two questions is FORMERR', changed(5, 2), 'FORMERR'],
    ['a record that is not there is FORMERR', changed(11, 1), 'FORMERR'],
    ['a name that points to itself is FORMERR', Uint8Array.from([...query(kms).subarray(0, 12), 0xc0, 0x0c, 0, 33, 0, 1]), 'FORMERR'],
    ['the opcode NOTIFY is NOTIMP', changed(2, 4 << 3), 'NOTIMP'],
    ['the opcode STATUS is NOTIMP', changed(2, 2 << 3), 'NOTIMP'],
    ['another class is REFUSED', changed(query(kms).length - 1, 3), 'REFUSED'],
    ['the type AXFR by UDP is FORMERR', query({ name: 'corp.example', type: 'AXFR' }), 'FORMERR'],
    ['a type that is no data is NOTIMP', changed(query(kms).length - 1 - 2, 250), 'NOTIMP'],
  ])('with %s', (_, message, rcode) => {
    const [answer] = messagesTo(server, message);
    expect([rcodeOf(answer), answer?.[0], answer?.[1]]).toEqual([rcode, 0, 77]);
  });

  test('that is signed is NOTAUTH: the server shares no key with anybody (RFC 8945 §5.2.1)', () => {
    const update = encodeUpdate(77, { zone: 'corp.example', prerequisites: [], changes: [{ kind: 'delete-name', name: kmsName }] }) ?? new Uint8Array();
    expect([query(kms), update].map((message) => rcodeOf(messagesTo(server, signed(message))[0]))).toEqual(['NOTAUTH', 'NOTAUTH']);
    expect(rcodeOf(messagesTo(server, query(kms))[0])).toBe('NOERROR');
  });
});

describe('an update by message (RFC 2136)', () => {
  test('changes the zone, and is answered with its own opcode and no flags', () => {
    const zone = corp([], { updates: 'open' });
    const [answer] = messagesTo(serve(zone), encodeUpdate(9, { zone: 'CORP.example', prerequisites: [{ kind: 'name-not-in-use', name: kmsName }], changes: [{ kind: 'add', record: srv('_vlmcs._tcp', 'kms1') }] }) ?? new Uint8Array());
    expect([...(answer ?? [])].slice(0, 4)).toEqual([0, 9, 0x80 | (5 << 3), 0]);
    expect(zone.get(kmsName, 'SRV')).toEqual([srv('_vlmcs._tcp', 'kms1')]);
  });

  test.each([['none', 'REFUSED'], ['secure', 'REFUSED'], ['open', 'NOERROR']] as const)('in a zone that takes %s updates is %s', (updates, rcode) => {
    const message = encodeUpdate(9, { zone: 'corp.example', prerequisites: [], changes: [] }) ?? new Uint8Array();
    expect(rcodeOf(messagesTo(serve(corp([], { updates })), message)[0])).toBe(rcode);
  });

  test('whose form is broken is FORMERR, and changes nothing', () => {
    const zone = healthy({ updates: 'open' });
    const message = Buffer.from(encodeUpdate(9, { zone: 'corp.example', prerequisites: [], changes: [{ kind: 'delete-name', name: kmsName }] }) ?? []);
    message.writeUInt32BE(1, message.length - 6);
    expect([rcodeOf(messagesTo(serve(zone), message)[0]), zone.get(kmsName, 'SRV').length]).toEqual(['FORMERR', 1]);
  });
});

const axfr = (name = 'corp.example'): Buffer => query({ name, type: 'AXFR' });

const all = (messages: readonly Uint8Array[]) => messages.flatMap((bytes) => decoded(bytes).answers ?? []);

const soaOf = (serial: number): Answer[] => [{ type: 'SOA', name: 'corp.example', class: 'IN', ttl: 0, data: { mname: 'a', rname: 'b', serial, refresh: 1, retry: 1, expire: 1, minimum: 1 } }];

const ixfr = (serial: number): Buffer => {
  const bytes = query({ name: 'corp.example', type: 'SOA' }, { authorities: soaOf(serial) });
  bytes[12 + 14 + 1] = 251;
  return bytes;
};

describe('a zone transfer (RFC 5936)', () => {
  test('by TCP is the whole zone, with its SOA first and last', () => {
    const zone = healthy();
    const types = all(messagesTo(serve(zone), axfr(), tcp)).map(({ type }) => type);
    expect([types[0], types.at(-1), types.length]).toEqual(['SOA', 'SOA', [...zone.records()].length + 1]);
  });

  test('of a large zone comes in several messages, each readable by itself', () => {
    const zone = corp(Array.from({ length: 2000 }, (_, n) => txt(`host-${n}`, 'x'.repeat(50))));
    const messages = messagesTo(serve(zone), axfr(), tcp);
    expect(messages.length).toBeGreaterThan(5);
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(20_000);
    expect(all(messages)).toHaveLength(2000 + 3);
  });

  test('of a zone that the server does not have is NOTAUTH', () => {
    expect(rcodeOf(messagesTo(serve(healthy()), axfr('contoso.test'), tcp)[0])).toBe('NOTAUTH');
  });

  test('in part (RFC 1995) is nothing but the SOA for who has the zone, and by UDP; else the whole zone', () => {
    const server = serve(healthy({ serial: 40 }));
    expect([messagesTo(server, ixfr(40), tcp), messagesTo(server, ixfr(39), udp), messagesTo(server, ixfr(39), tcp)].map((messages) => all(messages).length)).toEqual([1, 1, 6]);
  });
});

const faulty = (set: (server: ReferenceDns) => void): ReferenceDns => {
  const server = serve(healthy());
  set(server);
  return server;
};

describe('a fault', () => {
  test.each(['FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET', 'NOTAUTH', 'NOTZONE', 'RCODE12', 'BADVERS', 'BADCOOKIE'])('of the code %s is written as that, by EDNS where it needs more bits', (rcode) => {
    const server = faulty(({ faults }) => void (faults.rcode = rcode));
    expect(rcodeOf(messagesTo(server, query(kms, { additionals: [opt()] }))[0])).toBe(rcode);
  });

  test('of a code that needs EDNS is SERVFAIL to who has none', () => {
    expect(rcodeOf(messagesTo(faulty(({ faults }) => void (faults.rcode = 'BADVERS')), query(kms))[0])).toBe('SERVFAIL');
  });

  test('of noise is octets with the asker\'s id that are no message', () => {
    const [noise] = messagesTo(faulty(({ faults }) => void (faults.garbled = true)), query(kms));
    expect([noise?.[1], readMessage(noise ?? new Uint8Array()).ok]).toEqual([77, false]);
  });

  test('of silence, refused TCP, cutting and delay shows as in a lookup', () => {
    expect(answerMessage(faulty(({ faults }) => void (faults.silent = true)), query(kms), udp)).toEqual({ kind: 'silent' });
    expect(answerMessage(faulty(({ faults }) => void (faults.refusesTcp = true)), query(kms), tcp)).toEqual({ kind: 'hang-up' });
    const cut = faulty(({ faults }) => void (faults.truncatesUdp = true));
    expect([ask(cut, query(kms)).flag_tc, ask(cut, query(kms), tcp).flag_tc]).toEqual([true, false]);
    expect(answerMessage(faulty(({ faults }) => void (faults.late = { names: [kmsName], delayMs: 700 })), query(kms), udp)).toMatchObject({ delayMs: 700 });
  });
});

const writable = (): ReferenceDns => serve(healthy({ updates: 'open' }));

describe('any octets', () => {
  const seeds = [query(kms, { additionals: [opt()] }), query({ name: 'corp.example', type: 'AXFR' }), query({ name: 'kms1.corp.example', type: 'ANY' }),
    Buffer.from(encodeUpdate(3, { zone: 'corp.example', prerequisites: [{ kind: 'name-in-use', name: kmsName }], changes: [{ kind: 'add', record: cname('x', 'kms1') }] }) ?? [])];

  test('are answered with whole messages of our own or not at all', () => {
    const one = writable();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(udp, tcp), (bytes, from) => {
      for (const message of messagesTo(one, bytes, from)) expect(readMessage(message)).toMatchObject({ ok: true, isResponse: true });
    }), { numRuns: 500 });
  });

  test('of a question or an update cut anywhere neither', () => {
    const one = writable();
    for (const seed of seeds) {
      for (let length = 0; length <= seed.length; length++) {
        for (const message of messagesTo(one, seed.subarray(0, length))) expect(readMessage(message)).toMatchObject({ ok: true, isResponse: true });
      }
    }
  });

  test('of a question or an update changed anywhere neither', () => {
    const one = writable();
    fc.assert(fc.property(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }), fc.constantFrom(udp, tcp), (seed, flips, from) => {
      const bytes = Uint8Array.from(seed);
      for (const [at, octet] of flips) bytes[at % bytes.length] = octet;
      for (const message of messagesTo(one, bytes, from)) expect(readMessage(message)).toMatchObject({ ok: true, isResponse: true });
    }), { numRuns: 500 });
  });
});
