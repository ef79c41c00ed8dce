import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import type { AddressLookup, TcpProbe } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { addressKind, isUnroutable } from '../../src/knowledge/addresses.ts';
import { cloudOf } from '../../src/knowledge/cloud-endpoints.ts';
import { fromWhere, kmsLookups, preferred, sameHost, targetsOf } from '../discovery.ts';
import { configuredHosts } from '../named-hosts.ts';

export default defineCheck({
  id: 'client/configured-host-answers',
  title: 'The KMS host set by hand answers',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-issues',
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/activation-error-0x8007232b-dns-name-does-not-exist',
  ],
  needs: ['licensingProducts'],
  wants: ['service', 'tcp', 'rpcBind', 'addresses', 'dnsSrv'],
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
    DNS_OFFERS_OTHER_HOST: {
      severity: 'note',
      says: (a: { host: string; offeredHost: string }) => `DNS offers ${a.offeredHost} as a KMS host instead of ${a.host}.`,
    },
  },
  // A cloud's own endpoint, and an address that cannot answer at all, are other checks' to tell.
  when: ({ role, licensingProducts, service }) => role === 'client' && judged(configuredHosts(licensingProducts, valueOf(service))).length > 0,
  judge({ licensingProducts, service, tcp, rpcBind, addresses, dnsSrv }, raise, cannotTell) {
    const targets = targetsOf(preferred(kmsLookups(valueOf(dnsSrv) ?? []))).map((a) => a.target);
    return judged(configuredHosts(licensingProducts, valueOf(service))).flatMap(({ host, port: set }): (Finding | Unsettled)[] => {
      const port = set ?? 1688;
      const other = targets.find((t) => !sameHost(t, host));
      const offer = other === undefined ? [] : [raise.DNS_OFFERS_OTHER_HOST({ host, offeredHost: other })];
      const lookups = preferred((valueOf(addresses) ?? []).filter((l) => sameHost(l.name, host)));
      const found = lookups[0];
      const probes = preferred((valueOf(tcp) ?? []).filter((p) => sameHost(p.host, host)));
      if (probes.length === 0 && found !== undefined && lookups.every(hasNoAddress)) {
        return [raise.CONFIGURED_HOST_UNRESOLVABLE({ host, from: fromWhere(found.vantage), outcome: found.rcode ?? found.outcome }), ...offer];
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
      return [raise.CONFIGURED_HOST_ANSWERS({ host, from })];
    });
  },
});

const judged = <T extends { host: string }>(hosts: readonly T[]): T[] =>
  hosts.filter(({ host }) => cloudOf(host) === null && !isUnroutable(host) && addressKind(host) !== 'loopback');

const hasNoAddress = (l: AddressLookup): boolean => l.outcome === 'answered' && l.a.length === 0 && l.aaaa.length === 0;

const inWords = (p: TcpProbe): string => ({ open: 'open', refused: 'refused', reset: 'reset', timeout: 'no answer in time', unreachable: 'unreachable' })[p.outcome];
