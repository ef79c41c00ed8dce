import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { namesHost } from '../discovery.ts';
import { listeningPort } from './listening-port.ts';
import { requestLog } from './request-log.ts';

export default defineCheck({
  id: 'host/firewall-open',
  title: 'The KMS host’s firewall lets clients in',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-create-host'],
  needs: ['host.firewallRules'],
  wants: ['host.events', 'host.machine', 'host.licensingProducts', 'host.service', 'tcp'],
  findings: {
    HOST_FIREWALL_RULE_OFF: { severity: 'fail', says: (a: { host: string }) => `The firewall rule SPPSVC-In-TCP is disabled on KMS host ${a.host}; Windows ships it disabled.` },
    HOST_FIREWALL_WRONG_PROFILE: {
      severity: 'fail',
      says: (a: { host: string; active: string; profiles: string }) => `The firewall rule SPPSVC-In-TCP on KMS host ${a.host} is for the profile ${a.profiles}, but the network in use is ${a.active}.`,
    },
    HOST_FIREWALL_MISSES_PORT: {
      severity: 'fail',
      says: (a: { host: string; port: number }) => `KMS host ${a.host} listens on ${a.port}; the firewall rule SPPSVC-In-TCP is for 1688, and nobody who tried got in.`,
    },
    HOST_FIREWALL_OPEN_OTHERWISE: {
      severity: 'note',
      says: (a: { host: string }) => `The firewall rule SPPSVC-In-TCP does not let clients in on KMS host ${a.host}, but they get in all the same, so another rule does.`,
    },
    HOST_FIREWALL_OPEN: { severity: 'note', says: (a: { host: string }) => `The firewall rule SPPSVC-In-TCP is enabled on KMS host ${a.host}.` },
  },
  when: ({ host }) => host.firewallRules.some((r) => /SPPSVC-In-TCP/i.test(r.name)),
  judge({ host, tcp }, raise, cannotTell) {
    const reached = (valueOf(tcp) ?? []).filter((p) => p.vantage !== 'host' && namesHost(p.host, host));
    const heard = requestLog(valueOf(host.events) ?? []).series.some(({ clientName }) => clientName !== null && !namesHost(clientName, host));
    const clientsGetIn = reached.some((p) => p.outcome === 'open');
    // That clients were heard some time ago does not say that they still get in: a rule may have been switched off since.
    const isUntried = reached.length === 0;
    const port = listeningPort(valueOf(host.licensingProducts) ?? [], host.service);
    return host.firewallRules.filter((r) => /SPPSVC-In-TCP/i.test(r.name)).flatMap((r): (Finding | Unsettled)[] => {
      const active = r.activeProfile?.toLowerCase() ?? null;
      const profiles = r.profiles.map((p) => p.toLowerCase());
      const elsewhere = active !== null && profiles.length > 0 && !profiles.includes(active) && !profiles.includes('any') && !profiles.includes('all');
      if (port !== null && port !== 1688) {
        if (clientsGetIn) return [raise.HOST_FIREWALL_OPEN_OTHERWISE({ host: host.subject })];
        if (isUntried) return [cannotTell('tcp')];
        return reached.some((p) => p.port === port && p.outcome === 'timeout') ? [raise.HOST_FIREWALL_MISSES_PORT({ host: host.subject, port })] : [];
      }
      if (r.enabled === true && !elsewhere) return [raise.HOST_FIREWALL_OPEN({ host: host.subject })];
      if (r.enabled !== false && !elsewhere) return [];
      if (clientsGetIn) return [raise.HOST_FIREWALL_OPEN_OTHERWISE({ host: host.subject })];
      if (isUntried && heard) return [cannotTell('tcp')];
      return [r.enabled === false
        ? raise.HOST_FIREWALL_RULE_OFF({ host: host.subject })
        : raise.HOST_FIREWALL_WRONG_PROFILE({ host: host.subject, active: r.activeProfile ?? '', profiles: r.profiles.join(', ') })];
    });
  },
});
