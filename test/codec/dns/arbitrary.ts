import * as fc from 'fast-check';

import { spellRecord } from '../../../src/codec/dns/record-data.ts';
import type { ResourceRecord } from '../../../src/codec/dns/record.ts';
import { spellName } from '../../../src/codec/dns/wire-name.ts';

const label = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/),
  fc.constantFrom('*', 'kms\\032one', '\\046', '\\255\\000', 'münchen', '_vlmcs', 'x'.repeat(63)),
);

/** Names as text in the one spelling that they have, some of them odd. */
export const names: fc.Arbitrary<string> = fc.array(label, { maxLength: 3 }).map((labels) => spellName([...labels, 'corp', 'example'].join('.')) ?? 'corp.example');

const short = fc.integer({ min: 0, max: 0xffff });
const long = fc.integer({ min: 0, max: 0xffff_ffff });
const ttl = fc.integer({ min: 0, max: 0x7fff_ffff });

const raw: fc.Arbitrary<ResourceRecord> = fc.oneof(
  fc.record({ type: fc.constant('A' as const), owner: names, ttl, address: fc.ipV4() }),
  fc.record({ type: fc.constant('AAAA' as const), owner: names, ttl, address: fc.ipV6() }),
  fc.record({ type: fc.constantFrom('CNAME' as const), owner: names, ttl, target: names }),
  fc.record({ type: fc.constantFrom('NS' as const, 'PTR' as const), owner: names, ttl, target: names }),
  fc.record({ type: fc.constant('SRV' as const), owner: names, ttl, priority: short, weight: short, port: short, target: fc.oneof(names, fc.constant('.')) }),
  fc.record({ type: fc.constant('TXT' as const), owner: names, ttl, texts: fc.array(fc.stringMatching(/^[\u0000-\u00ff]{0,20}$/), { minLength: 1, maxLength: 3 }) }),
  fc.record({ type: fc.constant('SOA' as const), owner: names, ttl, primary: names, mailbox: names, serial: long, refresh: long, retry: long, expire: long, minimum: long }),
);

/** Records of every type that a zone holds, in the wire's spelling. */
export const records: fc.Arbitrary<ResourceRecord> = raw.map((record) => spellRecord(record) ?? record);
