import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { cloudOf } from '../../src/knowledge/cloud-endpoints.ts';
import { kmsLookups, listOf, preferred, sameHost, targetsOf } from '../discovery.ts';
import { kmsClientRows, nameOf } from '../licence-rows.ts';
import { configuredHosts } from '../named-hosts.ts';

export default defineCheck({
  id: 'client/discovered-host-in-dns',
  title: 'The KMS host that the client remembers is still in DNS',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options',
    'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general',
  ],
  needs: ['licensingProducts'],
  wants: ['service', 'dnsSrv'],
  findings: {
    CLIENT_HOST_SET_BY_HAND: {
      severity: 'note',
      says: (a: { product: string; host: string; port: number }) => `${a.product} is told to use the KMS host ${a.host}:${a.port}, set by hand or policy, so it does not ask DNS.`,
    },
    CLIENT_PORT_SET_BY_HAND: { severity: 'note', says: (a: { host: string; port: number }) => `The port ${a.port} is set by hand for ${a.host}, and not the usual 1688.` },
    CLIENT_USES_CLOUD_HOST: { severity: 'note', says: (a: { host: string; cloud: string }) => `The KMS host set on the machine, ${a.host}, is the endpoint of a cloud (${a.cloud}).` },
    CLIENT_NO_HOST_SET: { severity: 'note', says: (a: { product: string }) => `No KMS host is set by hand or policy for ${a.product}.` },
    CLIENT_USES_DISCOVERY: { severity: 'note', says: (a: { product: string }) => `${a.product} finds its KMS host through DNS.` },
    DISCOVERED_HOST_NOT_IN_DNS: {
      severity: 'warn',
      says: (a: { product: string; host: string; targets: readonly string[] }) =>
        `${a.product} still uses ${a.host}, which it found earlier; the KMS record in DNS now names ${listOf(a.targets)}.`,
    },
  },
  when: ({ role, licensingProducts }) => role === 'client' && kmsClientRows(licensingProducts).length > 0,
  judge({ licensingProducts, service, dnsSrv }, raise, cannotTell) {
    const set = configuredHosts(licensingProducts, valueOf(service));
    const byHand = set.flatMap(({ product, host, port }): Finding[] => {
      const cloud = cloudOf(host);
      return [
        raise.CLIENT_HOST_SET_BY_HAND({ product, host, port: port ?? 1688 }),
        ...(port === null || port === 0 || port === 1688 ? [] : [raise.CLIENT_PORT_SET_BY_HAND({ host, port })]),
        ...(cloud === null ? [] : [raise.CLIENT_USES_CLOUD_HOST({ host, cloud })]),
      ];
    });
    const targets = targetsOf(preferred(kmsLookups(valueOf(dnsSrv) ?? []))).map((a) => a.target);
    const known = kmsClientRows(licensingProducts).filter((p) => p.kmsClient !== null);
    const noneSet = set.length === 0 && known.length > 0 ? [raise.CLIENT_NO_HOST_SET({ product: listOf(known.map(nameOf)) })] : [];
    const discovering = known.filter((p) => p.kmsClient?.configuredHost === null && (service.state === 'unseen' || service.value.keyManagementServiceMachine === null));
    return [...byHand, ...noneSet, ...discovering.flatMap((p): (Finding | Unsettled)[] => {
      const product = nameOf(p);
      const host = p.kmsClient?.discoveredHost ?? null;
      const gone = host !== null && host !== '' && targets.length > 0 && !targets.some((t) => sameHost(t, host));
      if (host !== null && host !== '' && dnsSrv.state === 'unseen') return [raise.CLIENT_USES_DISCOVERY({ product }), cannotTell('dnsSrv')];
      return [raise.CLIENT_USES_DISCOVERY({ product }), ...(gone ? [raise.DISCOVERED_HOST_NOT_IN_DNS({ product, host, targets })] : [])];
    })];
  },
});
