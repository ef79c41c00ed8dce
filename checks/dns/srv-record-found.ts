import { defineCheck } from '../../src/model/check.ts';
import type { SrvLookup } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { isPublicResolver } from '../../src/knowledge/public-resolvers.ts';
import { lookupDomains, needsRecord, servedLately } from '../client-discovery.ts';
import { areApart, fromWhere, gaveAnswer, kmsLookups, listOf, preferred, sameName, targetsOf, zoneOf } from '../discovery.ts';

export default defineCheck({
  id: 'dns/srv-record-found',
  title: 'DNS has a KMS record (_vlmcs._tcp SRV)',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/common-troubleshooting-procedures-kms-dns',
    'https://learn.microsoft.com/windows-server/get-started/kms-create-host',
  ],
  needs: [],
  wants: ['dnsSrv', 'licensingProducts', 'service', 'machine', 'tcp', 'events'],
  decidesFor: ['network'],
  findings: {
    SRV_MISSING: {
      severity: 'fail',
      says: (a: { zone: string; zones: readonly string[]; resolvers: readonly string[]; from: string; rcode: string }) =>
        `No KMS record: ${listOf(a.resolvers)} ${a.resolvers.length === 1 ? 'answers' : 'answer'} ${a.rcode} for _vlmcs._tcp in ${listOf(a.zones)} (asked from ${a.from}).`,
    },
    SRV_PUBLIC_RESOLVERS_ONLY: {
      severity: 'fail',
      says: (a: { zone: string; resolvers: readonly string[] }) => `Only public DNS servers were asked (${listOf(a.resolvers)}), which cannot know an internal KMS record of ${a.zone}, and they know none.`,
    },
    SRV_MISSING_FROM_DESK: { severity: 'note', says: (a: { zone: string }) => `From here there is no KMS record of ${a.zone} to be found either.` },
    OWN_RESOLVER_IS_NEAR: { severity: 'note', says: (a: { resolver: string; other: string }) => `DNS server ${a.resolver}, which the client asks, is of one network with ${a.other}, which knows the record.` },
    SRV_MISSING_AT_CLIENT_RESOLVER: {
      severity: 'fail',
      says: (a: { zone: string; resolver: string; other: string }) =>
        `DNS server ${a.resolver}, which the client asks, does not know the KMS record that ${a.other} gives for ${a.zone}.`,
    },
    SRV_FOUND: {
      severity: 'note',
      says: (a: { zone: string; targets: readonly string[]; from: string }) => `DNS names the KMS host ${listOf(a.targets)} for ${a.zone} (asked from ${a.from}).`,
    },
    SRV_FOUND_BY_CLIENT: { severity: 'note', says: (a: { zone: string; resolvers: readonly string[] }) => `The DNS servers that the client asks (${listOf(a.resolvers)}) all give the KMS record of ${a.zone}.` },
    SRV_SERVICE_DECLINED: {
      severity: 'fail',
      says: (a: { zone: string }) => `The KMS record of ${a.zone} has the target ".", which says that ${a.zone} offers no KMS host.`,
    },
    SRV_IN_OTHER_ZONE: {
      severity: 'note',
      says: (a: { zone: string; asked: readonly string[] }) => `A KMS record stands in ${a.zone}; the client was seen to ask only ${listOf(a.asked)}.`,
    },
    SRV_MISSING_HOST_SET: {
      severity: 'note',
      says: (a: { zone: string }) => `DNS has no KMS record for ${a.zone}, and none is needed: the KMS host is named by hand, or the machine does not use KMS.`,
    },
  },
  // A look at one named host from the operator's desk needs no DNS.
  when: ({ role, dnsSrv, tcp }) =>
    dnsSrv.state === 'unseen' ? !(role === 'network' && (valueOf(tcp) ?? []).length > 0) : kmsLookups(dnsSrv.value).length > 0,
  judge({ role, dnsSrv, licensingProducts, service, machine, tcp, events, at, settings }, raise, cannotTell) {
    if (dnsSrv.state === 'unseen') return [cannotTell('dnsSrv')];
    const domains = role === 'client' ? lookupDomains({ licensingProducts, service }) : [];
    const all = kmsLookups(dnsSrv.value).filter((l) => domains.length === 0 || domains.includes(zoneOf(l.name)));
    if (all.length === 0) return [cannotTell('dnsSrv')];
    const asked = preferred(all);
    const from = fromWhere(asked[0]?.vantage ?? 'operator');
    const needed = needsRecord({ role, licensingProducts, service });
    const found = asked.filter(hasHost);
    const split = needed && role === 'client' ? atOwnResolvers(all, valueOf(machine)?.dnsServers ?? []) : null;
    if (split !== null) {
      const [own, other] = [split.own.resolver ?? '', split.other.resolver ?? ''];
      return [
        raise.SRV_MISSING_AT_CLIENT_RESOLVER({ zone: zoneOf(split.other.name), resolver: split.own.resolver ?? 'of the client', other: otherName(split.own, split.other) }),
        ...(own !== other && areApart(own, other) === false ? [raise.OWN_RESOLVER_IS_NEAR({ resolver: own, other })] : []),
      ];
    }
    if (found.length > 0) {
      const zone = zoneOf(found[0]?.name ?? '');
      const heard = all.filter((l) => gaveAnswer(l) && zoneOf(l.name) === zone);
      const fromClient = heard.filter((l) => l.vantage === 'client');
      const own = !needed || role !== 'client' ? [] : fromClient.length > 0 ? fromClient : ofClient(heard, valueOf(machine)?.dnsServers ?? []);
      const resolvers = [...new Set(own.map((l) => l.resolver ?? 'the DNS server'))];
      return [
        raise.SRV_FOUND({ zone, targets: [...new Set(targetsOf(found).map((a) => a.target))].slice(0, 8), from }),
        ...(own.length > 0 && own.every(hasHost) ? [raise.SRV_FOUND_BY_CLIENT({ zone, resolvers })] : []),
      ];
    }
    const answered = asked.filter(gaveAnswer);
    const first = answered[0];
    if (first === undefined) return [cannotTell('dnsSrv')];
    const names = targetsOf(dnsSrv.value).map((a) => a.target);
    const namedByHand = role === 'network' && settings.domains.length === 0 && (valueOf(tcp) ?? []).some((p) => !names.some((n) => sameName(n, p.host)));
    if (!needed || namedByHand) return [raise.SRV_MISSING_HOST_SET({ zone: zoneOf(first.name) })];
    // It was served lately without a record: by which way, its unseen licence rows would tell.
    if (role === 'client' && licensingProducts.state === 'unseen' && servedLately(events, at)) return [cannotTell('licensingProducts')];
    const declined = answered.find((l) => l.answers.length > 0);
    if (declined !== undefined) return [raise.SRV_SERVICE_DECLINED({ zone: zoneOf(declined.name) })];
    const resolvers = [...new Set(answered.map((l) => l.resolver ?? 'the DNS server'))];
    if (resolvers.every(isPublicResolver)) return [raise.SRV_PUBLIC_RESOLVERS_ONLY({ zone: zoneOf(first.name), resolvers })];
    const rcodes = [...new Set(answered.map((l) => (l.rcode === 'NOERROR' ? 'no such record (NOERROR, empty)' : (l.rcode ?? 'nothing'))))];
    const zones = [...new Set(answered.map((l) => zoneOf(l.name)))];
    const elsewhere = role === 'client' ? all.find((l) => hasHost(l) && !zones.includes(zoneOf(l.name))) : undefined;
    const desk = all.filter((l) => l.vantage === 'operator' && gaveAnswer(l) && zones.includes(zoneOf(l.name)));
    return [
      ...(elsewhere === undefined ? [] : [raise.SRV_IN_OTHER_ZONE({ zone: zoneOf(elsewhere.name), asked: zones })]),
      ...(desk.length > 0 && !desk.some(hasHost) ? [raise.SRV_MISSING_FROM_DESK({ zone: zoneOf(desk[0]?.name ?? '') })] : []),
      raise.SRV_MISSING({ zone: zoneOf(first.name), zones, from, rcode: rcodes.join(' or '), resolvers }),
    ];
  },
});

const hasHost = (l: SrvLookup): boolean => l.answers.some((a) => a.target !== '.');

/** Answers as the client gets them: what was asked from the client, and of that (or, without it, of all) the servers that it is set to ask. */
function ofClient(lookups: readonly SrvLookup[], servers: readonly string[]): SrvLookup[] {
  const answered = lookups.filter(gaveAnswer);
  const isSet = (l: SrvLookup): boolean => servers.some((s) => s.toLowerCase() === l.resolver?.toLowerCase());
  const fromClient = answered.filter((l) => l.vantage === 'client');
  const near = fromClient.length > 0 ? fromClient : answered;
  return near.some(isSet) ? near.filter(isSet) : fromClient;
}

/** One zone, two answers: the DNS servers that the client asks have no record where somebody else gets one. */
function atOwnResolvers(lookups: readonly SrvLookup[], servers: readonly string[]): { own: SrvLookup; other: SrvLookup } | null {
  const answered = lookups.filter(gaveAnswer);
  const own = ofClient(lookups, servers);
  if (own.some(hasHost)) return null;
  for (const l of own.filter((each) => each.answers.length === 0)) {
    const other = answered.find((o) => !own.includes(o) && hasHost(o) && zoneOf(o.name) === zoneOf(l.name));
    if (other !== undefined) return { own: l, other };
  }
  return null;
}

/** `10.0.0.6`, or with the place from which it was asked where both answers came from one server. */
const otherName = (own: SrvLookup, other: SrvLookup): string =>
  other.resolver === null || other.resolver === own.resolver ? `${other.resolver ?? 'a DNS server'} (asked from ${fromWhere(other.vantage)})` : other.resolver;
