import type { Change, DnsUpdate } from '../codec/dns/update.ts';
import type { ResourceRecord } from '../codec/dns/record.ts';
import { applyUpdate } from './dns/apply-update.ts';
import type { ReferenceDns } from './dns/reference-dns.ts';
import type { Zone } from './dns/zone.ts';
import type { MachineState } from './machine/state.ts';
import type { AskedType, NameAnswer, NameRecord, NameServer } from './network/name-server.ts';
import type { Node, Wire } from './network/wire.ts';

/** What a KMS host wants to stand in a zone. */
export type Publication = { zone: string; target: string; addresses: readonly string[]; priority: number; weight: number; port: number };

export type DnsServerNode = {
  node: Node;
  dns: ReferenceDns;
  /** Its own copies, those of all its views. */
  zones: readonly Zone[];
  /** True: what is changed elsewhere no longer reaches it. */
  frozen: boolean;
  isUp: boolean;
};

const srvTtl = 3600;
const dnsPort = 53;
const publishLimitMs = 5000;

/**
 * The name servers of an estate in memory. Those that hold copies of one zone tell each other what was changed, as domain
 * controllers do, but for a frozen one: that is what slow replication looks like.
 */
export class DnsService {
  readonly servers = new Map<string, NameServer>();
  readonly nodes = new Map<string, DnsServerNode>();
  private readonly wire: Wire;

  constructor(wire: Wire) {
    this.wire = wire;
  }

  /** `alone`: it asks no other server and answers everybody alike. */
  addServer(name: string, addresses: readonly string[], dns: ReferenceDns, zones: readonly Zone[], alone: boolean): DnsServerNode {
    const server: DnsServerNode = {
      dns, zones, frozen: false, isUp: true,
      node: { name, addresses, isUp: () => server.isUp, programOn: () => null, admits: () => true, answersPing: true },
    };
    this.wire.attach(server.node);
    this.nodes.set(name.toLowerCase(), server);
    this.servers.set(name, { answer: alone ? remembering(dns, zones) : (question, type, from) => answerOf(dns, question, type, from) });
    return server;
  }

  /** The copies of a zone: on every server that holds it, or on those that are named. */
  copiesOf(zone: string, servers?: readonly string[]): Zone[] {
    const wanted = servers?.map((s) => s.toLowerCase());
    return [...this.nodes].flatMap(([name, { zones }]) => (wanted === undefined || wanted.includes(name) ? zones.filter((z) => z.key === zone.toLowerCase()) : []));
  }

  /** Publishes as a KMS host does: at the first of its resolvers that answers; the computer account signs. */
  publish(machine: MachineState, wanted: Publication): string | 'timeout' {
    for (const resolver of machine.dns.servers) {
      const node = { name: machine.name, addresses: machine.addresses, isUp: () => true, programOn: () => null, admits: () => true, answersPing: true };
      const way = this.wire.exchanges(node, resolver, 'udp', dnsPort, publishLimitMs);
      if (typeof way !== 'object') continue;
      const server = this.nodes.get(way.node.name.toLowerCase());
      if (server === undefined) continue;
      const from = { address: machine.addresses[0] ?? '', transport: 'tcp' as const };
      const zone = server.dns.zonesFor(from.address).get(wanted.zone.toLowerCase());
      if (zone === undefined) return 'NOTAUTH';
      const update = { zone: zone.name, prerequisites: [], changes: changesFor(zone, wanted) };
      const { outcome, rcode } = server.dns.update(update, from, machine.name);
      if (outcome !== 'answered' || rcode === null) continue;
      if (rcode === 'NOERROR' && !server.frozen) this.replicate(server, zone, update, machine.name);
      return rcode;
    }
    return 'timeout';
  }

  private replicate(from: DnsServerNode, changed: Zone, update: DnsUpdate, identity: string): void {
    for (const other of this.nodes.values()) {
      if (other === from || other.frozen) continue;
      for (const zone of other.zones) if (zone.key === changed.key) applyUpdate(zone, update, identity);
    }
  }
}

/** Takes away what the same host published before, where it differs, and adds what it wants now. */
function changesFor(zone: Zone, { target, addresses, priority, weight, port }: Publication): Change[] {
  const name = `_vlmcs._tcp.${zone.name}`;
  const old = zone.get(name, 'SRV').filter((r) => r.type === 'SRV' && r.target.toLowerCase() === target.toLowerCase() && (r.port !== port || r.priority !== priority || r.weight !== weight));
  const own: ResourceRecord[] = zone.covers(target.toLowerCase())
    ? addresses.map((address): ResourceRecord => ({ type: address.includes(':') ? 'AAAA' : 'A', owner: target, ttl: srvTtl, address }))
    : [];
  return [
    ...old.map((record): Change => ({ kind: 'delete-record', record })),
    { kind: 'add', record: { type: 'SRV', owner: name, ttl: srvTtl, priority, weight, port, target } },
    ...own.map((record): Change => ({ kind: 'add', record })),
  ];
}

/** Machines of an estate ask the same few names again and again; an answer stands until a zone or a fault of the server changes. */
function remembering(dns: ReferenceDns, zones: readonly Zone[]): NameServer['answer'] {
  const known = new Map<string, NameAnswer>();
  let stamp = '';
  return (name, type, from) => {
    const now = stampOf(dns, zones);
    if (now !== stamp) {
      known.clear();
      stamp = now;
    }
    const key = `${type} ${name}`;
    const found = known.get(key) ?? answerOf(dns, name, type, from);
    if (known.size < mostRemembered) known.set(key, found);
    return found;
  };
}

const mostRemembered = 1000;

function stampOf({ faults: f }: ReferenceDns, zones: readonly Zone[]): string {
  let stamp = `${f.silent} ${f.garbled} ${f.delayMs} ${f.rcode} ${f.truncatesUdp} ${f.refusesTcp} ${f.late === null}`;
  for (const zone of zones) stamp += ` ${zone.serial}`;
  return stamp;
}

function answerOf(dns: ReferenceDns, name: string, type: AskedType, from: string): NameAnswer {
  const cut = dns.lookup(name, type, { address: from, transport: 'udp' });
  const { outcome, rcode, answers, delayMs } = cut.truncated ? dns.lookup(name, type, { address: from, transport: 'tcp' }) : cut;
  // A server that hangs up over TCP after a cut answer has given none.
  return { outcome: outcome === 'refused' ? 'silent' : outcome, rcode: rcode ?? '', truncated: cut.truncated, delayMs, answers: answers.flatMap(seenRecord) };
}

function seenRecord(record: ResourceRecord): NameRecord[] {
  switch (record.type) {
    case 'A': case 'AAAA': return [{ name: record.owner, type: record.type, ttl: record.ttl, data: record.address }];
    case 'CNAME': case 'NS': return [{ name: record.owner, type: record.type, ttl: record.ttl, data: record.target }];
    case 'SRV': return [{ name: record.owner, type: 'SRV', ttl: record.ttl, data: { priority: record.priority, weight: record.weight, port: record.port, target: record.target } }];
    default: return [];
  }
}
