import { nameKey } from '../../codec/dns/name.ts';
import { spellRecord } from '../../codec/dns/record-data.ts';
import type { ResourceRecord, SoaRecord } from '../../codec/dns/record.ts';
import { spellName } from '../../codec/dns/wire-name.ts';
import { NameTree } from './name-tree.ts';

/** Who may change a zone by dynamic update: anyone, signed askers alone (as AD-integrated zones have it by default), nobody. */
export type UpdatePolicy = 'open' | 'secure' | 'none';

export type ZoneOptions = {
  /** Such as `corp.example`; never the root. */
  name: string;
  records?: readonly ResourceRecord[];
  /** Names of its servers, the first of them its primary; `ns1` in the zone where none is said. */
  nameServers?: readonly string[];
  serial?: number;
  /** TTL of the SOA and NS records, and how long "there is no such" may be kept: seconds, 300 unless said. */
  ttl?: number;
  updates?: UpdatePolicy;
  /** Most records that updates may bring it to; 10,000 unless said. */
  maxRecords?: number;
};

/**
 * A zone of the reference DNS. Names are compared without letter case and kept as written. Records may be wrong on
 * purpose, as far as the wire can carry it: an address as target, port 0, a loop of aliases, a doubled suffix.
 */
export class Zone {
  readonly name: string;
  readonly key: string;
  readonly maxRecords: number;
  /** May be changed at any time, as an administrator would. */
  updates: UpdatePolicy;
  /** For this folder: others use `get`, `add` and `remove`, which keep the serial. */
  readonly tree: NameTree;
  /** Who owns which name of a secure zone; a name that has records and no owner is the administrator's. */
  readonly owners = new Map<string, string>();
  /** Who else may write to which name; `''` stands for every name. */
  private readonly grants = new Map<string, Set<string>>();

  constructor(options: ZoneOptions, tree?: NameTree) {
    const name = spellName(options.name);
    if (name === null || name === '.') throw new RangeError(`"${options.name}" is no name of a zone.`);
    this.name = name;
    this.key = nameKey(name);
    this.updates = options.updates ?? 'none';
    this.maxRecords = options.maxRecords ?? 10_000;
    this.tree = tree ?? new NameTree(this.key);
    if (tree !== undefined) return;
    const ttl = options.ttl ?? 300;
    const servers = options.nameServers ?? [`ns1.${name}`];
    this.put({
      type: 'SOA', owner: name, ttl, primary: servers[0] ?? `ns1.${name}`, mailbox: `hostmaster.${name}`,
      serial: options.serial ?? 1, refresh: 900, retry: 600, expire: 86_400, minimum: ttl,
    });
    for (const target of servers) this.put({ type: 'NS', owner: name, ttl, target });
    for (const record of options.records ?? []) this.put(record);
  }

  /** Whether a name (by `nameKey`) is the zone's or below it. */
  covers(key: string): boolean {
    return key === this.key || (key.endsWith(this.key) && key[key.length - this.key.length - 1] === '.');
  }

  get soa(): SoaRecord {
    const [soa] = this.tree.list(this.key, 'SOA');
    // The constructor puts one and nothing takes it away.
    if (soa?.type !== 'SOA') throw new Error(`The zone ${this.name} has lost its SOA record.`);
    return soa;
  }

  get serial(): number {
    return this.soa.serial;
  }

  /** Adds a record as an administrator; throws a RangeError where the wire could not carry it or it is not of this zone. */
  add(record: ResourceRecord): void {
    if (this.put(record) && record.type !== 'SOA') this.raiseSerial();
  }

  /** Takes records away, as an administrator or scavenging does; how many there were. SOA and NS of the zone itself stay. */
  remove(name: string, type?: string): number {
    const key = nameKey(name);
    let removed = 0;
    for (const one of type === undefined ? this.tree.types(key) : [type]) {
      if (key !== this.key || (one !== 'SOA' && one !== 'NS')) removed += this.tree.dropType(key, one);
    }
    if (!this.tree.hasRecords(key)) this.owners.delete(key);
    if (removed > 0) this.raiseSerial();
    return removed;
  }

  /** The records of a name and type as they stand in the zone: no wildcards, no aliases followed. */
  get(name: string, type: string): readonly ResourceRecord[] {
    return this.tree.list(nameKey(name), type);
  }

  /** Every record, the SOA first. */
  *records(): Generator<ResourceRecord> {
    yield this.soa;
    for (const record of this.tree.all()) if (record.type !== 'SOA') yield record;
  }

  /** Lets identities write to a name whoever owns it, or to every name of the zone: "a group with full control". */
  grant(identities: readonly string[], name?: string): void {
    const key = name === undefined ? '' : nameKey(name);
    this.grants.set(key, new Set([...(this.grants.get(key) ?? []), ...identities]));
  }

  /** Makes an identity the owner of a name, as if it had created it; a name of a secure zone without owner is the administrator's. */
  assign(name: string, identity: string): void {
    this.owners.set(nameKey(name), identity);
  }

  mayWrite(identity: string, key: string): boolean {
    const granted = this.grants.get(key)?.has(identity) === true || this.grants.get('')?.has(identity) === true;
    return granted || !this.tree.hasRecords(key) || this.owners.get(key) === identity;
  }

  /** RFC 1982 arithmetic; 0 is passed over, which some servers take for "none". */
  raiseSerial(): void {
    const { soa } = this;
    this.tree.put({ ...soa, serial: soa.serial === 0xffff_ffff ? 1 : soa.serial + 1 });
  }

  /** The same zone on another server: what happens to one does not happen to the other. */
  copy(): Zone {
    const copied = new Zone({ name: this.name, updates: this.updates, maxRecords: this.maxRecords }, this.tree.copy());
    for (const [key, owner] of this.owners) copied.owners.set(key, owner);
    for (const [key, identities] of this.grants) copied.grants.set(key, new Set(identities));
    return copied;
  }

  private put(record: ResourceRecord): boolean {
    const spelled = spellRecord(record);
    if (spelled === null) throw new RangeError(`No ${record.type} record of "${record.owner}" could be made of ${JSON.stringify(record)}.`);
    const key = nameKey(spelled.owner);
    if (!this.covers(key) || (record.type === 'SOA' && key !== this.key)) throw new RangeError(`"${record.owner}" is not of the zone ${this.name}.`);
    return this.tree.put(spelled);
  }
}
