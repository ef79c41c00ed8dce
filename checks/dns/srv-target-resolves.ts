import { defineCheck } from '../../src/model/check.ts';
import type { AddressLookup } from '../../src/model/evidence.ts';
import { needsRecord } from '../client-discovery.ts';
import { gaveAnswer, kmsLookups, listOf, plainName, preferred, sameName, targetsOf } from '../discovery.ts';

export default defineCheck({
  id: 'dns/srv-target-resolves',
  title: 'The host that the KMS record names has an address',
  sources: ['RFC 2782', 'https://learn.microsoft.com/windows-server/get-started/kms-create-host'],
  needs: ['dnsSrv', 'addresses'],
  wants: ['licensingProducts', 'service'],
  findings: {
    SRV_TARGET_UNRESOLVABLE: {
      severity: 'fail',
      says: (a: { target: string; rcode: string }) => `The KMS record names ${a.target}, which has no address (${a.rcode}).`,
    },
    SRV_SOME_TARGETS_UNRESOLVABLE: {
      severity: 'warn',
      says: (a: { target: string; host: string; rcode: string; others: readonly string[] }) => `The KMS record names ${a.target}, which has no address (${a.rcode}); ${listOf(a.others)} has one.`,
    },
    SRV_TARGET_ALIAS_LOOP: {
      severity: 'fail',
      says: (a: { target: string; cnames: readonly string[] }) => `The KMS record names ${a.target}, an alias that leads back to itself (${listOf(a.cnames)}).`,
    },
    SRV_TARGET_IS_ALIAS: {
      severity: 'warn',
      says: (a: { target: string; canonical: string; host: string }) => `The KMS record names ${a.target}, an alias of ${a.canonical}; RFC 2782 wants the host's own name there.`,
    },
    SRV_TARGET_RESOLVES: { severity: 'note', says: (a: { target: string; addresses: readonly string[] }) => `${a.target} has the address ${listOf(a.addresses)}.` },
    SRV_TARGET_IPV6_ONLY: { severity: 'note', says: (a: { target: string }) => `${a.target} has IPv6 addresses only.` },
  },
  when: ({ role, dnsSrv, licensingProducts, service }) => targetsOf(kmsLookups(dnsSrv)).length > 0 && needsRecord({ role, licensingProducts, service }),
  judge({ dnsSrv, addresses }, raise, cannotTell) {
    const targets = [...new Set(targetsOf(kmsLookups(dnsSrv)).map((a) => plainName(a.target)))];
    const byName = Map.groupBy(addresses, (l) => plainName(l.name));
    const good: string[] = [];
    const bad: { target: string; lookup: AddressLookup }[] = [];
    const findings = [];
    let unknown = false;
    for (const target of targets) {
      const lookups = preferred(byName.get(target) ?? []);
      const found = lookups.find((l) => l.a.length + l.aaaa.length > 0);
      const looped = lookups.find((l) => loops(l, target));
      if (found !== undefined) {
        good.push(target);
        findings.push(raise.SRV_TARGET_RESOLVES({ target, addresses: [...found.a, ...found.aaaa].slice(0, 8) }));
        if (found.a.length === 0) findings.push(raise.SRV_TARGET_IPV6_ONLY({ target }));
        const canonical = found.cnames.at(-1);
        if (canonical !== undefined) findings.push(raise.SRV_TARGET_IS_ALIAS({ target, canonical, host: canonical }));
      } else if (looped !== undefined) {
        findings.push(raise.SRV_TARGET_ALIAS_LOOP({ target, cnames: looped.cnames.slice(0, 6) }));
      } else {
        const lookup = lookups.find(gaveAnswer) ?? lookups.find((l) => l.rcode !== null);
        if (lookup === undefined) unknown = true;
        else bad.push({ target, lookup });
      }
    }
    for (const { target, lookup } of bad) {
      const rcode = lookup.rcode === 'NOERROR' ? 'no A or AAAA record' : (lookup.rcode ?? 'no answer');
      findings.push(good.length > 0 ? raise.SRV_SOME_TARGETS_UNRESOLVABLE({ target, host: target, rcode, others: good.slice(0, 5) }) : raise.SRV_TARGET_UNRESOLVABLE({ target, rcode }));
    }
    return unknown ? [...findings, cannotTell('addresses')] : findings;
  },
});

const loops = (l: AddressLookup, target: string): boolean =>
  new Set(l.cnames.map((c) => c.toLowerCase())).size < l.cnames.length || l.cnames.some((c) => sameName(c, target));
