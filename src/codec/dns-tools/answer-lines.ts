import { addAddress, addAlias, addSrv } from './question.ts';
import type { Question } from './question.ts';
import { isAddress, isDnsName, readNumber } from './names.ts';

const serviceRecord = /^\s*(\S+)\s+(?:service\s*=|has SRV record)\s*(\d{1,5})\s+(\d{1,5})\s+(\d{1,5})\s+(\S+)\s*$/i;
const resourceRecord = /^\s*(\S+)\s+(?:\d{1,10}\s+)?IN\s+(SRV|A|AAAA|CNAME)\s+(\S.*)$/i;
const shortRecord = /^\s*(\d{1,5})\s+(\d{1,5})\s+(\d{1,5})\s+(\S+\.)\s*$/;
const alias = /^\s*(\S+)\s+(?:canonical name\s*=|is an alias for)\s*(\S+)\s*$/i;
const hostAddress = /^\s*(\S+)\s+(?:\S[^=]{0,60}=|has (?:IPv6 )?address)\s*(\S+)\s*$/i;

function takeSrv(q: Question, name: string, numbers: readonly (string | undefined)[], target: string, ttl: number | null): boolean {
  const [priority, weight, port] = numbers.map((n) => readNumber(n));
  if (typeof priority !== 'number' || typeof weight !== 'number' || typeof port !== 'number') return false;
  addSrv(q, name, { priority, weight, port, target, ttl });
  return true;
}

function takeResourceRecord(q: Question, line: string): boolean {
  const [, name, type, data] = resourceRecord.exec(line) ?? [];
  if (name === undefined || type === undefined || data === undefined || name.startsWith(';')) return false;
  const [first = '', ...rest] = data.trim().split(/\s+/);
  const ttl = readNumber(/\s(\d{1,10})\s+IN\s/i.exec(line)?.[1], 0x7fff_ffff);
  if (type.toUpperCase() === 'SRV') return takeSrv(q, name, [first, rest[0], rest[1]], rest[2] ?? '', ttl);
  if (type.toUpperCase() === 'CNAME') addAlias(q, name, first);
  else if (isAddress(first)) addAddress(q, name, first);
  return true;
}

/**
 * Takes a line that is a whole record, as nslookup and host print them (`name internet address = 10.0.0.11`,
 * `name service = 0 0 1688 target`) or dig does. False where it is none.
 */
export function takeRecord(q: Question, text: string): boolean {
  if (text.length > 1000) return false;
  const service = serviceRecord.exec(text);
  if (service !== null) return takeSrv(q, service[1] ?? '', service.slice(2, 5), service[5] ?? '', null);
  if (takeResourceRecord(q, text)) return true;
  const short = q.type === 'srv' && q.asked !== null ? shortRecord.exec(text) : null;
  if (short !== null) return takeSrv(q, q.asked ?? '', short.slice(1, 4), short[4] ?? '', null);
  const [, from, to] = alias.exec(text) ?? [];
  if (from !== undefined && to !== undefined && isDnsName(from)) {
    addAlias(q, from, to);
    return true;
  }
  const [, name, address] = hostAddress.exec(text) ?? [];
  if (name === undefined || address === undefined || !isDnsName(name) || !isAddress(address)) return false;
  addAddress(q, name, address);
  return true;
}

/** An SRV answer of Windows' nslookup as its lines come: `priority`, `weight`, `port`, `svr hostname`. */
export type PendingSrv = { name: string; values: (string | undefined)[] };

const srvHead = /^\s*(\S+)\s+SRV\b([^=]{0,80}?)(?::|$|(?=\spriority\s*=))(.*)$/i;

/** The name and the rest of a line that opens an SRV answer (`name SRV service location:`), or null. */
export function readSrvHead(line: string): { name: string; rest: string } | null {
  const [, name, words, rest] = srvHead.exec(line.slice(0, 1000)) ?? [];
  if (name === undefined || words === undefined || /\d/.test(words)) return null;
  return isDnsName(name) && (name.startsWith('_') || /service location/i.test(words)) ? { name, rest: rest ?? '' } : null;
}

const places: readonly RegExp[] = [/priorit|prio/i, /weight/i, /port/i, /host/i];

/**
 * Takes `label = value` pairs, one or several on a line, into the answer: by their English labels, else in order. True
 * once all four are there.
 */
export function takePairs(pending: PendingSrv, line: string): boolean {
  const parts = line.slice(0, 1000).split('=', 12);
  for (let i = 1; i < parts.length; i += 1) {
    const value = /^\S+/.exec((parts[i] ?? '').trim())?.[0];
    const before = (parts[i - 1] ?? '').trim();
    const label = i === 1 ? before : before.replace(/^\S+\s*/, '');
    const known = places.findIndex((p) => p.test(label));
    const free = [0, 1, 2, 3].find((n) => pending.values[n] === undefined) ?? 4;
    const place = known === -1 ? free : known;
    if (value !== undefined && place < 4) pending.values[place] ??= value;
  }
  return [0, 1, 2, 3].every((n) => pending.values[n] !== undefined);
}

/** Adds a complete pending answer to the question; false where its numbers are none. */
export const takePending = (q: Question, pending: PendingSrv): boolean =>
  takeSrv(q, pending.name, pending.values.slice(0, 3), pending.values[3] ?? '', null);
