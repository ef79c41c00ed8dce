import { judgeUpdateAnswer } from '../codec/directory/update-right.ts';
import { resolverText } from '../codec/dns/resolver-text.ts';
import type { Directory, DirectoryServer } from '../model/directory.ts';
import type { DirectoryReading } from '../model/evidence.ts';
import type { Resolver, Unplaced } from '../model/network.ts';
import { madeUpId } from './machine/made-up-id.ts';
import type { World } from './world.ts';

const dnsPort = 53;
const ldapsPort = 636;

/** The domain controllers of an estate: its name servers. */
export const controllersOf = (world: World): DirectoryServer[] =>
  [...world.dns.nodes.values()].map(({ node }) => ({ host: `${node.name.toLowerCase()}.${world.domain}`, port: ldapsPort, tls: true, address: node.addresses[0] ?? null }));

/** Active Directory and DNS of an estate in memory, as seen from the operator's desk. Answers at once. */
export function directoryOf(world: World): Directory {
  return {
    readActivationObjects: async ({ host, port, address }, _login, _trust, { timeoutMs }): Promise<Unplaced<DirectoryReading>> => {
      const asked = { server: host, port, domain: null, objects: [] };
      const node = world.wire.nodeAt(address ?? '');
      const effect = node === null ? null : world.wire.effectOn(world.desk.node.name, node.name, 'tcp', port);
      if (node === null || !node.isUp() || effect !== null) return { ...asked, outcome: 'timeout', detail: `no answer within ${timeoutMs} ms` };
      const directory = world.directories.get(world.domain.toLowerCase());
      if (directory === undefined) return { ...asked, domain: world.domain, outcome: 'absent', detail: null };
      if (directory.failure !== null) return { ...asked, domain: world.domain, outcome: 'failed', detail: directory.failure };
      const objects = directory.objects.map(({ name, covers }) => ({ name, activationId: madeUpId(name), extendedPid: null, partialProductKey: '7QD4K', kmsIdCount: covers.length }));
      return { ...asked, domain: world.domain, outcome: objects.length === 0 ? 'empty' : 'found', objects, detail: null };
    },
    probeUpdate: async (zone: string, server: Resolver, { timeoutMs }) => {
      const named = { zone, server: resolverText(server) };
      const way = world.wire.exchanges(world.desk.node, server.host, 'udp', dnsPort, timeoutMs);
      const found = typeof way === 'object' ? world.dns.nodes.get(way.node.name.toLowerCase()) : undefined;
      if (found === undefined) return { ...named, verdict: 'no-answer', rcode: null, detail: 'no answer in time' };
      const from = { address: world.desk.node.addresses[0] ?? '', transport: 'udp' as const };
      // A prerequisite that holds and no change: what may be written is told, and nothing is.
      const { outcome, rcode } = found.dns.update({ zone, prerequisites: [{ kind: 'name-not-in-use', name: `kmsdoctor-probe.${zone}` }], changes: [] }, from, null);
      if (outcome !== 'answered' || rcode === null) return { ...named, verdict: 'no-answer', rcode: null, detail: 'no answer in time' };
      return { ...named, rcode, ...judgeUpdateAnswer(rcode, found.dns.zonesFor(from.address).has(zone.toLowerCase())) };
    },
  };
}
