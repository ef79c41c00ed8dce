import { describe, expect, test } from 'vitest';

import type { Change, DnsUpdate, Prerequisite } from '../../../src/codec/dns/update.ts';
import { applyUpdate } from '../../../src/estate/dns/apply-update.ts';
import { ReferenceDns } from '../../../src/estate/dns/reference-dns.ts';
import type { Zone } from '../../../src/estate/dns/zone.ts';
import { a, aaaa, cname, corp, healthy, kmsName, ns, srv, txt } from './zones.ts';

const updateOf = (changes: readonly Change[], prerequisites: readonly Prerequisite[] = [], zone = 'corp.example'): DnsUpdate => ({ zone, prerequisites, changes });
const add = (record: ReturnType<typeof a>): Change => ({ kind: 'add', record });
const remove = (record: ReturnType<typeof a>): Change => ({ kind: 'delete-record', record });
const open = (): Zone => healthy({ updates: 'open', serial: 10 });
const namesOf = (zone: Zone): string[] => [...zone.records()].filter(({ type }) => type !== 'SOA' && type !== 'NS').map(({ type, owner }) => `${owner} ${type}`).toSorted();
const zoneSoa = () => open().soa;
const byOwner = (x: { owner: string; type: string }, y: { owner: string; type: string }): number => `${x.owner} ${x.type}`.localeCompare(`${y.owner} ${y.type}`);
const publish = (zone: Zone, host: string, identity: string | null) => applyUpdate(zone, updateOf([add(srv('_vlmcs._tcp', host)), add(a(host, '10.0.0.7'))]), identity);

describe('a prerequisite (RFC 2136 §3.2)', () => {
  const name = kmsName;
  const gone = 'gone.corp.example';
  test.each<[string, Prerequisite, string]>([
    ['name in use, and it is', { kind: 'name-in-use', name }, 'NOERROR'],
    ['name in use, and it is not', { kind: 'name-in-use', name: gone }, 'NXDOMAIN'],
    ['name in use, where only names below it have records', { kind: 'name-in-use', name: '_tcp.corp.example' }, 'NXDOMAIN'],
    ['name not in use, and it is not', { kind: 'name-not-in-use', name: gone }, 'NOERROR'],
    ['name not in use, and it is', { kind: 'name-not-in-use', name }, 'YXDOMAIN'],
    ['records exist, and they do', { kind: 'records-exist', name, type: 'SRV' }, 'NOERROR'],
    ['records exist, and only of another type', { kind: 'records-exist', name, type: 'A' }, 'NXRRSET'],
    ['records missing, and they are', { kind: 'records-missing', name, type: 'A' }, 'NOERROR'],
    ['records missing, and they are not', { kind: 'records-missing', name, type: 'SRV' }, 'YXRRSET'],
    ['records equal, and they are, whatever the TTL and letter case', { kind: 'records-equal', name, type: 'SRV', records: [srv('_vlmcs._tcp', 'KMS1', 1688, 0, 0, 0)] }, 'NOERROR'],
    ['records equal, and one differs', { kind: 'records-equal', name, type: 'SRV', records: [srv('_vlmcs._tcp', 'kms2')] }, 'NXRRSET'],
    ['records equal, and there is one more', { kind: 'records-equal', name, type: 'SRV', records: [srv('_vlmcs._tcp', 'kms1'), srv('_vlmcs._tcp', 'kms2')] }, 'NXRRSET'],
    ['of another zone', { kind: 'name-in-use', name: 'x.other.example' }, 'NOTZONE'],
  ])('%s', (_, prerequisite, result) => {
    const zone = open();
    expect(applyUpdate(zone, updateOf([add(a('new'))], [prerequisite]), null)).toBe(result);
    expect(namesOf(zone).includes('new.corp.example A')).toBe(result === 'NOERROR');
  });

  test('is looked at before the right to write: nobody learns more by it than by a query', () => {
    expect(applyUpdate(healthy(), updateOf([], [{ kind: 'name-in-use', name: gone }]), null)).toBe('NXDOMAIN');
  });
});

const after = (zone: Zone, ...changes: Change[]): Zone => {
  expect(applyUpdate(zone, updateOf(changes), null)).toBe('NOERROR');
  return zone;
};

const addresses = (): Zone => corp([a('kms1', '10.0.0.1'), a('kms1', '10.0.0.2'), aaaa('kms1', '::1')], { updates: 'open' });

describe('a change (RFC 2136 §3.4.2)', () => {
  test('adds a second host beside the first, as KMS hosts publish themselves', () => {
    expect(after(open(), add(srv('_vlmcs._tcp', 'kms2'))).get(kmsName, 'SRV')).toEqual([srv('_vlmcs._tcp', 'kms1'), srv('_vlmcs._tcp', 'kms2')]);
  });

  test('that adds what is there changes nothing, and no serial', () => {
    expect(after(open(), add(srv('_vlmcs._tcp', 'KMS1'))).serial).toBe(10);
  });

  test('that adds it with another TTL gives it that', () => {
    const zone = after(open(), add(srv('_vlmcs._tcp', 'kms1', 1688, 0, 0, 60)));
    expect([zone.get(kmsName, 'SRV').map(({ ttl }) => ttl), zone.serial]).toEqual([[60], 11]);
  });

  test('deletes one record, the records of a type, or all of a name', () => {
    const name = 'kms1.corp.example';
    expect(after(addresses(), remove(a('kms1', '10.0.0.1'))).get(name, 'A')).toEqual([a('kms1', '10.0.0.2')]);
    expect(namesOf(after(addresses(), { kind: 'delete-type', name, type: 'A' }))).toEqual([`${name} AAAA`]);
    expect(namesOf(after(addresses(), { kind: 'delete-name', name }))).toEqual([]);
    expect(namesOf(after(addresses(), remove(a('kms1', '10.0.0.9')), { kind: 'delete-name', name: 'gone.corp.example' }))).toHaveLength(3);
  });

  test('cannot take the zone\'s SOA, nor its NS records all at once, nor the last of them', () => {
    const zone = after(open(), { kind: 'delete-name', name: 'corp.example' }, { kind: 'delete-type', name: 'corp.example', type: 'NS' }, { kind: 'delete-type', name: 'corp.example', type: 'SOA' }, remove(ns('@', 'ns1')), remove(zoneSoa()));
    expect([zone.get('corp.example', 'SOA').length, zone.get('corp.example', 'NS').length, zone.serial]).toEqual([1, 1, 10]);
  });

  test('may take one of two NS records', () => {
    expect(after(open(), add(ns('@', 'ns2')), remove(ns('@', 'ns1'))).get('corp.example', 'NS')).toEqual([ns('@', 'ns2')]);
  });

  test('is passed over where an alias would stand beside something else', () => {
    expect(after(open(), add(cname('kms1', 'kms9'))).get('kms1.corp.example', 'CNAME')).toEqual([]);
    const zone = after(corp([cname('alias', 'kms1')], { updates: 'open' }), add(a('alias')), add(cname('alias', 'kms2')));
    expect(namesOf(zone)).toEqual(['alias.corp.example CNAME']);
    expect(zone.get('alias.corp.example', 'CNAME')).toEqual([cname('alias', 'kms2')]);
  });

  test('of the SOA counts with a later serial alone, which then is the zone\'s', () => {
    expect(after(open(), add({ ...zoneSoa(), serial: 9 })).serial).toBe(10);
    expect(after(open(), add({ ...zoneSoa(), serial: 500 })).serial).toBe(500);
    expect(after(open(), add({ ...zoneSoa(), owner: 'kms1.corp.example', serial: 500 })).serial).toBe(10);
  });

  test('raises the serial once, however many there are (RFC 2136 §3.6)', () => {
    expect(after(open(), add(a('x')), add(a('y')), remove(srv('_vlmcs._tcp', 'kms1'))).serial).toBe(11);
  });
});

describe('an update', () => {
  test.each<[string, Change, string]>([
    ['of another zone\'s name is NOTZONE', add(a('x.other.example.')), 'NOTZONE'],
    ['of a type that is no data is FORMERR', { kind: 'delete-type', name: kmsName, type: 'AXFR' }, 'FORMERR'],
    ['of an address that is none is FORMERR', add(a('x', '10.0.0.256')), 'FORMERR'],
    ['of a type that it cannot hold is REFUSED', { kind: 'add-unknown', name: 'x.corp.example', type: 'MX' }, 'REFUSED'],
    ['of a text that is too long is REFUSED', add(txt('x', ...Array<string>(5).fill('x'.repeat(255)))), 'REFUSED'],
  ])('%s, and none of its changes is made (RFC 2136 §3.4.1)', (_, bad, result) => {
    const zone = open();
    const before = [...zone.records()];
    expect(applyUpdate(zone, updateOf([{ kind: 'delete-name', name: kmsName }, add(a('new')), bad]), null)).toBe(result);
    expect([...zone.records()]).toEqual(before);
  });

  test('of a zone that the server does not have is NOTAUTH', () => {
    const server = new ReferenceDns({ zones: [open()] });
    const from = { address: '10.0.0.1', transport: 'udp' } as const;
    expect(['other.example', '_tcp.corp.example'].map((zone) => server.update(updateOf([], [], zone), from, null).rcode)).toEqual(['NOTAUTH', 'NOTAUTH']);
  });

  test('changes the zone of the asker\'s view alone', () => {
    const [common, branch] = [open(), open()];
    const server = new ReferenceDns({ zones: [common], views: [{ from: ['10.1.0.0/16'], zones: [branch] }] });
    server.update(updateOf([add(a('new'))]), { address: '10.1.0.1', transport: 'udp' }, null);
    expect([common.get('new.corp.example', 'A').length, branch.get('new.corp.example', 'A').length]).toEqual([0, 1]);
  });

  test('that brings the zone over its size is REFUSED, all of it', () => {
    const zone = healthy({ updates: 'open', maxRecords: 8 });
    const before = [...zone.records()];
    expect(applyUpdate(zone, updateOf([{ kind: 'delete-name', name: kmsName }, ...Array.from({ length: 9 }, (_, n) => add(a('x', `10.0.0.${n}`)))]), null)).toBe('REFUSED');
    expect([...zone.records()].toSorted(byOwner)).toEqual(before.toSorted(byOwner));
    expect(zone.serial).toBe(1);
  });

  test('that makes more names on the way than records is REFUSED too', () => {
    const zone = healthy({ updates: 'open', maxRecords: 20 });
    const deep = 'a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t';
    expect(applyUpdate(zone, updateOf([add(a(`x.${deep}`)), add(a(`y.1.${deep}`)), add(a(`z.${deep}.${deep}`))]), null)).toBe('REFUSED');
    expect(namesOf(zone)).toHaveLength(3);
  });
});

describe('the right to update', () => {

  test('is nobody\'s in a zone without updates', () => {
    expect([publish(corp(), 'kms1', null), publish(corp(), 'kms1', 'KMS1$')]).toEqual(['REFUSED', 'REFUSED']);
  });

  test('is everybody\'s in an open zone, signed or not', () => {
    const zone = corp([], { updates: 'open' });
    expect([publish(zone, 'kms1', null), publish(zone, 'kms2', 'KMS2$'), publish(zone, 'kms3', null)]).toEqual(['NOERROR', 'NOERROR', 'NOERROR']);
  });

  test('is nobody\'s in a secure zone who does not sign', () => {
    expect(publish(corp([], { updates: 'secure' }), 'kms1', null)).toBe('REFUSED');
  });

  test('to a name is that of the first to create it in a secure zone: the second KMS host has a bad signature (event 12293, 0x80072338)', () => {
    const zone = corp([], { updates: 'secure' });
    expect([publish(zone, 'kms1', 'KMS1$'), publish(zone, 'kms2', 'KMS2$'), publish(zone, 'kms1', 'KMS1$')]).toEqual(['NOERROR', 'BADSIG', 'NOERROR']);
    expect(namesOf(zone)).toEqual([`${kmsName} SRV`, 'kms1.corp.example A']);
  });

  test('is also that of a group which the administrator lets write to the name', () => {
    const zone = corp([], { updates: 'secure' });
    publish(zone, 'kms1', 'KMS1$');
    zone.grant(['KMS1$', 'KMS2$'], kmsName.toUpperCase());
    expect([publish(zone, 'kms2', 'KMS2$'), publish(zone, 'kms3', 'KMS3$')]).toEqual(['NOERROR', 'BADSIG']);
    // The group's right ends at that name.
    expect(applyUpdate(zone, updateOf([{ kind: 'delete-name', name: 'kms1.corp.example' }]), 'KMS2$')).toBe('BADSIG');
  });

  test('to what the administrator made by hand is the administrator\'s, until it is assigned', () => {
    const zone = healthy({ updates: 'secure' });
    expect(publish(zone, 'kms1', 'KMS1$')).toBe('BADSIG');
    zone.assign(kmsName, 'KMS1$');
    zone.assign('kms1.corp.example', 'KMS1$');
    expect(publish(zone, 'kms1', 'KMS1$')).toBe('NOERROR');
  });

  test('to a name that was scavenged is free again', () => {
    const zone = corp([], { updates: 'secure' });
    publish(zone, 'kms1', 'KMS1$');
    zone.remove(kmsName);
    expect(publish(zone, 'kms2', 'KMS2$')).toBe('NOERROR');
  });

  test('to a name that was deleted and then made by hand is the administrator\'s', () => {
    for (const clear of [(zone: Zone) => zone.remove(kmsName), (zone: Zone) => applyUpdate(zone, updateOf([{ kind: 'delete-name', name: kmsName }]), 'KMS1$')]) {
      const zone = corp([], { updates: 'secure' });
      publish(zone, 'kms1', 'KMS1$');
      clear(zone);
      zone.add(srv('_vlmcs._tcp', 'kms9'));
      expect(publish(zone, 'kms1', 'KMS1$')).toBe('BADSIG');
    }
  });

  test('goes with a copy of the zone', () => {
    const zone = corp([], { updates: 'secure' });
    publish(zone, 'kms1', 'KMS1$');
    expect([publish(zone.copy(), 'kms2', 'KMS2$'), publish(zone.copy(), 'kms1', 'KMS1$')]).toEqual(['BADSIG', 'NOERROR']);
  });
});
