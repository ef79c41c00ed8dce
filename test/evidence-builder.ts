import {
  emptyInstanceMetadata, emptyKmsClient, emptyKmsEvent, emptyKmsHost, emptyMachine, emptyProduct, emptyService, evidenceKinds, seen, unseen,
  type ActivationAttempt, type AddressLookup, type Body, type Case, type Code, type Evidence, type EvidenceKind, type EvidenceKinds,
  type KmsClientFacts, type KmsEventFacts, type KmsHostFacts, type LicensingProduct, type LicensingService, type Machine, type Observed,
  type RelatedBody, type RpcBindProbe, type Source, type SrvLookup, type TcpProbe, type Time, type UnseenReason, type WindowsEvent,
} from '../src/model/evidence.ts';

/**
 * Made-up evidence for tests: a healthy, licensed Windows 11 Enterprise KMS client of contoso.test with every kind seen,
 * from which a test changes only what it is about. All names, addresses and ids are invented; only the setup keys'
 * last five characters are Microsoft's published ones.
 */

/** When the made-up evidence was collected. */
export const collectedAt: Time = '2026-11-20T09:00:00.000Z';

/** Ids of the made-up products. */
export const ids = {
  windows: '7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a01',
  office: '7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a02',
  csvlk: '7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a03',
  cmid: '5b9e6f10-2c47-4d0b-8a31-6f0d9c7e1b22',
} as const;

const source = (by: string, vantage: Source['vantage'] = 'client'): Source => ({ by, vantage, at: collectedAt, tookMs: 10 });

/** A time before the evidence was collected: `ago({ days: 2 })`. */
export const ago = (span: { days?: number; hours?: number; minutes?: number }): Time =>
  new Date(Date.parse(collectedAt) - (((span.days ?? 0) * 24 + (span.hours ?? 0)) * 60 + (span.minutes ?? 0)) * 60_000).toISOString();

/** The client part of a product row: discovery in use, host found by DNS. */
export const kmsClient = (but: Partial<KmsClientFacts> = {}): KmsClientFacts => ({
  ...emptyKmsClient(), cmid: ids.cmid, discoveredHost: 'kms1.contoso.test', discoveredPort: 1688, hostAddress: '10.0.0.11',
  hostExtendedPid: '03612-00206-563-100001-03-1033-20348.0000-1122026', activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080,
  hostCaching: true, ...but,
});

/** The operating system's row: Windows 11 Enterprise, KMS client, licensed, 178 days left. */
export const product = (but: Partial<LicensingProduct> = {}): LicensingProduct => ({
  ...emptyProduct(), application: 'windows', name: 'Windows(R), Enterprise edition',
  description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel', channel: 'kms-client', channelText: 'Volume:GVLK',
  activationId: ids.windows, applicationId: '55c92734-d682-4d71-983e-d6ec3f16059f',
  extendedPid: '03612-03290-000-000001-03-1033-22631.0000-0872026', partialProductKey: '2YT43', licenseStatus: 'licensed',
  graceMinutesRemaining: 256_320, remainingWindowsRearms: 1001, remainingSkuRearms: 1001, activationType: 'all',
  lastActivationType: 'kms', permanentlyActivated: false, kmsClient: kmsClient(), ...but,
});

/** A volume Office row: Office LTSC 2021 Professional Plus, KMS client, licensed. */
export const officeProduct = (but: Partial<LicensingProduct> = {}): LicensingProduct => product({
  application: 'office', name: 'Office 21, Office21ProPlus2021VL_KMS_Client_AE edition', description: 'Office 21, VOLUME_KMSCLIENT channel',
  channelText: 'VOLUME_KMSCLIENT', activationId: ids.office, applicationId: '0ff1ce15-a989-479d-af46-f275c6370663', extendedPid: null,
  partialProductKey: '6F7TH', remainingWindowsRearms: null, remainingSkuRearms: null, ...but,
});

/** The host part of a product row: count reached, default port, publishing. */
export const kmsHost = (but: Partial<KmsHostFacts> = {}): KmsHostFacts => ({
  ...emptyKmsHost(), currentCount: 50, listeningPort: 1688, dnsPublishing: true, priority: 'normal', totalRequests: 1204,
  failedRequests: 0, unlicensedRequests: 8, licensedRequests: 1190, initialGraceRequests: 6, expiredOrToleranceRequests: 0,
  nonGenuineRequests: 0, notificationRequests: 0, ...but,
});

/** The row of a KMS host key: Windows Server 2022, licensed. */
export const hostProduct = (but: Partial<LicensingProduct> = {}): LicensingProduct => product({
  name: 'Windows(R), ServerStandard edition', description: 'Windows(R) Operating System, VOLUME_KMS_WS22 channel', channel: 'kms-host',
  channelText: 'Volume:CSVLK', activationId: ids.csvlk, extendedPid: '03612-00206-563-100001-03-1033-20348.0000-1122026',
  partialProductKey: 'QQ7H2', graceMinutesRemaining: 0, lastActivationType: 'none', kmsClient: null, kmsHost: kmsHost(), ...but,
});

/** SoftwareLicensingService of the client. */
const service = (but: Partial<LicensingService> = {}): LicensingService => ({
  ...emptyService(), version: '10.0.22631.4169', clientMachineId: ids.cmid, isKeyManagementServiceMachine: false,
  keyManagementServiceHostCaching: true, discoveredKeyManagementServiceMachineName: 'kms1.contoso.test',
  discoveredKeyManagementServiceMachinePort: 1688, remainingWindowsReArmCount: 1001, vlActivationInterval: 120, vlRenewalInterval: 10_080,
  ...but,
});

/** The client as a machine. */
export const machine = (but: Partial<Machine> = {}): Machine => ({
  ...emptyMachine(), hostName: 'WS-0142', caption: 'Microsoft Windows 11 Enterprise', version: '10.0.22631', build: '22631', revision: 4169,
  editionId: 'Enterprise', domainJoined: true, domain: 'contoso.test', primaryDnsSuffix: 'contoso.test', dnsSuffixSearchList: ['contoso.test'],
  dnsServers: ['10.0.0.5', '10.0.0.6'], time: collectedAt, ...but,
});

/** One attempt of the operating system, with the product's own id; succeeded unless a code is given. */
export const attempt = (but: Partial<ActivationAttempt> = {}): ActivationAttempt => ({
  at: ago({ minutes: 10 }), product: 'Windows(R), Enterprise edition', activationId: ids.windows,
  succeeded: (but.code ?? null) === null, code: null, ...but,
});

/** One event of the licensing service; `code` and `kms` as given. */
export const event = (id: number, but: Partial<WindowsEvent> = {}): WindowsEvent => ({
  id, provider: 'Microsoft-Windows-Security-SPP', log: 'Application', computer: 'ws-0142.contoso.test', time: ago({ days: 2 }), kms: null,
  code: null, ...but,
});

/** Event 12288, request sent; with a code, the request that could not be made. */
export const requestEvent = (but: Partial<KmsEventFacts> & { time?: Time; code?: Code | null } = {}): WindowsEvent => {
  const { time = ago({ days: 2 }), code = null, ...kms } = but;
  return event(12288, {
    time, code,
    kms: {
      ...emptyKmsEvent('client-request'), resultCode: code ?? '0x00000000', kmsHost: 'kms1.contoso.test', kmsPort: 1688, cmid: ids.cmid,
      requestTime: time, isVirtual: false, licenseStatus: 'licensed', minutesRemaining: 0, activationId: ids.windows, requiredCount: 25,
      flags: '0x00000000', ...kms,
    },
  });
};

/** Event 12289, the host's answer: activated, count 50. */
export const responseEvent = (but: Partial<KmsEventFacts> & { time?: Time; code?: Code | null } = {}): WindowsEvent => {
  const { time = ago({ days: 2 }), code = null, ...kms } = but;
  return event(12289, {
    time, code,
    kms: {
      ...emptyKmsEvent('client-response'), resultCode: code ?? '0x00000000', requestTime: time, currentCount: 50, activated: true,
      flags: '0x00000000', activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, ...kms,
    },
  });
};

/** An SRV answer that names kms1.contoso.test, seen by the client. */
export const srv = (but: Partial<SrvLookup> = {}): SrvLookup => ({
  name: '_vlmcs._tcp.contoso.test', resolver: '10.0.0.5', vantage: 'client', rcode: 'NOERROR', outcome: 'answered',
  answers: [{ priority: 0, weight: 0, port: 1688, target: 'kms1.contoso.test', ttl: 3600 }], truncatedThenTcp: false, ...but,
});

/** The addresses of kms1.contoso.test. */
export const addressLookup = (but: Partial<AddressLookup> = {}): AddressLookup => ({
  name: 'kms1.contoso.test', resolver: '10.0.0.5', vantage: 'client', rcode: 'NOERROR', outcome: 'answered', a: ['10.0.0.11'], aaaa: [],
  cnames: [], ...but,
});

/** An open port on kms1.contoso.test, seen by the client. */
export const tcpProbe = (but: Partial<TcpProbe> = {}): TcpProbe => ({
  host: 'kms1.contoso.test', address: '10.0.0.11', port: 1688, vantage: 'client', outcome: 'open', cause: null, tookMs: 4, ...but,
});

/** An accepted bind on kms1.contoso.test, seen by the client. */
export const rpcProbe = (but: Partial<RpcBindProbe> = {}): RpcBindProbe => ({
  host: 'kms1.contoso.test', address: '10.0.0.11', port: 1688, vantage: 'client', outcome: 'accepted', reason: null, looksLike: null, ...but,
});

/**
 * What a test changes: a value replaces the kind's own, `machine` and `service` take their differing fields alone,
 * and a reason (`'not-asked'`, `'timeout'`…) makes the kind unseen.
 */
export type Changes = {
  [K in EvidenceKind]?: UnseenReason | (K extends 'machine' | 'service' ? Partial<EvidenceKinds[K]> : EvidenceKinds[K]);
};

const healthy = (): EvidenceKinds => ({
  licensingProducts: [product()],
  activationAttempts: [],
  events: [requestEvent(), responseEvent()],
  dnsSrv: [srv(), srv({ vantage: 'operator' })],
  addresses: [addressLookup(), addressLookup({ vantage: 'operator' })],
  tcp: [tcpProbe(), tcpProbe({ vantage: 'operator' })],
  rpcBind: [rpcProbe(), rpcProbe({ vantage: 'operator' })],
  icmp: [{ host: 'kms1.contoso.test', address: '10.0.0.11', vantage: 'operator', outcome: 'replied', detail: null, tookMs: 2 }],
  clock: [{ reference: 'kms1.contoso.test', vantage: 'client', offsetMs: 420 }],
  services: [{ name: 'sppsvc', state: 'stopped', startMode: 'auto' }, { name: 'W32Time', state: 'running', startMode: 'auto' }],
  firewallRules: [{ name: 'SPPSVC-In-TCP', enabled: false, profiles: ['domain', 'private'], activeProfile: 'domain' }],
  service: service(),
  machine: machine(),
  directory: [],
  dnsUpdate: [],
  certificates: [],
  instanceMetadata: emptyInstanceMetadata(),
  wayToMicrosoft: [],
  windowsState: { hookedPrograms: [], hardwareClockIsUtc: false, utcOffsetMinutes: 0, hasKb971033: null },
});

function change(base: EvidenceKinds, but: Changes, by: string): Evidence {
  const entries = evidenceKinds.map((kind): [EvidenceKind, Observed<unknown>] => {
    const wanted = but[kind];
    if (typeof wanted === 'string') return [kind, unseen(wanted)];
    if (wanted === undefined) return [kind, seen(base[kind], source(by))];
    return [kind, seen(kind === 'machine' || kind === 'service' ? { ...base[kind], ...wanted } : wanted, source(by))];
  });
  return Object.fromEntries(entries) as Evidence;
}

/** A healthy, licensed KMS client of contoso.test with every kind seen, but for what the test changes. */
export const evidence = (but: Changes = {}): Evidence => change(healthy(), but, 'test');

/** Evidence of which only the given kinds are seen; every other is unseen, not asked. */
export const onlyEvidence = (but: Changes): Evidence =>
  change(healthy(), { ...Object.fromEntries(evidenceKinds.map((k) => [k, 'not-asked' as const])), ...but }, 'test');

/** A healthy KMS host, kms1.contoso.test: Windows Server 2022, licensed host key, count 50, publishing. */
export const hostBody = (but: Changes = {}): Body => ({
  subject: 'kms1.contoso.test',
  evidence: change(
    {
      ...healthy(),
      licensingProducts: [hostProduct()],
      events: [event(12294, { computer: 'kms1.contoso.test', time: ago({ hours: 9 }) })],
      services: [{ name: 'sppsvc', state: 'running', startMode: 'auto' }, { name: 'W32Time', state: 'running', startMode: 'auto' }],
      firewallRules: [{ name: 'SPPSVC-In-TCP', enabled: true, profiles: ['domain', 'private'], activeProfile: 'domain' }],
      service: service({
        version: '10.0.20348.2762', clientMachineId: '5b9e6f10-2c47-4d0b-8a31-6f0d9c7e1b99', isKeyManagementServiceMachine: true,
        keyManagementServiceCurrentCount: 50, keyManagementServiceDnsPublishing: true, keyManagementServiceListeningPort: 1688,
        keyManagementServiceLowPriority: false, requiredClientCount: 25, discoveredKeyManagementServiceMachineName: null,
        discoveredKeyManagementServiceMachinePort: null,
      }),
      machine: machine({
        hostName: 'KMS1', caption: 'Microsoft Windows Server 2022 Standard', version: '10.0.20348', build: '20348', revision: 2762,
        editionId: 'ServerStandard',
      }),
    },
    but,
    'test',
  ),
});

/** A KMS host as a second machine beside the subject. */
export const relatedHost = (but: Changes = {}): RelatedBody => ({ ...hostBody(but), role: 'host' });

/** A case around the evidence; a body (`hostBody()`) makes that machine the subject. */
export function caseOf(about: Evidence | Body = evidence(), but: Partial<Case> = {}): Case {
  const body: Body = 'evidence' in about ? about : { subject: 'ws-0142.contoso.test', evidence: about };
  return { ...body, via: 'file', collectedAt, redacted: false, related: [], ...but };
}
