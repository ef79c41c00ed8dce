import { ReferenceDns } from '../dns/reference-dns.ts';
import { Zone } from '../dns/zone.ts';
import type { World } from '../world.ts';
import type { DnsServerSpec, EstateSpec } from './estate-spec.ts';

/** Domain controllers of an estate that says nothing else: they serve DNS and tell the time. */
const usualServers: readonly DnsServerSpec[] = [
  { name: 'dc1', address: '10.0.0.53', foreign: 'NXDOMAIN' },
  { name: 'dc2', address: '10.0.0.54', foreign: 'NXDOMAIN' },
];

export const dnsServersOf = (spec: EstateSpec): readonly DnsServerSpec[] => spec.dns.servers ?? usualServers;

/** Addresses that machines ask where they do not say otherwise: the servers that hold the domain's own zone. */
export const usualResolvers = (spec: EstateSpec): string[] =>
  dnsServersOf(spec).filter((s) => holds(s, spec.domain)).map((s) => s.address).slice(0, 3);

const holds = ({ zones, forwardsTo }: DnsServerSpec, zone: string): boolean => zones === undefined || zones.includes(zone) || (forwardsTo !== undefined && zones.length === 0);

/** Puts the name servers, each with its own copies of the zones, on the network. Those that others ask come first. */
export function setUpDns(world: World, spec: EstateSpec): void {
  const all = [spec.domain, ...spec.dns.zones];
  const made = new Map<string, ReferenceDns>();
  const specs = dnsServersOf(spec);
  const make = (one: DnsServerSpec, asked: readonly string[]): ReferenceDns => {
    const known = made.get(one.name.toLowerCase());
    if (known !== undefined) return known;
    const next = one.forwardsTo === undefined ? undefined : specs.find((s) => s.name.toLowerCase() === one.forwardsTo?.toLowerCase());
    // A circle of servers that ask each other ends where it began.
    const forwardTo = next === undefined || asked.includes(next.name) ? null : make(next, [...asked, one.name]);
    const own = newZones(one.zones ?? all, spec);
    const views = (one.views ?? []).map(({ from, zones }) => ({ from, zones: newZones(zones, spec) }));
    const dns = new ReferenceDns({ zones: own, views, ...(forwardTo !== null && { forwardTo }), foreign: one.foreign, address: one.address });
    made.set(one.name.toLowerCase(), dns);
    world.dns.addServer(one.name, [one.address], dns, [...own, ...views.flatMap((view) => view.zones)], forwardTo === null && views.length === 0);
    return dns;
  };
  for (const one of specs) make(one, []);
}

const newZones = (names: readonly string[], spec: EstateSpec): Zone[] => names.map((name) => newZone(name, spec));

const serversOf = (zone: string, spec: EstateSpec): string[] =>
  dnsServersOf(spec).filter((s) => s.zones === undefined || s.zones.some((z) => z.toLowerCase() === zone.toLowerCase())).map((s) => `${s.name.toLowerCase()}.${spec.domain}`);

function newZone(name: string, spec: EstateSpec): Zone {
  return new Zone({
    name, updates: spec.dns.updates, ttl: 3600,
    // As on domain controllers: every server that holds the zone names itself in it.
    ...(serversOf(name, spec).length > 0 && { nameServers: serversOf(name, spec) }),
    records: dnsServersOf(spec).filter(() => name === spec.domain).map(({ name: server, address }) => ({ type: address.includes(':') ? 'AAAA' : 'A', owner: `${server.toLowerCase()}.${name}`, ttl: 3600, address })),
  });
}
