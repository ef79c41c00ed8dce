import { olderEndpointOf } from '../knowledge/cloud-endpoints.ts';
import type { Evidence, LicensingProduct, LicensingService, Machine } from '../model/evidence.ts';
import type { Limits, Network } from '../model/network.ts';
import { fullNameOf } from './machine-evidence.ts';
import { Notebook } from './notebook.ts';
import type { NamedHost } from './request.ts';
import { uniqueNames } from './request.ts';

const kmsPort = 1688;
const sntpPort = 123;

/** What is known of a client when its network is looked at; null is what could not be read. */
export type KnownClient = {
  machine: Machine;
  products: readonly LicensingProduct[];
  service: LicensingService | null;
  connectionSuffixes: readonly string[];
  /** True where the registry told the primary suffix, be it that there is none. */
  suffixIsKnown: boolean;
};

/**
 * The zones in which a client looks for its KMS host: its lookup domain alone, or each of its suffixes (slmgr.vbs options,
 * Microsoft). A domain member whose primary suffix could not be read has that of its domain, unless somebody changed it.
 * Empty: none is known.
 */
export function searchedZones(known: KnownClient): string[] {
  const lookup = lookupZonesOf(known);
  if (lookup.length > 0) return lookup;
  const { machine, connectionSuffixes, suffixIsKnown } = known;
  const primary = machine.primaryDnsSuffix ?? (suffixIsKnown ? null : machine.domain);
  return uniqueNames([...(primary === null ? [] : [primary]), ...(machine.dnsSuffixSearchList ?? []), ...connectionSuffixes]);
}

/** The lookup domains that are set: then no other zone is searched. Empty where none is. */
export const lookupZonesOf = ({ products, service }: KnownClient): string[] =>
  uniqueNames([service?.keyManagementServiceLookupDomain, ...products.map((p) => p.kmsClient?.lookupDomain)].filter((d) => typeof d === 'string'));

/** True where a name means the machine itself: Windows knows its own without asking DNS, which need not hold it. */
function isItself(host: string, machine: Machine): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === 'localhost' || name === machine.hostName?.toLowerCase() || name === fullNameOf(machine);
}

/**
 * KMS hosts that the client has by setting or in its cache, each with the port that it would use. One that is the machine
 * itself is left out: DNS would be asked for a name that Windows does not ask for.
 */
export function hostsOfClient({ machine, products, service }: KnownClient): NamedHost[] {
  const found = [
    ...products.flatMap(({ kmsClient }) => (kmsClient === null ? [] : [[kmsClient.configuredHost, kmsClient.configuredPort], [kmsClient.discoveredHost, kmsClient.discoveredPort]] as const)),
    [service?.keyManagementServiceMachine ?? null, service?.keyManagementServicePort ?? null] as const,
  ];
  const hosts = found.flatMap(([host, port]) => (host === null || isItself(host, machine) ? [] : [{ host, port: port ?? kmsPort }]));
  // A rule that still names Azure's address of before 2022 lets that one through and no other.
  const older = hosts.flatMap(({ host }) => olderEndpointOf(host) ?? []).map((host) => ({ host, port: kmsPort }));
  return [...new Map([...hosts, ...older].map((named) => [`${named.host.toLowerCase()} ${named.port}`, named])).values()];
}

/**
 * How far a KMS host's clock is from others', as it sees them itself: of its DNS servers, which in a domain are the domain
 * controllers that members take their time from. Its own addresses are left out: that it agrees with itself proves nothing.
 */
export async function gatherHostClock(
  network: Network, { dnsServers, own, limits, now }: { dnsServers: readonly string[]; own: readonly string[]; limits: Limits; now: () => number },
): Promise<Evidence['clock']> {
  const references = dnsServers.filter((server) => !own.includes(server) && !/^(?:127\.|::1$)/.test(server));
  const notebook = new Notebook('host');
  await Promise.all(references.map(async (address) => {
    const from = now();
    const reading = await network.readClock(address, sntpPort, limits);
    notebook.addSpan('clock', from, now());
    notebook.clock.push({ host: address, address, reading });
  }));
  return notebook.toEvidence(() => ({ reason: 'not-asked', detail: 'the machine names no other machine to take the time from' })).clock;
}
