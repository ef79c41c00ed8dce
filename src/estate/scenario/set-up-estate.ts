import { covers } from '../../knowledge/host-keys.ts';
import { setUpDns, usualResolvers } from './set-up-dns.ts';
import type { EstateSpec, HostSpec, MachineSpec } from './estate-spec.ts';
import { newClient, newHost } from './set-up-machine.ts';
import type { Making } from './set-up-machine.ts';
import { durationMs } from './words.ts';
import type { ActivationObject } from '../directory.ts';
import { fullNameOf } from '../machine/state.ts';
import type { Inhabitant } from '../world.ts';
import { World } from '../world.ts';

const weekMs = 7 * 86_400_000;
const usualHost = (spec: EstateSpec): HostSpec => ({
  name: 'KMS1', member: true, virtual: false, system: 'server2022', edition: 'ServerStandard', port: 1688, publishing: true, priority: 0, weight: 0,
  renewalIntervalMinutes: 10_080, activationIntervalMinutes: 120, established: true, ...(spec.hosts === undefined ? { address: '10.0.0.11' } : {}),
});
const usualClient: MachineSpec = { name: 'WS-0142', member: true, virtual: false, system: 'win11' };

/** A machine whose last contact before the beginning is due. */
type Settler = { inhabitant: Inhabitant; lastContact: number };

/**
 * Builds an estate from its description and lets it live through the week before it begins, so that its hosts have
 * counted, its machines know their host, and every log has its events. `before` runs once all is set up and nothing has
 * happened yet: for faults that were there from the first day.
 */
export function setUpEstate(spec: EstateSpec, before: (world: World) => void): World {
  const beginsAt = Date.parse(spec.startsAt);
  const world = new World(spec.domain, beginsAt - weekMs - 3_600_000, spec.seed);
  setUpDns(world, spec);
  setUpDirectory(world, spec);
  world.desk.resolvers.push(...usualResolvers(spec));
  const making: Making = { spec, random: world.random, now: beginsAt, nextAddress: addressesFrom('10.0.1.') };
  const hosts = (spec.hosts ?? [usualHost(spec)]).map((host, i) => ({ host, inhabitant: world.addMachine(newHost(withAddress(host, i), making)) }));
  const machines = (spec.machines ?? [usualClient]).map((machine) => ({ machine, inhabitant: world.addMachine(newClient(machine, making)) }));
  const crowd = crowdOf(spec).map((machine) => ({ machine, inhabitant: world.addMachine(newClient(machine, making)) }));
  if (spec.crowd.sameCmid) for (const { inhabitant } of crowd) inhabitant.state.cmid = crowd[0]?.inhabitant.state.cmid ?? inhabitant.state.cmid;
  setUpRecords(world, spec, hosts.map(({ inhabitant }) => inhabitant));
  before(world);
  const everyone = [...machines, ...crowd];
  const settlers = everyone.flatMap(({ machine, inhabitant }) => settlerOf(machine, inhabitant, world, beginsAt));
  for (const { host, inhabitant } of hosts) if (host.established) inhabitant.publisher?.start();
  liveThroughTheWeek(world, settlers, hosts.filter(({ host }) => host.established).map(({ inhabitant }) => inhabitant), spec.crowd.on);
  world.clock.runUntil(beginsAt);
  for (const { host, inhabitant } of hosts) if (!host.established) inhabitant.publisher?.start();
  for (const { inhabitant } of everyone) {
    if (!settlers.some((s) => s.inhabitant === inhabitant)) world.clock.at(beginsAt, () => inhabitant.client.start());
  }
  return world;
}

const withAddress = (host: HostSpec, i: number): HostSpec => (host.address === undefined && host.ipv6 === undefined ? { ...host, address: `10.0.0.${11 + i}` } : host);

function addressesFrom(prefix: string): () => string {
  let last = 20;
  return () => `${prefix.replace(/\d+\.$/, '')}${1 + Math.floor(++last / 250)}.${last % 250}`;
}

function crowdOf({ crowd, domain }: EstateSpec): MachineSpec[] {
  const one = (name: string, system: MachineSpec['system'], hasOffice: boolean): MachineSpec => ({
    name, member: true, virtual: false, system, primarySuffix: domain,
    windows: { channel: 'kms-client', state: crowd.state },
    ...(hasOffice ? { office: [{ generation: crowd.officeGeneration, channel: 'kms-client' as const, state: crowd.state }] } : {}),
    ...(crowd.lastContact === undefined ? {} : { lastContact: crowd.lastContact }),
  });
  return [
    ...Array.from({ length: crowd.clients }, (_, i) => one(`PC-${String(i + 1).padStart(3, '0')}`, crowd.system, i < crowd.office)),
    ...Array.from({ length: crowd.servers }, (_, i) => one(`SRV-${String(i + 1).padStart(2, '0')}`, crowd.serverSystem, false)),
  ];
}

/** The last contact of a machine that KMS or the directory has activated before; none for the others. */
function settlerOf(machine: MachineSpec, inhabitant: Inhabitant, { random }: World, beginsAt: number): Settler[] {
  const licensed = inhabitant.state.products.some((p) => p.channel === 'kms-client' && p.licenseStatus === 1);
  if (!licensed) return [];
  const agoMs = machine.lastContact === undefined ? Math.floor(random.next() * (weekMs - 3_600_000)) + 1_800_000 : durationMs(machine.lastContact);
  return [{ inhabitant, lastContact: beginsAt - agoMs }];
}

/** The hosts know each machine from the week before; then each has its last contact for real. */
function liveThroughTheWeek(world: World, settlers: readonly Settler[], hosts: readonly Inhabitant[], only: readonly string[] | undefined): void {
  const known = hosts.filter(({ state }) => only === undefined || only.some((name) => name.toLowerCase() === state.name.toLowerCase()));
  const order = settlers.toSorted((a, b) => a.lastContact - b.lastContact);
  order.forEach(({ inhabitant, lastContact }, i) => {
    const host = known[i % Math.max(known.length, 1)];
    for (const product of inhabitant.state.products) {
      if (product.channel !== 'kms-client' || product.licenseStatus !== 1) continue;
      const before = lastContact - product.renewalIntervalMinutes * 60_000;
      const cmid = product.application === 'office' ? inhabitant.state.officeCmid : inhabitant.state.cmid;
      const key = host?.state.products.find((p) => p.hostKey?.application === product.application)?.hostKey;
      key?.cache.contact(cmid, product.requiredCount, before);
      product.stateEndsAt = before + 180 * 86_400_000;
      if (host !== undefined) {
        product.discovered = { host: fullNameOf(host.state), port: host.state.kmsHost.listeningPort, address: host.state.addresses[0] ?? '' };
        product.hostExtendedPid = host.state.products.find((p) => p.hostKey !== null)?.extendedPid ?? null;
      }
      // One that was seen longer ago than the estate has lived has had its contact already.
      if (lastContact >= world.clock.now) inhabitant.client.resume(product, lastContact);
      else {
        product.stateEndsAt = lastContact + 180 * 86_400_000;
        if (inhabitant.state.on && product.renewalIntervalMinutes > 0) inhabitant.client.resume(product, Math.max(lastContact + product.renewalIntervalMinutes * 60_000, world.clock.now + i));
      }
    }
  });
}

/** What stood in DNS before: the records as each host would publish them, shared or not, or none. */
function setUpRecords(world: World, spec: EstateSpec, hosts: readonly Inhabitant[]): void {
  const names = hosts.map(({ state }) => state.name);
  for (const zone of [spec.domain, ...spec.dns.zones]) {
    for (const copy of world.dns.copiesOf(zone)) if (spec.dns.hostsShareRecord) copy.grant(names);
  }
  // Every Windows machine registers its own addresses, whatever it serves; only those of hosts are of use here.
  for (const { state } of hosts) {
    for (const copy of world.dns.copiesOf(spec.domain)) {
      copy.grant([state.name], fullNameOf(state));
      for (const address of state.addresses) copy.add({ type: address.includes(':') ? 'AAAA' : 'A', owner: fullNameOf(state), ttl: 3600, address });
    }
  }
  // Hosts that may not write had their records written by hand, as an administrator of such a zone would.
  if (!spec.dns.recordBefore || spec.dns.updates !== 'none') return;
  for (const { state } of hosts) {
    for (const copy of world.dns.copiesOf(spec.domain)) {
      copy.add({ type: 'SRV', owner: `_vlmcs._tcp.${spec.domain}`, ttl: 3600, priority: state.kmsHost.priority, weight: state.kmsHost.weight, port: state.kmsHost.listeningPort, target: fullNameOf(state) });
    }
  }
}

const generations = { client: ['11', '10', '8.1', '7'], server: ['2025', '2022', '2019', '2016', '2012 R2', '2012'] } as const;

function setUpDirectory(world: World, { directory, domain }: EstateSpec): void {
  if (directory === undefined) return;
  const objects = directory.objects.map((object): ActivationObject => {
    if ('office' in object) return { name: `Office ${object.office} activation object`, covers: [{ kind: 'office', year: object.office }] };
    const all = (['client', 'server'] as const).flatMap((kind) => generations[kind].map((year) => ({ kind, year })));
    return { name: `Windows activation object (${object.windows})`, covers: all.filter((generation) => covers(object.windows, generation)) };
  });
  world.directories.set(domain.toLowerCase(), { domain, objects, failure: null });
}
