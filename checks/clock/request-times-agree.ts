import { defineCheck } from '../../src/model/check.ts';
import { kmsTimes } from '../../src/knowledge/thresholds.ts';
import { requestsOf } from '../host/requests.ts';

export default defineCheck({
  id: 'clock/request-times-agree',
  title: 'The clocks of client and host agree in the host’s log',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/error-0xc004f06c-activate-windows'],
  needs: ['host.events'],
  wants: ['machine', 'events', 'service'],
  findings: {
    REQUEST_TIME_OFF: {
      severity: 'fail',
      says: (a: { client: string; host: string; hours: number; codes: readonly string[] }) =>
        `${a.client} put a time into its request that is ${Math.abs(a.hours)} hours ${a.hours > 0 ? 'ahead of' : 'behind'} the clock of KMS host ${a.host} (event 12290); more than 4 hours are refused.`,
    },
    OTHER_REQUEST_TIME_OFF: {
      severity: 'note',
      says: (a: { client: string; host: string; hours: number }) => `The clock of ${a.client}, another client, is ${Math.abs(a.hours)} hours ${a.hours > 0 ? 'ahead of' : 'behind'} that of KMS host ${a.host} (event 12290).`,
    },
    MANY_CLIENTS_TIME_OFF: {
      severity: 'fail',
      says: (a: { host: string; clients: number }) => `${a.clients} different clients look wrong to KMS host ${a.host}, and hardly any looks right, so its own clock is the likely culprit.`,
    },
  },
  when: ({ host }) => host.events.some((e) => e.kms?.role === 'host-request'),
  judge({ host, role, subject, machine, events, service }, raise, cannotTell) {
    const newest = requestsOf(host.events, { subject, machine, events, service });
    if (!newest.some(({ request: { kms, at } }) => Number.isFinite(Date.parse(kms.requestTime ?? '')) && Number.isFinite(at))) return [cannotTell('host.events')];
    const off = newest.flatMap(({ client, isSubject, request: { kms, at } }) => {
      if (kms.resultCode !== '0xC004F06C') return [];
      const difference = Date.parse(kms.requestTime ?? '') - at;
      const wrong = Number.isFinite(difference) && Math.abs(difference) > kmsTimes.clockToleranceMs;
      return wrong ? [{ client, host: host.subject, hours: Math.round(difference / 3_600_000), counts: role === 'client' && isSubject }] : [];
    });
    const own = off.filter((o) => o.counts).slice(0, 5).map((o) => raise.REQUEST_TIME_OFF({ ...o, codes: ['0xC004F06C'] }));
    const others = off.filter((o) => !o.counts).slice(0, 5).map(raise.OTHER_REQUEST_TIME_OFF);
    const many = off.length >= 3 && off.length * 2 > newest.length ? [raise.MANY_CLIENTS_TIME_OFF({ host: host.subject, clients: off.length })] : [];
    return [...own, ...others, ...many];
  },
});
