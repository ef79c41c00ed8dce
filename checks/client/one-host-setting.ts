import { defineCheck, type Finding } from '../../src/model/check.ts';
import { kmsClientRows, nameOf } from '../licence-rows.ts';
import { sameName } from '../discovery.ts';

export default defineCheck({
  id: 'client/one-host-setting',
  title: 'The KMS host setting of Windows is the same for machine and product',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options', 'https://learn.microsoft.com/previous-versions/tn-archive/ff793431(v=technet.10)'],
  needs: ['licensingProducts', 'service'],
  findings: {
    HOST_SETTING_DIFFERS_BY_SCOPE: {
      severity: 'warn',
      says: (a: { product: string; host: string; machineHost: string }) =>
        `${a.product} has a KMS host of its own, ${a.host}, which counts before the machine-wide ${a.machineHost}.`,
    },
    OFFICE_HAS_OWN_HOST: { severity: 'note', says: (a: { product: string; host: string; machineHost: string }) => `${a.product} uses the KMS host ${a.host}, Windows ${a.machineHost}.` },
  },
  when: ({ role, service }) => role === 'client' && service.keyManagementServiceMachine !== null,
  judge({ licensingProducts, service }, raise) {
    const machineHost = service.keyManagementServiceMachine ?? '';
    return kmsClientRows(licensingProducts).flatMap((p): Finding[] => {
      const host = p.kmsClient?.configuredHost ?? null;
      if (host === null || sameName(host, machineHost)) return [];
      const about = { product: nameOf(p), host, machineHost };
      // Office keeps its setting in a place of its own (ospp.vbs /sethst); that it differs is no mistake in itself.
      return [p.application === 'office' ? raise.OFFICE_HAS_OWN_HOST(about) : raise.HOST_SETTING_DIFFERS_BY_SCOPE(about)];
    });
  },
});
