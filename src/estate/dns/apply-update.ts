import { nameKey } from '../../codec/dns/name.ts';
import { spellRecord } from '../../codec/dns/record-data.ts';
import { dataKey, isMetaType, typeCode } from '../../codec/dns/record.ts';
import type { ResourceRecord } from '../../codec/dns/record.ts';
import type { Change, DnsUpdate, Prerequisite } from '../../codec/dns/update.ts';
import type { SavedName } from './name-tree.ts';
import type { Zone } from './zone.ts';

/**
 * What comes of an update (RFC 2136 §2.2). `BADSIG` is what Windows makes of a secure zone's refusal: the error
 * 0x80072338, DNS_ERROR_RCODE_BADSIG, of event 12293 where another computer owns the name.
 */
export type UpdateResult = 'NOERROR' | 'FORMERR' | 'NXDOMAIN' | 'REFUSED' | 'YXDOMAIN' | 'YXRRSET' | 'NXRRSET' | 'NOTAUTH' | 'NOTZONE' | 'BADSIG';

/** Octets of text that one record of an update may bring. */
const maxTextOctets = 1024;

/** Makes an update of this zone, all of it or nothing (RFC 2136 §3). `identity` is who signed it; null where nobody did. */
export function applyUpdate(zone: Zone, update: DnsUpdate, identity: string | null): UpdateResult {
  for (const prerequisite of update.prerequisites) {
    const unmet = checkPrerequisite(zone, prerequisite);
    if (unmet !== null) return unmet;
  }
  if (zone.updates === 'none' || (zone.updates === 'secure' && identity === null)) return 'REFUSED';
  const changes: Change[] = [];
  for (const change of update.changes) {
    const spelled = spellChange(change);
    if (spelled === null) return 'FORMERR';
    if (!zone.covers(keyOf(spelled))) return 'NOTZONE';
    changes.push(spelled);
  }
  if (changes.some(isTooMuch)) return 'REFUSED';
  const keys = new Set(changes.map(keyOf));
  if (zone.updates === 'secure' && identity !== null && ![...keys].every((key) => zone.mayWrite(identity, key))) return 'BADSIG';
  return makeChanges(zone, changes, keys, zone.updates === 'secure' ? identity : null);
}

/** Null where it holds (RFC 2136 §3.2.5). */
function checkPrerequisite(zone: Zone, one: Prerequisite): UpdateResult | null {
  const { tree } = zone;
  const key = nameKey(one.name);
  if (!zone.covers(key)) return 'NOTZONE';
  switch (one.kind) {
    case 'name-in-use':
      return tree.hasRecords(key) ? null : 'NXDOMAIN';
    case 'name-not-in-use':
      return tree.hasRecords(key) ? 'YXDOMAIN' : null;
    case 'records-exist':
      return tree.holds(key, one.type) ? null : 'NXRRSET';
    case 'records-missing':
      return tree.holds(key, one.type) ? 'YXRRSET' : null;
    case 'records-equal': {
      const wanted = new Set(one.records.map((record) => dataKey(spellRecord(record) ?? record)));
      const held = tree.list(key, one.type);
      return held.length === wanted.size && held.every((record) => wanted.has(dataKey(record))) ? null : 'NXRRSET';
    }
  }
}

const keyOf = (change: Change): string => nameKey('record' in change ? change.record.owner : change.name);

/** The change with its record in the wire's spelling; null where it has none, or names a type that is no data. */
function spellChange(change: Change): Change | null {
  if ('record' in change) {
    const record = spellRecord(change.record);
    return record === null ? null : { ...change, record };
  }
  return 'type' in change && (typeCode(change.type) === null || isMetaType(change.type)) ? null : change;
}

const isTooMuch = (change: Change): boolean =>
  change.kind === 'add-unknown' || (change.kind === 'add' && change.record.type === 'TXT' && change.record.texts.join('').length > maxTextOctets);

/** Makes the changes in their order; takes all of them back where they bring the zone over its size. */
function makeChanges(zone: Zone, changes: readonly Change[], keys: ReadonlySet<string>, identity: string | null): UpdateResult {
  const { tree } = zone;
  const before = new Map<string, SavedName>([...keys].map((key) => [key, tree.save(key)]));
  const { serial } = zone;
  let changed = false;
  for (const one of changes) {
    if (makeChange(zone, one)) changed = true;
    if (one.kind === 'add' && isOverfull(zone)) {
      for (const [key, saved] of before) tree.restore(key, saved);
      return 'REFUSED';
    }
  }
  for (const [key, saved] of before) {
    if (!tree.hasRecords(key)) zone.owners.delete(key);
    else if (saved === null && identity !== null) zone.owners.set(key, identity);
  }
  // RFC 2136 §3.6: the serial is raised unless the update itself did so.
  if (changed && zone.serial === serial) zone.raiseSerial();
  return 'NOERROR';
}

/** Names without records count too: a name of a hundred labels makes a hundred of them. */
const isOverfull = ({ tree, maxRecords }: Zone): boolean => tree.recordCount > maxRecords || tree.nameCount > 2 * maxRecords;

/** RFC 2136 §3.4.2. False where nothing changed, also for what is passed over in silence. */
function makeChange(zone: Zone, one: Change): boolean {
  const { tree } = zone;
  const key = keyOf(one);
  const isApex = key === zone.key;
  const isKept = (type: string): boolean => isApex && (type === 'SOA' || type === 'NS');
  switch (one.kind) {
    case 'add':
      return mayAdd(zone, one.record, key) && tree.put(one.record);
    case 'add-unknown':
      return false;
    case 'delete-type':
      return !isKept(one.type) && tree.dropType(key, one.type) > 0;
    case 'delete-name':
      return tree.types(key).filter((type) => !isKept(type)).map((type) => tree.dropType(key, type)).length > 0;
    case 'delete-record': {
      const { record } = one;
      const isLastServer = isApex && record.type === 'NS' && tree.list(key, 'NS').length === 1;
      return record.type !== 'SOA' && !isLastServer && tree.dropRecord(record);
    }
  }
}

/** An alias stands alone, and a SOA record only takes the place of an older one (RFC 2136 §3.4.2.2). */
function mayAdd(zone: Zone, record: ResourceRecord, key: string): boolean {
  const { tree } = zone;
  if (record.type === 'SOA') return key === zone.key && ((record.serial - zone.serial) | 0) > 0;
  if (record.type === 'CNAME') return tree.types(key).every((type) => type === 'CNAME');
  return !tree.holds(key, 'CNAME');
}
