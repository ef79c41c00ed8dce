import type { LicensingProduct, LicensingService, Observed, Time, WindowsEvent } from '../src/model/evidence.ts';
import { valueOf } from '../src/model/evidence.ts';
import { addressKind } from '../src/knowledge/addresses.ts';
import { sameHost } from './discovery.ts';
import { timedEvents } from './event-log.ts';
import { isLicensed, kmsClientRows, kmsValidityMinutes, operatingSystemRows } from './licence-rows.ts';
import { configuredHosts } from './named-hosts.ts';

/** Whether, and in which zones, a machine looks for its KMS host in DNS. No check of its own. */

type Settings = { licensingProducts: Observed<LicensingProduct[]>; service: Observed<LicensingService> };

/**
 * Whether the machine looks its KMS host up in DNS: false where every KMS client product has a host set by hand (for
 * itself or for the whole machine), where none of its products is a KMS client, or where all of them were activated
 * through Active Directory. Unknown products leave it true: discovery is what Windows does unless told otherwise
 * (slmgr.vbs options, Microsoft).
 */
export function usesDiscovery({ licensingProducts, service }: Settings): boolean {
  const machineWide = service.state === 'seen' && (service.value.keyManagementServiceMachine ?? '') !== '';
  if (licensingProducts.state === 'unseen' || licensingProducts.value.length === 0) return !machineWide;
  const clients = kmsClientRows(licensingProducts.value);
  if (clients.length === 0) return operatingSystemRows(licensingProducts.value).some((p) => p.channel === 'unknown');
  return clients.some((p) => (p.kmsClient?.configuredHost ?? null) === null && !(machineWide && p.application !== 'office') && !isByDirectory(p));
}

const isByDirectory = (p: LicensingProduct): boolean => p.lastActivationType === 'ad' && p.licenseStatus === 'licensed';

/** Whether the KMS record matters to the case: to a client that uses discovery, to every KMS host, and to the network as a whole. */
export const needsRecord = (about: Settings & { role: 'client' | 'host' | 'network' }): boolean => about.role !== 'client' || usesDiscovery(about);

/** Whether the case asks DNS anything for KMS: the record, or the name of a host that is set by hand. */
export const asksDns = (about: Settings & { role: 'client' | 'host' | 'network' }): boolean =>
  needsRecord(about)
  || configuredHosts(valueOf(about.licensingProducts) ?? [], valueOf(about.service)).some(({ host }) => addressKind(host) === null);

/** KMS lookup domains that are set (slmgr /skms-domain), lower case; discovery then asks these zones and no other. */
export function lookupDomains({ licensingProducts, service }: Settings): string[] {
  const set = [
    ...(valueOf(licensingProducts) ?? []).map((p) => p.kmsClient?.lookupDomain ?? null),
    valueOf(service)?.keyManagementServiceLookupDomain ?? null,
  ];
  return [...new Set(set.filter((d): d is string => d !== null && d !== '').map((d) => d.toLowerCase().replace(/\.$/, '')))];
}

/** Renewal is tried every 7 days; one missed renewal is nothing. */
const lateMinutes = 14 * 1440;

/** True where a KMS host renewed the licence within the last two weeks: then a host was found, reached and served it. */
export const renewedLately = (products: readonly LicensingProduct[]): boolean =>
  kmsClientRows(products).some((p) => {
    const left = p.graceMinutesRemaining;
    return isLicensed(p) && p.lastActivationType !== 'ad' && left !== null && left <= kmsValidityMinutes && left >= kmsValidityMinutes - lateMinutes;
  });

/** The same by the event log: the newest answer that it holds (12289) activated the machine within those two weeks. */
export function servedLately(events: Observed<WindowsEvent[]>, at: Time | null): boolean {
  const now = Date.parse(at ?? '');
  const told = timedEvents(valueOf(events) ?? []).filter(({ event: { kms, code } }) => kms?.role === 'client-response' || (kms?.role === 'client-request' && code !== null));
  const newest = told.toSorted((a, b) => b.at - a.at)[0];
  return newest?.event.kms?.activated === true && now - newest.at <= lateMinutes * 60_000;
}

/**
 * Which hosts' reach decides about the case: of a client whose host is set by hand that one alone, of a machine that asks
 * no KMS host none, else every host.
 */
export function hostsAsked(about: Settings & { role: 'client' | 'host' | 'network' }): (host: string) => boolean {
  if (needsRecord(about)) return () => true;
  const set = configuredHosts(valueOf(about.licensingProducts) ?? [], valueOf(about.service));
  return (host) => set.some((c) => sameHost(c.host, host));
}
