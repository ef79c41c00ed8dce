import type { LicensingService, Machine, Observed, WindowsEvent } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { oncePer } from '../../src/model/once-per.ts';
import { sameHost } from '../discovery.ts';
import { isNewer, newestOf, requestLog, type HostRequest, type RequestLog, type Series } from './request-log.ts';

/** Who asked a KMS host for what, by event 12290. No check of its own. */

export type ClientRequest = {
  /** The client's name as the host logged it, else its CMID. */
  client: string;
  /** True where it is the machine whose case is judged. */
  isSubject: boolean;
  /** Its newest request for one product. */
  request: HostRequest;
};

type Judged = { subject: string; machine: Observed<Machine>; events: Observed<WindowsEvent[]>; service: Observed<LicensingService> };

/** The newest request of every client for every product; older ones say how things were. */
export function requestsOf(events: readonly WindowsEvent[], judged: Judged): ClientRequest[] {
  const isSubject = recognise(judged);
  return newestRequests(requestLog(events)).map((request) => ({ client: request.kms.clientName ?? request.kms.cmid ?? 'a client', isSubject: isSubject(request.series), request }));
}

const newestRequests = oncePer(({ series }: RequestLog): readonly HostRequest[] => {
  const newest = new Map<string, HostRequest>();
  for (const { cmid, name, activationId, requests } of series) {
    const key = `${cmid ?? ''} ${name} ${activationId ?? ''}`;
    const request = newestOf(requests);
    const known = newest.get(key);
    if (request !== null && (known === undefined || isNewer(request, known))) newest.set(key, request);
  }
  return [...newest.values()];
});

function recognise({ subject, machine, events, service }: Judged): (series: Series) => boolean {
  const own = valueOf(events) ?? [];
  const cmids = new Set([valueOf(service)?.clientMachineId ?? null, ...own.map((e) => (e.kms?.role === 'client-request' ? e.kms.cmid : null))].filter((c) => c !== null));
  const names = [valueOf(machine)?.hostName ?? null, own.find((e) => e.kms?.role === 'client-request' && e.computer !== null)?.computer ?? null, subject].filter((n): n is string => n !== null && n !== '');
  return ({ cmid, clientName }) => (cmid !== null && cmids.has(cmid)) || (clientName !== null && names.some((n) => sameHost(n, clientName)));
}
