import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { kmsLookups, namesHost } from '../discovery.ts';
import { configuredHosts } from '../named-hosts.ts';
import { listeningPort } from './listening-port.ts';

export default defineCheck({
  id: 'host/port-matches-record',
  title: 'The host listens on the port that clients are told',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options'],
  needs: [],
  wants: ['host.licensingProducts', 'host.service', 'host.machine', 'dnsSrv', 'licensingProducts', 'service'],
  findings: {
    SRV_PORT_DIFFERS: { severity: 'fail', says: (a: { host: string; srvPort: number; port: number }) => `The KMS record gives port ${a.srvPort} for ${a.host}, which listens on ${a.port}.` },
    CLIENT_PORT_DIFFERS: { severity: 'fail', says: (a: { host: string; clientPort: number; port: number }) => `The client is set to ask ${a.host} on port ${a.clientPort}, and the host listens on ${a.port}.` },
    CLIENT_PORT_IS_DEFAULT: { severity: 'fail', says: (a: { host: string; port: number }) => `The client is given ${a.host} without a port, so it asks on 1688, and the host listens on ${a.port}.` },
    SRV_PORT_MATCHES: { severity: 'note', says: (a: { host: string; port: number }) => `The KMS record gives port ${a.port} for ${a.host}, and the host listens there.` },
    HOST_PORT_CHANGED: { severity: 'note', says: (a: { host: string; port: number }) => `KMS host ${a.host} listens on ${a.port} instead of 1688.` },
    HOST_PORT_USUAL: { severity: 'note', says: (a: { host: string }) => `KMS host ${a.host} listens on 1688.` },
  },
  when: ({ host }) => host.licensingProducts.state === 'unseen' || listeningPort(host.licensingProducts.value, host.service) !== null,
  judge({ host, dnsSrv, licensingProducts, service, role }, raise, cannotTell) {
    const port = listeningPort(valueOf(host.licensingProducts) ?? [], host.service);
    if (port === null) return [cannotTell('host.licensingProducts')];
    const findings = [];
    const answers = kmsLookups(valueOf(dnsSrv) ?? []).flatMap((l) => l.answers).filter((a) => namesHost(a.target, host));
    const wrong = answers.find((a) => a.port !== port && a.port !== 0);
    if (wrong !== undefined) findings.push(raise.SRV_PORT_DIFFERS({ host: host.subject, srvPort: wrong.port, port }));
    else if (answers.some((a) => a.port === port)) findings.push(raise.SRV_PORT_MATCHES({ host: host.subject, port }));
    const set = role === 'client' ? configuredHosts(valueOf(licensingProducts) ?? [], valueOf(service)).find((c) => namesHost(c.host, host)) : undefined;
    if (set !== undefined && set.port !== null && set.port !== port) findings.push(raise.CLIENT_PORT_DIFFERS({ host: host.subject, clientPort: set.port, port }));
    if (set !== undefined && set.port === null && port !== 1688) findings.push(raise.CLIENT_PORT_IS_DEFAULT({ host: host.subject, port }));
    // What clients are told stands in DNS, unless it is set by hand.
    if (role === 'client' && set === undefined && dnsSrv.state === 'unseen') return [cannotTell('dnsSrv'), ...(port === 1688 ? [] : [raise.HOST_PORT_CHANGED({ host: host.subject, port })])];
    return port === 1688 ? [...findings, raise.HOST_PORT_USUAL({ host: host.subject })] : [...findings, raise.HOST_PORT_CHANGED({ host: host.subject, port })];
  },
});
