import type { KmsEventFacts, LicensingService, Machine, Observed, WindowsEvent } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { sameHost } from '../discovery.ts';

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
export const hostRequests = (events: readonly WindowsEvent[]): HostRequest[] => events.filter((e): e is HostRequest => e.kms?.role === 'host-request');

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

/** A log of thousands is sorted by several checks, and each comparison would read two times anew. */
const readTimes = new Map<string, number>();
const mostReadTimes = 20_000;

/** Milliseconds; NaN where the time is not known. */
export function timeOf({ time }: WindowsEvent): number {
  if (time === null) return NaN;
  const known = readTimes.get(time);
  if (known !== undefined) return known;
  if (readTimes.size >= mostReadTimes) readTimes.clear();
  const read = Date.parse(time);
  readTimes.set(time, read);
  return read;
}
