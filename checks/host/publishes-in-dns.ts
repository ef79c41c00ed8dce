import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { gaveAnswer, kmsLookups, listOf, namesHost, targetsOf, zoneOf } from '../discovery.ts';
import { timedEvents, toMinute } from '../event-log.ts';

/** Among `codes` stand DNS’s own alone: that an update ran into its time limit says nothing of the way to the KMS host, as it does of a client. */
type Refused = { host: string; codes: readonly string[]; answer: string | null; time: string };

/** DNS_ERROR_RCODE_BADSIG: what the owner of the record could sign, this host could not (Microsoft, event 12293). */
const notSigned = '0x80072338';

/** DNS errors are 9001 and on, as HRESULT 0x80072329 and on (winerror.h). */
const isDnsCode = (code: string): boolean => code >= '0x80072329' && code <= '0x8007270F';

const eventOf = (a: Refused): string => ['event 12293', ...(a.answer === null ? [] : [a.answer]), toMinute(a.time)].join(', ');

export default defineCheck({
  id: 'host/publishes-in-dns',
  title: 'The KMS host publishes itself in DNS',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-create-host', 'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/event-12293-error-0x800723-set-kms-host'],
  needs: ['host.licensingProducts'],
  wants: ['host.service', 'host.events', 'host.machine', 'dnsSrv'],
  findings: {
    HOST_DNS_PUBLISHING_OFF: { severity: 'warn', says: (a: { host: string }) => `DNS publishing is switched off on KMS host ${a.host}, and DNS has no KMS record made by hand either.` },
    HOST_DNS_BY_HAND: { severity: 'note', says: (a: { host: string }) => `DNS publishing is switched off on KMS host ${a.host}: its record, if any, is made by hand.` },
    HOST_DNS_PUBLISHING_ON: { severity: 'note', says: (a: { host: string }) => `DNS publishing is switched on on KMS host ${a.host}.` },
    HOST_PUBLISH_FAILED: {
      severity: 'fail',
      says: (a: Refused) => `KMS host ${a.host} could not write its record into DNS (${eventOf(a)}).`,
    },
    HOST_CANNOT_REFRESH_RECORD: {
      severity: 'warn',
      says: (a: Refused) => `KMS host ${a.host} could not refresh its record in DNS (${eventOf(a)}); the record is there all the same.`,
    },
    HOST_PUBLISHED: { severity: 'note', says: (a: { host: string; time: string }) => `KMS host ${a.host} wrote its record into DNS (event 12294, ${toMinute(a.time)}).` },
    HOST_RECORD_GONE: { severity: 'note', says: (a: { host: string; zone: string }) => `KMS host ${a.host} wrote its record into ${a.zone}, where there is none any more.` },
    HOST_RECORD_OF_ANOTHER: {
      severity: 'note',
      says: (a: { host: string; others: readonly string[] }) => `The KMS record names ${listOf(a.others)} and not ${a.host}, whose update was turned down: the record belongs to somebody else.`,
    },
  },
  when: ({ host }) => switchOf(host) !== null || (host.events.state === 'seen' && host.events.value.some((e) => e.id === 12293 || e.id === 12294)),
  judge({ host, dnsSrv }, raise, cannotTell) {
    const publishing = switchOf(host);
    const lookups = kmsLookups(valueOf(dnsSrv) ?? []).filter(gaveAnswer);
    const findings: (Finding | Unsettled)[] = [];
    if (publishing === true) findings.push(raise.HOST_DNS_PUBLISHING_ON({ host: host.subject }));
    // Whether it succeeds stands in the host's log alone.
    if (publishing === true && host.events.state === 'unseen') findings.push(cannotTell('host.events'));
    if (publishing === false) {
      const missing = lookups.length > 0 && targetsOf(lookups).length === 0;
      if (dnsSrv.state === 'unseen') findings.push(cannotTell('dnsSrv'));
      findings.push(missing ? raise.HOST_DNS_PUBLISHING_OFF({ host: host.subject }) : raise.HOST_DNS_BY_HAND({ host: host.subject }));
    }
    const last = timedEvents(valueOf(host.events) ?? [])
      .filter(({ event: { id } }) => id === 12293 || id === 12294)
      .toSorted((a, b) => b.at - a.at)[0]?.event;
    const time = last?.time ?? 'time unknown';
    if (last?.id === 12294) {
      findings.push(raise.HOST_PUBLISHED({ host: host.subject, time }));
      const own = (valueOf(host.machine)?.domain ?? valueOf(host.machine)?.primaryDnsSuffix ?? '').toLowerCase();
      const there = lookups.filter((l) => zoneOf(l.name) === own);
      if (there.length > 0 && targetsOf(there).length === 0) findings.push(raise.HOST_RECORD_GONE({ host: host.subject, zone: own }));
    }
    if (last?.id === 12293) {
      const about = { host: host.subject, codes: last.code !== null && isDnsCode(last.code) ? [last.code] : [], answer: last.code, time };
      const named = [...new Set(targetsOf(lookups).map((a) => a.target))];
      const isNamed = named.some((target) => namesHost(target, host));
      findings.push(isNamed ? raise.HOST_CANNOT_REFRESH_RECORD(about) : raise.HOST_PUBLISH_FAILED(about));
      if (!isNamed && named.length > 0 && last.code === notSigned) findings.push(raise.HOST_RECORD_OF_ANOTHER({ host: host.subject, others: named.slice(0, 5) }));
    }
    return findings;
  },
});

type Host = {
  licensingProducts: readonly { kmsHost: { dnsPublishing: boolean | null } | null }[];
  service: { state: 'seen'; value: { keyManagementServiceDnsPublishing: boolean | null } } | { state: 'unseen' };
};

/** Whether publishing is switched on; null where neither the service nor a host key says so. */
const switchOf = ({ licensingProducts, service }: Host): boolean | null =>
  (service.state === 'seen' ? service.value.keyManagementServiceDnsPublishing : null)
  ?? licensingProducts.find((p) => (p.kmsHost?.dnsPublishing ?? null) !== null)?.kmsHost?.dnsPublishing ?? null;
