import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { kmsLookups, namesHost, targetsOf } from '../discovery.ts';

export default defineCheck({
  id: 'host/offers-kms',
  title: 'The machine that clients are sent to is a KMS host',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-create-host'],
  needs: ['host.service'],
  wants: ['host.machine', 'dnsSrv'],
  findings: {
    HOST_NOT_KMS: { severity: 'fail', says: (a: { host: string }) => `${a.host} is not a KMS host: it has no activated host key (IsKeyManagementServiceMachine is false).` },
    HOST_IS_KMS: { severity: 'note', says: (a: { host: string }) => `${a.host} is a KMS host.` },
    RECORD_HOST_IS_KMS: { severity: 'note', says: (a: { host: string }) => `The KMS record names ${a.host}, which is a KMS host.` },
  },
  when: ({ host }) => host.service.isKeyManagementServiceMachine !== null,
  judge({ host, dnsSrv }, raise) {
    const about = { host: host.subject };
    if (host.service.isKeyManagementServiceMachine === false) return [raise.HOST_NOT_KMS(about)];
    const isNamed = targetsOf(kmsLookups(valueOf(dnsSrv) ?? [])).some((a) => namesHost(a.target, host));
    return [raise.HOST_IS_KMS(about), ...(isNamed ? [raise.RECORD_HOST_IS_KMS(about)] : [])];
  },
});
