import { defineCheck } from '../../src/model/check.ts';
import { listOf } from '../discovery.ts';
import { requestsOf, type ClientRequest } from './requests.ts';

type Told = { host: string; clients: readonly string[]; code: string };

/** Half of the clients or more: then it is not these clients that are special. */
const most = (few: number, all: number): boolean => few * 2 >= all;

export default defineCheck({
  id: 'host/requests-accepted',
  title: 'The KMS host accepts the requests that it gets',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/error-0xc004f042-activate-windows', 'https://learn.microsoft.com/previous-versions//ff793440(v=technet.10)'],
  needs: ['host.events'],
  wants: ['machine', 'events', 'service'],
  findings: {
    HOST_REJECTED_REQUEST: { severity: 'fail', says: (a: Told) => `KMS host ${a.host} answered the last request of ${listOf(a.clients)} with ${a.code} (event 12290).` },
    HOST_REJECTS_SOME: { severity: 'warn', says: (a: Told) => `KMS host ${a.host} answered the last request of ${listOf(a.clients)} with ${a.code} (event 12290), and serves others.` },
    HOST_REJECTS_OTHERS: {
      severity: 'note',
      says: (a: { host: string; clients: readonly string[]; refusal: string }) => `KMS host ${a.host} answered other clients (${listOf(a.clients)}) with ${a.refusal} (event 12290).`,
    },
    HOST_ACCEPTS_OTHERS: { severity: 'note', says: (a: { host: string; clients: number }) => `KMS host ${a.host} accepted the last requests of ${a.clients} ${a.clients === 1 ? 'machine' : 'machines'}.` },
  },
  when: ({ host }) => host.events.some((e) => e.kms?.role === 'host-request'),
  judge({ host, role, subject, machine, events, service }, raise) {
    const requests = requestsOf(host.events, { subject, machine, events, service });
    const rejected = requests.filter((r) => r.request.code !== null);
    const byCode = (list: readonly ClientRequest[]): Told[] =>
      [...Map.groupBy(list, (r) => r.request.code ?? '')].map(([code, of]) => ({ host: host.subject, code, clients: [...new Set(of.map((r) => r.client))].slice(0, 8) }));
    const findings = role === 'client'
      ? [
        ...byCode(rejected.filter((r) => r.isSubject)).map(raise.HOST_REJECTED_REQUEST),
        ...byCode(rejected.filter((r) => !r.isSubject)).map(({ code, ...of }) => raise.HOST_REJECTS_OTHERS({ ...of, refusal: code })),
      ]
      : byCode(rejected).map(most(rejected.length, requests.length) ? raise.HOST_REJECTED_REQUEST : raise.HOST_REJECTS_SOME);
    const good = new Set(requests.filter((r) => r.request.code === null).map((r) => r.client));
    return good.size > 0 && rejected.length > 0 ? [...findings, raise.HOST_ACCEPTS_OTHERS({ host: host.subject, clients: good.size })] : findings;
  },
});
