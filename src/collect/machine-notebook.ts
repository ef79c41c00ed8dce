import { cloudOfFirmware } from '../knowledge/cloud-firmware.ts';
import { emptyInstanceMetadata, emptyMachine, seen, unseen } from '../model/evidence.ts';
import type { Cloud, Evidence, EvidenceKinds, InstanceMetadata, LicensingProduct, LicensingService, Machine, Observed } from '../model/evidence.ts';
import type { RawEvent, Reading, RegistryValue, WmiRow } from '../model/windows.ts';
import { licensingProductsOf, licensingServiceOf } from './licensing-evidence.ts';
import { adapterListOf, connectionSuffixesOf, eventsOf, firewallRulesOf, isWindows7, machineOf, ownTimeOf, textsOf, windowsServicesOf, windowsStateOf } from './machine-evidence.ts';
import type { KnownClient } from './machine-network.ts';
import { eventLogs } from './machine-questions.ts';
import type { QuestionId } from './machine-questions.ts';

/** Every reading of a machine by what was asked. */
export type MachineReadings =
  Record<QuestionId, Reading<WmiRow[]>> & { registry: Reading<RegistryValue[]> } & Record<(typeof eventLogs)[number], Reading<RawEvent[]>>;

/** The kinds that a machine tells of itself. */
export type MachineKind = 'licensingProducts' | 'events' | 'services' | 'firewallRules' | 'service' | 'machine' | 'instanceMetadata' | 'windowsState';
type Known = { [K in MachineKind]?: Observed<EvidenceKinds[K]> };

/** The evidence that each question is part of. */
const kindsOf: Readonly<Record<keyof MachineReadings, readonly MachineKind[]>> = {
  system: ['machine'], computer: ['machine', 'instanceMetadata'], enclosure: ['instanceMetadata'], adapters: ['machine'], registry: ['machine', 'windowsState'],
  products: ['licensingProducts'], officeProducts: ['licensingProducts'], officeService: ['licensingProducts'], service: ['service', 'licensingProducts'],
  services: ['services'], firewallRule: ['firewallRules'], connections: ['firewallRules'], hotfix: ['windowsState'],
  'Application': ['events'], 'Key Management Service': ['events'],
};

/** How many readings make up each kind. */
const readingsOf = new Map<MachineKind, number>();
for (const kind of Object.values(kindsOf).flat()) readingsOf.set(kind, (readingsOf.get(kind) ?? 0) + 1);

/** What must be read for a kind. */
export const readingsFor = (kind: MachineKind): (keyof MachineReadings)[] => (Object.keys(kindsOf) as (keyof MachineReadings)[]).filter((id) => kindsOf[id].includes(kind));

/** What a machine has told so far, and the evidence that it makes: a kind once the last of its readings has arrived. */
export class MachineNotebook {
  private readonly readings: Partial<MachineReadings> = {};
  private readonly spans = new Map<MachineKind, { from: number; to: number; readings: number }>();
  private readonly known: Known = {};
  private readonly by: string;
  private readonly vantage: 'client' | 'host';

  constructor(by: string, vantage: 'client' | 'host') {
    this.by = by;
    this.vantage = vantage;
  }

  /** Takes a reading that was begun and ended at these times, in Unix milliseconds. */
  add<K extends keyof MachineReadings>(id: K, reading: MachineReadings[K], from: number, to: number): void {
    const readings: Partial<Pick<MachineReadings, K>> = this.readings;
    readings[id] = reading;
    for (const kind of kindsOf[id]) {
      const span = this.spans.get(kind);
      const readings = (span?.readings ?? 0) + 1;
      this.spans.set(kind, { from: Math.min(span?.from ?? from, from), to: Math.max(span?.to ?? to, to), readings });
      if (readings === readingsOf.get(kind)) Object.assign(this.known, { [kind]: this.make(kind) });
    }
  }

  toEvidence(): Partial<Evidence> {
    return this.known;
  }

  /** The machine once all of it was asked; null where it told nothing of itself. */
  machine(): Machine | null {
    return this.known.machine?.state === 'seen' ? this.known.machine.value : null;
  }

  /** What a look at the network from a client begins with. */
  client(): KnownClient {
    return this.clientFrom(this.machine() ?? emptyMachine());
  }

  /** The same from what is known before the registry has been read. */
  clientSoFar(): KnownClient {
    const whole = this.whole();
    return this.clientFrom(whole.state === 'seen' ? whole.value : emptyMachine());
  }

  private clientFrom(machine: Machine): KnownClient {
    return {
      machine,
      products: this.known.licensingProducts?.state === 'seen' ? this.known.licensingProducts.value : [],
      service: this.service('service'),
      connectionSuffixes: connectionSuffixesOf(this.rows('adapters') ?? []),
      suffixIsKnown: this.readings.registry?.ok === true,
    };
  }

  /** Lists of its connections: addresses of its own, DNS servers. Empty where they could not be read. */
  adapterList(column: 'IPAddress' | 'DNSServerSearchOrder'): string[] {
    return adapterListOf(this.rows('adapters') ?? [], column);
  }

  /** The machine's own time as it told it, in Unix milliseconds; null where it did not. */
  ownTime(): number | null {
    return ownTimeOf(this.rows('system') ?? []);
  }

  /** The cloud that its firmware names; null where it names none or could not be read. */
  cloud(): Cloud | null {
    return cloudOfFirmware(textsOf(this.rows('enclosure') ?? [], 'SMBIOSAssetTag'), textsOf(this.rows('computer') ?? [], 'Manufacturer'));
  }

  /** Whether the system is Windows 7 as far as it was told. */
  isWindows7(): boolean {
    return isWindows7(this.rows('system') ?? []);
  }

  private rows(id: QuestionId): readonly WmiRow[] | null {
    const reading = this.readings[id];
    return reading?.ok === true ? reading.value : null;
  }

  private make(kind: MachineKind): Observed<unknown> {
    switch (kind) {
      case 'licensingProducts': return this.products();
      case 'service': return this.of(kind, 'SoftwareLicensingService', this.readings.service, (rows) => licensingServiceOf(rows));
      case 'services': return this.of(kind, 'Win32_Service', this.readings.services, windowsServicesOf);
      case 'firewallRules': return this.of(kind, 'MSFT_NetFirewallRule', this.readings.firewallRule, (rows) => firewallRulesOf(rows, this.rows('connections')));
      case 'events': return this.events();
      case 'machine': return this.whole();
      case 'instanceMetadata': return this.metadata();
      case 'windowsState': return this.of(kind, 'registry', this.readings.registry, (values) => windowsStateOf(values, this.rows('hotfix')));
    }
  }

  private of<T, V>(kind: MachineKind, cls: string, reading: Reading<T> | undefined, valueOf: (value: T) => V | null): Observed<V> {
    if (reading === undefined) return unseen();
    if (!reading.ok) return unseen(reading.reason, reading.detail);
    const value = valueOf(reading.value);
    return value === null ? unseen('unparsable', `${cls} has no instance`) : this.seen(kind, `${this.by}:${cls}`, value);
  }

  private seen<V>(kind: MachineKind, by: string, value: V): Observed<V> {
    const { from, to } = this.spans.get(kind) ?? { from: 0, to: 0 };
    return seen(value, { by, vantage: this.vantage, at: new Date(from).toISOString(), tookMs: Math.round(to - from) });
  }

  private service(id: 'service' | 'officeService'): LicensingService | null {
    return licensingServiceOf(this.rows(id) ?? []);
  }

  /** Windows' own service tells of the machine; that of an old Office adds to it where there is one. */
  private products(): Observed<LicensingProduct[]> {
    const office = this.rows('officeProducts') ?? [];
    const cls = office.length === 0 ? 'SoftwareLicensingProduct' : `SoftwareLicensingProduct, ${this.by}:OfficeSoftwareProtectionProduct`;
    return this.of('licensingProducts', cls, this.readings.products, (rows) => [
      ...licensingProductsOf(rows, this.service('service'), 'windows'),
      ...licensingProductsOf(office, this.service('officeService'), 'office'),
    ]);
  }

  /** Seen only where every log was read: events that are missing would look like events that never were. */
  private events(): Observed<EvidenceKinds['events']> {
    const logs = eventLogs.map((log) => this.readings[log]);
    const failed = logs.find((reading) => reading?.ok === false);
    if (failed?.ok === false) return unseen(failed.reason, failed.detail);
    const read = logs.flatMap((reading) => (reading?.ok === true ? [reading.value] : []));
    return read.length < eventLogs.length ? unseen() : this.seen('events', 'event log', eventsOf(read));
  }

  /** What the firmware alone tells: the metadata service itself is asked later, and only from the machine. */
  private metadata(): Observed<InstanceMetadata> {
    const { enclosure } = this.readings;
    const cloud = this.cloud();
    // Without the asset tag it cannot be said that the machine is in no cloud.
    if (cloud === null && enclosure?.ok === false) return unseen(enclosure.reason, enclosure.detail);
    return this.seen('instanceMetadata', `${this.by}:Win32_SystemEnclosure`, { ...emptyInstanceMetadata(), cloud });
  }

  private whole(): Observed<Machine> {
    const { system, registry } = this.readings;
    const parts = { system: this.rows('system'), computer: this.rows('computer'), adapters: this.rows('adapters'), registry: registry?.ok === true ? registry.value : null };
    if (Object.values(parts).some((part) => part !== null)) return this.seen('machine', `${this.by}:Win32_OperatingSystem`, machineOf(parts));
    const failed = [system, this.readings.computer, this.readings.adapters, registry].find((reading) => reading?.ok === false);
    return failed?.ok === false ? unseen(failed.reason, failed.detail) : unseen();
  }
}
