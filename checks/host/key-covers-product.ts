import { defineCheck } from '../../src/model/check.ts';
import { covers, generationOf, hostKeyGroupOf, nameOfGeneration } from '../../src/knowledge/host-keys.ts';
import { isServerProduct } from '../../src/knowledge/thresholds.ts';
import { isKmsClient, isLicensed, operatingSystemRows } from '../licence-rows.ts';
import { hostKeyRows } from './counted-machines.ts';

export default defineCheck({
  id: 'host/key-covers-product',
  title: 'The host key covers the client’s version of Windows',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-activation-planning'],
  needs: ['host.licensingProducts', 'licensingProducts', 'machine'],
  findings: {
    HOST_KEY_TOO_OLD: {
      severity: 'fail',
      says: (a: { host: string; key: string; product: string }) => `The host key on ${a.host} (${a.key}) is of a group that Microsoft's table does not list for ${a.product}.`,
    },
    HOST_KEY_COVERS: { severity: 'note', says: (a: { host: string; product: string }) => `The host key on ${a.host} is of a group that covers ${a.product}.` },
  },
  // The words in a host key's description are known from the field alone: against a client that is licensed they prove nothing.
  when: ({ role, licensingProducts, host }) =>
    role === 'client' && hostKeyRows(host.licensingProducts).some((p) => p.application === 'windows')
    && operatingSystemRows(licensingProducts).some((p) => isKmsClient(p) && !isLicensed(p)),
  judge({ host, licensingProducts, machine }, raise, cannotTell) {
    const client = operatingSystemRows(licensingProducts).find((p) => isKmsClient(p) && !isLicensed(p));
    const generation = client === undefined ? null : generationOf(machine.build, isServerProduct(client));
    const keys = hostKeyRows(host.licensingProducts).filter((p) => p.application === 'windows');
    const known = keys.flatMap((p) => {
      const group = hostKeyGroupOf(p.description);
      return group === null ? [] : [{ key: /VOLUME_KMS\S*/i.exec(p.description ?? '')?.[0] ?? 'host key', group }];
    });
    if (generation === null) return [cannotTell('machine')];
    const product = nameOfGeneration(generation);
    if (known.some((k) => covers(k.group, generation))) return [raise.HOST_KEY_COVERS({ host: host.subject, product })];
    // A key whose word is not known may be the one that covers it.
    if (known.length < keys.length) return [cannotTell('host.licensingProducts')];
    return [raise.HOST_KEY_TOO_OLD({ host: host.subject, key: known[0]?.key ?? 'host key', product })];
  },
});
