import * as v from 'valibot';
import type { HostKeyGroup } from '../../knowledge/host-keys.ts';
import { Random } from '../clock/random.ts';
import type { ScenarioSpec } from '../scenario/scenario-spec.ts';
import { scenarioSpec } from '../scenario/scenario-spec.ts';
import { between, happens, oneOf } from './draw.ts';
import type { Licensing, Raw } from './healthy-machine.ts';
import { asksDirectory, licensings, officeFor, servedBy, windowsOf } from './healthy-machine.ts';

type HostSystem = readonly [string, HostKeyGroup];
const hostSystems: readonly [HostSystem, ...HostSystem[]] = [['server2025', 'ws2025'], ['server2022', 'ws2022'], ['server2022', 'ws2022'], ['server2019', 'ws2019'], ['server2016', 'ws2016']];

/**
 * A random estate with which nothing is wrong, as a scenario that expects just that: one to five hosts, shared by weight or kept
 * as a standby by priority, in one zone or several, on usual ports or others; a client of any Windows and Office that they
 * serve, licensed in any way, that found its host in any way; and what happens to healthy machines in some days. The same
 * seed gives the same estate.
 */
export function healthyEstate(seed: number): ScenarioSpec {
  const random = new Random(seed);
  const [hostSystem, group] = oneOf(random, hostSystems);
  const domain = oneOf(random, ['corp.example', 'ad.contoso.test', 'example.org'] as const);
  const branch = happens(random, 25) ? `branch.${domain}` : null;
  const licensing = oneOf(random, licensings);
  const clientSystem = windowsOf(random, licensing, servedBy(group, happens(random, 70) ? 'client' : 'server').filter((id) => licensing !== 'ad' || asksDirectory(id)));
  const office = officeFor(random, clientSystem.system);
  const count = between(random, 1, 5);
  const isStandby = count > 1 && happens(random, 40);
  const hosts = Array.from({ length: count }, (_, i) => hostOf(random, i, { hostSystem, group, office, branch, isStandby }));
  const active = isStandby ? hosts.slice(0, 1) : hosts;
  const onePort = hosts.every(({ port }) => port === undefined);
  const machine = machineOf(random, { licensing, clientSystem, office, domain, branch });
  const times = timesOf(random, licensing, count, hosts);
  const crowd = crowdOf(random, { group, office, active, times });
  const faults = [
    ...hosts.filter(({ port }) => port !== undefined).map(({ name }) => ({ fault: 'firewall', machine: name, otherRuleOpensKms: true, at: 'before' })),
    ...foundBy(random, machine, { domain, branch, licensing, first: hosts[0] as Raw, onePort }),
    ...(licensing === 'subscription' ? [{ fault: 'subscription', machine: machine['name'], edition: 'Enterprise', status: 1, at: 'before' }] : []),
    ...times.faults,
  ];
  const seen = happens(random, 60) ? active.slice(0, between(random, 1, active.length)).map(({ name }) => name) : [];
  return v.parse(scenarioSpec, {
    id: `healthy-${seed}`, group: 'healthy',
    title: `${count} ${count === 1 ? 'host' : 'hosts'}, ${clientSystem.system}${office === null ? '' : ` and Office ${office}`}, licensed by ${licensing}, after ${times.at}`,
    estate: {
      domain, seed, startsAt: startOf(random),
      dns: { ...(branch === null ? {} : { zones: [branch] }), updates: oneOf(random, ['open', 'secure'] as const), ...serversOf(random) },
      hosts, machines: [machine], crowd,
      ...(licensing === 'ad' ? { directory: { objects: [{ windows: group }, ...(office === null ? [] : [{ office }])] } } : {}),
    },
    faults,
    look: {
      at: times.at, client: machine['name'], hosts: seen, desk: happens(random, 60), fromClient: happens(random, 80), directory: licensing === 'ad' && happens(random, 50),
      tries: usesKms(licensing) && happens(random, 25) ? ['windows'] : [],
    },
    expect: { verdict: 'healthy' },
  });
}

const usesKms = (licensing: Licensing): boolean => licensing === 'kms' || licensing === 'new';

type HostRaw = Raw & { name: string; port?: number };

function hostOf(random: Random, i: number, { hostSystem, group, office, branch, isStandby }: { hostSystem: string; group: string; office: string | null; branch: string | null; isStandby: boolean }): HostRaw {
  return {
    name: `KMS${i + 1}`, system: hostSystem, address: `10.0.0.${11 + i}`, ...(happens(random, 20) ? { ipv6: `fd00:10::${11 + i}` } : {}),
    ...(happens(random, 10) ? { port: 1690 } : {}), priority: isStandby && i > 0 ? 10 : 0, weight: oneOf(random, [0, 0, 10, 50] as const), virtual: happens(random, 60),
    keys: [{ windows: group }, ...(office === null ? [] : [{ office }])],
    ...(branch === null ? {} : { publishList: [{ domain: branch, priority: isStandby && i > 0 ? 10 : 0 }] }),
  };
}

function machineOf(random: Random, { licensing, clientSystem, office, domain, branch }: { licensing: Licensing; clientSystem: Raw; office: string | null; domain: string; branch: string | null }): Raw {
  const member = licensing === 'ad' || happens(random, 80);
  const zone = branch !== null && !member ? branch : domain;
  return {
    name: oneOf(random, ['WS-0142', 'PC7', 'LT-0007', 'SRV-APP'] as const), ...clientSystem, member, virtual: licensing === 'avma' || happens(random, 30),
    ...(member ? {} : happens(random, 50) ? { primarySuffix: zone } : { connectionSuffix: zone }),
    ...(happens(random, 15) ? { ipv6: 'fd00:10::2:7' } : {}),
    ...(office === null ? {} : { office: [{ generation: office, state: licensing === 'new' || licensing === 'ad' ? 'new' : 'licensed' }] }),
  };
}

/** How the client finds its host where not by the record of its own zone: set by hand, by full or short name; a lookup domain. */
function foundBy(random: Random, machine: Raw, { domain, branch, licensing, first, onePort }: { domain: string; branch: string | null; licensing: Licensing; first: Raw; onePort: boolean }): Raw[] {
  if (!usesKms(licensing) || happens(random, 70)) return [];
  const host = String(first['name']).toLowerCase();
  const isMember = machine['member'] === true;
  const setting = branch !== null && happens(random, 30) ? { lookupDomain: branch } : !onePort ? null : isMember && happens(random, 40) ? { host } : { host: `${host}.${domain}` };
  return setting === null ? [] : [{ fault: 'kms-setting', machine: machine['name'], ...setting, at: 'before' }];
}

type Times = { at: string; faults: Raw[]; isRestarted: boolean };

/** What happens in the days before somebody looks: nothing, a restart, a host that is away for a night, a clock some seconds off. */
function timesOf(random: Random, licensing: Licensing, count: number, hosts: readonly HostRaw[]): Times {
  const off: Raw[] = happens(random, 30) ? [{ fault: 'clock', machine: hosts[0]?.name, aheadSeconds: between(random, -120, 120), at: '0m' }] : [];
  const isRestarted = count === 1 && licensing !== 'new' && happens(random, 40);
  if (isRestarted) return { at: `${between(random, 11, 25)}d`, faults: [...off, { fault: 'restart', machine: hosts[0]?.name, at: `${between(random, 1, 20)}h` }], isRestarted };
  if (count === 1 && happens(random, 35)) {
    const from = between(random, 1, 12);
    const [away, back] = ['Stopped', 'Running'].map((state, i) => ({ fault: 'service', machine: hosts[0]?.name, service: 'sppsvc', state, at: `${from + i * 10}h` }));
    return { at: `${between(random, 2, 12)}d`, faults: [...off, away as Raw, back as Raw], isRestarted };
  }
  return { at: happens(random, 40) ? `${between(random, 3, 48)}h` : `${between(random, 2, 40)}d`, faults: off, isRestarted };
}

/** Enough machines for each host that counts; sometimes just enough. */
function crowdOf(random: Random, { group, office, active, times }: { group: HostKeyGroup; office: string | null; active: readonly HostRaw[]; times: Times }): Raw {
  const clients = servedBy(group, 'client');
  const servers = servedBy(group, 'server');
  const justEnough = active.length === 1 && !times.isRestarted && happens(random, 25);
  const perHost = justEnough ? 25 : between(random, 30, 45);
  // Whom a client asks is chance: a host of several is asked by as many as it needs only where there are many.
  return {
    clients: active.length === 1 ? perHost : perHost * active.length * 2, servers: between(random, 0, 6), office: office === null ? 0 : active.length === 1 ? between(random, 8, 20) : 15 * active.length,
    ...(office === null ? {} : { officeGeneration: office }), system: clients[random.below(clients.length)] ?? 'win10', serverSystem: servers[random.below(servers.length)] ?? 'server2016',
    ...(active.length === 1 ? { on: active.map(({ name }) => name) } : {}),
  };
}

/** Mostly the usual two servers; else one, or a branch’s own that forwards to it. */
function serversOf(random: Random): Raw {
  if (happens(random, 70)) return {};
  const dc = { name: 'dc1', address: '10.0.0.53' };
  return { servers: happens(random, 50) ? [dc] : [dc, { name: 'branch-dns', address: '10.2.0.53', zones: [], forwardsTo: 'dc1' }] };
}

/** Some moment of the years in which all of these systems have been seen, at any hour. */
const startOf = (random: Random): string => new Date(Date.UTC(between(random, 2025, 2026), random.below(12), between(random, 1, 28), random.below(24), random.below(60))).toISOString();

