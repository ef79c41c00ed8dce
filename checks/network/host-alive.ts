import { defineCheck } from '../../src/model/check.ts';
import { fromWhere } from '../discovery.ts';

/** A silent host proves nothing: many networks drop ICMP. So this check never fails; causes weigh what it saw. */
export default defineCheck({
  id: 'network/host-alive',
  title: 'The KMS host answers a ping',
  sources: ['RFC 792', 'RFC 4443'],
  needs: ['icmp'],
  findings: {
    HOST_PINGS: { severity: 'note', says: (a: { host: string; from: string }) => `${a.host} answers a ping from ${a.from}, so the machine is up and a way leads there.` },
    HOST_SILENT_TO_PING: { severity: 'note', says: (a: { host: string; from: string }) => `${a.host} does not answer a ping from ${a.from} (it may not be allowed to).` },
  },
  when: ({ icmp }) => icmp.some((p) => p.outcome !== 'unavailable'),
  judge: ({ icmp }, raise) =>
    [...Map.groupBy(icmp.filter((p) => p.outcome !== 'unavailable'), (p) => `${p.host} ${p.vantage}`).values()].map((group) => {
      const about = { host: group[0]?.host ?? '', from: fromWhere(group[0]?.vantage ?? 'operator') };
      return group.some((p) => p.outcome === 'replied') ? raise.HOST_PINGS(about) : raise.HOST_SILENT_TO_PING(about);
    }),
});
