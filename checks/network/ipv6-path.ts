import { defineCheck } from '../../src/model/check.ts';
import type { TcpProbe } from '../../src/model/evidence.ts';
import { preferred, sameName } from '../discovery.ts';

export default defineCheck({
  id: 'network/ipv6-path',
  title: 'A host that has IPv6 addresses is reached over IPv6 too',
  sources: ['RFC 6555', 'https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options'],
  needs: ['tcp'],
  findings: {
    IPV6_BLACK_HOLE: {
      severity: 'warn',
      says: (a: { host: string; address: string; port: number }) => `${a.host} answers on TCP ${a.port} over IPv4, but its IPv6 address ${a.address} does not answer.`,
    },
  },
  when: ({ tcp }) => tcp.some(isIpv6) && tcp.some(isIpv4),
  judge({ tcp }, raise) {
    // Only silence is a black hole: a machine without IPv6 is told so at once and goes on with IPv4.
    const looked = preferred(tcp);
    const silent = looked.filter((p) => isIpv6(p) && p.outcome === 'timeout' && looked.some((q) => isIpv4(q) && q.outcome === 'open' && q.port === p.port && sameName(q.host, p.host)));
    const firstOfEach = silent.filter((p, i) => silent.findIndex((q) => sameName(q.host, p.host)) === i);
    return firstOfEach.map((p) => raise.IPV6_BLACK_HOLE({ host: p.host, address: p.address ?? '', port: p.port }));
  },
});

const isIpv6 = (p: TcpProbe): boolean => p.address?.includes(':') === true;
const isIpv4 = (p: TcpProbe): boolean => p.address !== null && !isIpv6(p);
