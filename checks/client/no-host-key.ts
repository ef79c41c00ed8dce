import { defineCheck } from '../../src/model/check.ts';
import type { LicensingProduct, Machine } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { isClientWindows } from '../../src/knowledge/editions.ts';
import { nameOf, operatingSystemRows } from '../licence-rows.ts';
import { sameHost } from '../discovery.ts';
import { windowsSetupKey } from '../setup-key-for.ts';

export default defineCheck({
  id: 'client/no-host-key',
  title: 'An ordinary client holds no KMS host key (CSVLK)',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-issues',
    'https://learn.microsoft.com/windows/deployment/volume-activation/activate-windows-clients-vamt',
  ],
  needs: ['licensingProducts'],
  wants: ['machine'],
  findings: {
    CLIENT_HAS_HOST_KEY: {
      severity: 'warn',
      says: (a: { product: string; key: string; gvlk: string | null }) =>
        `${a.product} holds a KMS host key${a.key === '' ? '' : ` (${a.key})`} on a machine that serves no KMS clients; each host key can be activated on six machines only.`,
    },
  },
  // Windows 10 and 11 may be KMS hosts; one that has counted clients is a host and no mistake.
  when: ({ role, licensingProducts, machine, settings, subject }) =>
    hostKeys(licensingProducts).length > 0
    && !hostKeys(licensingProducts).some(serves)
    && (role === 'client' || isClientWindows(valueOf(machine), licensingProducts) === true)
    && !isApproved(subject, valueOf(machine), settings.approvedHosts),
  judge: ({ licensingProducts, machine }, raise) =>
    hostKeys(licensingProducts).map((p) => raise.CLIENT_HAS_HOST_KEY({
      product: nameOf(p), key: p.partialProductKey ?? '', gvlk: windowsSetupKey(valueOf(machine), p),
    })),
});

const hostKeys = (products: readonly LicensingProduct[]): LicensingProduct[] => operatingSystemRows(products).filter((p) => p.channel === 'kms-host');

const serves = (p: LicensingProduct): boolean => (p.kmsHost?.currentCount ?? 0) > 0 || (p.kmsHost?.totalRequests ?? 0) > 0;

function isApproved(subject: string, machine: Machine | null, approved: readonly string[]): boolean {
  const names = [subject, machine?.hostName, machine?.hostName && machine.domain ? `${machine.hostName}.${machine.domain}` : null];
  return approved.some((a) => names.some((n) => n !== null && n !== undefined && sameHost(a, n)));
}
