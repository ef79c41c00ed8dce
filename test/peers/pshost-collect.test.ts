import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

import { causes, checks, remedies } from '../../checks/index.ts';
import { collectScript } from '../../src/collect/powershell/collect-script.ts';
import { waysToSee } from '../../src/knowledge/ways-to-see.ts';
import { licensingProductsOf, licensingServiceOf } from '../../src/collect/licensing-evidence.ts';
import { eventsOf } from '../../src/collect/machine-evidence.ts';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import { startReferenceHost } from '../../src/estate/host/rpc/reference-host.ts';
import type { MachineState } from '../../src/estate/machine/state.ts';
import { readEvidenceJson } from '../../src/evidence/read-file.ts';
import type { Case, Evidence, EvidenceKind } from '../../src/model/evidence.ts';
import type { WmiRow } from '../../src/model/windows.ts';
import { gather, states } from '../collect/gather-reference-machine.ts';
import { client, host, machine, now, oldClient } from '../estate/machine/reference-machine.ts';
import { told } from '../estate/rpc/wire.ts';
import { mockedWindows } from './pshost-machine.ts';
import { describePowerShell } from './pshost.ts';
import type { PsHost, Ran } from './pshost.ts';

/** One run of collect.ps1 takes a few seconds of a core: the engine starts and compiles it anew. */
const slow = 120_000;

const file = (args: readonly string[] = []): string[] => ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', 'collect.ps1', ...args];

type Collected = Ran & { changes: string[]; json: string; case: Case };

async function collect(ps: PsHost, windows: object): Promise<Collected> {
  writeFileSync(join(ps.folder, 'collect.ps1'), collectScript());
  const name = `out-${crypto.randomUUID()}.json`;
  const ran = await ps.powershell(windows, file(['-OutFile', name]));
  const json = ran.code === 0 ? readFileSync(join(ps.folder, name), 'latin1') : '';
  const read = readEvidenceJson(json);
  if (!read.ok) throw new Error(`${read.reason}: ${ran.out} ${ran.err}`);
  return { ...ran, json, case: read.value };
}

/** Values alone: when and by what they were read differs. */
const values = (evidence: Evidence, kinds: readonly EvidenceKind[]): Record<string, unknown> =>
  Object.fromEntries(kinds.map((kind) => [kind, evidence[kind].state === 'seen' ? evidence[kind].value : evidence[kind].reason]));

const ofMachine = ['licensingProducts', 'service', 'machine', 'services', 'firewallRules', 'events', 'instanceMetadata', 'windowsState'] as const;

const judged = (subject: Case) => judgeCase(subject, { approvedHosts: [], domains: [] }, { checks, causes, remedies, waysToSee, meaningOf: () => null });

/** A KMS host on loopback that accepts the bind, and the DNS that names it. */
async function servedDns(): Promise<{ dns: object; port: number }> {
  const { port, stop } = await startReferenceHost({ serve: () => told, log: () => {}, host: '127.0.0.1' });
  onTestFinished(stop);
  return { port, dns: { '_vlmcs._tcp.contoso.test SRV': [{ NameTarget: 'kms1.contoso.test', Port: port, Priority: 0, Weight: 0 }], 'kms1.contoso.test': [{ IPAddress: '127.0.0.1' }] } };
}

/** Without a cached host: nothing but loopback is ever knocked at. */
const fresh = (state: MachineState): MachineState => ({ ...state, products: state.products.map((p) => ({ ...p, discovered: null })) });

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const asked = (id: number, strings: readonly string[], hoursAgo: number, log = 'Application') => ({ id, provider: 'Microsoft-Windows-Security-SPP', log, at: now - hoursAgo * 3_600_000, strings });

const cmid = '3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417';
const withEvents = (state: MachineState): MachineState => ({
  ...state,
  events: [
    asked(12288, ['0xC004F074', '0x00000000', `kms1.contoso.test:1688,`, cmid, '2026/11/19 8:30', '0', '5', '0', cmid, '25'].map((s) => s.replace(/,$/, '')), 24),
    asked(8198, ['hr=0xC004F074'], 24),
    asked(12288, [`0x0,0x0,kms1.contoso.test:1688,${cmid},2026/11/20 8:30,1,1,259200,${cmid},25`], 1),
    asked(12289, [`0x0,0x0,1,0,50,120,10080,2026/11/20 8:30`], 1),
  ] as MachineState['events'],
});

describePowerShell('collect.ps1 in the PowerShell engine', (ps) => {
  describe('on the same machine', () => {
    test.each([
      ['Windows 11', () => withEvents(client())], ['Windows 7 with an Office of its own service', () => withEvents(oldClient())], ['a KMS host', () => host(30)],
      ['one ahead of UTC, whose bias is below zero', () => client({ utcOffsetMinutes: 330, hardwareClockIsUtc: true })], ['Windows 7 with an update that breaks its genuine check', () => ({ ...oldClient(), hotfixes: ['KB971033'] })],
      ['one behind it', () => client({ utcOffsetMinutes: -480 })],
      ['Windows 8.1 outside a domain', () => machine('win8.1', { membership: { joined: false, domain: null, workgroup: 'ARBEITSGRUPPE' }, dns: { primarySuffix: '', searchList: [], connectionSuffix: 'lan.test', servers: ['10.0.0.5'] } } as Partial<MachineState>)],
    ])('says what gathering it by WMI says: %s', async (_title, make) => {
      const state = make();
      const [script, byWmi] = await Promise.all([
        collect(ps, await mockedWindows(state, { psVersion: state.system.build === '7601' ? '2.0' : '5.1', dns: {}, languageMode: 'ConstrainedLanguage', missingCommands: ['Resolve-DnsName', 'Test-NetConnection'] })),
        gather(state, { role: state.name === 'KMS1' ? 'host' : 'client' }, null),
      ]);
      expect(values(script.case.evidence, ofMachine)).toEqual(values(byWmi.evidence, ofMachine));
      expect(script.case.subject).toBe(byWmi.subject);
      expect(script.changes).toEqual([]);
    }, slow);
  });

  describe('on rows as the field has them', () => {
    const windowsId = '55c92734-d682-4d71-983e-d6ec3f16059f';
    const described = [
      'Windows(R) Operating System, VOLUME_KMSCLIENT channel', 'Windows(R) Operating System, VOLUME_KMS_WS19 channel', 'Windows(R) Operating System, VOLUME_MAK channel',
      'Windows(R) Operating System, OEM_DM channel', 'Windows(R) Operating System, RETAIL(MAK) channel', 'Windows(R) Operating System, TIMEBASED_EVAL channel',
      'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel', 'Office 16, TIMEBASED_SUB channel', 'Office 21, office21ProPlus2021VL_KMS_Client_AE edition',
      'Windows(R) Operating System, VOLUME_KMS', 'Windows(R) Operating System, VOLUME_KMSCLIENT chan', 'Project 2021 retail', 'Etwas anderes', '', 'n/a', null, 'Ger\u00e4t \u2022\u2022 \u4e2d\u6587 "<&\'@\\>" \t x',
    ];
    const channels = [null, 'Volume:GVLK', 'Retail', 'Volume:CSVLK', 'OEM:DM', 'Retail:TB:Eval', 'XXXXX', 'Volume:MAK'];
    const rows = described.map((Description, n) => ({
      ID: n % 3 === 0 ? idOf(n).toUpperCase() : `{${idOf(n)}}`, ApplicationID: [windowsId, windowsId.toUpperCase(), '0ff1ce15-a989-479d-af46-f275c6370663', 'none', null][n % 5] ?? null,
      Name: ['Windows(R), Enterprise edition', ' Microsoft Office 16 ', 'Visio', '<REDACTED>', null][n % 5] ?? null, Description,
      PartialProductKey: ['2yt43', 'XXXXX-XXXXX-XXXXX-XXXXX-6F4BT', 'XXXXX', 'W8', 'GVGXT'][n % 5] ?? null, ProductKeyID: ['', '03612-03290-000-000001-03-1033', '***'][n % 3] ?? null,
      ProductKeyChannel: channels[n % channels.length] ?? null, LicenseStatus: n % 8, LicenseStatusReason: [0, 3_221_549_172, 0x4004_f040, 15, 4_294_967_295][n % 5] ?? null,
      GracePeriodRemaining: [0, 259_200, 4_294_967_295][n % 3] ?? null, KeyManagementServiceMachine: ['', 'KMS1.Contoso.test', ' '][n % 3] ?? null, KeyManagementServicePort: [0, 1688, 70_000][n % 3] ?? null,
      DiscoveredKeyManagementServiceMachineName: n % 4 === 0 ? 'kms2.contoso.test' : '', DiscoveredKeyManagementServiceMachinePort: 1688, DiscoveredKeyManagementServiceMachineIpAddress: 'fd00::1',
      KeyManagementServiceProductKeyID: '', VLActivationInterval: 120, VLRenewalInterval: 4_294_967_295, KeyManagementServiceLookupDomain: null,
      IsKeyManagementServiceMachine: [0, 1, true, 'TRUE', 'false', null][n % 6] ?? null, KeyManagementServiceCurrentCount: n, KeyManagementServiceTotalRequests: 4_294_967_295, KeyManagementServiceFailedRequests: 7,
      KeyManagementServiceUnlicensedRequests: 1, KeyManagementServiceLicensedRequests: 2, KeyManagementServiceOOBGraceRequests: 3, KeyManagementServiceOOTGraceRequests: 4,
      KeyManagementServiceNonGenuineGraceRequests: 5, KeyManagementServiceNotificationRequests: 6, VLActivationType: n % 5, VLActivationTypeEnabled: n % 5, ADActivationObjectName: n % 2 === 0 ? '' : 'Activation Object', RemainingAppReArmCount: n, RemainingSkuReArmCount: 1001, LicenseIsAddon: false,
    }));
    const strings: readonly (readonly [number, readonly string[]])[] = [
      [12288, ['0xC004F074', '0x00000000', '[fd00::1]:1688', cmid, '2026/11/19 8:30', '1', '5', '4294967295', cmid.toUpperCase()]],
      [12288, [`0xc004f074,0x0,<host>:99999,${cmid},2026/2/30 8:30,2,9,x,{${cmid}},25,`]], [12288, []], [12288, ['', '']],
      [12289, ['0x0', '0x0', '1', '0', '50', '120', '10080', '2026/11/19 8:30']], [12289, ['The client has processed: 0x0,0x0,0,0,12,120,10080,2026/11/19 8:30']],
      [12290, [`0x0,5,CLIENT1.corp.example,${cmid},2026/11/19 8:30,0,2,43200,${cmid}`, '0x0', '5', 'CLIENT1.corp.example', cmid, '2026/11/19 8:30', '0', '2', '43200', cmid]],
      [12290, ['0x0', '25', 'CLIENT 2', 'no id', '', '', '', '', '']], [8198, ['hr=0xC004F074', 'x']], [8198, ['0x4004F00C']], [8200, ['nothing', 'code 0x8007232B in it']], [1003, ['0xC004F014']],
      [12293, ['0x80072338', '0x00000000', 'kms1.contoso.test']], [12294, ['0x0']], [8208, ['0x00000000']], [12308, ['0xC004F074']], [12310, ['hr = 0x8007054B']],
    ];

    test('says of licences and events exactly what the readers of listings and logs say', async () => {
      const logged = strings.map(([number, texts], n) => ({ id: number, provider: n === 3 ? 'VSS' : 'Microsoft-Windows-Security-SPP', log: 'Application', computer: 'WS-0142', time: new Date(now - (100 - n) * 60_000).toISOString(), strings: texts }));
      const windows = await mockedWindows(fresh(client()), { dns: {}, languageMode: 'ConstrainedLanguage', culture: 'th-TH', uiCulture: 'tr-TR' });
      windows.cim['root/cimv2:SoftwareLicensingProduct'] = rows;
      windows.events = logged.map(({ strings: properties, computer, ...event }) => ({ ...event, machine: computer, properties }));
      const { evidence } = (await collect(ps, windows)).case;
      const service = licensingServiceOf(windows.cim['root/cimv2:SoftwareLicensingService'] as WmiRow[]);
      expect(values(evidence, ['licensingProducts', 'events'])).toEqual({
        licensingProducts: licensingProductsOf(rows.filter(({ PartialProductKey }) => PartialProductKey !== null), service, 'windows'),
        events: eventsOf([logged.toReversed()]),
      });
    }, slow);
  });

  describe('in every PowerShell and culture', () => {
    test.each([
      ['2.0', 'FullLanguage', 'de-DE'], ['3.0', 'FullLanguage', 'tr-TR'], ['5.1', 'ConstrainedLanguage', 'ja-JP'], ['5.1', 'FullLanguage', 'th-TH'], ['7.6', 'FullLanguage', 'en-US'],
    ])('writes the same file: %s, %s, %s', async (psVersion, languageMode, culture) => {
      const { dns, port } = await servedDns();
      const old = psVersion === '2.0';
      const state = fresh(withEvents(old ? machine('win7') : client()));
      const constrained = languageMode === 'ConstrainedLanguage';
      const ran = await collect(ps, await mockedWindows(state, { psVersion, languageMode, culture, uiCulture: culture, dns, ports: { [`127.0.0.1:${port}`]: true } }));
      const { evidence } = ran.case;
      expect(values(evidence, ofMachine)).toEqual(values((await gather(state, {}, null)).evidence, ofMachine));
      expect(ran.case.collectedAt).toBe('2026-11-20T09:00:00.000Z');
      expect(ran.json).toMatch(/^[\n\r\u0020-\u007e]*$/);
      // Windows 7 has no command to look up names, and constrained language opens no socket.
      expect(values(evidence, ['dnsSrv', 'tcp', 'rpcBind'])).toMatchObject(old
        ? { dnsSrv: 'unsupported', tcp: 'not-asked', rpcBind: 'not-asked' }
        : {
            dnsSrv: [{ name: '_vlmcs._tcp.contoso.test', resolver: '10.0.0.5', vantage: 'client', rcode: 'NOERROR', answers: [{ target: 'kms1.contoso.test', port }] }, { resolver: '10.0.0.6' }],
            tcp: [{ host: 'kms1.contoso.test', address: '127.0.0.1', port, outcome: 'open', vantage: 'client' }],
            rpcBind: constrained ? 'unsupported' : [{ outcome: 'accepted', reason: null, looksLike: null }],
          });
      expect(ran).toMatchObject({ code: 0, err: '', changes: [] });
    }, slow);
  });

  describe('read back', () => {
    test('is healthy for a licensed client that finds its host', async () => {
      const { dns } = await servedDns();
      expect(judged((await collect(ps, await mockedWindows(fresh(client()), { dns }))).case)).toMatchObject({ verdict: 'healthy' });
    }, slow);

    test('names the missing record for a client that finds none', async () => {
      const state = machine('win11', { products: fresh(client()).products.map((p) => ({ ...p, licenseStatus: 5, reason: '0xC004F074', stateEndsAt: null, lastActivationType: 0, hostExtendedPid: null })) } as Partial<MachineState>);
      expect(judged((await collect(ps, await mockedWindows(state, { dns: {} }))).case)).toMatchObject({ verdict: 'failing', causes: expect.arrayContaining([expect.objectContaining({ cause: 'dns-srv-missing', certainty: 'confirmed' })]) });
    }, slow);

    test('tells a KMS host by what it says of itself', async () => {
      const { evidence } = (await collect(ps, await mockedWindows(host(30, { dns: { ...host(0).dns, servers: ['127.0.0.1'] } })))).case;
      expect(evidence.service).toMatchObject({ value: { isKeyManagementServiceMachine: true }, source: { vantage: 'host' } });
      expect(states({ evidence })).toMatchObject({ dnsSrv: 'not-asked', tcp: 'not-asked', clock: 'not-asked' });
    }, slow);
  });

  describe('where half of it fails', () => {
    test('writes the file with the reason of each', async () => {
      const windows = await mockedWindows(client(), { dns: { '_vlmcs._tcp.contoso.test SRV': 'DNS server failure' }, eventLogs: { Application: 'denied' } });
      windows.cim['root/cimv2:SoftwareLicensingProduct'] = { error: 'access denied' };
      windows.cim['root/cimv2:SoftwareLicensingService'] = { error: { hresult: '0x80041014', message: 'Initialization failure' } };
      delete windows.cim['root/StandardCimv2:MSFT_NetFirewallRule'];
      windows.cim['root/cimv2:Win32_ComputerSystem'] = { error: 'timed out' };
      windows.registry['HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'] = 'denied';
      const ran = await collect(ps, windows);
      const { evidence } = ran.case;
      expect(states({ evidence })).toMatchObject({ licensingProducts: 'denied', service: 'refused', events: 'denied', machine: 'seen', services: 'seen', firewallRules: 'seen', dnsSrv: 'seen' });
      expect(evidence.licensingProducts).toMatchObject({ detail: expect.stringMatching(/^WMI 0x80041003: /) });
      expect(evidence.dnsSrv).toMatchObject({ value: [{ rcode: 'SERVFAIL', outcome: 'answered', answers: [] }, { rcode: 'SERVFAIL' }] });
      expect(ran.out).toContain('Could not be read, with the reasons in the file: licensingProducts, events,');
      expect(ran.code).toBe(0);
    }, slow);

    test('does without every newer command', async () => {
      const missingCommands = ['Get-CimInstance', 'Get-CimClass', 'Get-WinEvent', 'Resolve-DnsName', 'Test-NetConnection', 'Get-NetFirewallRule', 'ConvertTo-Json'];
      const state = withEvents(fresh(client()));
      const { evidence } = (await collect(ps, await mockedWindows(state, { missingCommands }))).case;
      expect(values(evidence, ofMachine)).toEqual(values((await gather(state, {}, null)).evidence, ofMachine));
      expect(evidence.dnsSrv).toMatchObject({ reason: 'unsupported', detail: expect.stringContaining('Resolve-DnsName') });
    }, slow);

    test('has a reason for everything where nothing can be asked', async () => {
      const missingCommands = ['Get-CimInstance', 'Get-CimClass', 'Get-WmiObject', 'Get-WinEvent', 'Get-EventLog', 'Resolve-DnsName', 'Get-DnsClientServerAddress', 'Get-ItemProperty', 'Get-NetFirewallRule', 'Get-Service'];
      const ran = await collect(ps, { computer: 'BARE', missingCommands });
      expect(ran.case.subject).toBe('bare');
      expect(states(ran.case)).toMatchObject({ licensingProducts: 'unsupported', service: 'unsupported', events: 'unsupported', firewallRules: 'unsupported' });
    }, slow);

    test('asks a class for its columns where every form names one that it lacks', async () => {
      const windows = await mockedWindows(fresh(client()), { dns: {} });
      windows.cim['root/cimv2:SoftwareLicensingProduct'] = [{ ID: cmid, Name: 'Windows(R), Enterprise edition', Description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel', PartialProductKey: '2YT43', LicenseStatus: 1 }];
      const { evidence } = (await collect(ps, windows)).case;
      expect(evidence.licensingProducts).toMatchObject({ value: [{ channel: 'kms-client', licenseStatus: 'licensed', partialProductKey: '2YT43', graceMinutesRemaining: null }] });
    }, slow);

    test('does not say that a service is gone where none at all was listed', async () => {
      const windows = await mockedWindows(fresh(client()), { dns: {}, services: [] });
      delete windows.cim['root/cimv2:Win32_Service'];
      expect((await collect(ps, windows)).case.evidence.services).toMatchObject({ state: 'unseen', reason: 'unparsable' });
    }, slow);

    test('searches the domain of a member whose primary suffix the registry does not tell', async () => {
      const windows = await mockedWindows(fresh(client()), { dns: {}, registry: {} });
      expect((await collect(ps, windows)).case.evidence.dnsSrv).toMatchObject({ value: [{ name: '_vlmcs._tcp.contoso.test', rcode: 'NXDOMAIN' }, {}] });
    }, slow);

    test('asks the DNS client, the services and the firewall by command where WMI lacks their classes', async () => {
      const windows = await mockedWindows(fresh(client()), {
        dns: {}, services: [{ Name: 'sppsvc', Status: 'StartPending', StartType: 'Automatic' }, { Name: 'W32Time', Status: 'Running', StartType: 'Disabled' }],
        firewall: { rules: [{ Name: 'SPPSVC-In-TCP', Enabled: 'True', Profile: 'Domain, Private' }] },
        net: { dnsServers: [{ ServerAddresses: ['127.0.0.53'] }], dnsGlobal: [{ SuffixSearchList: ['corp.example'] }], dnsClient: [{ ConnectionSpecificSuffix: 'lan.example' }], profiles: [{ NetworkCategory: 'DomainAuthenticated' }] },
      });
      for (const cls of ['root/cimv2:Win32_Service', 'root/cimv2:Win32_NetworkAdapterConfiguration', 'root/StandardCimv2:MSFT_NetFirewallRule', 'root/StandardCimv2:MSFT_NetConnectionProfile']) delete windows.cim[cls];
      const { evidence } = (await collect(ps, windows)).case;
      expect(values(evidence, ['services', 'firewallRules', 'machine'])).toMatchObject({
        services: [{ name: 'sppsvc', state: 'start pending', startMode: 'auto' }, { name: 'W32Time', state: 'running', startMode: 'disabled' }],
        firewallRules: [{ name: 'SPPSVC-In-TCP', enabled: true, profiles: ['domain', 'private'], activeProfile: 'domain' }],
        machine: { dnsServers: ['127.0.0.53'], dnsSuffixSearchList: ['corp.example'] },
      });
      expect(evidence.dnsSrv).toMatchObject({ value: [{ name: '_vlmcs._tcp.contoso.test' }, { name: '_vlmcs._tcp.corp.example' }, { name: '_vlmcs._tcp.lan.example' }] });
    }, slow);

    test('gives a WMI that answers too late its reason', async () => {
      const windows = await mockedWindows(fresh(client()), { dns: {} });
      windows.cim['root/cimv2:Win32_Service'] = { delayMs: 100, error: 'timed out' };
      expect(states((await collect(ps, windows)).case)).toMatchObject({ services: 'timeout', licensingProducts: 'seen' });
    }, slow);
  });

  describe('the network from the client', () => {
    test('tells a refused port, another protocol and a silent peer apart, and waits for none of them long', async () => {
      const talker = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
      const mute = createServer(() => {});
      const ports = await Promise.all([talker, mute].map((server) => new Promise<number>((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
        onTestFinished(() => void server.close());
      })));
      const answers = [1, ...ports].map((port, i) => ({ NameTarget: `kms${i}.contoso.test`, Port: port, Priority: i, Weight: 0 }));
      const dns = { '_vlmcs._tcp.contoso.test SRV': answers, ...Object.fromEntries(answers.map(({ NameTarget }) => [NameTarget, [{ IPAddress: '127.0.0.1' }]])) };
      const { evidence } = (await collect(ps, await mockedWindows(fresh(client()), { dns }))).case;
      expect(values(evidence, ['tcp', 'rpcBind'])).toMatchObject({
        tcp: [{ host: 'kms0.contoso.test', outcome: 'refused' }, { host: 'kms1.contoso.test', outcome: 'open' }, { host: 'kms2.contoso.test', outcome: 'open' }],
        rpcBind: [{ host: 'kms1.contoso.test', outcome: 'not-rpc', looksLike: 'a service that says "SSH-2.0-OpenSSH_9.2"' }, { host: 'kms2.contoso.test', outcome: 'silent' }],
      });
    }, slow);
  });

  test('believes the second look of Windows’ own command at a port that was silent', async () => {
    // No packet leaves for what is no address: the first look fails at once, the mocked command succeeds.
    const dns = { '_vlmcs._tcp.contoso.test SRV': [{ NameTarget: 'kms1.contoso.test', Port: 1688, Priority: 0, Weight: 0 }], 'kms1.contoso.test': [{ IPAddress: '127.0.0.256' }] };
    const { evidence } = (await collect(ps, await mockedWindows(fresh(client()), { dns, ports: { 'kms1.contoso.test:1688': true } }))).case;
    expect(values(evidence, ['tcp'])).toMatchObject({ tcp: [{ host: 'kms1.contoso.test', outcome: 'open' }] });
    expect(evidence.rpcBind).toMatchObject({ reason: 'not-asked', detail: expect.stringContaining('Test-NetConnection alone') });
  }, slow);

  test('names its file after the computer and Gregorian UTC, in the current folder, and says where', async () => {
    writeFileSync(join(ps.folder, 'collect.ps1'), collectScript());
    const ran = await ps.powershell(await mockedWindows(fresh(client()), { culture: 'th-TH', uiCulture: 'th-TH', dns: {} }), file());
    expect(ran).toMatchObject({ code: 0, err: '', out: expect.stringContaining('kmsdoctor-WS-0142-20261120T090000Z.json') });
    expect(readdirSync(ps.folder)).toContain('kmsdoctor-WS-0142-20261120T090000Z.json');
  }, slow);

  test('exits 1 with a sentence where the file cannot be written', async () => {
    writeFileSync(join(ps.folder, 'collect.ps1'), collectScript());
    const ran = await ps.powershell(await mockedWindows(fresh(client()), { dns: {} }), file(['-OutFile', 'no/such/folder/out.json']));
    expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('could not be written') });
  }, slow);

  test('masks keys where Windows gives whole ones', async () => {
    const whole = ['AAAAA', 'BBBBB', 'CCCCC', 'DDDDD', '2YT43'].join('-');
    const windows = await mockedWindows(fresh(client()), { dns: {} });
    const rows = windows.cim['root/cimv2:SoftwareLicensingProduct'] as Record<string, unknown>[];
    windows.cim['root/cimv2:SoftwareLicensingProduct'] = rows.map((row) => ({ ...row, PartialProductKey: whole, OA3xOriginalProductKey: whole }));
    const { json } = await collect(ps, windows);
    expect(json).not.toContain('AAAAA');
    expect(json).toContain('"partialProductKey": "2YT43"');
  }, slow);

  test('has no newer syntax, no newer command without a guard, and nothing that changes a machine', async () => {
    writeFileSync(join(ps.folder, 'lint.ps1'), collectScript());
    const { out } = await ps.lint(join(ps.folder, 'lint.ps1'), '--target', '2.0', '--readonly', '--output', 'OutFile', '--json');
    const report = JSON.parse(out) as { errors: unknown[]; findings: { kind: string; text: string }[] };
    expect(report.errors).toEqual([]);
    const newer = report.findings.map(({ kind, text }) => ({ kind, name: text.split(' ')[0] ?? '' }));
    expect(newer.filter(({ kind, name }) => kind !== 'command' || !collectScript().includes(`Get-Command -Name ${name} `))).toEqual([]);
  }, slow);
});
