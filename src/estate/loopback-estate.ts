import type { ResourceRecord } from '../codec/dns/record.ts';
import { startReferenceDns } from './dns/listener.ts';
import type { DnsListener } from './dns/listener.ts';
import { ReferenceDns } from './dns/reference-dns.ts';
import { Zone } from './dns/zone.ts';
import { publishOverUdp } from './host/publish-over-udp.ts';
import { startReferenceHost } from './host/rpc/reference-host.ts';
import type { ReferenceHost } from './host/rpc/reference-host.ts';
import type { HostFault } from './host/rpc/host-fault.ts';
import { fullNameOf } from './machine/state.ts';
import { liveThrough } from './scenario/live-through.ts';
import type { ScenarioSpec } from './scenario/scenario-spec.ts';
import { durationMs } from './scenario/words.ts';
import type { LoopbackMachine } from './winrm/loopback-machines.ts';
import type { Inhabitant, World } from './world.ts';

type LoopbackHost = { name: string; address: string; port: number };

/** An estate whose name servers and KMS hosts are real listeners on this machine's loopback. */
export type LoopbackEstate = {
  domain: string;
  /** The first of the name servers that machines ask. */
  dns: { host: string; port: number };
  /** All of them, by name. */
  resolvers: { name: string; host: string; port: number }[];
  hosts: LoopbackHost[];
  /** Machines that answer WS-Management, as Windows does by default the first of them; none unless they were asked for. */
  machines: LoopbackMachine[];
  /** The authority of the machines' https listeners in PEM; null where there are no machines. */
  ca: string | null;
  /** The estate in memory behind the listeners: its machines, with their logs and licences. */
  world: World;
  /** What a loopback cannot show as the estate has it, a sentence each. */
  notes: string[];
  stop: () => Promise<void>;
};

type Options = {
  /** Unix milliseconds; the estate has then lived until its scenario's look. */
  now: () => number;
  /** Told in one sentence what the listeners refuse. */
  log: (line: string) => void;
  /** Whether its machines answer WS-Management; not unless said. */
  machines?: boolean;
};

const loopback = '127.0.0.1';
const publishEachMs = 86_400_000;

/**
 * Starts a scenario's estate on loopback. Everything that listens does so on 127.0.0.1; names of the estate's machines
 * lead there, and each host's own port is a free one that its SRV record names.
 */
export async function startLoopbackEstate(scenario: Pick<ScenarioSpec, 'estate' | 'faults' | 'look'>, { now, log, machines = false }: Options): Promise<LoopbackEstate> {
  const startsAt = new Date(now() - durationMs(scenario.look.at)).toISOString();
  const world = liveThrough({ ...scenario, estate: { ...scenario.estate, startsAt } });
  const stops: (() => Promise<void>)[] = [];
  const notes: string[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((end) => end()));
  };
  try {
    const listeners = new Map<Inhabitant, ReferenceHost>();
    for (const inhabitant of world.machines.values()) {
      if (inhabitant.publisher === null) continue;
      const host = await startReferenceHost({
        serve: (request) => {
          world.clock.runUntil(now());
          return inhabitant.kms.serve(request, world.clock.now);
        },
        log: (line) => log(`${inhabitant.state.name}: ${line}`),
      });
      stops.push(host.stop);
      const shown = faultOf(inhabitant, notes);
      if (shown === 'closed') await host.stop();
      else if (shown !== null) host.setFault(shown);
      listeners.set(inhabitant, host);
    }
    const portOf = portsOf(listeners);
    const servers: { name: string; listener: DnsListener }[] = [];
    for (const { node, dns, zones, isUp } of world.dns.nodes.values()) {
      const shown = new ReferenceDns({ zones: zones.filter((zone, i) => zones.findIndex((z) => z.key === zone.key) === i).map((zone) => onLoopback(zone, portOf)) });
      Object.assign(shown.faults, dns.faults, isUp ? {} : { silent: true });
      const listener = await startReferenceDns(shown);
      stops.push(listener.stop);
      servers.push({ name: node.name, listener });
    }
    const [first] = servers;
    if (first === undefined) throw new RangeError('The estate of this scenario has no name server.');
    const end = await keepPublishing(world, listeners, first.listener, log);
    stops.push(end);
    // HTTP, TLS and NTLM are loaded for who asks for machines alone: the demonstration starts without them.
    const answering = machines ? await (await import('./winrm/loopback-machines.ts')).startMachines(scenario, world, now, log) : null;
    if (answering !== null) stops.push(answering.stop);
    return {
      domain: world.domain, dns: { host: first.listener.host, port: first.listener.port },
      resolvers: servers.map(({ name, listener: { host, port } }) => ({ name, host, port })),
      hosts: [...listeners].map(([{ state }, { host, port }]) => ({ name: fullNameOf(state), address: host, port })),
      machines: answering?.machines ?? [], ca: answering?.ca ?? null, world, notes, stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How a host's listener shows what stands at its port; `closed` where nothing does, null for a host that works. */
function faultOf({ state, node }: Inhabitant, notes: string[]): HostFault | 'closed' | null {
  const port = state.kmsHost.listeningPort;
  if (!state.on || !node.admits(port)) {
    notes.push(`${state.name} drops what comes to it; on loopback its port says nothing instead.`);
    return { kind: 'silent' };
  }
  const program = node.programOn(port);
  switch (program?.kind) {
    case undefined: return 'closed';
    case 'kms': return null;
    case 'other-rpc': return { kind: 'rejects-binds', reason: 1 };
    case 'naks': return { kind: 'naks-binds', reason: 2 };
    case 'mute': return { kind: 'silent' };
    case 'closes': return { kind: 'closes' };
    case 'foreign': return { kind: 'speaks', protocol: program.looksLike.startsWith('SSH') ? 'ssh' : 'http' };
  }
}

type PortOf = (target: string, port: number) => number;

/** The port on loopback for a host's own; a port at which it does not listen stays as it is. */
function portsOf(listeners: ReadonlyMap<Inhabitant, ReferenceHost>): PortOf {
  const ports = new Map([...listeners].map(([{ state }, { port }]) => [`${fullNameOf(state)}:${state.kmsHost.listeningPort}`, port]));
  return (target, port) => ports.get(`${target.toLowerCase()}:${port}`) ?? port;
}

/** A copy of a zone in which every address is this machine and every KMS host's port is that of its listener. */
function onLoopback(zone: Zone, portOf: PortOf): Zone {
  const shown = new Zone({ name: zone.name, updates: zone.updates, ttl: 300, maxRecords: zone.maxRecords });
  for (const record of zone.records()) if (record.type !== 'SOA' && record.type !== 'NS') shown.add(moved(record, portOf));
  return shown;
}

function moved(record: ResourceRecord, portOf: PortOf): ResourceRecord {
  if (record.type === 'A' || record.type === 'AAAA') return { ...record, type: 'A', address: loopback };
  return record.type === 'SRV' ? { ...record, port: portOf(record.target, record.port) } : record;
}

/** Hosts that publish do so for real, by dynamic update, now and every 24 hours; a zone that wants signatures refuses them. */
async function keepPublishing(world: World, listeners: ReadonlyMap<Inhabitant, ReferenceHost>, dns: DnsListener, log: (line: string) => void): Promise<() => Promise<void>> {
  const publishAll = async (): Promise<void> => {
    for (const [{ state }, { host, port }] of listeners) {
      if (!state.kmsHost.dnsPublishing || !world.dns.copiesOf(world.domain).some((zone) => zone.updates === 'open')) continue;
      const rcode = await publishOverUdp(dns, { zone: world.domain, target: fullNameOf(state), address: host, port, priority: state.kmsHost.priority, weight: state.kmsHost.weight });
      log(`${state.name} ${rcode === 'NOERROR' ? `published in ${world.domain} (event 12294)` : `could not publish in ${world.domain}: ${rcode} (event 12293)`}.`);
    }
  };
  await publishAll();
  const timer = setInterval(() => void publishAll(), publishEachMs);
  return async () => clearInterval(timer);
}
