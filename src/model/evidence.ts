/**
 * The evidence of one machine and its surroundings: what was observed, from where, and what could not be.
 * Shapes are those of the public contract (schema `kmsdoctor.evidence/1`). Rules that hold everywhere:
 * an absent field is `null` and never guessed; times are ISO 8601 UTC; codes are `0x` and eight upper-case
 * hexadecimal digits; counts, ports and minutes are numbers.
 */

/** Where a network fact was observed from: the operator's desk, the client itself, or the KMS host. */
export type Vantage = 'operator' | 'client' | 'host';

/** `0x` and eight upper-case hexadecimal digits. */
export type Code = string;

/** ISO 8601 in UTC, or the text as found where the input does not say enough to convert it. */
export type Time = string;

export type Source = {
  /** What observed it, for people: `slmgr /dlv`, `dns`, `cim:SoftwareLicensingProduct`. */
  by: string;
  vantage: Vantage;
  at: Time | null;
  tookMs: number | null;
};

export type UnseenReason = 'not-asked' | 'timeout' | 'refused' | 'unreachable' | 'denied' | 'unsupported' | 'unparsable';

/** A value with its provenance, or the reason why there is none. Never a guess. */
export type Observed<T> =
  | { state: 'seen'; value: T; source: Source }
  | { state: 'unseen'; reason: UnseenReason; detail: string | null };

export type Channel =
  | 'kms-client' | 'kms-host' | 'mak' | 'retail' | 'oem' | 'eval' | 'avma' | 'subscription' | 'unknown';

export type LicenseStatus =
  | 'unlicensed' | 'licensed' | 'oob-grace' | 'oot-grace' | 'non-genuine-grace' | 'notification' | 'extended-grace';

export type ActivationType = 'all' | 'ad' | 'kms' | 'token';

export type KmsClientFacts = {
  cmid: string | null;
  /** Set by hand or policy (`slmgr /skms`), letter case kept; null when discovery is in use or it was not said. */
  configuredHost: string | null;
  configuredPort: number | null;
  /** Found through DNS and cached. */
  discoveredHost: string | null;
  discoveredPort: number | null;
  hostAddress: string | null;
  hostExtendedPid: string | null;
  activationIntervalMinutes: number | null;
  renewalIntervalMinutes: number | null;
  hostCaching: boolean | null;
  lookupDomain: string | null;
};

export type KmsHostFacts = {
  currentCount: number | null;
  listeningPort: number | null;
  dnsPublishing: boolean | null;
  priority: 'normal' | 'low' | null;
  totalRequests: number | null;
  failedRequests: number | null;
  unlicensedRequests: number | null;
  licensedRequests: number | null;
  initialGraceRequests: number | null;
  expiredOrToleranceRequests: number | null;
  nonGenuineRequests: number | null;
  notificationRequests: number | null;
};

/** One row of SoftwareLicensingProduct (or Office's own class), however it was read. */
export type LicensingProduct = {
  application: 'windows' | 'office' | 'other';
  name: string | null;
  description: string | null;
  channel: Channel;
  /** The channel's words as found: `Volume:GVLK`, `VOLUME_KMSCLIENT`, `RETAIL(MAK)`. */
  channelText: string | null;
  activationId: string | null;
  applicationId: string | null;
  extendedPid: string | null;
  partialProductKey: string | null;
  licenseStatus: LicenseStatus | null;
  reasonCode: Code | null;
  graceMinutesRemaining: number | null;
  remainingWindowsRearms: number | null;
  remainingSkuRearms: number | null;
  /** As configured (VLActivationTypeEnabled). */
  activationType: ActivationType | null;
  lastActivationType: 'none' | 'ad' | 'kms' | 'token' | null;
  adObjectName: string | null;
  permanentlyActivated: boolean | null;
  kmsClient: KmsClientFacts | null;
  kmsHost: KmsHostFacts | null;
};

export type ActivationAttempt = {
  at: Time | null;
  product: string | null;
  activationId: string | null;
  succeeded: boolean | null;
  code: Code | null;
  /**
   * `asked` where a person asked for it from another machine (`slmgr WS-0142 /ato`); `refused` where that machine did not let itself be
   * asked at all, so that `code` is of the call and no attempt was made. Left out or null: made on the machine, or not told.
   */
  remote?: 'asked' | 'refused' | null;
};

export type KmsEventFacts = {
  role: 'client-request' | 'client-response' | 'host-request';
  resultCode: Code | null;
  kmsHost: string | null;
  kmsPort: number | null;
  clientName: string | null;
  cmid: string | null;
  requestTime: Time | null;
  isVirtual: boolean | null;
  licenseStatus: LicenseStatus | null;
  minutesRemaining: number | null;
  activationId: string | null;
  requiredCount: number | null;
  currentCount: number | null;
  activated: boolean | null;
  flags: Code | null;
  activationIntervalMinutes: number | null;
  renewalIntervalMinutes: number | null;
};

export type WindowsEvent = {
  id: number;
  provider: string | null;
  log: string | null;
  computer: string | null;
  time: Time | null;
  kms: KmsEventFacts | null;
  /** A failing code that the event carries; null where it carries none or success. */
  code: Code | null;
};

export type LookupOutcome = 'answered' | 'timeout' | 'refused' | 'unreachable' | 'malformed';

export type SrvAnswer = { priority: number; weight: number; port: number; target: string; ttl: number | null };

export type SrvLookup = {
  /** The whole name asked: `_vlmcs._tcp.contoso.test`. */
  name: string;
  resolver: string | null;
  vantage: Vantage;
  rcode: string | null;
  outcome: LookupOutcome;
  answers: SrvAnswer[];
  truncatedThenTcp: boolean;
};

export type AddressLookup = {
  name: string;
  resolver: string | null;
  vantage: Vantage;
  rcode: string | null;
  outcome: LookupOutcome;
  a: string[];
  aaaa: string[];
  cnames: string[];
};

export type TcpProbe = {
  host: string;
  address: string | null;
  port: number;
  vantage: Vantage;
  outcome: 'open' | 'refused' | 'reset' | 'timeout' | 'unreachable';
  /** Free text for people: the system's own word (`ETIMEDOUT`, `EHOSTUNREACH`). */
  cause: string | null;
  tookMs: number | null;
};

export type RpcBindProbe = {
  host: string;
  address: string | null;
  port: number;
  vantage: Vantage;
  outcome: 'accepted' | 'rejected' | 'nak' | 'not-rpc' | 'closed' | 'silent';
  reason: string | null;
  /** What answered instead, for people: `SSH server (SSH-2.0-OpenSSH_9.2p1)`. */
  looksLike: string | null;
};

/** An ICMP echo. A host that does not answer may simply not be allowed to: never a fault by itself. */
export type IcmpProbe = {
  host: string;
  address: string | null;
  vantage: Vantage;
  outcome: 'replied' | 'no-reply' | 'unavailable';
  detail: string | null;
  tookMs: number | null;
};

/** Positive when the subject is ahead of the reference. */
export type ClockOffset = { reference: string; vantage: Vantage; offsetMs: number };

export type WindowsService = {
  name: string;
  state: string | null;
  startMode: 'auto' | 'manual' | 'disabled' | null;
};

export type FirewallRule = { name: string; enabled: boolean | null; profiles: string[]; activeProfile: string | null };

/** SoftwareLicensingService in camelCase. More members than these may be present; absent ones are null. */
export type LicensingService = {
  version: string | null;
  clientMachineId: string | null;
  isKeyManagementServiceMachine: boolean | null;
  keyManagementServiceCurrentCount: number | null;
  keyManagementServiceDnsPublishing: boolean | null;
  keyManagementServiceHostCaching: boolean | null;
  keyManagementServiceListeningPort: number | null;
  keyManagementServiceLookupDomain: string | null;
  keyManagementServiceLowPriority: boolean | null;
  keyManagementServiceMachine: string | null;
  keyManagementServicePort: number | null;
  requiredClientCount: number | null;
  discoveredKeyManagementServiceMachineName: string | null;
  discoveredKeyManagementServiceMachinePort: number | null;
  remainingWindowsReArmCount: number | null;
  vlActivationInterval: number | null;
  vlRenewalInterval: number | null;
  subscriptionEdition: string | null;
  subscriptionExpiry: Time | null;
  subscriptionStatus: number | null;
  subscriptionType: number | null;
};

export type Machine = {
  /** Short name, as Windows prints it. */
  hostName: string | null;
  caption: string | null;
  version: string | null;
  /** Text without the revision: `22631`. */
  build: string | null;
  revision: number | null;
  editionId: string | null;
  domainJoined: boolean | null;
  domain: string | null;
  primaryDnsSuffix: string | null;
  dnsSuffixSearchList: string[] | null;
  dnsServers: string[] | null;
  time: Time | null;
};

/** An object of activation through Active Directory (class msSPP-ActivationObject, [MS-ADSC] §2.166). */
export type ActivationObject = {
  name: string;
  /** Of the host key that it was made with; null where the account may not read it. */
  activationId: string | null;
  extendedPid: string | null;
  /** Never more than the last five characters. */
  partialProductKey: string | null;
  /** How many KMS ids (groups of products) it activates. */
  kmsIdCount: number | null;
};

export type DirectoryOutcome =
  /** Objects are there; the container is there and shows none; there is no container, so nobody set it up. */
  | 'found' | 'empty' | 'absent'
  /** The account may not look; the password or the name is wrong; the account is locked, disabled or expired. */
  | 'denied' | 'wrong-password' | 'account-refused'
  /** A simple bind in clear text is refused, by the server or by us. */
  | 'strong-auth-required'
  | 'certificate-not-trusted' | 'timeout' | 'refused' | 'unreachable' | 'malformed' | 'failed';

/** What one domain controller says of activation through Active Directory. */
export type DirectoryReading = {
  server: string;
  port: number;
  vantage: Vantage;
  outcome: DirectoryOutcome;
  /** The forest's root domain, whose configuration was read; null where it was not told. */
  domain: string | null;
  objects: ActivationObject[];
  /** For people: the reason, and what to do about it. */
  detail: string | null;
};

/** Whether a zone takes dynamic updates that nobody signed, by an update of which nothing could be written. */
export type DnsUpdateProbe = {
  zone: string;
  server: string;
  vantage: Vantage;
  /**
   * `refused`: not without a signature; a signed update may still be allowed. `ambiguous`: the answer has more than one
   * meaning, and `detail` says which.
   */
  verdict: 'open' | 'refused' | 'not-authoritative' | 'not-supported' | 'ambiguous' | 'no-answer';
  rcode: string | null;
  detail: string | null;
};

/** A certificate that a service showed when TLS was made with it on the way to the machine, or to a domain controller. */
export type SeenCertificate = {
  host: string;
  port: number;
  protocol: 'winrm' | 'ldap';
  vantage: Vantage;
  /** The common name of its subject. */
  subjectName: string | null;
  selfSigned: boolean | null;
  notBefore: Time | null;
  notAfter: Time | null;
};

/** The clouds that a machine can tell by its own firmware. */
export type Cloud = 'azure' | 'aws' | 'google';

/**
 * What a virtual machine knows of the cloud that runs it. Only Azure's metadata service is asked, only from the machine itself, and of what
 * it answers only what activation depends on is kept: no identity, no name of a resource, no token, no user data.
 */
export type InstanceMetadata = {
  /** By what the firmware says of itself; null where it names none of these, and then nothing is sent. */
  cloud: Cloud | null;
  /** How the metadata service answered when it was asked for its attested document; `not-asked` for other clouds, or where nothing may be run there. */
  outcome: 'answered' | 'http-error' | 'timeout' | 'refused' | 'unreachable' | 'unclear' | 'not-asked';
  httpStatus: number | null;
  /** `azEnvironment`: AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud; null where it was not told. */
  environment: string | null;
  /** What Windows says when it builds the chain of the certificate that signed the document; null where it could not be asked. */
  chain: 'complete' | 'incomplete' | 'not-trusted' | 'expired' | 'other' | null;
  /** Common name of the authority that issued that certificate. */
  issuer: string | null;
  /** For people. */
  detail: string | null;
};

/** Settings of Windows on which licensing and the clock rest, and which no licensing class shows. */
export type WindowsState = {
  /**
   * Programs of licensing for which Windows is told to start another program or to load a foreign library (Image File Execution Options):
   * `SppExtComObj.exe (Debugger)`. What is started is not kept.
   */
  hookedPrograms: string[];
  /** True where Windows takes the hardware clock for UTC (RealTimeIsUniversal). */
  hardwareClockIsUtc: boolean;
  /** Minutes by which local time is ahead of UTC now, summer time included (ActiveTimeBias, with the other sign); null where it was not read. */
  utcOffsetMinutes: number | null;
  /** Whether update KB971033 is installed, which is one of Windows 7 alone; null where it was not asked for or could not be read. */
  hasKb971033: boolean | null;
};

export type EvidenceKinds = {
  licensingProducts: LicensingProduct[];
  activationAttempts: ActivationAttempt[];
  events: WindowsEvent[];
  dnsSrv: SrvLookup[];
  addresses: AddressLookup[];
  tcp: TcpProbe[];
  rpcBind: RpcBindProbe[];
  icmp: IcmpProbe[];
  clock: ClockOffset[];
  services: WindowsService[];
  firewallRules: FirewallRule[];
  service: LicensingService;
  machine: Machine;
  directory: DirectoryReading[];
  dnsUpdate: DnsUpdateProbe[];
  certificates: SeenCertificate[];
  instanceMetadata: InstanceMetadata;
  windowsState: WindowsState;
  /**
   * The machine's own way to Microsoft's activation (TCP 443), tried from itself: by a KMS host while a host key of it waits, and by a
   * client in Azure that is told to use Azure's KMS.
   */
  wayToMicrosoft: TcpProbe[];
};

export type EvidenceKind = keyof EvidenceKinds;

/** Every kind, in the order in which files list them. */
export const evidenceKinds = [
  'licensingProducts', 'activationAttempts', 'events', 'dnsSrv', 'addresses', 'tcp', 'rpcBind', 'icmp', 'clock',
  'services', 'firewallRules', 'service', 'machine', 'directory', 'dnsUpdate', 'certificates',
  'instanceMetadata', 'windowsState', 'wayToMicrosoft',
] as const satisfies readonly EvidenceKind[];

/** All kinds of one machine; a kind that nobody asked for is unseen, `not-asked`. */
export type Evidence = { [K in EvidenceKind]: Observed<EvidenceKinds[K]> };

/** One machine's facts. */
export type Body = { subject: string; evidence: Evidence };

/** A second machine beside the subject: its KMS host, or another client found in the same paste. */
export type RelatedBody = Body & { role: 'host' | 'client' };

export type Via = 'local' | 'winrm' | 'ssh' | 'file' | 'network' | 'estate';

/** What one run judges: the subject, the machines beside it, and how it was reached. */
export type Case = Body & {
  via: Via;
  collectedAt: Time;
  redacted: boolean;
  related: RelatedBody[];
};

export const unseen = (reason: UnseenReason = 'not-asked', detail: string | null = null): Observed<never> =>
  ({ state: 'unseen', reason, detail });

export const seen = <T>(value: T, source: Source): Observed<T> => ({ state: 'seen', value, source });

/** A whole evidence body from the kinds at hand; all others are unseen, not asked. */
export function evidenceOf(known: Partial<Evidence>): Evidence {
  const all = Object.fromEntries(evidenceKinds.map((k) => [k, known[k] ?? unseen()]));
  return all as Evidence;
}

/** The value, or null where the kind is unseen: for readers to whom the reason does not matter. */
export const valueOf = <T>(o: Observed<T>): T | null => (o.state === 'seen' ? o.value : null);

export const emptyKmsClient = (): KmsClientFacts => ({
  cmid: null, configuredHost: null, configuredPort: null, discoveredHost: null, discoveredPort: null, hostAddress: null,
  hostExtendedPid: null, activationIntervalMinutes: null, renewalIntervalMinutes: null, hostCaching: null, lookupDomain: null,
});

export const emptyKmsHost = (): KmsHostFacts => ({
  currentCount: null, listeningPort: null, dnsPublishing: null, priority: null, totalRequests: null, failedRequests: null,
  unlicensedRequests: null, licensedRequests: null, initialGraceRequests: null, expiredOrToleranceRequests: null,
  nonGenuineRequests: null, notificationRequests: null,
});

export const emptyProduct = (): LicensingProduct => ({
  application: 'other', name: null, description: null, channel: 'unknown', channelText: null, activationId: null,
  applicationId: null, extendedPid: null, partialProductKey: null, licenseStatus: null, reasonCode: null,
  graceMinutesRemaining: null, remainingWindowsRearms: null, remainingSkuRearms: null, activationType: null,
  lastActivationType: null, adObjectName: null, permanentlyActivated: null, kmsClient: null, kmsHost: null,
});

export const emptyKmsEvent = (role: KmsEventFacts['role']): KmsEventFacts => ({
  role, resultCode: null, kmsHost: null, kmsPort: null, clientName: null, cmid: null, requestTime: null, isVirtual: null,
  licenseStatus: null, minutesRemaining: null, activationId: null, requiredCount: null, currentCount: null, activated: null,
  flags: null, activationIntervalMinutes: null, renewalIntervalMinutes: null,
});

export const emptyService = (): LicensingService => ({
  version: null, clientMachineId: null, isKeyManagementServiceMachine: null, keyManagementServiceCurrentCount: null,
  keyManagementServiceDnsPublishing: null, keyManagementServiceHostCaching: null, keyManagementServiceListeningPort: null,
  keyManagementServiceLookupDomain: null, keyManagementServiceLowPriority: null, keyManagementServiceMachine: null,
  keyManagementServicePort: null, requiredClientCount: null, discoveredKeyManagementServiceMachineName: null,
  discoveredKeyManagementServiceMachinePort: null, remainingWindowsReArmCount: null, vlActivationInterval: null,
  vlRenewalInterval: null, subscriptionEdition: null, subscriptionExpiry: null, subscriptionStatus: null, subscriptionType: null,
});

export const emptyInstanceMetadata = (): InstanceMetadata => ({
  cloud: null, outcome: 'not-asked', httpStatus: null, environment: null, chain: null, issuer: null, detail: null,
});

export const emptyMachine = (): Machine => ({
  hostName: null, caption: null, version: null, build: null, revision: null, editionId: null, domainJoined: null, domain: null,
  primaryDnsSuffix: null, dnsSuffixSearchList: null, dnsServers: null, time: null,
});
