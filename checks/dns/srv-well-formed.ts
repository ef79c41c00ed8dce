import { defineCheck } from '../../src/model/check.ts';
import { addressKind } from '../../src/knowledge/addresses.ts';
import { needsRecord } from '../client-discovery.ts';
import { kmsLookups, zoneOf } from '../discovery.ts';

/** A KMS host key may be used on six hosts. */
const usualTargets = 6;

export default defineCheck({
  id: 'dns/srv-well-formed',
  title: 'The KMS record is well formed',
  sources: ['RFC 2782', 'https://learn.microsoft.com/windows-server/get-started/common-troubleshooting-procedures-kms-dns', 'https://learn.microsoft.com/windows-server/get-started/kms-activation-planning'],
  needs: ['dnsSrv'],
  wants: ['licensingProducts', 'service'],
  findings: {
    SRV_TARGET_IS_ADDRESS: { severity: 'fail', says: (a: { zone: string; target: string }) => `The KMS record of ${a.zone} names ${a.target}, an address where a host name belongs.` },
    SRV_TARGET_NOT_HOST_NAME: { severity: 'fail', says: (a: { zone: string; target: string }) => `The KMS record of ${a.zone} names "${a.target}", which cannot be a host name.` },
    SRV_TARGET_SUFFIX_DOUBLED: { severity: 'note', says: (a: { zone: string; target: string }) => `The KMS record of ${a.zone} names ${a.target}, with the zone written twice, as when the final dot was left out.` },
    SRV_PORT_ZERO: { severity: 'fail', says: (a: { zone: string; target: string }) => `The KMS record of ${a.zone} gives port 0 for ${a.target}; nothing can be reached there.` },
    SRV_PORT_UNUSUAL: { severity: 'note', says: (a: { zone: string; target: string; port: number }) => `The KMS record of ${a.zone} gives port ${a.port} for ${a.target} instead of 1688: right only if the host listens there.` },
    SRV_TTL_ZERO: { severity: 'note', says: (a: { zone: string }) => `The KMS record of ${a.zone} has a lifetime of 0 seconds, so no DNS server may keep it.` },
    SRV_MANY_TARGETS: { severity: 'note', says: (a: { zone: string; targets: number }) => `The KMS record of ${a.zone} names ${a.targets} hosts; one host key may be used on six, and clients that spread over many hosts keep each count low.` },
    SRV_ANSWER_NEEDS_TCP: { severity: 'note', says: (a: { zone: string }) => `The KMS record of ${a.zone} is too large for one UDP answer and was read over TCP; a firewall that closes TCP 53 hides it.` },
  },
  when: ({ role, dnsSrv, licensingProducts, service }) => kmsLookups(dnsSrv).some((l) => l.answers.length > 0) && needsRecord({ role, licensingProducts, service }),
  judge({ dnsSrv }, raise) {
    const said = new Set<string>();
    return kmsLookups(dnsSrv).flatMap((l) => {
      const zone = zoneOf(l.name);
      const findings = l.answers.filter((a) => a.target !== '.').flatMap((a) => {
        const found = [];
        if (isAddress(a.target)) found.push(raise.SRV_TARGET_IS_ADDRESS({ zone, target: a.target }));
        else if (!isHostName(a.target)) found.push(raise.SRV_TARGET_NOT_HOST_NAME({ zone, target: a.target }));
        else if (plain(a.target).endsWith(`.${zone}.${zone}`)) found.push(raise.SRV_TARGET_SUFFIX_DOUBLED({ zone, target: a.target }));
        if (a.port === 0) found.push(raise.SRV_PORT_ZERO({ zone, target: a.target }));
        else if (a.port !== 1688) found.push(raise.SRV_PORT_UNUSUAL({ zone, target: a.target, port: a.port }));
        if (a.ttl === 0) found.push(raise.SRV_TTL_ZERO({ zone }));
        return found;
      });
      const hosts = new Set(l.answers.map((a) => plain(a.target))).size;
      if (hosts > usualTargets) findings.push(raise.SRV_MANY_TARGETS({ zone, targets: hosts }));
      if (l.truncatedThenTcp) findings.push(raise.SRV_ANSWER_NEEDS_TCP({ zone }));
      return findings;
    }).filter((f) => (said.has(f.message) ? false : said.add(f.message)));
  },
});

const plain = (target: string): string => target.toLowerCase().replace(/\.$/, '');

/** An address, or one to which the DNS server has added the zone (`10.0.0.11.contoso.test`). */
const isAddress = (target: string): boolean => addressKind(plain(target)) !== null || /^\d{1,3}(?:\.\d{1,3}){3}(?:\.|$)/.test(target);

/** Letters, digits, hyphens and the underscores that Windows allows, in labels of at most 63 octets (RFC 1123). */
const isHostName = (target: string): boolean => target.length <= 254 && target.replace(/\.$/, '').split('.').every((l) => /^[A-Za-z0-9_\u0080-\uffff]([A-Za-z0-9_\u0080-\uffff-]{0,61}[A-Za-z0-9_\u0080-\uffff])?$/.test(l));
