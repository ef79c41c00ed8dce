import { isIP } from 'node:net';

import type { AddressLookup, ClockOffset, RpcBindProbe, SrvLookup, TcpProbe } from '../../model/evidence.ts';
import type { Limits, Network } from '../../model/network.ts';
import type { ProbeQuestions } from './read-probe-script.ts';

/** What a machine sees of the network, each with its own vantage. */
export type Surroundings = { dnsSrv: SrvLookup[]; addresses: AddressLookup[]; tcp: TcpProbe[]; rpcBind: RpcBindProbe[]; clock: ClockOffset[] };

const dnsPort = 53;
const sntpPort = 123;
const mostServers = 8;
const mostTargets = 64;

type Target = { host: string; name: string; port: number };

const srvNameOf = (zone: string): string => (zone.toLowerCase().startsWith('_vlmcs._tcp.') ? zone : `_vlmcs._tcp.${zone}`);

async function clocks(network: Network, vantage: ProbeQuestions['vantage'], limits: Limits, places: ReadonlyMap<string, string>): Promise<ClockOffset[]> {
  const read = await Promise.all([...places].map(async ([reference, address]) => ({ reference, reading: await network.readClock(address, sntpPort, limits) })));
  return read.flatMap(({ reference, reading }) => (reading.ok ? [{ reference, vantage, offsetMs: reading.offsetMs }] : []));
}

/** Looks at the network as the probe script does on a client: records of each zone, addresses, ports, binds, clocks. */
export async function lookAround(network: Network, { vantage, zones, hosts, servers, timeoutMs }: ProbeQuestions, signal: AbortSignal): Promise<Surroundings> {
  const limits: Limits = { timeoutMs, signal };
  const resolvers = servers.slice(0, mostServers).map((host) => ({ host, port: dnsPort }));
  const dnsSrv = await Promise.all(zones.flatMap((zone) => resolvers.map(async (resolver) => ({ ...await network.lookupSrv(srvNameOf(zone), resolver, limits), vantage }))));
  const wanted: Target[] = [
    ...hosts.flatMap(({ host, port }) => (isIP(host) !== 0 || host.includes('.') || zones.length === 0 ? [{ host, name: host, port }] : zones.map((zone) => ({ host, name: `${host}.${zone}`, port })))),
    ...dnsSrv.flatMap(({ answers }) => answers.flatMap(({ target, port }) => (target === '.' ? [] : [{ host: target, name: target, port }]))),
  ];
  const names = [...new Set(wanted.map(({ name }) => name.toLowerCase()))].filter((name) => isIP(name) === 0).slice(0, mostTargets);
  const addresses = await Promise.all(names.flatMap((name) => resolvers.map(async (resolver) => ({ ...await network.lookupAddresses(name, resolver, limits), vantage }))));
  const addressesOf = (name: string): string[] =>
    (isIP(name) === 0 ? [...new Set(addresses.filter((lookup) => lookup.name === name.toLowerCase()).flatMap(({ a, aaaa }) => [...a, ...aaaa]))] : [name]);
  const targets = new Map(wanted.flatMap(({ host, name, port }) => addressesOf(name).map((address) => [`${host.toLowerCase()} ${address} ${port}`, { host, address, port }] as const)));
  const aimed = [...targets.values()].slice(0, mostTargets);
  const tcp = await Promise.all(aimed.map(async ({ host, address, port }) => ({ ...await network.connect(host, address, port, limits), vantage })));
  const open = aimed.filter((_target, n) => tcp[n]?.outcome === 'open');
  const rpcBind = await Promise.all(open.map(async ({ host, address, port }) => ({ ...await network.bindRpc(host, address, port, limits), vantage })));
  const clock = await clocks(network, vantage, limits, new Map(aimed.map(({ host, address }) => [host, address])));
  return { dnsSrv, addresses, tcp, rpcBind, clock };
}

/** A KMS host's clock against its DNS servers, without itself. */
export const lookAtClocks = (network: Network, { servers, own, timeoutMs }: ProbeQuestions, signal: AbortSignal): Promise<ClockOffset[]> =>
  clocks(network, 'host', { timeoutMs, signal }, new Map(servers.filter((server) => !own.includes(server) && !/^(?:127\.|::1$)/.test(server)).map((server) => [server, server])));
