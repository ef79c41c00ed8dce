import type { Limits } from '../../model/network.ts';
import type { EventQuery, RawEvent, Reading, WmiQuery, WmiRow } from '../../model/windows.ts';
import { timeOf } from '../../codec/cim/dates.ts';

const wqlText = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Unix milliseconds as a CIM datetime in UTC. */
function cimDatetime(at: number): string {
  const [date = '', time = ''] = new Date(Math.max(0, Math.min(at, 8.64e15))).toISOString().split('T');
  return `${date.replaceAll('-', '')}${time.slice(0, 8).replaceAll(':', '')}.000000+000`;
}

const anyOf = (column: string, values: readonly string[]): string => `(${values.map((value) => `${column} = ${value}`).join(' OR ')})`;

/** The query for the events of several logs; they share their ids and their time. */
export const eventsQuery = (logs: readonly string[], { ids, since }: Pick<EventQuery, 'ids' | 'since'>): WmiQuery => ({
  namespace: 'root\\cimv2',
  wql: 'SELECT Logfile, RecordNumber, EventCode, SourceName, ComputerName, TimeGenerated, InsertionStrings FROM Win32_NTLogEvent'
    + ` WHERE ${anyOf('Logfile', logs.map(wqlText))} AND TimeGenerated >= '${cimDatetime(since)}' AND ${anyOf('EventCode', ids.map(String))}`,
});

const textOf = (row: WmiRow, column: string): string => {
  const value = row[column];
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
};

function eventOf(row: WmiRow): RawEvent {
  const { InsertionStrings: strings } = row;
  return {
    id: Number(row['EventCode']), provider: textOf(row, 'SourceName'), log: textOf(row, 'Logfile'), computer: textOf(row, 'ComputerName'),
    time: timeOf(textOf(row, 'TimeGenerated')) ?? textOf(row, 'TimeGenerated'), strings: Array.isArray(strings) ? strings.map(String) : [],
  };
}

type Waiting = { query: EventQuery; limits: Limits; resolve: (reading: Reading<RawEvent[]>) => void };

const sameBut = (a: EventQuery, b: EventQuery): boolean => a.since === b.since && a.ids.length === b.ids.length && a.ids.every((id, n) => id === b.ids[n]);

/**
 * Reads event logs. Questions for several logs that are asked in one breath, for the same events since the same time, are
 * one query: each would have the whole log read on the machine, and cost round trips of its own.
 */
export class EventReader {
  readonly #ask: (query: WmiQuery, limits: Limits) => Promise<Reading<WmiRow[]>>;
  #waiting: Waiting[] = [];

  constructor(ask: (query: WmiQuery, limits: Limits) => Promise<Reading<WmiRow[]>>) {
    this.#ask = ask;
  }

  /** The events of one log, newest first; none where there is no such log. */
  read(query: EventQuery, limits: Limits): Promise<Reading<RawEvent[]>> {
    if (query.ids.length === 0) return Promise.resolve({ ok: true, value: [] });
    return new Promise((resolve) => {
      this.#waiting.push({ query, limits, resolve });
      if (this.#waiting.length === 1) setImmediate(() => { void this.#askAll(); });
    });
  }

  async #askAll(): Promise<void> {
    const all = this.#waiting;
    this.#waiting = [];
    const first = all[0];
    if (first === undefined) return;
    const together = all.filter(({ query }) => sameBut(query, first.query));
    for (const { query, limits, resolve } of all.filter((one) => !together.includes(one))) void this.read(query, limits).then(resolve);
    const reading = await this.#ask(eventsQuery([...new Set(together.map(({ query }) => query.log))], first.query), first.limits);
    for (const { query, resolve } of together) resolve(reading.ok ? { ok: true, value: newestFirst(reading.value, query.log) } : reading);
  }
}

function newestFirst(rows: readonly WmiRow[], log: string): RawEvent[] {
  const own = rows.filter((row) => textOf(row, 'Logfile').toLowerCase() === log.toLowerCase());
  const keyed = own.map((row) => ({ event: eventOf(row), record: Number(row['RecordNumber']) }));
  keyed.sort((a, b) => (a.event.time === b.event.time ? b.record - a.record : a.event.time < b.event.time ? 1 : -1));
  return keyed.map(({ event }) => event);
}
