import type { KmsEventFacts, LicensingService, Machine, Observed, WindowsEvent } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { sameHost } from '../discovery.ts';
import { timeOf } from '../event-time.ts';

/** Who asked a KMS host for what, by event 12290. No check of its own. */

export type HostRequest = WindowsEvent & { kms: KmsEventFacts };

export type ClientRequest = {
  /** The client's name as the host logged it, else its CMID. */
  client: string;
  /** True where it is the machine whose case is judged. */
  isSubject: boolean;
  /** Its newest request for one product. */
  event: HostRequest;
};

type Judged = { subject: string; machine: Observed<Machine>; events: Observed<WindowsEvent[]>; service: Observed<LicensingService> };

/** Requests in a host's log, in the order in which they stand there. */
export function hostRequests(events: readonly WindowsEvent[]): readonly HostRequest[] {
  const found = requestsByLog.get(events);
  if (found !== undefined) return found;
  const requests = events.filter((e): e is HostRequest => e.kms?.role === 'host-request');
  requestsByLog.set(events, requests);
  return requests;
}

/** Many checks ask for them, of a log that may hold thousands. */
const requestsByLog = new WeakMap<readonly WindowsEvent[], readonly HostRequest[]>();

/** The newest request of every client for every product; older ones say how things were. */
export function requestsOf(events: readonly WindowsEvent[], judged: Judged): ClientRequest[] {
  const isSubject = recognise(judged);
  return newestRequests(events).map((event) => ({ client: event.kms.clientName ?? event.kms.cmid ?? 'a client', isSubject: isSubject(event), event }));
}

/** Several checks ask of the same log, which may hold thousands of requests. */
const newestByLog = new WeakMap<readonly WindowsEvent[], readonly HostRequest[]>();

function newestRequests(events: readonly WindowsEvent[]): readonly HostRequest[] {
  const found = newestByLog.get(events);
  if (found !== undefined) return found;
  const newest = new Map<string, { event: HostRequest; time: number }>();
  for (const event of hostRequests(events)) {
    const key = `${event.kms.cmid ?? ''} ${event.kms.clientName?.toLowerCase() ?? ''} ${event.kms.activationId ?? ''}`;
    const known = newest.get(key);
    const time = timeOf(event);
    if (known === undefined || !(time < known.time)) newest.set(key, { event, time });
  }
  const requests = [...newest.values()].map(({ event }) => event);
  newestByLog.set(events, requests);
  return requests;
}

function recognise({ subject, machine, events, service }: Judged): (e: HostRequest) => boolean {
  const own = valueOf(events) ?? [];
  const cmids = new Set([valueOf(service)?.clientMachineId ?? null, ...own.map((e) => (e.kms?.role === 'client-request' ? e.kms.cmid : null))].filter((c) => c !== null));
  const names = [valueOf(machine)?.hostName ?? null, own.find((e) => e.kms?.role === 'client-request' && e.computer !== null)?.computer ?? null, subject].filter((n): n is string => n !== null && n !== '');
  return ({ kms: { cmid, clientName } }) => (cmid !== null && cmids.has(cmid)) || (clientName !== null && names.some((n) => sameHost(n, clientName)));
}
