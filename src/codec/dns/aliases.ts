import type { SrvAnswer } from '../../model/evidence.ts';
import type { DnsRecord, RecordType } from './message.ts';
import { nameKey } from './name.ts';

/** Aliases followed for one name, in one answer or over several: more than any sane zone has. */
export const maxAliases = 8;

export type Resolution = {
  /** Where the aliases lead; the name asked where there is none. */
  owner: string;
  /** Each alias's target, in the order followed. */
  aliases: string[];
  /** Aliases that come back to a name already seen, or more of them than anyone needs. */
  loops: boolean;
  /** The records of the wanted type at `owner`. */
  records: DnsRecord[];
};

/** Follows CNAMEs inside one answer. Ends for every input, loops included. */
export function followAliases(records: readonly DnsRecord[], name: string, type: RecordType): Resolution {
  const targets = new Map<string, string>();
  for (const record of records) {
    if (record.type === 'CNAME' && !targets.has(nameKey(record.owner))) targets.set(nameKey(record.owner), record.target);
  }
  const aliases: string[] = [];
  const seen = new Set([nameKey(name)]);
  let owner = name;
  let loops = false;
  for (let next = targets.get(nameKey(owner)); next !== undefined; next = targets.get(nameKey(owner))) {
    aliases.push(next);
    owner = next;
    loops = seen.has(nameKey(next)) || aliases.length > maxAliases;
    if (loops) break;
    seen.add(nameKey(next));
  }
  const wanted = loops ? [] : records.filter((record) => record.type === type && nameKey(record.owner) === nameKey(owner));
  return { owner, aliases, loops, records: wanted };
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * SRV records in RFC 2782's order of preference: lower priority first. Inside one priority clients choose at random by
 * weight; evidence must not, so the heavier comes first, then by name and port.
 */
export function sortedSrvAnswers(records: readonly DnsRecord[]): SrvAnswer[] {
  return records
    .filter((record) => record.type === 'SRV')
    .map(({ priority, weight, port, target, ttl }) => ({ priority, weight, port, target, ttl }))
    .sort((a, b) => a.priority - b.priority || b.weight - a.weight || byText(nameKey(a.target), nameKey(b.target)) || a.port - b.port);
}

/** The addresses among records, each once, in the order given. */
export const addressesOf = (records: readonly DnsRecord[]): string[] =>
  [...new Set(records.flatMap((record) => (record.type === 'A' || record.type === 'AAAA' ? [record.address] : [])))];
