import { defineCheck } from '../../src/model/check.ts';
import type { LicensingProduct, LicensingService, Observed } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { kmsLookups, namesHost } from '../discovery.ts';
import { configuredHosts } from '../named-hosts.ts';

export default defineCheck({
  id: 'host/port-matches-record',
  title: 'The host listens on the port that clients are told',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options'],
  needs: [],
  wants: ['host.licensingProducts', 'host.service', 'host.machine', 'dnsSrv', 'licensingProducts', 'service'],
  findings: {
    SRV_PORT_DIFFERS: { severity: 'fail', says: (a: { host: string; srvPort: number; port: number }) => `The KMS record gives port ${a.srvPort} for ${a.host}, which listens on ${a.port}.` },
    CLIENT_PORT_DIFFERS: { severity: 'fail', says: (a: { host: string; clientPort: number; port: number }) => `The client is set to ask ${a.host} on port ${a.clientPort}, and the host listens on ${a.port}.` },
    HOST_PORT_CHANGED: { severity: 'note', says: (a: { host: string; port: number }) => `KMS host ${a.host} listens on ${a.port} instead of 1688.` },
  },
  when: ({ host }) => host.licensingProducts.state === 'unseen' || listeningPort(host.licensingProducts.value, host.service) !== null,
  judge({ host, dnsSrv, licensingProducts, service, role }, raise, cannotTell) {
    const port = listeningPort(valueOf(host.licensingProducts) ?? [], host.service);
    if (port === null) return [cannotTell('host.licensingProducts')];
    const findings = [];
    const answers = kmsLookups(valueOf(dnsSrv) ?? []).flatMap((l) => l.answers).filter((a) => namesHost(a.target, host));
    const wrong = answers.find((a) => a.port !== port && a.port !== 0);
    if (wrong !== undefined) findings.push(raise.SRV_PORT_DIFFERS({ host: host.subject, srvPort: wrong.port, port }));
    const set = role === 'client' ? configuredHosts(valueOf(licensingProducts) ?? [], valueOf(service)).find((c) => namesHost(c.host, host)) : undefined;
    const clientPort = set === undefined ? null : (set.port ?? 1688);
    if (clientPort !== null && clientPort !== port) findings.push(raise.CLIENT_PORT_DIFFERS({ host: host.subject, clientPort, port }));
    // What clients are told stands in DNS, unless it is set by hand.
    if (role === 'client' && set === undefined && dnsSrv.state === 'unseen') return [cannotTell('dnsSrv'), ...(port === 1688 ? [] : [raise.HOST_PORT_CHANGED({ host: host.subject, port })])];
    return port === 1688 ? findings : [...findings, raise.HOST_PORT_CHANGED({ host: host.subject, port })];
  },
});

/** WMI gives 0 where the default is in use. */
function listeningPort(products: readonly LicensingProduct[], service: Observed<LicensingService>): number | null {
  const ofProduct = products.find((p) => (p.kmsHost?.listeningPort ?? null) !== null)?.kmsHost?.listeningPort ?? null;
  const port = valueOf(service)?.keyManagementServiceListeningPort ?? ofProduct;
  return port === 0 ? 1688 : port;
}
