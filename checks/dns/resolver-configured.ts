import { defineCheck } from '../../src/model/check.ts';
import { asksDns } from '../client-discovery.ts';
import { listOf } from '../discovery.ts';

export default defineCheck({
  id: 'dns/resolver-configured',
  title: 'The machine has a DNS server configured',
  sources: ['https://learn.microsoft.com/windows-server/get-started/common-troubleshooting-procedures-kms-dns'],
  needs: ['machine'],
  wants: ['licensingProducts', 'service'],
  findings: {
    DNS_NO_RESOLVER: {
      severity: 'fail',
      says: (a: { subject: string }) => `${a.subject} has no DNS server configured, so it cannot look up a KMS host.`,
    },
    DNS_RESOLVERS_KNOWN: { severity: 'note', says: (a: { servers: readonly string[] }) => `The machine asks the DNS servers ${listOf(a.servers)}.` },
  },
  when: ({ role, machine, licensingProducts, service }) => machine.dnsServers !== null && asksDns({ role, licensingProducts, service }),
  judge: ({ machine, subject }, raise) =>
    machine.dnsServers === null || machine.dnsServers.length === 0
      ? [raise.DNS_NO_RESOLVER({ subject: machine.hostName ?? subject })]
      : [raise.DNS_RESOLVERS_KNOWN({ servers: machine.dnsServers.slice(0, 6) })],
});
