import type { WmiValue } from '../../../model/windows.ts';
import type { HostKey } from '../state.ts';
import { unset } from './cim-values.ts';
import type { Readers } from './view.ts';

/** What the counters of a KMS host are read from: a host key, or none. */
export type Counted = { hostKey: HostKey | null; now: number };

const byStatus = (status: 0 | 1 | 2 | 3 | 4 | 5 | 6) => ({ hostKey }: Counted): WmiValue => hostKey?.counters.byStatus[status] ?? unset;

/**
 * The counters that products and the service have alike. All are "not set" where there is no host key; the count also
 * before any request came (class page of SoftwareLicensingService).
 */
export const counterReaders: Readers<Counted> = {
  IsKeyManagementServiceMachine: ({ hostKey }) => (hostKey === null ? 0 : 1),
  KeyManagementServiceCurrentCount: ({ hostKey, now }) => (hostKey === null || hostKey.counters.total === 0 ? unset : hostKey.cache.count(now)),
  KeyManagementServiceTotalRequests: ({ hostKey }) => hostKey?.counters.total ?? unset,
  KeyManagementServiceFailedRequests: ({ hostKey }) => hostKey?.counters.failed ?? unset,
  KeyManagementServiceUnlicensedRequests: byStatus(0),
  KeyManagementServiceLicensedRequests: byStatus(1),
  KeyManagementServiceOOBGraceRequests: byStatus(2),
  KeyManagementServiceOOTGraceRequests: byStatus(3),
  KeyManagementServiceNonGenuineGraceRequests: byStatus(4),
  KeyManagementServiceNotificationRequests: byStatus(5),
};
