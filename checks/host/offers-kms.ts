import { defineCheck } from '../../src/model/check.ts';

export default defineCheck({
  id: 'host/offers-kms',
  title: 'The machine that clients are sent to is a KMS host',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-create-host'],
  needs: ['host.service'],
  findings: {
    HOST_NOT_KMS: { severity: 'fail', says: (a: { host: string }) => `${a.host} is not a KMS host: it has no activated host key (IsKeyManagementServiceMachine is false).` },
    HOST_IS_KMS: { severity: 'note', says: (a: { host: string }) => `${a.host} is a KMS host.` },
  },
  when: ({ host }) => host.service.isKeyManagementServiceMachine !== null,
  judge: ({ host }, raise) => [host.service.isKeyManagementServiceMachine === false ? raise.HOST_NOT_KMS({ host: host.subject }) : raise.HOST_IS_KMS({ host: host.subject })],
});
