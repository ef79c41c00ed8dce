import { assert, constantFrom, domain, integer, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesIn, encodeUpdateProbe, encodeZoneQuestion, judgeUpdateAnswer, readUpdateAnswer, readZoneAnswer } from '../../../src/codec/directory/update-right.ts';
import { readRequest } from '../../../src/codec/dns/request.ts';

const nonce = '0123456789abcdef0123456789abcdef';
const probe = (zone = 'contoso.test'): Uint8Array => encodeUpdateProbe(7, zone, nonce) ?? new Uint8Array();

/** An answer of that code to the probe: its header alone, as some servers send it. */
const answer = (rcode: number, flags = 0xa800): Uint8Array => {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16BE(7, 0);
  bytes.writeUInt16BE(flags | rcode, 2);
  return bytes;
};

describe('the probe of the update right', () => {
  it('is an update with one prerequisite that holds and nothing to be changed', () => {
    const read = readRequest(probe());
    expect(read).toMatchObject({
      kind: 'update', signed: false,
      update: { zone: 'contoso.test', prerequisites: [{ kind: 'name-not-in-use', name: `kmsdoctor-${nonce}.contoso.test` }], changes: [] },
    });
  });

  it('announces no record in the section of changes (octets 8 and 9) and holds none behind its prerequisite, whatever the zone is called', () => {
    const zones = constantFrom('contoso.test', '_vlmcs._tcp.contoso.test', '.', 'a.'.repeat(100), 'x'.repeat(64), '\\000.test', '-o.test');
    for (const zone of [zones, domain(), string({ maxLength: 80 })]) {
      assert(property(zone, integer({ min: 0, max: 0xffff }), (name, id) => {
        const bytes = encodeUpdateProbe(id, name, nonce);
        if (bytes === null) return true;
        const read = readRequest(bytes);
        // Opcode 5; one zone, one prerequisite, no change, nothing additional: the counts of RFC 2136 §2.2.
        const counts = Buffer.from(bytes.subarray(2, 12)).toString('hex');
        return counts === '28000001000100000000' && changesIn(bytes) === 0 && read.kind === 'update' && read.update?.changes.length === 0;
      }), { numRuns: 200 });
    }
  });

  it('is not made for what is no zone, nor with a nonce of another form', () => {
    expect([encodeUpdateProbe(1, 'a..b', nonce), encodeUpdateProbe(1, 'x'.repeat(64), nonce), encodeUpdateProbe(1, 'contoso.test', 'www')]).toEqual([null, null, null]);
  });

  it('takes an answer of its own id and of an update for its answer, and nothing else', () => {
    expect(readUpdateAnswer(answer(5), 7)).toBe('REFUSED');
    expect([readUpdateAnswer(answer(5), 8), readUpdateAnswer(answer(5, 0x2800), 7), readUpdateAnswer(answer(5, 0x8000), 7), readUpdateAnswer(new Uint8Array(5), 7)]).toEqual([null, null, null, null]);
    assert(property(uint8Array({ maxLength: 40 }), (bytes) => {
      const rcode = readUpdateAnswer(bytes, 7);
      return rcode === null || rcode.length > 0;
    }));
  });
});

describe('the question whether a server has a zone', () => {
  it('asks that server itself, without recursion', () => {
    expect(readRequest(encodeZoneQuestion(9, 'contoso.test') ?? new Uint8Array())).toMatchObject({ kind: 'query', question: { name: 'contoso.test', type: 'SOA' }, header: { recursionDesired: false } });
  });

  it('is answered yes by an authoritative answer with the SOA, and by no other', () => {
    const question = encodeZoneQuestion(9, 'contoso.test') ?? new Uint8Array();
    const soa = Buffer.from('c00c00060001000000000016026e73c00c0161c00c0000000100000001000000010000000100000001', 'hex');
    soa.writeUInt16BE(soa.length - 12, 10);
    const withSoa = (flags: number): Uint8Array => {
      const bytes = Buffer.concat([question, soa]);
      bytes.writeUInt16BE(flags, 2);
      bytes.writeUInt16BE(1, 6);
      return bytes;
    };
    expect([withSoa(0x8400), withSoa(0x8000), withSoa(0x8405), Buffer.from(question)].map((bytes) => readZoneAnswer(bytes, 9))).toEqual(['authoritative', 'other', 'other', null]);
    assert(property(uint8Array({ maxLength: 60 }), (bytes) => [null, 'other', 'authoritative'].includes(readZoneAnswer(bytes, 9))));
  });
});

describe('the verdict', () => {
  it.each([
    ['NOERROR', null, 'open'], ['REFUSED', null, 'refused'], ['NOTIMP', null, 'not-supported'],
    ['NOTAUTH', true, 'refused'], ['NOTAUTH', false, 'not-authoritative'], ['NOTAUTH', null, 'ambiguous'], ['NOTZONE', false, 'not-authoritative'], ['NOTZONE', true, 'ambiguous'],
    ['YXDOMAIN', null, 'ambiguous'], ['SERVFAIL', null, 'ambiguous'], ['FORMERR', null, 'ambiguous'], ['RCODE12', null, 'ambiguous'],
  ] as const)('of %s, where it has the zone: %s, is %s', (rcode, hasZone, verdict) => {
    const judged = judgeUpdateAnswer(rcode, hasZone);
    expect(judged.verdict).toBe(verdict);
    expect(judged.detail).toMatch(/^[a-z].{20,}|^NOT/);
  });
});
