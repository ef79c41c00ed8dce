import { nameKey } from './name.ts';
import { readRecord } from './record-data.ts';
import type { RawRecord } from './record-data.ts';
import { isMetaType } from './record.ts';
import type { ResourceRecord } from './record.ts';
import type { Sections } from './sections.ts';
import type { Change, DnsUpdate, Prerequisite } from './update.ts';

/** Classes as RFC 2136 uses them: the zone's own, "any" and "none". */
export const classOf = { in: 1, none: 254, any: 255 } as const;

const heldTypes: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'SOA', 'SRV', 'TXT']);

const isEmpty = ({ ttl, dataAt, dataEnd }: RawRecord): boolean => ttl === 0 && dataAt === dataEnd;

/** The prerequisites and changes of an update message; null where it breaks the form of RFC 2136 §2 (to be answered FORMERR). */
export function readUpdate(bytes: Uint8Array, { question, records }: Sections): DnsUpdate | null {
  if (question.type !== 'SOA' || question.class !== classOf.in) return null;
  const prerequisites = readPrerequisites(bytes, records[0]);
  const changes = records[1].map((raw) => readChange(bytes, raw));
  if (prerequisites === null || !changes.every((change) => change !== null)) return null;
  return { zone: question.name, prerequisites, changes };
}

/** RFC 2136 §3.2.5. The records of one name and type that must be equal stand in records of their own, in any order. */
function readPrerequisites(bytes: Uint8Array, raws: readonly RawRecord[]): Prerequisite[] | null {
  const found: Prerequisite[] = [];
  const equal = new Map<string, ResourceRecord[]>();
  for (const raw of raws) {
    const { owner: name, type } = raw;
    if (raw.class === classOf.in) {
      // A type that no zone of ours can hold is read as one that is not there.
      const record = readRecord(bytes, raw);
      if (raw.ttl !== 0 || isMetaType(type) || (record === null && heldTypes.has(type))) return null;
      const key = `${nameKey(name)} ${type}`;
      const records = equal.get(key) ?? [];
      if (!equal.has(key)) found.push(record === null ? { kind: 'records-exist', name, type } : { kind: 'records-equal', name, type, records });
      equal.set(key, records);
      if (record !== null) records.push(record);
      continue;
    }
    if (!isEmpty(raw) || (type !== 'ANY' && isMetaType(type))) return null;
    if (raw.class === classOf.any) found.push(type === 'ANY' ? { kind: 'name-in-use', name } : { kind: 'records-exist', name, type });
    else if (raw.class === classOf.none) found.push(type === 'ANY' ? { kind: 'name-not-in-use', name } : { kind: 'records-missing', name, type });
    else return null;
  }
  return found;
}

/** RFC 2136 §3.4.1.2. */
function readChange(bytes: Uint8Array, raw: RawRecord): Change | null {
  const { owner: name, type } = raw;
  if (raw.class === classOf.any) {
    if (!isEmpty(raw) || (type !== 'ANY' && isMetaType(type))) return null;
    return type === 'ANY' ? { kind: 'delete-name', name } : { kind: 'delete-type', name, type };
  }
  if (isMetaType(type)) return null;
  // RFC 2181 §8: a TTL with its top bit set counts as zero.
  const record = readRecord(bytes, { ...raw, ttl: raw.ttl > 0x7fff_ffff ? 0 : raw.ttl });
  if (record === null && heldTypes.has(type)) return null;
  if (raw.class === classOf.in) return record === null ? { kind: 'add-unknown', name, type } : { kind: 'add', record };
  if (raw.class !== classOf.none || raw.ttl !== 0) return null;
  // What we cannot hold is not there to be deleted: nothing is what is left of such a change.
  return record === null ? { kind: 'delete-type', name, type } : { kind: 'delete-record', record };
}
