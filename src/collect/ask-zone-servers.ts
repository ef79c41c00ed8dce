import { nameKey } from '../codec/dns/name.ts';
import { resolverText } from '../codec/dns/resolver-text.ts';
import { addressKind } from '../knowledge/addresses.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Limits, Network, Resolver } from '../model/network.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { gatherNetwork } from './gather-network.ts';
import type { NetworkKind } from './notebook.ts';
import { uniqueNames } from './request.ts';
import type { GatherRequest } from './request.ts';

const dnsPort = 53;
const mostServers = 4;
/** `branch.corp.contoso.test` may stand in the zone of any name above it; a name of one label is nobody's own zone. */
const mostClimbs = 4;

/** What the servers of the zones themselves show, and a sentence for a person where one could not be asked. */
export type ZoneServersSeen = { seen: Partial<Pick<Evidence, NetworkKind>>; notes: string[] };

/**
 * Asks the servers that a zone names as its own (its NS records) for the KMS record, past the resolvers and what those remember,
 * and looks at the hosts that they name. Servers with a public address are left out: like public resolvers they cannot know an
 * internal record, and their "no such name" would pass for that of the organisation. Never rejects.
 */
export async function askZoneServers(network: Network, request: GatherRequest, onProgress: (event: ProgressEvent) => void): Promise<ZoneServersSeen> {
  const asked = request.resolvers ?? await network.systemResolvers();
  const zones = uniqueNames(request.domains);
  const found = await Promise.all(zones.map((zone) => serversOf(zone, asked, network, { timeoutMs: request.timeoutMs, signal: request.signal })));
  const servers = [...new Map(found.flatMap(({ addresses }) => addresses).map((address) => [address, { host: address, port: dnsPort }])).values()];
  const fresh = servers.filter((server) => !asked.some((resolver) => resolverText(resolver) === resolverText(server))).slice(0, mostServers);
  const notes = found.flatMap(({ note }) => note ?? []);
  if (fresh.length === 0) return { seen: {}, notes: notes.length > 0 || servers.length === 0 ? notes : [`The DNS servers that were asked are ${zones.join(' and ')}'s own: there is no other to ask.`] };
  return { seen: await gatherNetwork(network, { ...request, domains: zones, resolvers: fresh, kmsHosts: [] }, onProgress), notes };
}

type Found = { addresses: string[]; note: string | null };

async function serversOf(name: string, resolvers: readonly Resolver[], network: Network, limits: Limits): Promise<Found> {
  const { lookupNameServers } = network;
  if (lookupNameServers === undefined) return { addresses: [], note: null };
  for (const zone of zonesAbove(name)) {
    const told = await Promise.all(resolvers.map(async (resolver) => ({ resolver, names: await lookupNameServers(zone, resolver, limits) })));
    const known = told.filter(({ names }) => names.length > 0);
    if (known.length === 0) continue;
    const lookups = await Promise.all(known.flatMap(({ resolver, names }) => names.slice(0, mostServers).map((server) => network.lookupAddresses(server, resolver, limits))));
    const addresses = [...new Set(lookups.flatMap(({ a, aaaa }) => [...a, ...aaaa]))];
    const within = addresses.filter((address) => addressKind(address) !== 'public');
    if (within.length > 0) return { addresses: within, note: null };
    return { addresses: [], note: addresses.length > 0 ? `The servers of the zone ${zone} stand on the public internet, where no internal record is kept: they were not asked.` : `The servers of the zone ${zone} have no address that could be found.` };
  }
  return { addresses: [], note: `No DNS server that was asked tells which servers the zone of ${name} has.` };
}

/** The name, then the names above it, down to two labels. */
function zonesAbove(name: string): string[] {
  const labels = nameKey(name).split('.');
  return labels.slice(0, Math.min(mostClimbs, Math.max(1, labels.length - 1))).map((_, i) => labels.slice(i).join('.'));
}
