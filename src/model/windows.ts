import type { Code, InstanceMetadata, SeenCertificate, TcpProbe, UnseenReason } from './evidence.ts';
import type { Limits, Network, Unplaced } from './network.ts';

/** A property as WMI gives it, its quirks kept: 4294967295 for "not set", empty texts, 1601 for no time. Times are CIM datetimes. */
export type WmiValue = string | number | boolean | null | readonly string[] | readonly number[];

/** One instance of a WMI class: property names as Microsoft spells them; a property that the system's class lacks is absent. */
export type WmiRow = Readonly<Record<string, WmiValue>>;

export type WmiQuery = { namespace: 'root\\cimv2' | 'root\\StandardCimv2' | 'root\\default'; wql: string };

/** A reading, or why there is none, in the words of evidence. */
export type Reading<T> = { ok: true; value: T } | { ok: false; reason: UnseenReason; detail: string | null };

/** `since` is Unix milliseconds. */
export type EventQuery = { log: string; ids: readonly number[]; since: number };

/** An event as a log holds it. `time` is ISO 8601 UTC. */
export type RawEvent = { id: number; provider: string; log: string; computer: string; time: string; strings: readonly string[] };

/** `as` is what the value is called among others where its own name is not enough. */
export type RegistryQuery = { hive: 'HKLM' | 'HKU'; key: string; name: string; as?: string };

/** What a value is called among the values that were asked for together. */
export const calledOf = ({ name, as }: RegistryQuery): string => as ?? name;

/** A value of the registry; null where the key or the value does not exist. */
export type RegistryValue = string | number | readonly string[] | null;

/**
 * A Windows machine as collectors see it, however it is reached. Transports implement it with real machines, the
 * reference estate with its own. No member throws for anything that the machine does: failure is a value.
 */
export type WindowsMachine = {
  queryWmi(query: WmiQuery, limits: Limits): Promise<Reading<WmiRow[]>>;
  /** Newest first. A log that does not exist holds no events. */
  readEvents(query: EventQuery, limits: Limits): Promise<Reading<RawEvent[]>>;
  /** One value for each query, in their order. */
  readRegistry(queries: readonly RegistryQuery[], limits: Limits): Promise<Reading<RegistryValue[]>>;
  /** Runs a PowerShell script there and gives its standard output; absent where no script can be run. */
  runScript?(script: string, limits: Limits): Promise<Reading<string>>;
  /**
   * Has Windows itself try to activate a product, as `slmgr.vbs /ato` does, and gives the code that it ends with; success is
   * `0x00000000`. Changes the machine: asked for with consent alone. Absent where the way to the machine cannot.
   */
  activateProduct?(activationId: string, limits: Limits): Promise<Reading<Code>>;
  /** The certificate that the machine showed on the way to it; null before that and without TLS. Absent where no way to it has one. */
  certificate?: () => Unplaced<SeenCertificate> | null;
  /**
   * Asks the metadata service of Azure from the machine itself. Called only where the firmware says that Azure runs it. Absent where a
   * script of ours asks, or nothing can.
   */
  askMetadata?(limits: Limits): Promise<Omit<InstanceMetadata, 'cloud'>>;
  /** Opens a TCP connection from the machine itself to a name that its own DNS looks up, and closes it. Absent as above. */
  tryConnection?(host: string, port: number, limits: Limits): Promise<Unplaced<TcpProbe>>;
  /** The network as seen from that machine; null where nothing can be run on it. */
  network: Network | null;
};
