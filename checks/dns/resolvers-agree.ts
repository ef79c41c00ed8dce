import { defineCheck } from '../../src/model/check.ts';
import type { SrvLookup } from '../../src/model/evidence.ts';
import { isPublicResolver } from '../../src/knowledge/public-resolvers.ts';
import { needsRecord } from '../client-discovery.ts';
import { areApart, fromWhere, gaveAnswer, kmsLookups, listOf, zoneOf } from '../discovery.ts';

export default defineCheck({
  id: 'dns/resolvers-agree',
  title: 'All DNS servers give the same KMS record',
  sources: ['https://learn.microsoft.com/windows-server/get-started/common-troubleshooting-procedures-kms-dns'],
  needs: ['dnsSrv'],
  wants: ['licensingProducts', 'service'],
  findings: {
    SRV_RESOLVERS_DISAGREE: {
      severity: 'warn',
      says: (a: { zone: string; knowing: readonly string[]; lacking: readonly string[]; resolver: string; from: string }) =>
        `DNS servers disagree about the KMS record of ${a.zone} (asked from ${a.from}): ${listOf(a.knowing)} has it, ${listOf(a.lacking)} does not.`,
    },
    SRV_TARGETS_DISAGREE: {
      severity: 'warn',
      says: (a: { zone: string; one: string; other: string; targets: readonly string[]; otherTargets: readonly string[] }) =>
        `DNS servers name different KMS hosts for ${a.zone}: ${a.one} says ${listOf(a.targets)}, ${a.other} says ${listOf(a.otherTargets)}.`,
    },
    RESOLVERS_OF_TWO_NETWORKS: {
      severity: 'note',
      says: (a: { resolver: string; other: string }) => `DNS server ${a.resolver} belongs to another private network than ${a.other}, as where a VPN leads from a home into an organisation.`,
    },
    RESOLVERS_OF_ONE_NETWORK: { severity: 'note', says: (a: { resolver: string; other: string }) => `DNS servers ${a.resolver} and ${a.other} belong to one private network.` },
    SRV_VANTAGES_DISAGREE: {
      severity: 'note',
      says: (a: { zone: string }) => `The KMS record of ${a.zone} looks different from the client and from here.`,
    },
    SRV_RESOLVERS_AGREE: { severity: 'note', says: (a: { zone: string; resolvers: readonly string[] }) => `${listOf(a.resolvers)} give the same answer for ${a.zone}.` },
    PUBLIC_RESOLVER_LACKS_RECORD: {
      severity: 'note',
      says: (a: { zone: string; resolver: string }) => `DNS server ${a.resolver} is a public one on the internet, which cannot know the internal record of ${a.zone}.`,
    },
  },
  when: ({ role, dnsSrv, licensingProducts, service }) => kmsLookups(dnsSrv).filter(gaveAnswer).length > 1 && needsRecord({ role, licensingProducts, service }),
  judge({ dnsSrv }, raise) {
    const answered = kmsLookups(dnsSrv).filter(gaveAnswer);
    const findings = [];
    for (const group of Map.groupBy(answered, (l) => `${l.vantage} ${zoneOf(l.name)}`).values()) {
      const first = group[0];
      if (first === undefined || new Set(namesOf(group)).size < 2) continue;
      const zone = zoneOf(first.name);
      const knowing = group.filter((l) => l.answers.length > 0);
      const lacking = group.filter((l) => l.answers.length === 0);
      const differing = knowing.find((l) => targetsIn(l).join() !== targetsIn(knowing[0]).join());
      if (knowing.length > 0 && lacking.length > 0) {
        findings.push(raise.SRV_RESOLVERS_DISAGREE({ zone, knowing: namesOf(knowing), lacking: namesOf(lacking), resolver: namesOf(lacking)[0] ?? '', from: fromWhere(first.vantage) }));
        const isPublic = lacking.find((l) => isPublicResolver(l.resolver ?? ''));
        if (isPublic !== undefined) findings.push(raise.PUBLIC_RESOLVER_LACKS_RECORD({ zone, resolver: isPublic.resolver ?? '' }));
        const [blind, other] = [namesOf(lacking)[0] ?? '', namesOf(knowing)[0] ?? ''];
        const apart = areApart(blind, other);
        if (apart !== null) findings.push((apart ? raise.RESOLVERS_OF_TWO_NETWORKS : raise.RESOLVERS_OF_ONE_NETWORK)({ resolver: blind, other }));
      } else if (differing !== undefined) {
        findings.push(raise.SRV_TARGETS_DISAGREE({
          zone, one: knowing[0]?.resolver ?? 'one', other: differing.resolver ?? 'another', targets: targetsIn(knowing[0]), otherTargets: targetsIn(differing),
        }));
      } else {
        findings.push(raise.SRV_RESOLVERS_AGREE({ zone, resolvers: namesOf(group) }));
      }
    }
    for (const [zone, group] of Map.groupBy(answered, (l) => zoneOf(l.name))) {
      const from = (vantage: string): SrvLookup[] => group.filter((l) => l.vantage === vantage);
      const [client, operator] = [from('client'), from('operator')];
      if (client.length > 0 && operator.length > 0 && sees(client) !== sees(operator)) findings.push(raise.SRV_VANTAGES_DISAGREE({ zone }));
    }
    return findings;
  },
});

const sees = (list: readonly SrvLookup[]): boolean => list.some((l) => l.answers.length > 0);

const namesOf = (list: readonly SrvLookup[]): string[] => [...new Set(list.map((l) => l.resolver ?? 'the DNS server'))];

const targetsIn = (l: SrvLookup | undefined): string[] => (l?.answers ?? []).map((a) => `${a.target.toLowerCase().replace(/\.$/, '')}:${a.port}`).toSorted();
