import { describe, expect, test } from 'vitest';

import type { ResourceRecord } from '../../../src/codec/dns/record.ts';
import { ReferenceDns } from '../../../src/estate/dns/reference-dns.ts';
import type { DnsReply } from '../../../src/estate/dns/reference-dns.ts';
import { Zone } from '../../../src/estate/dns/zone.ts';
import { a, aaaa, cname, corp, healthy, kmsName, ns, srv, txt } from './zones.ts';

const udp = { address: '10.0.0.9', transport: 'udp' } as const;
const ask = (records: readonly ResourceRecord[], name: string, type: string): DnsReply => new ReferenceDns({ zones: [corp(records)] }).lookup(`${name}.corp.example`, type, udp);

describe('a lookup in a zone', () => {
  test('gives the records, in any letter case asked, as the zone writes them', () => {
    const reply = ask([srv('_VLMCS._tcp', 'KMS1')], '_vlmcs._TCP', 'SRV');
    expect(reply).toMatchObject({ outcome: 'answered', rcode: 'NOERROR', authoritative: true, truncated: false, delayMs: 0 });
    expect(reply.answers).toEqual([srv('_VLMCS._tcp', 'KMS1')]);
  });

  test('of a name that exists without that type is NODATA, of one that does not is NXDOMAIN, both with the SOA (RFC 2308 §2)', () => {
    const records = [txt('_vlmcs._tcp', 'no SRV here')];
    for (const [name, rcode] of [['_vlmcs._tcp', 'NOERROR'], ['_vlmcs._udp', 'NXDOMAIN']] as const) {
      const reply = ask(records, name, 'SRV');
      expect([reply.rcode, reply.answers, reply.authority.map(({ type }) => type)]).toEqual([rcode, [], ['SOA']]);
    }
  });

  test('finds that a name exists that has nothing but names below it (RFC 8020, RFC 4592 §2.2.2)', () => {
    expect(ask([srv('_vlmcs._tcp', 'kms1')], '_tcp', 'SRV')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  });

  test('no longer finds that name once the last one below it is gone', () => {
    const zone = healthy();
    zone.remove(kmsName);
    expect(new ReferenceDns({ zones: [zone] }).lookup('_tcp.corp.example', 'SRV', udp).rcode).toBe('NXDOMAIN');
  });

  test('lets "no such name" be kept no longer than the lesser of the SOA\'s TTL and its minimum (RFC 2308 §3)', () => {
    const zone = corp();
    zone.add({ ...zone.soa, ttl: 3600, minimum: 60 });
    expect(new ReferenceDns({ zones: [zone] }).lookup('gone.corp.example', 'A', udp).authority[0]?.ttl).toBe(60);
  });

  test('to ANY is one type\'s records and not all (RFC 8482 §4.1)', () => {
    expect(ask([a('kms1'), aaaa('kms1', '::1')], 'kms1', 'ANY').answers).toEqual([a('kms1')]);
  });

  test('of a name below a delegation names the servers to ask instead (RFC 1034 §4.3.2)', () => {
    const reply = ask([ns('site', 'ns.site'), a('ns.site', '10.9.9.9'), srv('_vlmcs._tcp.site', 'kms1')], '_vlmcs._tcp.site', 'SRV');
    expect(reply).toMatchObject({ rcode: 'NOERROR', answers: [], authoritative: false, authority: [ns('site', 'ns.site')] });
  });

  test('gives what is wrong on purpose as it stands', () => {
    const wrong = [
      srv('iptext._tcp', '127.0.0.1.'), srv('port0._tcp', 'kms1', 0), srv('none._tcp', '.', 0), srv('doubled._tcp', 'kms1.corp.example'), srv('odd._tcp', 'kms\\032one'),
    ];
    for (const record of wrong) expect(ask(wrong, record.owner.replace('.corp.example', ''), 'SRV').answers).toEqual([record]);
  });

  test('of what can be no name is FORMERR', () => {
    expect(new ReferenceDns({ zones: [corp()] }).lookup(`${'x'.repeat(64)}!.corp.example`, 'A', udp).rcode).toBe('FORMERR');
    expect(new ReferenceDns({ zones: [corp()] }).lookup('a..corp.example', 'A', udp).rcode).toBe('FORMERR');
  });
});

describe('a wildcard (RFC 4592)', () => {
  const records = [srv('*.wild', 'kms1'), txt('there.wild', 'here'), a('deep.ent.wild')];

  test('answers for a name that does not exist, under the name asked', () => {
    expect(ask(records, '_vlmcs._tcp.wild', 'SRV').answers).toEqual([srv('_vlmcs._tcp.wild', 'kms1')]);
  });

  test('has no say where the name exists, though without that type', () => {
    expect(ask(records, 'there.wild', 'SRV')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  });

  test('has no say below another name that exists, an empty one included', () => {
    expect(ask(records, '_vlmcs._tcp.there.wild', 'SRV').rcode).toBe('NXDOMAIN');
    expect(ask(records, 'other.ent.wild', 'SRV').rcode).toBe('NXDOMAIN');
    expect(ask(records, 'ent.wild', 'SRV')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  });

  test('may be an alias, which is followed', () => {
    expect(ask([cname('*.wild', 'kms1'), a('kms1')], 'x.wild', 'A').answers).toEqual([cname('x.wild', 'kms1'), a('kms1')]);
  });

  test('that lacks the type says that there is no data, not that there is no name', () => {
    expect(ask(records, 'x.wild', 'A')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  });
});

describe('an alias', () => {
  test('is followed within the server, from zone to zone, with every step in the answer', () => {
    const other = new Zone({ name: 'other.example', records: [a('kms.other.example.', '10.2.2.2')] });
    const server = new ReferenceDns({ zones: [corp([cname('one', 'two'), cname('two', 'kms.other.example.')]), other] });
    expect(server.lookup('one.corp.example', 'A', udp).answers).toEqual([cname('one', 'two'), cname('two', 'kms.other.example.'), a('kms.other.example.', '10.2.2.2')]);
  });

  test('to a name that is not there has that name\'s code (RFC 6604 §3)', () => {
    expect(ask([cname('one', 'gone')], 'one', 'A')).toMatchObject({ rcode: 'NXDOMAIN', answers: [cname('one', 'gone')] });
  });

  test('that leads out of the server ends the answer there', () => {
    expect(ask([cname('one', 'kms.elsewhere.example.')], 'one', 'A')).toMatchObject({ rcode: 'NOERROR', answers: [cname('one', 'kms.elsewhere.example.')] });
  });

  test('is itself the answer to a question for aliases', () => {
    expect(ask([cname('one', 'two'), cname('two', 'three')], 'one', 'CNAME').answers).toEqual([cname('one', 'two')]);
  });

  test('that comes back to itself is answered with the loop, and one that goes on and on is cut', () => {
    expect(ask([cname('one', 'two'), cname('two', 'one')], 'one', 'A')).toMatchObject({ rcode: 'NOERROR', answers: [cname('one', 'two'), cname('two', 'one')] });
    const chain = Array.from({ length: 100 }, (_, n) => cname(`n${n}`, `n${n + 1}`));
    expect(ask(chain, 'n0', 'A').answers).toHaveLength(16);
  });
});

describe('a zone', () => {
  test('gives all records of one name and type the TTL of the last (RFC 2181 §5.2)', () => {
    const zone = corp([a('kms1', '10.0.0.1', 300), a('kms1', '10.0.0.2', 60)]);
    expect(zone.get('kms1.corp.example', 'A').map(({ ttl }) => ttl)).toEqual([60, 60]);
  });

  test('raises its serial with each change and not with what changes nothing', () => {
    const zone = healthy({ serial: 7 });
    zone.add(a('kms2', '10.0.0.2'));
    zone.add(a('kms2', '10.0.0.2'));
    zone.remove('nobody.corp.example');
    expect(zone.serial).toBe(8);
    zone.remove('kms2.corp.example');
    expect(zone.serial).toBe(9);
  });

  test('passes from the highest serial to 1 (RFC 1982)', () => {
    const zone = corp([], { serial: 0xffff_ffff });
    zone.add(a('kms1'));
    expect(zone.serial).toBe(1);
  });

  test('keeps its SOA and NS records whatever is removed', () => {
    const zone = healthy();
    zone.remove('corp.example');
    expect([zone.get('corp.example', 'SOA').length, zone.get('corp.example', 'NS').length]).toEqual([1, 1]);
  });

  test('takes an address in any spelling as the one that it is', () => {
    expect(corp([aaaa('kms1', 'FD00:0:0::1'), aaaa('kms1', 'fd00::1')]).get('kms1.corp.example', 'AAAA')).toEqual([aaaa('kms1', 'fd00::1')]);
  });

  test.each([
    ['a record of another zone', a('kms1.other.example.')],
    ['an address that is none', a('kms1', '10.0.0.256')],
    ['a port over 65535', srv('_vlmcs._tcp', 'kms1', 65_536)],
    ['a label over 63 octets', a('x'.repeat(64))],
    ['an empty label', a('x..y')],
    ['text that is no octets', txt('kms1', '\u{1f600}')],
  ])('refuses %s, which no message could carry', (_, record) => {
    expect(() => corp([record])).toThrow(RangeError);
  });

  test('that was copied goes its own way: two servers that disagree', () => {
    const first = healthy({ serial: 5 });
    const second = first.copy();
    first.remove(kmsName, 'SRV');
    const rcodes = [first, second].map((zone) => new ReferenceDns({ zones: [zone] }).lookup(kmsName, 'SRV', udp).rcode);
    expect([rcodes, first.serial, second.serial]).toEqual([['NXDOMAIN', 'NOERROR'], 6, 5]);
  });
});
