import { describe, expect, it } from 'vitest';

import { eventsOf, lived } from '../lived.ts';

type Zone = ReturnType<ReturnType<typeof lived>['dns']['copiesOf']>[number];

const recordsIn = (zone: Zone | undefined): string[] =>
  (zone?.get(`_vlmcs._tcp.${zone.name}`, 'SRV') ?? []).map((r) => (r.type === 'SRV' ? `${r.priority} ${r.weight} ${r.port} ${r.target}` : r.type)).toSorted();

const zoneOf = (world: ReturnType<typeof lived>, name = 'corp.example', server?: string): Zone | undefined => world.dns.copiesOf(name, server === undefined ? undefined : [server])[0];

/** Source: Microsoft, KMS and DNS; activation registry settings; event 12293. */
describe('a KMS host makes itself known', () => {
  it('by an SRV record and its addresses, with event 12294, on every server of the zone', () => {
    const world = lived();
    expect(recordsIn(zoneOf(world, 'corp.example', 'dc1'))).toEqual(['0 0 1688 kms1.corp.example']);
    expect(recordsIn(zoneOf(world, 'corp.example', 'dc2'))).toEqual(['0 0 1688 kms1.corp.example']);
    expect(zoneOf(world)?.get('kms1.corp.example', 'A')).toMatchObject([{ address: '10.0.0.11' }]);
    expect(eventsOf(world, 'KMS1', 12_294)[0]).toBe('12294: corp.example');
  });

  it('again every 24 hours: a record that somebody deleted comes back within a day', () => {
    const world = lived({ faults: [{ fault: 'srv-removed', at: '1h' }], at: '2h' });
    expect(recordsIn(zoneOf(world))).toEqual([]);
    world.clock.runUntil(world.clock.now + 86_400_000);
    expect(recordsIn(zoneOf(world))).toEqual(['0 0 1688 kms1.corp.example']);
  });

  it('with its priority and weight, and in the zones of DnsDomainPublishList with theirs', () => {
    const world = lived({ estate: { dns: { zones: ['branch.example'] }, hosts: [{ name: 'KMS1', priority: 10, weight: 20, publishList: [{ domain: 'branch.example', priority: 1, weight: 2 }] }] } });
    expect([recordsIn(zoneOf(world)), recordsIn(zoneOf(world, 'branch.example'))]).toEqual([['10 20 1688 kms1.corp.example'], ['1 2 1688 kms1.corp.example']]);
  });

  it('with the port on which it listens, the old record taken away', () => {
    const world = lived({ faults: [{ fault: 'host-settings', machine: 'KMS1', port: 1690, restart: true, at: '1h' }], at: '2h' });
    expect(recordsIn(zoneOf(world))).toEqual(['0 0 1690 kms1.corp.example']);
  });

  it('not at all where publishing is off', () => {
    const world = lived({ estate: { hosts: [{ name: 'KMS1', publishing: false }] } });
    expect([recordsIn(zoneOf(world)), eventsOf(world, 'KMS1', 12_293, 12_294)]).toEqual([[], []]);
  });

  it('and logs 12293 with the DNS code where it is refused', () => {
    const refused = lived({ estate: { dns: { updates: 'none', recordBefore: false } } });
    expect(eventsOf(refused, 'KMS1', 12_293)[0]).toBe('12293: 0x8007232D');
    const silent = lived({ faults: [{ fault: 'dns-server', servers: ['dc1', 'dc2'], behaviour: 'silent', at: 'before' }] });
    expect(eventsOf(silent, 'KMS1', 12_293)[0]).toBe('12293: 0x800705B4');
  });

  it('as the second of two hosts only where it is let write the record of the first', () => {
    const hosts = [{ name: 'KMS1' }, { name: 'KMS2' }];
    const apart = lived({ estate: { dns: { hostsShareRecord: false }, hosts } });
    expect([recordsIn(zoneOf(apart)), eventsOf(apart, 'KMS2', 12_293)[0]]).toEqual([['0 0 1688 kms1.corp.example'], '12293: 0x80072338']);
    const together = lived({ estate: { hosts } });
    expect(recordsIn(zoneOf(together))).toEqual(['0 0 1688 kms1.corp.example', '0 0 1688 kms2.corp.example']);
  });

  it('but not to a server that has stopped replicating', () => {
    const world = lived({ faults: [{ fault: 'replication-stops', servers: ['dc2'], at: 'before' }] });
    expect([recordsIn(zoneOf(world, 'corp.example', 'dc1')), recordsIn(zoneOf(world, 'corp.example', 'dc2'))]).toEqual([['0 0 1688 kms1.corp.example'], []]);
  });
});
