import { defineCheck } from '../../src/model/check.ts';
import { kmsLookups, sameHost, targetsOf } from '../discovery.ts';

export default defineCheck({
  id: 'dns/srv-target-approved',
  title: 'The KMS record names approved hosts only',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general'],
  needs: ['dnsSrv'],
  findings: {
    SRV_TARGET_NOT_APPROVED: {
      severity: 'warn',
      says: (a: { target: string; host: string }) => `DNS names ${a.target} as a KMS host, which is not on the list of approved hosts.`,
    },
  },
  when: ({ dnsSrv, settings }) => settings.approvedHosts.length > 0 && targetsOf(kmsLookups(dnsSrv)).length > 0,
  judge: ({ dnsSrv, settings }, raise) =>
    [...new Set(targetsOf(kmsLookups(dnsSrv)).map((a) => a.target.toLowerCase().replace(/\.$/, '')))]
      .filter((target) => !settings.approvedHosts.some((h) => sameHost(h, target)))
      .map((target) => raise.SRV_TARGET_NOT_APPROVED({ target, host: target })),
});
