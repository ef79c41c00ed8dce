import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isMetaType } from '../../../src/codec/dns/record.ts';
import { readRequest } from '../../../src/codec/dns/request.ts';
import type { Change, DnsUpdate, Prerequisite } from '../../../src/codec/dns/update.ts';
import { encodeUpdate } from '../../../src/codec/dns/update-writer.ts';
import { names, records } from './arbitrary.ts';

const types = fc.constantFrom('A', 'SRV', 'TXT', 'MX', 'TYPE64');
const prerequisites: fc.Arbitrary<Prerequisite> = fc.oneof(
  fc.record({ kind: fc.constantFrom('name-in-use' as const, 'name-not-in-use' as const), name: names }),
  fc.record({ kind: fc.constantFrom('records-exist' as const, 'records-missing' as const), name: names, type: types }),
);
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), record: records }),
  fc.record({ kind: fc.constant('delete-record' as const), record: records.map((record) => ({ ...record, ttl: 0 })) }),
  fc.record({ kind: fc.constant('delete-type' as const), name: names, type: types }),
  fc.record({ kind: fc.constant('delete-name' as const), name: names }),
);
const updates: fc.Arbitrary<DnsUpdate> = fc.record({ zone: names, prerequisites: fc.array(prerequisites, { maxLength: 4 }), changes: fc.array(changes, { maxLength: 6 }) });

const written = (update: DnsUpdate): Uint8Array => encodeUpdate(7, update) ?? new Uint8Array();

/** An update of corp.example with one record in the section for prerequisites or for changes. */
function withRecord(to: 'prerequisite' | 'change', type: number, ofClass: number, ttl: number, ...data: number[]): Uint8Array {
  const bytes = Buffer.from(written({ zone: 'corp.example', prerequisites: [], changes: [] }));
  bytes.writeUInt16BE(1, to === 'prerequisite' ? 6 : 8);
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(ofClass, 4);
  record.writeUInt32BE(ttl, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([bytes, record, Buffer.from(data)]);
}
const updateIn = (bytes: Uint8Array) => {
  const request = readRequest(bytes);
  return request.kind === 'update' ? request.update : 'no update';
};

describe('an update on the wire (RFC 2136 §2)', () => {
  test('is read as it was written', () => {
    fc.assert(fc.property(updates, (update) => {
      expect(readRequest(written(update))).toMatchObject({ kind: 'update', update, signed: false });
    }));
  });

  test('is read or refused at every cut, and never throws', () => {
    fc.assert(fc.property(updates, (update) => {
      const bytes = written(update);
      for (let length = 12; length < bytes.length; length++) expect(readRequest(bytes.subarray(0, length)).kind).toBe('unreadable');
    }), { numRuns: 20 });
  });

  test('gathers the records of one name and type that are to be equal', () => {
    const record = { type: 'A', owner: 'kms1.corp.example', ttl: 0 } as const;
    const equal: Prerequisite = { kind: 'records-equal', name: record.owner, type: 'A', records: [{ ...record, address: '10.0.0.1' }, { ...record, address: '10.0.0.2' }] };
    expect(updateIn(written({ zone: 'corp.example', prerequisites: [equal], changes: [] }))).toMatchObject({ prerequisites: [equal] });
  });

  test('of a type that we cannot hold is known by its name and type', () => {
    expect(updateIn(withRecord('change', 15, 1, 300, 0, 10, 0))).toMatchObject({ changes: [{ kind: 'add-unknown', name: 'corp.example', type: 'MX' }] });
  });

  test.each([
    ['a prerequisite with a TTL', withRecord('prerequisite', 1, 255, 1)],
    ['a prerequisite "exists" with data', withRecord('prerequisite', 1, 255, 0, 1, 2, 3, 4)],
    ['a prerequisite "equal" of any type', withRecord('prerequisite', 255, 1, 0, 1, 2, 3, 4)],
    ['a prerequisite of another class', withRecord('prerequisite', 1, 3, 0)],
    ['a prerequisite of a type that is no data', withRecord('prerequisite', 252, 255, 0)],
    ['an addition of any type', withRecord('change', 255, 1, 300)],
    ['an addition without data', withRecord('change', 1, 1, 300)],
    ['an address of three octets', withRecord('change', 1, 1, 300, 10, 0, 0)],
    ['a service without target', withRecord('change', 33, 1, 300, 0, 0, 0, 0, 0, 0)],
    ['a deletion of records with a TTL', withRecord('change', 1, 255, 1)],
    ['a deletion of records with data', withRecord('change', 1, 255, 0, 1, 2, 3, 4)],
    ['a deletion of one record with a TTL', withRecord('change', 1, 254, 9, 1, 2, 3, 4)],
    ['a deletion of one record without data', withRecord('change', 1, 254, 0)],
    ['a change of another class', withRecord('change', 1, 4, 0, 1, 2, 3, 4)],
  ])('is badly formed with %s', (_, bytes) => {
    expect(updateIn(bytes)).toBeNull();
  });

  test.each<[string, DnsUpdate]>([
    ['a name that is none', { zone: 'corp.example', prerequisites: [], changes: [{ kind: 'delete-name', name: 'a..b' }] }],
    ['a type that is no data', { zone: 'corp.example', prerequisites: [{ kind: 'records-exist', name: 'corp.example', type: 'AXFR' }], changes: [] }],
    ['an address that is none', { zone: 'corp.example', prerequisites: [], changes: [{ kind: 'add', record: { type: 'A', owner: 'corp.example', ttl: 1, address: 'x' } }] }],
    ['more than one message holds', { zone: 'corp.example', prerequisites: [], changes: Array.from({ length: 3000 }, (_, n) => ({ kind: 'delete-name' as const, name: `host-number-${n}.corp.example` })) }],
  ])('is not written with %s', (_, update) => {
    expect(encodeUpdate(1, update)).toBeNull();
  });

  test('knows the types that stand in no zone (RFC 6895 §3.1)', () => {
    expect(['A', 'SRV', 'TYPE64', 'ANY', 'AXFR', 'OPT', 'TSIG', 'TYPE200', 'nonsense'].map(isMetaType)).toEqual([false, false, false, true, true, true, true, true, true]);
  });
});

describe('any octets', () => {
  test('are taken for some kind of request and never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(typeof readRequest(bytes).kind).toBe('string');
    }), { numRuns: 500 });
  });

  test('that were an update before some of them were changed neither', () => {
    fc.assert(fc.property(updates, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }), (update, flips) => {
      const bytes = Uint8Array.from(written(update));
      for (const [at, octet] of flips) bytes[at % bytes.length] = octet;
      expect(typeof readRequest(bytes).kind).toBe('string');
    }), { numRuns: 300 });
  });
});
