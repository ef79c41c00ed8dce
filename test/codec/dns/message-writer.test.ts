import { decode } from 'dns-packet';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MessageWriter, section } from '../../../src/codec/dns/message-writer.ts';
import { readRecord } from '../../../src/codec/dns/record-data.ts';
import { readSections } from '../../../src/codec/dns/sections.ts';
import { records } from './arbitrary.ts';

const a = (owner: string) => ({ type: 'A', owner, ttl: 60, address: '10.0.0.1' }) as const;

/** Octets of a message with an address of each owner. */
const sizeOf = (...owners: string[]): number => {
  const writer = new MessageWriter(1, 0);
  for (const owner of owners) writer.record(section.answer, a(owner));
  return writer.size;
};

/** The first name of the later domain stands too far behind to be pointed to. */
const domainOf = (n: number): string => (n < 1000 ? 'a-rather-long-name-of-a-domain.example' : 'another.test');

describe('a message that is written', () => {
  test('is read as the records that went into it, in every section', () => {
    fc.assert(fc.property(fc.array(records, { maxLength: 8 }), (list) => {
      const writer = new MessageWriter(1, 0);
      writer.question('corp.example', 'SRV');
      for (const to of [section.answer, section.authority, section.additional]) for (const record of list) expect(writer.record(to, record)).toBe(true);
      const bytes = writer.finish();
      const read = readSections(bytes)?.records.map((raws) => raws.map((raw) => readRecord(bytes, raw)));
      expect(read).toEqual([list, list, list]);
      expect(bytes).toHaveLength(writer.size);
    }));
  });

  test('names what it named before by a pointer (RFC 1035 §4.1.4), but never a target of SRV (RFC 2782)', () => {
    expect(sizeOf('kms1.corp.example', 'kms1.corp.example') - sizeOf('kms1.corp.example')).toBe(2 + 14);
    expect(sizeOf('kms1.corp.example', 'kms2.corp.example') - sizeOf('kms1.corp.example')).toBe(5 + 2 + 14);
    const writer = new MessageWriter(1, 0);
    writer.record(section.answer, { type: 'SRV', owner: 'corp.example', ttl: 60, priority: 0, weight: 0, port: 1688, target: 'corp.example' });
    expect(writer.size).toBe(12 + 14 + 10 + 6 + 14);
  });

  test('keeps the letter case of each name: one in other letters is no name that it named before', () => {
    const writer = new MessageWriter(1, 0);
    for (const owner of ['kms1.corp.example', 'KMS1.corp.example', 'KMS1.corp.EXAMPLE']) writer.record(section.answer, a(owner));
    expect(decode(Buffer.from(writer.finish())).answers?.map(({ name }) => name)).toEqual(['kms1.corp.example', 'KMS1.corp.example', 'KMS1.corp.EXAMPLE']);
  });

  test('leaves a record away whole that does not fit, and points to nothing in it', () => {
    const writer = new MessageWriter(1, 0, 90);
    expect(writer.record(section.answer, { type: 'TXT', owner: 'kms1.corp.example', ttl: 60, texts: ['x'.repeat(60)] })).toBe(false);
    expect([writer.record(section.answer, a('kms1.corp.example')), writer.record(section.answer, a('kms1.corp.example'))]).toEqual([true, true]);
    expect(decode(Buffer.from(writer.finish())).answers?.map(({ name }) => name)).toEqual(['kms1.corp.example', 'kms1.corp.example']);
  });

  test('is never longer than 65,535 octets, and points no further than 16,383', () => {
    const writer = new MessageWriter(1, 0);
    let written = 0;
    while (writer.record(section.answer, a(`host-${written}.${domainOf(written)}`))) written++;
    const answers = decode(Buffer.from(writer.finish())).answers ?? [];
    expect(writer.size).toBeLessThanOrEqual(0xffff);
    expect([answers.length, answers.at(-1)?.name]).toEqual([written, `host-${written - 1}.another.test`]);
  });
});
