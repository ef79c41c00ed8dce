import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { gaveAnswer, kmsLookups, namesHost, targetsOf } from '../discovery.ts';

type Refused = { host: string; codes: readonly string[]; time: string };

const eventOf = (a: Refused): string => ['event 12293', ...a.codes, a.time].join(', ');

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
    HOST_PUBLISHED: { severity: 'note', says: (a: { host: string; time: string }) => `KMS host ${a.host} wrote its record into DNS (event 12294, ${a.time}).` },
  },
  when: ({ host }) => switchOf(host) !== null || (host.events.state === 'seen' && host.events.value.some((e) => e.id === 12293 || e.id === 12294)),
  judge({ host, dnsSrv }, raise) {
    const publishing = switchOf(host);
    const lookups = kmsLookups(valueOf(dnsSrv) ?? []).filter(gaveAnswer);
    const findings = [];
    if (publishing === true) findings.push(raise.HOST_DNS_PUBLISHING_ON({ host: host.subject }));
    if (publishing === false) {
      const missing = lookups.length > 0 && targetsOf(lookups).length === 0;
      findings.push(missing ? raise.HOST_DNS_PUBLISHING_OFF({ host: host.subject }) : raise.HOST_DNS_BY_HAND({ host: host.subject }));
    }
    const last = (valueOf(host.events) ?? [])
      .filter((e) => e.id === 12293 || e.id === 12294)
      .toSorted((a, b) => Date.parse(b.time ?? '') - Date.parse(a.time ?? ''))[0];
    const time = last?.time ?? 'time unknown';
    if (last?.id === 12294) findings.push(raise.HOST_PUBLISHED({ host: host.subject, time }));
    if (last?.id === 12293) {
      const about = { host: host.subject, codes: last.code === null ? [] : [last.code], time };
      findings.push(targetsOf(lookups).some((a) => namesHost(a.target, host)) ? raise.HOST_CANNOT_REFRESH_RECORD(about) : raise.HOST_PUBLISH_FAILED(about));
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
