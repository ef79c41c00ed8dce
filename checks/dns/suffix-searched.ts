import { defineCheck } from '../../src/model/check.ts';
import { lookupDomains, renewedLately, servedLately, usesDiscovery } from '../client-discovery.ts';
import { gaveAnswer, kmsLookups, listOf, zoneOf } from '../discovery.ts';

export default defineCheck({
  id: 'dns/suffix-searched',
  title: 'The machine searches the zone that holds the KMS record',
  sources: ['https://learn.microsoft.com/windows-server/get-started/common-troubleshooting-procedures-kms-dns'],
  needs: ['machine'],
  wants: ['dnsSrv', 'licensingProducts', 'service', 'events'],
  findings: {
    DNS_SUFFIX_MISSING: {
      severity: 'fail',
      says: (a: { subject: string; zone: string }) => `${a.subject} has no primary DNS suffix and no search list, so it asks no zone for a KMS host (the record stands in ${a.zone}).`,
    },
    DNS_NO_SUFFIX: {
      severity: 'fail',
      says: (a: { subject: string }) => `${a.subject} has no primary DNS suffix and no search list, so it asks no zone for a KMS host.`,
    },
    SRV_IN_ZONE_NOT_SEARCHED: {
      severity: 'fail',
      says: (a: { subject: string; zone: string; searched: readonly string[] }) =>
        `The KMS record stands in ${a.zone}, which ${a.subject} does not search; it searches ${listOf(a.searched)}, where there is none.`,
    },
    SRV_IN_SEARCHED_ZONE: { severity: 'note', says: (a: { zone: string }) => `The KMS record stands in ${a.zone}, which the machine searches.` },
    DNS_SUFFIX_OK: { severity: 'note', says: (a: { searched: readonly string[] }) => `The machine searches ${listOf(a.searched)}.` },
  },
  // A renewal of the last days is better proof than any list of suffixes; DHCP may give one that no list shows.
  when: ({ role, machine, licensingProducts, service, events, at }) =>
    role === 'client' && usesDiscovery({ licensingProducts, service }) && lookupDomains({ licensingProducts, service }).length === 0
    && (machine.primaryDnsSuffix !== null || machine.dnsSuffixSearchList !== null)
    && !(licensingProducts.state === 'seen' ? renewedLately(licensingProducts.value) : servedLately(events, at)),
  judge({ machine, dnsSrv, subject }, raise, cannotTell) {
    const name = machine.hostName ?? subject;
    const searched = [...new Set([machine.primaryDnsSuffix, machine.domainJoined === true ? machine.domain : null, ...(machine.dnsSuffixSearchList ?? [])]
      .filter((s): s is string => s !== null && s !== '').map((s) => s.toLowerCase()))];
    const lookups = dnsSrv.state === 'seen' ? kmsLookups(dnsSrv.value).filter(gaveAnswer) : [];
    const withRecord = lookups.filter((l) => l.answers.some((a) => a.target !== '.')).map((l) => zoneOf(l.name));
    if (searched.length === 0) {
      if (machine.dnsSuffixSearchList === null) return [cannotTell('machine')];
      return [withRecord[0] === undefined ? raise.DNS_NO_SUFFIX({ subject: name }) : raise.DNS_SUFFIX_MISSING({ subject: name, zone: withRecord[0] })];
    }
    const elsewhere = withRecord.find((z) => !searched.includes(z));
    if (elsewhere !== undefined && !withRecord.some((z) => searched.includes(z))) {
      // Whether its own zones have a record was not asked.
      if (!searched.some((z) => lookups.some((l) => zoneOf(l.name) === z))) return [cannotTell('dnsSrv')];
      return [raise.SRV_IN_ZONE_NOT_SEARCHED({ subject: name, zone: elsewhere, searched })];
    }
    // That it searches some zone is no fault and no proof: the record may stand in another.
    if (dnsSrv.state === 'unseen') return [cannotTell('dnsSrv')];
    const inOne = withRecord.find((z) => searched.includes(z));
    return [raise.DNS_SUFFIX_OK({ searched }), ...(inOne === undefined ? [] : [raise.SRV_IN_SEARCHED_ZONE({ zone: inOne })])];
  },
});
