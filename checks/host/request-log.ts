import type { Code, KmsEventFacts, WindowsEvent } from '../../src/model/evidence.ts';
import { oncePer } from '../../src/model/once-per.ts';
import { timedEvents } from '../event-log.ts';

/** The requests in a KMS host's log (event 12290), and which of them belong together. No check of its own. */

export type HostRequest = {
  kms: KmsEventFacts;
  code: Code | null;
  /** When the host logged it, milliseconds; NaN where that is not known. */
  at: number;
  /** Its place among the requests of the log. */
  place: number;
  series: Series;
};

/** All requests of a log that one machine made with one CMID for one product that needs one count: a log of thousands holds some dozens. */
export type Series = {
  cmid: string | null;
  clientName: string | null;
  /** The client's name in lower case, and its first label: a machine logs its short name before it joins a domain and its long one afterwards. */
  name: string;
  machine: string;
  activationId: string | null;
  requiredCount: number | null;
  /** As the log lists them; never empty. */
  requests: HostRequest[];
};

/** `oldest` and `newest` are the times of the first and the last request, milliseconds; null where none has a time. */
export type RequestLog = { requests: readonly HostRequest[]; series: readonly Series[]; oldest: number | null; newest: number | null };

/** The requests in a host's log. Nearly every check of a host asks for them, so a log is read once. */
export const requestLog = oncePer((events: readonly WindowsEvent[]): RequestLog => {
  const requests: HostRequest[] = [];
  const seriesFor = newSeriesTable();
  let oldest = Infinity;
  let newest = -Infinity;
  for (const { event: { kms, code }, at } of timedEvents(events)) {
    if (kms?.role !== 'host-request') continue;
    const series = seriesFor.get(kms);
    const request = { kms, code, at, place: requests.length, series };
    requests.push(request);
    series.requests.push(request);
    if (at < oldest) oldest = at;
    if (at > newest) newest = at;
  }
  return { requests, series: seriesFor.all, oldest: oldest === Infinity ? null : oldest, newest: newest === -Infinity ? null : newest };
});

/** What one client asked: by CMID, product and needed count. Map in map, since joining the parts of a key costs more than looking each up. */
type Asked = { last: Series | null; byCmid: Map<string | null, Map<string | null, Map<number | null, Series>>> };

function newSeriesTable(): { get: (kms: KmsEventFacts) => Series; all: readonly Series[] } {
  const all: Series[] = [];
  const byClient = new Map<string | null, Asked>();
  return {
    all,
    get: (kms) => {
      const asked = byClient.get(kms.clientName) ?? { last: null, byCmid: new Map() };
      byClient.set(kms.clientName, asked);
      // Most clients ask for the same again and again, and a comparison is faster than three look-ups.
      if (asked.last === null || !isOf(asked.last, kms)) asked.last = seriesIn(asked, kms, all);
      return asked.last;
    },
  };
}

const isOf = (series: Series, { cmid, activationId, requiredCount }: KmsEventFacts): boolean =>
  series.requiredCount === requiredCount && series.cmid === cmid && series.activationId === activationId;

/** The series of such a request; a new one is added to `all`. */
function seriesIn({ byCmid }: Asked, { cmid, clientName, activationId, requiredCount }: KmsEventFacts, all: Series[]): Series {
  const byCount = within(within(byCmid, cmid), activationId);
  const known = byCount.get(requiredCount);
  if (known !== undefined) return known;
  const name = (clientName ?? '').toLowerCase();
  const dot = name.indexOf('.');
  const series: Series = { cmid, clientName, name, machine: dot < 0 ? name : name.slice(0, dot), activationId, requiredCount, requests: [] };
  byCount.set(requiredCount, series);
  all.push(series);
  return series;
}

function within<K, IK, IV>(table: Map<K, Map<IK, IV>>, key: K): Map<IK, IV> {
  const known = table.get(key) ?? new Map<IK, IV>();
  table.set(key, known);
  return known;
}

/** Of requests of one time, and of those without any, the last in the log is the newest. */
export const isNewer = (a: HostRequest, b: HostRequest): boolean => a.at > b.at || (!(a.at < b.at) && a.place > b.place);

export function newestOf(requests: readonly HostRequest[]): HostRequest | null {
  let newest: HostRequest | null = null;
  for (const request of requests) if (newest === null || isNewer(request, newest)) newest = request;
  return newest;
}
