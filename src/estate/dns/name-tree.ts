import { nameKey } from '../../codec/dns/name.ts';
import { dataKey } from '../../codec/dns/record.ts';
import type { ResourceRecord } from '../../codec/dns/record.ts';

/** The records of one name and type. They share one TTL (RFC 2181 §5.2). */
type RecordSet = { ttl: number; byData: Map<string, ResourceRecord>; list: readonly ResourceRecord[] | null };

/** A name that exists: it has records, or a name below it has (an empty non-terminal, RFC 4592 §2.2.2). */
type NameNode = { sets: Map<string, RecordSet>; below: number };

/** The records of a name as they were, to be put back; null where the name had none. */
export type SavedName = ReadonlyMap<string, readonly ResourceRecord[]> | null;

const none: readonly ResourceRecord[] = [];

/** Names with their records, below one apex. Keys are names by `nameKey`; knows nothing of what the types mean but that an alias and a SOA stand alone. */
export class NameTree {
  private readonly nodes = new Map<string, NameNode>();
  private readonly apex: string;
  private records = 0;
  private nameServerSets = 0;

  constructor(apexKey: string) {
    this.apex = apexKey;
  }

  get recordCount(): number {
    return this.records;
  }

  /** Names that exist, those without records included. */
  get nameCount(): number {
    return this.nodes.size;
  }

  /** Whether any name has NS records besides the apex: only then there can be delegations. */
  get hasDelegations(): boolean {
    return this.nameServerSets > (this.holds(this.apex, 'NS') ? 1 : 0);
  }

  exists(key: string): boolean {
    return this.nodes.has(key);
  }

  hasRecords(key: string): boolean {
    return (this.nodes.get(key)?.sets.size ?? 0) > 0;
  }

  holds(key: string, type: string): boolean {
    return this.nodes.get(key)?.sets.has(type) === true;
  }

  /** The records of a name and type in the order in which they came; empty where there are none. */
  list(key: string, type: string): readonly ResourceRecord[] {
    const set = this.nodes.get(key)?.sets.get(type);
    return set === undefined ? none : listOf(set);
  }

  /** The types that a name has records of. */
  types(key: string): string[] {
    return [...(this.nodes.get(key)?.sets.keys() ?? [])];
  }

  *all(): Generator<ResourceRecord> {
    for (const { sets } of this.nodes.values()) for (const set of sets.values()) yield* listOf(set);
  }

  /** Adds a record, or gives the ones of its name and type its TTL. False where nothing changed. */
  put(record: ResourceRecord): boolean {
    const key = nameKey(record.owner);
    const data = dataKey(record);
    const { sets } = this.makeNode(key);
    let set = sets.get(record.type);
    if (set === undefined) {
      set = { ttl: record.ttl, byData: new Map(), list: null };
      sets.set(record.type, set);
      if (record.type === 'NS') this.nameServerSets++;
    }
    const known = set.byData.has(data);
    if (known && set.ttl === record.ttl) return false;
    if (!known && (record.type === 'CNAME' || record.type === 'SOA')) {
      this.records -= set.byData.size;
      set.byData.clear();
    }
    if (!known) {
      set.byData.set(data, record);
      this.records++;
    }
    set.ttl = record.ttl;
    set.list = null;
    return true;
  }

  /** How many records of that name and type were taken away. */
  dropType(key: string, type: string): number {
    const node = this.nodes.get(key);
    const set = node?.sets.get(type);
    if (node === undefined || set === undefined) return 0;
    node.sets.delete(type);
    this.records -= set.byData.size;
    if (type === 'NS') this.nameServerSets--;
    this.prune(key);
    return set.byData.size;
  }

  /** False where there is no record of that name, type and data. */
  dropRecord(record: ResourceRecord): boolean {
    const key = nameKey(record.owner);
    const set = this.nodes.get(key)?.sets.get(record.type);
    const data = dataKey(record);
    if (set === undefined || !set.byData.has(data)) return false;
    if (set.byData.size === 1) return this.dropType(key, record.type) > 0;
    set.byData.delete(data);
    set.list = null;
    this.records--;
    return true;
  }

  save(key: string): SavedName {
    const node = this.nodes.get(key);
    return node === undefined || node.sets.size === 0 ? null : new Map([...node.sets].map(([type, set]) => [type, listOf(set)]));
  }

  restore(key: string, saved: SavedName): void {
    for (const type of this.types(key)) this.dropType(key, type);
    for (const records of saved?.values() ?? []) for (const record of records) this.put(record);
  }

  copy(): NameTree {
    const copied = new NameTree(this.apex);
    for (const record of this.all()) copied.put(record);
    return copied;
  }

  private makeNode(key: string): NameNode {
    const found = this.nodes.get(key);
    if (found !== undefined) return found;
    const node: NameNode = { sets: new Map(), below: 0 };
    this.nodes.set(key, node);
    if (key !== this.apex) this.makeNode(parentOf(key)).below++;
    return node;
  }

  private prune(from: string): void {
    for (let key = from; ; key = parentOf(key)) {
      const node = this.nodes.get(key);
      if (node === undefined || node.sets.size > 0 || node.below > 0) return;
      this.nodes.delete(key);
      if (key === this.apex) return;
      const parent = this.nodes.get(parentOf(key));
      if (parent !== undefined) parent.below--;
    }
  }
}

/** The name without its first label; of a name of one label, nothing. */
export function parentOf(key: string): string {
  const dot = key.indexOf('.');
  return dot < 0 ? '' : key.slice(dot + 1);
}

function listOf(set: RecordSet): readonly ResourceRecord[] {
  set.list ??= [...set.byData.values()].map((record) => (record.ttl === set.ttl ? record : { ...record, ttl: set.ttl }));
  return set.list;
}
