import { nameKey } from '../../codec/dns/name.ts';
import type { ResourceRecord } from '../../codec/dns/record.ts';
import { parentOf } from './name-tree.ts';
import type { Zone } from './zone.ts';

/** What a zone says of a name and type (RFC 1034 §4.3.2). */
export type Found =
  | { kind: 'records'; records: readonly ResourceRecord[] }
  /** An alias, to be followed. */
  | { kind: 'alias'; records: readonly ResourceRecord[]; target: string }
  /** The name exists and has nothing of that type. */
  | { kind: 'no-data' }
  | { kind: 'no-name' }
  /** Other servers are to be asked: their NS records. */
  | { kind: 'delegated'; records: readonly ResourceRecord[] };

const noData: Found = { kind: 'no-data' };
const noName: Found = { kind: 'no-name' };

/** Looks a name up in the zone that covers it; `key` is its `nameKey`. */
export function findInZone(zone: Zone, name: string, key: string, type: string): Found {
  const { tree } = zone;
  const cut = tree.hasDelegations ? delegationAbove(zone, key) : null;
  if (cut !== null) return { kind: 'delegated', records: tree.list(cut, 'NS') };
  if (tree.exists(key)) return ofName(zone, key, type);
  // RFC 4592 §3.3.1: a wildcard counts only right below the closest name that exists.
  let encloser = parentOf(key);
  while (encloser !== zone.key && !tree.exists(encloser)) encloser = parentOf(encloser);
  const wildcard = `*.${encloser}`;
  if (!tree.exists(wildcard)) return noName;
  const found = ofName(zone, wildcard, type);
  if (found.kind !== 'records' && found.kind !== 'alias') return found;
  return { ...found, records: found.records.map((record) => ({ ...record, owner: name })) };
}

/** The highest name between the zone's own and this one that other servers have; null where none has. */
function delegationAbove(zone: Zone, key: string): string | null {
  let cut: string | null = null;
  for (let at = key; at !== zone.key; at = parentOf(at)) {
    if (zone.tree.holds(at, 'NS')) cut = at;
  }
  return cut;
}

function ofName({ tree }: Zone, key: string, type: string): Found {
  // RFC 8482 §4.1: to "any" one type's records are answer enough.
  const wanted = type === 'ANY' ? tree.types(key)[0] ?? type : type;
  const records = tree.list(key, wanted);
  if (records.length > 0) return { kind: 'records', records };
  const aliases = tree.list(key, 'CNAME');
  const [alias] = aliases;
  return alias?.type === 'CNAME' ? { kind: 'alias', records: aliases, target: alias.target } : noData;
}

/** The addresses of the targets of SRV and NS records, as far as these zones know them: RFC 2782's additional data. */
export function addressesOfTargets(records: readonly ResourceRecord[], zoneOf: (key: string) => Zone | null): ResourceRecord[] {
  const seen = new Set<string>();
  const found: ResourceRecord[] = [];
  for (const record of records) {
    if (record.type !== 'SRV' && record.type !== 'NS') continue;
    const key = nameKey(record.target);
    if (seen.has(key)) continue;
    seen.add(key);
    const tree = zoneOf(key)?.tree;
    if (tree !== undefined) found.push(...tree.list(key, 'A'), ...tree.list(key, 'AAAA'));
  }
  return found;
}
