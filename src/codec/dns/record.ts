import type { DnsRecord } from './message.ts';
import { nameKey } from './name.ts';

/**
 * A record that a zone can hold. All names are text (see name.ts), `ttl` is seconds, addresses are text, and a TXT
 * record's `texts` hold one character for each octet (ISO 8859-1), since they need not be of any encoding.
 */
export type ResourceRecord =
  | DnsRecord
  | { type: 'PTR'; owner: string; ttl: number; target: string }
  | { type: 'TXT'; owner: string; ttl: number; texts: readonly string[] }
  | SoaRecord;

/** RFC 1035 §3.3.13; the four times are seconds, `minimum` is how long "there is no such" may be kept (RFC 2308 §4). */
export type SoaRecord = {
  type: 'SOA'; owner: string; ttl: number; primary: string; mailbox: string;
  serial: number; refresh: number; retry: number; expire: number; minimum: number;
};

/** IANA's DNS resource record types: those that we read or write, and the few that are only asked for. */
const codes: Readonly<Record<string, number>> = {
  A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, OPT: 41, DS: 43, HTTPS: 65,
  TKEY: 249, TSIG: 250, IXFR: 251, AXFR: 252, MAILB: 253, MAILA: 254, ANY: 255,
};
const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]));

/** A type by name, `TYPE64` for one without (RFC 3597 §5). */
export const typeName = (code: number): string => names.get(code) ?? `TYPE${code}`;

/** The number of a type; null for a word that names none. */
export function typeCode(name: string): number | null {
  const known = codes[name];
  if (known !== undefined) return known;
  const digits = /^TYPE(\d{1,5})$/.exec(name)?.[1];
  return digits === undefined || Number(digits) > 0xffff ? null : Number(digits);
}

/** Types that are no data and never stand in a zone: OPT, and 128 to 255 (RFC 6895 §3.1). */
export const isMetaType = (name: string): boolean => {
  const code = typeCode(name) ?? 0;
  return code === 0 || code === codes['OPT'] || (code >= 128 && code <= 255);
};

/** The data of a record as a key: equal for records whose data is equal, names compared without letter case (RFC 2136 §1.1.1). */
export function dataKey(record: ResourceRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return nameKey(record.target);
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${nameKey(record.target)}`;
    case 'TXT':
      return JSON.stringify(record.texts);
    case 'SOA':
      return [nameKey(record.primary), nameKey(record.mailbox), record.serial, record.refresh, record.retry, record.expire, record.minimum].join(' ');
  }
}
