import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import type { AddressLookup, LicensingProduct, LicensingService, Machine, TcpProbe, WindowsEvent } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { isUnroutable } from '../../src/knowledge/addresses.ts';
import { cloudOf } from '../../src/knowledge/cloud-endpoints.ts';
import { fromWhere, kmsLookups, preferred, sameHost, targetsOf } from '../discovery.ts';
import { timedEvents } from '../event-log.ts';
import { isKmsClient, operatingSystemRows } from '../licence-rows.ts';
import { configuredHosts, namesItself } from '../named-hosts.ts';

export default defineCheck({
  id: 'client/configured-host-answers',
  title: 'The KMS host set by hand answers',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-issues',
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/activation-error-0x8007232b-dns-name-does-not-exist',
  ],
  needs: ['licensingProducts'],
  wants: ['service', 'machine', 'tcp', 'rpcBind', 'addresses', 'dnsSrv', 'events'],
  findings: {
    CONFIGURED_HOST_DEAD: {
      severity: 'fail',
      says: (a: { host: string; port: number; outcome: string; from: string }) =>
        `The KMS host set by hand, ${a.host}:${a.port}, does not answer from ${a.from} (${a.outcome}).`,
    },
    CONFIGURED_HOST_UNRESOLVABLE: {
      severity: 'fail',
      says: (a: { host: string; from: string; outcome: string }) => `The KMS host set by hand, ${a.host}, has no address in DNS (${a.outcome}, asked from ${a.from}).`,
    },
    CONFIGURED_HOST_ANSWERS: { severity: 'note', says: (a: { host: string; from: string }) => `The KMS host set by hand, ${a.host}, answers from ${a.from}.` },
    CONFIGURED_HOST_CAME_BACK: {
      severity: 'warn',
      says: (a: { host: string; between: string }) => `The log shows requests to ${a.host}, then to ${a.between}, then to ${a.host} again: the setting was cleared once and is back (event 12288).`,
    },
    DNS_OFFERS_OTHER_HOST: {
      severity: 'note',
      says: (a: { host: string; offeredHost: string }) => `DNS offers ${a.offeredHost} as a KMS host instead of ${a.host}.`,
    },
  },
  // A cloud's own endpoint, the machine itself, and an address that cannot answer at all, are other checks' to tell.
  when: ({ role, licensingProducts, service, machine }) => role === 'client' && hostsInUse(licensingProducts, valueOf(service)).some(({ host }) => !isToldElsewhere(host, valueOf(machine))),
  judge({ licensingProducts, service, machine, tcp, rpcBind, addresses, dnsSrv, events }, raise, cannotTell) {
    const judged = hostsInUse(licensingProducts, valueOf(service)).filter(({ host }) => !isToldElsewhere(host, valueOf(machine)));
    const targets = targetsOf(preferred(kmsLookups(valueOf(dnsSrv) ?? []))).map((a) => a.target);
    const found = judged.flatMap(({ host, port: set }): (Finding | Unsettled)[] => {
      const port = set ?? 1688;
      const other = targets.find((t) => !sameHost(t, host));
      const offer = other === undefined ? [] : [raise.DNS_OFFERS_OTHER_HOST({ host, offeredHost: other })];
      const lookups = preferred((valueOf(addresses) ?? []).filter((l) => sameHost(l.name, host)));
      const lookup = lookups[0];
      const probes = preferred((valueOf(tcp) ?? []).filter((p) => sameHost(p.host, host)));
      if (probes.length === 0 && lookup !== undefined && lookups.every(hasNoAddress)) {
        return [raise.CONFIGURED_HOST_UNRESOLVABLE({ host, from: fromWhere(lookup.vantage), outcome: lookup.rcode ?? lookup.outcome }), ...offer];
      }
      const first = probes[0];
      if (first === undefined) return [cannotTell('tcp')];
      const from = fromWhere(first.vantage);
      if (!probes.some((p) => p.outcome === 'open')) return [raise.CONFIGURED_HOST_DEAD({ host, port, outcome: inWords(first), from }), ...offer];
      const binds = preferred((valueOf(rpcBind) ?? []).filter((b) => sameHost(b.host, host)));
      const bind = binds[0];
      if (bind !== undefined && !binds.some((b) => b.outcome === 'accepted')) {
        return [raise.CONFIGURED_HOST_DEAD({ host, port, outcome: bind.looksLike ?? `no KMS service there: ${bind.outcome}`, from: fromWhere(bind.vantage) }), ...offer];
      }
      // An open port may be another service's.
      if (bind === undefined && rpcBind.state === 'unseen') return [cannotTell('rpcBind'), ...offer];
      return [raise.CONFIGURED_HOST_ANSWERS({ host, from })];
    });
    const isDead = found.some((f) => 'tag' in f && f.severity === 'fail');
    const back = !isDead ? [] : judged.flatMap(({ host }): Finding[] => {
      const between = askedInBetween(valueOf(events) ?? [], host);
      return between === null ? [] : [raise.CONFIGURED_HOST_CAME_BACK({ host, between })];
    });
    // That one product's host answers says nothing for another product's, which does not.
    return [...found.filter((f) => !isDead || !('tag' in f) || f.tag !== 'CONFIGURED_HOST_ANSWERS'), ...back];
  },
});

const isToldElsewhere = (host: string, machine: Machine | null): boolean => cloudOf(host) !== null || isUnroutable(host) || namesItself(host, machine);

/**
 * A host set for the product counts before the machine-wide one (slmgr.vbs options, Microsoft), which is then asked by
 * nobody; so is that of a Windows with a retail key or a MAK, which asks no KMS host at all.
 */
function hostsInUse(products: readonly LicensingProduct[], service: LicensingService | null): ReturnType<typeof configuredHosts> {
  const windows = operatingSystemRows(products);
  const asking = windows.filter((p) => isKmsClient(p) || p.channel === 'unknown');
  const nobodyAsks = windows.length > 0 && asking.every((p) => (p.kmsClient?.configuredHost ?? null) !== null);
  return configuredHosts(products, nobodyAsks ? null : service);
}

/** The host that a product asked between two spells of asking this one; null where the log shows no such return. Two products may ask two hosts in turn. */
function askedInBetween(events: readonly WindowsEvent[], host: string): string | null {
  const requests = timedEvents(events).filter(({ event: { kms } }) => kms?.role === 'client-request' && (kms.kmsHost ?? '') !== '').toSorted((a, b) => a.at - b.at);
  for (const ofProduct of Map.groupBy(requests, ({ event: { kms } }) => kms?.activationId?.toLowerCase() ?? '').values()) {
    const asked = ofProduct.map(({ event: { kms } }) => kms?.kmsHost ?? '');
    const last = asked.findLastIndex((name) => !sameHost(name, host));
    if (last > 0 && last < asked.length - 1 && asked.slice(0, last).some((name) => sameHost(name, host))) return asked[last] ?? null;
  }
  return null;
}

/** A server that fails says nothing about the name. */
const hasNoAddress = (l: AddressLookup): boolean => l.outcome === 'answered' && (l.rcode === null || l.rcode === 'NOERROR' || l.rcode === 'NXDOMAIN') && l.a.length === 0 && l.aaaa.length === 0;

const inWords = (p: TcpProbe): string => ({ open: 'open', refused: 'refused', reset: 'reset', timeout: 'no answer in time', unreachable: 'unreachable' })[p.outcome];
