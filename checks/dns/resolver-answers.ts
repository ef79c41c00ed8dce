import { defineCheck } from '../../src/model/check.ts';
import type { LookupOutcome, SrvLookup } from '../../src/model/evidence.ts';
import { asksDns } from '../client-discovery.ts';
import { gaveAnswer, kmsLookups, preferred, toWhom } from '../discovery.ts';

type Told = { resolver: string; from: string };

export default defineCheck({
  id: 'dns/resolver-answers',
  title: 'Every DNS server asked gives an answer',
  sources: ['RFC 1035', 'https://learn.microsoft.com/windows-server/get-started/common-troubleshooting-procedures-kms-dns'],
  needs: ['dnsSrv'],
  wants: ['licensingProducts', 'service'],
  findings: {
    DNS_RESOLVER_SILENT: { severity: 'fail', says: (a: Told) => `DNS server ${a.resolver} gave no answer to ${a.from} in time, and no other DNS server answered.` },
    DNS_RESOLVER_UNREACHABLE: { severity: 'fail', says: (a: Told & { outcome: string }) => `DNS server ${a.resolver} cannot be reached from ${a.from} (${a.outcome}), and no other DNS server answered.` },
    DNS_RESOLVER_FAILING: { severity: 'fail', says: (a: Told & { rcode: string; name: string }) => `DNS server ${a.resolver} answers ${a.rcode} for ${a.name} to ${a.from}.` },
    DNS_RESOLVER_GARBLED: { severity: 'fail', says: (a: Told) => `DNS server ${a.resolver} sent ${a.from} something that is no DNS answer, and no other DNS server answered.` },
    DNS_SOME_RESOLVERS_SILENT: { severity: 'warn', says: (a: Told & { outcome: string }) => `DNS server ${a.resolver} did not answer ${a.from} (${a.outcome}); another one did.` },
    DNS_SOME_RESOLVERS_FAILING: { severity: 'warn', says: (a: Told & { rcode: string; name: string }) => `DNS server ${a.resolver} answers ${a.rcode} for ${a.name} to ${a.from}; another one answers properly.` },
    DNS_NAME_NOT_SERVED: { severity: 'note', says: (a: Told & { rcode: string; name: string }) => `DNS server ${a.resolver} answers ${a.rcode} for ${a.name}, and has the KMS record of another zone.` },
  },
  when: ({ role, dnsSrv, licensingProducts, service }) => kmsLookups(dnsSrv).length > 0 && asksDns({ role, licensingProducts, service }),
  judge({ dnsSrv }, raise) {
    const lookups = preferred(kmsLookups(dnsSrv));
    const good = lookups.filter(gaveAnswer);
    return firstPerResolver(lookups.filter((l) => !gaveAnswer(l))).map((l) => {
      const told = { resolver: l.resolver ?? 'of the system', from: toWhom(l.vantage) };
      if (l.outcome === 'answered') {
        const failing = { ...told, rcode: l.rcode ?? 'an error', name: l.name };
        // A search suffix that nobody serves is ordinary where another suffix has the record.
        if (good.some((g) => g.resolver === l.resolver && g.answers.length > 0)) return raise.DNS_NAME_NOT_SERVED(failing);
        return good.some((g) => g.resolver !== l.resolver) ? raise.DNS_SOME_RESOLVERS_FAILING(failing) : raise.DNS_RESOLVER_FAILING(failing);
      }
      if (good.length > 0) return raise.DNS_SOME_RESOLVERS_SILENT({ ...told, outcome: words[l.outcome] });
      if (l.outcome === 'malformed') return raise.DNS_RESOLVER_GARBLED(told);
      return l.outcome === 'timeout' ? raise.DNS_RESOLVER_SILENT(told) : raise.DNS_RESOLVER_UNREACHABLE({ ...told, outcome: words[l.outcome] });
    });
  },
});

const words: Readonly<Record<LookupOutcome, string>> = {
  answered: 'answered', timeout: 'no answer in time', refused: 'the connection was refused', unreachable: 'no way leads there', malformed: 'what it sent is no DNS answer',
};

/** One word per resolver, vantage and kind of trouble: ten suffixes asked of a dead server are one fact. */
function firstPerResolver(lookups: readonly SrvLookup[]): SrvLookup[] {
  const seen = new Set<string>();
  return lookups.filter((l) => {
    const key = `${l.resolver} ${l.vantage} ${l.outcome} ${l.rcode}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
