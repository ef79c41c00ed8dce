import type { LicensingProduct, LicensingService, Machine, Observed, SrvLookup, WindowsEvent } from '../src/model/evidence.ts';
import { valueOf } from '../src/model/evidence.ts';
import { oncePer } from '../src/model/once-per.ts';
import { addressKind } from '../src/knowledge/addresses.ts';
import { kmsLookups, sameName, targetsOf } from './discovery.ts';
import { kmsClientRows, nameOf } from './licence-rows.ts';

/** KMS hosts that a client's own settings, cache, events or DNS name. No check of its own. */

/** A KMS host as something names it; `by` fits after "is named by". */
export type NamedHost = { host: string; port: number | null; by: string };

const none = /^(?:0\.0\.0\.0:0|not available)?$/i;

/** Hosts set by hand or policy: of each KMS client product, and of the whole machine. Each once. */
export function configuredHosts(products: readonly LicensingProduct[], service: LicensingService | null): (NamedHost & { product: string })[] {
  const ofRows = kmsClientRows(products).flatMap((p) => {
    const host = p.kmsClient?.configuredHost ?? null;
    return host === null ? [] : [{ host, port: p.kmsClient?.configuredPort ?? null, by: `the KMS host setting of ${nameOf(p)}`, product: nameOf(p) }];
  });
  const machineWide = service?.keyManagementServiceMachine ?? null;
  const ofMachine = machineWide === null
    ? []
    : [{ host: machineWide, port: service?.keyManagementServicePort ?? null, by: 'the KMS host setting of the machine', product: 'Windows' }];
  return once([...ofRows, ...ofMachine]);
}

type Kinds = { service: Observed<LicensingService>; events: Observed<WindowsEvent[]>; dnsSrv: Observed<SrvLookup[]> };

/** Every KMS host that this client is told to use, by whatever: settings, discovery, its own requests, DNS. Each once. */
export function namedHosts(products: readonly LicensingProduct[], { service, events, dnsSrv }: Kinds): NamedHost[] {
  const discovered = kmsClientRows(products).flatMap((p): NamedHost[] => {
    const host = p.kmsClient?.discoveredHost ?? null;
    return host === null ? [] : [{ host, port: p.kmsClient?.discoveredPort ?? null, by: `${nameOf(p)}, which found it by DNS` }];
  });
  const published = targetsOf(kmsLookups(valueOf(dnsSrv) ?? [])).map((a): NamedHost => ({ host: a.target, port: a.port, by: 'the KMS record in DNS' }));
  return once([...configuredHosts(products, valueOf(service)), ...discovered, ...askedHosts(valueOf(events) ?? []), ...published]);
}

/** Hosts that the client's own requests went to, as spelled there: one or two, of hundreds of requests. */
const askedHosts = oncePer((events: readonly WindowsEvent[]): readonly NamedHost[] => {
  const asked = new Map<string, NamedHost>();
  for (const { kms } of events) {
    if (kms?.role !== 'client-request' || kms.kmsHost === null || kms.kmsHost === '' || asked.has(kms.kmsHost)) continue;
    asked.set(kms.kmsHost, { host: kms.kmsHost, port: kms.kmsPort, by: 'event 12288' });
  }
  return [...asked.values()];
});

function once<T extends NamedHost>(hosts: readonly T[]): T[] {
  const seen = new Set<string>();
  return hosts.filter(({ host }) => {
    const name = host.trim().toLowerCase().replace(/\.$/, '');
    if (none.test(name) || seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** True where the host is the machine itself: a loopback address, or one of its own names. */
export const namesItself = (host: string, machine: Machine | null): boolean =>
  addressKind(host) === 'loopback' || ownNames(machine).some((own) => sameName(own, host));

function ownNames(machine: Machine | null): string[] {
  const short = machine?.hostName ?? null;
  const suffixes = [machine?.domain, machine?.primaryDnsSuffix].filter((s) => typeof s === 'string' && s !== '');
  return ['localhost', 'localhost.localdomain', ...(short === null ? [] : [short, ...suffixes.map((s) => `${short}.${s}`)])];
}
