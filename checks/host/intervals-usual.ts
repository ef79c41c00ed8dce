import { defineCheck } from '../../src/model/check.ts';

/** Half of the 30 days for which a host remembers a client: above it one missed renewal drops the client from the count. */
const highMinutes = 15 * 1440;

export default defineCheck({
  id: 'host/intervals-usual',
  title: 'The host’s renewal interval keeps clients in its count',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options', 'https://learn.microsoft.com/windows-server/get-started/kms-activation-planning'],
  needs: ['host.service'],
  findings: {
    HOST_RENEWAL_INTERVAL_HIGH: {
      severity: 'warn',
      says: (a: { host: string; days: number }) => `KMS host ${a.host} tells clients to renew every ${a.days} days; it forgets a client after 30, so the count falls whenever one renewal is missed.`,
    },
  },
  when: ({ host }) => host.service.vlRenewalInterval !== null && host.service.isKeyManagementServiceMachine === true,
  judge: ({ host }, raise) =>
    (host.service.vlRenewalInterval ?? 0) > highMinutes ? [raise.HOST_RENEWAL_INTERVAL_HIGH({ host: host.subject, days: Math.round((host.service.vlRenewalInterval ?? 0) / 1440) })] : [],
});
