import type { Cloud, Code, InstanceMetadata, TcpProbe } from '../../model/evidence.ts';
import type { HostKeyGroup } from '../../knowledge/host-keys.ts';
import type { ClientIdCache } from '../host/client-id-cache.ts';
import type { EditionId, WindowsSystem } from './systems.ts';

/**
 * A reference machine as state: what WMI, the registry, the event logs and the service manager of a real one would show.
 * Times are Unix milliseconds of the estate's clock; a machine's own clock may be off from it.
 */

/** LicenseStatus as WMI numbers it: 0 unlicensed, 1 licensed, 2 OOB grace, 3 OOT grace, 4 non-genuine grace, 5 notification, 6 extended grace. */
export type LicenseStatusNumber = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** VLActivationTypeEnabled: 0 all, 1 Active Directory, 2 KMS, 3 token. */
export type ActivationTypeNumber = 0 | 1 | 2 | 3;

export type OfficeGeneration = '2024' | '2021' | '2019' | '2016' | '2013';

/** What is counted for a host key, since it was installed (Microsoft, "requests with licence status"). */
export type RequestCounters = {
  total: number;
  failed: number;
  /** By the licence status that the client reported, 0 to 6. */
  byStatus: [number, number, number, number, number, number, number];
};

/** A host key (CSVLK) that is installed on a machine. It is no key: the estate holds none. */
export type HostKey = {
  application: 'windows' | 'office';
  group: HostKeyGroup | OfficeGeneration;
  activated: boolean;
  counters: RequestCounters;
  cache: ClientIdCache;
};

export type Channel = 'kms-client' | 'kms-host' | 'mak' | 'retail' | 'oem' | 'eval' | 'avma' | 'subscription';

/** A row of SoftwareLicensingProduct with a key installed, or one that lacks it. */
export type Product = {
  application: 'windows' | 'office';
  applicationId: string;
  activationId: string;
  name: string;
  description: string;
  channel: Channel;
  /** ProductKeyChannel: `Volume:GVLK`. */
  channelText: string;
  extendedPid: string;
  /** Last five characters of the key; null where none is installed. */
  last5: string | null;
  /** Windows: the system's generation; Office: its own. What a host key must cover. */
  generation: { kind: 'client' | 'server'; year: string } | { kind: 'office'; year: OfficeGeneration };
  requiredCount: number;
  licenseStatus: LicenseStatusNumber;
  reason: Code;
  /** When the present state ends; null where it does not end by itself. */
  stateEndsAt: number | null;
  /** VLActivationType, how it was last activated: 0 none, 1 AD, 2 KMS, 3 token. */
  lastActivationType: ActivationTypeNumber;
  adObject: { name: string; dn: string } | null;
  /** KMS host set for this product alone (`slmgr /skms HOST ActivationID`); null where not set. */
  configuredHost: string | null;
  configuredPort: number | null;
  /** Activation type set for this product alone; null where the machine's holds. */
  activationType: ActivationTypeNumber | null;
  discovered: { host: string; port: number; address: string } | null;
  hostExtendedPid: string | null;
  activationIntervalMinutes: number;
  renewalIntervalMinutes: number;
  remainingSkuRearms: number;
  isAddon: boolean;
  /** Set where the row is a host key's. */
  hostKey: HostKey | null;
};

/** Licensing settings of the machine (registry, SoftwareProtectionPlatform). */
export type LicensingSettings = {
  host: string | null;
  port: number | null;
  lookupDomain: string | null;
  activationType: ActivationTypeNumber;
  hostCaching: boolean;
};

/** Settings of a KMS host (registry, SoftwareProtectionPlatform). */
export type KmsHostSettings = {
  listeningPort: number;
  dnsPublishing: boolean;
  lowPriority: boolean;
  activationIntervalMinutes: number;
  renewalIntervalMinutes: number;
  /** SRV priority and weight in the host's own domain. */
  priority: number;
  weight: number;
  /** DnsDomainPublishList: further zones with priority and weight. */
  publishList: { domain: string; priority: number; weight: number }[];
};

export type EventRecord = {
  id: number;
  provider: string;
  log: string;
  /** By the clock of the machine that wrote it. */
  at: number;
  strings: string[];
};

export type ServiceState = { name: string; state: 'Running' | 'Stopped' | 'Paused'; startMode: 'Auto' | 'Manual' | 'Disabled' };

export type FirewallProfile = 'domain' | 'private' | 'public';

/** Why something of a machine cannot be read, as the machine answers. */
export type Denial = { reason: 'denied' | 'unsupported' | 'timeout' | 'unreachable' | 'unparsable'; detail: string };

export type MachineState = {
  /** NetBIOS name: `WS-0142`. */
  name: string;
  system: WindowsSystem;
  editionId: EditionId;
  isVirtual: boolean;
  addresses: string[];
  membership: { joined: boolean; domain: string | null; workgroup: string };
  dns: { primarySuffix: string; searchList: string[]; connectionSuffix: string; servers: string[] };
  /** Milliseconds that the machine's clock is ahead of the estate's, and what it gains in a day. */
  clock: { aheadMs: number; gainsMsADay: number; since: number };
  settings: LicensingSettings;
  kmsHost: KmsHostSettings;
  products: Product[];
  cmid: string;
  officeCmid: string;
  remainingWindowsRearms: number;
  services: ServiceState[];
  firewall: { kmsRule: { enabled: boolean; profiles: FirewallProfile[] } | null; activeProfile: FirewallProfile; otherRuleOpensKms: boolean };
  events: EventRecord[];
  /** True: the Key Management Service log is full and overwrites nothing. */
  kmsLogIsFull: boolean;
  /** Set: the licensing service refuses every activation with this code before it asks anybody. */
  licensingFault: Code | null;
  /** The code with which a try by hand is refused, while Windows’ own tries go on; null for none. */
  refusesByHand: Code | null;
  /** Set: the machine's own firewall drops what the licensing service sends, and nothing else. */
  blocksLicensing: boolean;
  /** What Microsoft's activation answers to a MAK or retail key: `0x00000000` activates; a code refuses or is the network's. */
  microsoftAnswers: Code;
  subscription: { edition: string; status: number; expiry: string } | null;
  /** Set for a program of licensing under Image File Execution Options: `SppExtComObj.exe` → `Debugger`. Left out: nothing. */
  hooks?: { program: string; value: 'Debugger' | 'VerifierDlls' }[];
  /** True: Windows takes the hardware clock for UTC. */
  hardwareClockIsUtc?: boolean;
  /** Updates that are installed, of those that matter here: `KB971033`. None where left out. */
  hotfixes?: string[];
  /** Minutes by which its local time is ahead of UTC; none where left out. */
  utcOffsetMinutes?: number;
  /** What a connection to Microsoft's activation ends in; `open` where left out. */
  wayToMicrosoft?: TcpProbe['outcome'];
  /** The cloud that runs it, by firmware; `metadata` is what its metadata service says to it, where it has one. */
  cloud: { name: Cloud; metadata: Omit<InstanceMetadata, 'cloud'> } | null;
  unreadable: { wmi: Denial | null; events: Denial | null; registry: Denial | null; firmware?: Denial | null };
  /** Of the WinRM listener by which it is read, until when it is valid; null: it is read without TLS. */
  listenerCertificate: { notBefore: number; notAfter: number; selfSigned: boolean } | null;
  /** False: the machine is switched off. */
  on: boolean;
};

/** The machine's own time at a time of the estate. */
export const ownTime = ({ clock }: Pick<MachineState, 'clock'>, now: number): number =>
  now + clock.aheadMs + Math.round((clock.gainsMsADay * (now - clock.since)) / 86_400_000);

/** Lower case, with the domain that the machine belongs to, else its primary suffix. */
export function fullNameOf({ name, membership, dns }: Pick<MachineState, 'name' | 'membership' | 'dns'>): string {
  const suffix = membership.domain ?? dns.primarySuffix;
  return (suffix === '' ? name : `${name}.${suffix}`).toLowerCase();
}

export const serviceOf = (machine: MachineState, name: string): ServiceState | undefined =>
  machine.services.find((s) => s.name.toLowerCase() === name.toLowerCase());
