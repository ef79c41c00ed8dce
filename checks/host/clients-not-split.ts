import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { activationThresholds, thresholdOf } from '../../src/knowledge/thresholds.ts';
import { kmsLookups, listOf, preferred, targetsOf } from '../discovery.ts';
import { operatingSystemRows } from '../licence-rows.ts';
import { countsOf } from './counted-machines.ts';

/** A host that only servers ask remembers at most twice their threshold. */
const mostOfServersOnly = 2 * activationThresholds.windowsServer;

export default defineCheck({
  id: 'host/clients-not-split',
  title: 'The clients are not spread over too many hosts',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general'],
  needs: [],
  wants: ['dnsSrv', 'licensingProducts'],
  findings: {
    COUNT_SPLIT_OVER_HOSTS: {
      severity: 'fail',
      says: (a: { hosts: readonly string[]; sum: number; required: number }) => `Each of the KMS hosts ${listOf(a.hosts)} has counted fewer than ${a.required} machines, while together they have counted ${a.sum}.`,
    },
    SEVERAL_HOSTS_IN_DNS: { severity: 'note', says: (a: { hosts: readonly string[] }) => `DNS names several KMS hosts (${listOf(a.hosts)}); each keeps a count of its own.` },
    ONE_HOST_IN_DNS: { severity: 'note', says: (a: { host: string }) => `DNS names one KMS host only, ${a.host}.` },
  },
  when: ({ hosts, dnsSrv }) => hosts.length > 1 || (dnsSrv.state === 'seen' && targetsOf(kmsLookups(dnsSrv.value)).length > 0),
  judge({ hosts, role, dnsSrv, licensingProducts }, raise) {
    const findings = [];
    // A client that is pointed at the wrong zone sees no host; that does not keep others from being seen.
    const named = kmsLookups(valueOf(dnsSrv) ?? []).filter((l) => targetsOf([l]).length > 0);
    const targets = [...new Set(targetsOf(preferred(named)).map((a) => a.target.toLowerCase().replace(/\.$/, '')))];
    if (targets.length > 1) findings.push(raise.SEVERAL_HOSTS_IN_DNS({ hosts: targets.slice(0, 8) }));
    else if (targets[0] !== undefined) findings.push(raise.ONE_HOST_IN_DNS({ host: targets[0] }));
    const counts = hosts.flatMap((h) =>
      countsOf(valueOf(h.evidence.licensingProducts) ?? [], h.evidence.service).filter((c) => c.what === 'windows').map((c) => ({ host: h.subject, count: c.count })));
    const sum = counts.reduce((total, c) => total + c.count, 0);
    const own = role === 'client' ? operatingSystemRows(valueOf(licensingProducts) ?? []).flatMap((p) => thresholdOf(p) ?? [])[0] : undefined;
    const required = own ?? (counts.every((c) => c.count <= mostOfServersOnly) ? activationThresholds.windowsServer : activationThresholds.windowsClient);
    if (counts.length > 1 && counts.every((c) => c.count < required) && sum >= required) {
      findings.push(raise.COUNT_SPLIT_OVER_HOSTS({ hosts: counts.map((c) => c.host), sum, required }));
    }
    return findings;
  },
});
