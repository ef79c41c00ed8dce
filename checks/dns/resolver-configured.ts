import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { asksDns } from '../client-discovery.ts';
import { gaveAnswer, kmsLookups, listOf } from '../discovery.ts';

export default defineCheck({
  id: 'dns/resolver-configured',
  title: 'The machine has a DNS server configured',
  sources: ['https://learn.microsoft.com/windows-server/get-started/common-troubleshooting-procedures-kms-dns'],
  needs: ['machine'],
  wants: ['licensingProducts', 'service', 'dnsSrv'],
  findings: {
    DNS_NO_RESOLVER: {
      severity: 'fail',
      says: (a: { subject: string }) => `${a.subject} has no DNS server configured, so it cannot look up a KMS host.`,
    },
    DNS_RESOLVERS_KNOWN: { severity: 'note', says: (a: { servers: readonly string[] }) => `The machine asks the DNS servers ${listOf(a.servers)}.` },
  },
  when: ({ role, machine, licensingProducts, service }) => machine.dnsServers !== null && asksDns({ role, licensingProducts, service }),
  judge({ machine, subject, dnsSrv }, raise) {
    // A server that answered the machine is one that it has, wherever it is written down.
    const asked = kmsLookups(valueOf(dnsSrv) ?? []).filter((l) => l.vantage === 'client' && gaveAnswer(l)).map((l) => l.resolver ?? 'of the system');
    const servers = [...new Set([...(machine.dnsServers ?? []), ...asked])];
    return servers.length === 0 ? [raise.DNS_NO_RESOLVER({ subject: machine.hostName ?? subject })] : [raise.DNS_RESOLVERS_KNOWN({ servers: servers.slice(0, 6) })];
  },
});
