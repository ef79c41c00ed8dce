import { describe, expect, test } from 'vitest';

import { askZoneServers } from '../../src/collect/ask-zone-servers.ts';
import type { GatherRequest } from '../../src/collect/request.ts';
import { valueOf } from '../../src/model/evidence.ts';
import type { Network } from '../../src/model/network.ts';
import { lived } from '../estate/lived.ts';

const request = (domain: string, resolver: string): GatherRequest => ({
  domains: [domain], resolvers: [{ host: resolver, port: 53 }], kmsHosts: [], timeoutMs: 3000, vantage: 'operator', signal: new AbortController().signal, skip: {}, now: () => 0,
});

/** Which addresses were asked for SRV records. */
function watched(network: Network): { network: Network; asked: string[] } {
  const asked: string[] = [];
  return { asked, network: { ...network, lookupSrv: (name, resolver, limits) => {
    asked.push(resolver.host);
    return network.lookupSrv(name, resolver, limits);
  } } };
}

/** dc2 never got the record that dc1 has. */
const halfKnown = (): Network => lived({ faults: [{ fault: 'replication-stops', servers: ['dc2'], at: 'before' }] }).networkOfDesk();

describe('the servers that a zone names as its own', () => {
  test('are asked past the resolver, and what they name is looked at too', async () => {
    const { seen, notes } = await askZoneServers(halfKnown(), request('corp.example', '10.0.0.54'), () => undefined);
    const srv = seen.dnsSrv === undefined ? null : valueOf(seen.dnsSrv);
    expect(srv?.map(({ resolver, answers }) => [resolver, answers.map(({ target }) => target)])).toEqual([['10.0.0.53', ['kms1.corp.example']]]);
    expect(seen.tcp === undefined ? null : valueOf(seen.tcp)?.map(({ outcome }) => outcome)).toEqual(['open']);
    expect(notes).toEqual([]);
  });

  test('are found from a name below the zone’s own', async () => {
    const { seen } = await askZoneServers(halfKnown(), request('branch.corp.example', '10.0.0.54'), () => undefined);
    expect(seen.dnsSrv === undefined ? null : valueOf(seen.dnsSrv)?.map(({ name, resolver }) => [name, resolver])).toEqual([['_vlmcs._tcp.branch.corp.example', '10.0.0.53']]);
  });

  test('are not asked a second time where the resolvers are the zone’s servers already', async () => {
    const { network, asked } = watched(lived({ estate: { dns: { servers: [{ name: 'dc1', address: '10.0.0.53' }] } } }).networkOfDesk());
    const { seen, notes } = await askZoneServers(network, request('corp.example', '10.0.0.53'), () => undefined);
    expect([seen, asked]).toEqual([{}, []]);
    expect(notes).toEqual(['The DNS servers that were asked are corp.example\'s own: there is no other to ask.']);
  });

  test('are left alone on the public internet: their “no such name” says nothing about an internal record', async () => {
    const { network, asked } = watched(lived({ estate: { dns: { servers: [{ name: 'ns1', address: '9.8.7.6' }, { name: 'home', address: '192.168.0.1', zones: [], forwardsTo: 'ns1' }] } } }).networkOfDesk());
    const { seen, notes } = await askZoneServers(network, request('corp.example', '192.168.0.1'), () => undefined);
    expect([seen, asked]).toEqual([{}, []]);
    expect(notes).toEqual(['The servers of the zone corp.example stand on the public internet, where no internal record is kept: they were not asked.']);
  });

  test('that nobody names are said to be unknown, and the root’s are never asked for', async () => {
    const zones: string[] = [];
    const desk = halfKnown();
    const network: Network = { ...desk, lookupNameServers: async (zone) => {
      zones.push(zone);
      return [];
    } };
    const { seen, notes } = await askZoneServers(network, request('a.b.nowhere.test', '10.0.0.53'), () => undefined);
    expect([seen, zones]).toEqual([{}, ['a.b.nowhere.test', 'b.nowhere.test', 'nowhere.test']]);
    expect(notes).toEqual(['No DNS server that was asked tells which servers the zone of a.b.nowhere.test has.']);
  });
});
