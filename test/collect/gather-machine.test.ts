import { describe, expect, it } from 'vitest';
import { officeProduct, windowsProduct } from '../../src/estate/machine/products.ts';
import { windowsSystems } from '../../src/estate/machine/systems.ts';
import { writeAnswer, writeEvent, writeHostRequest, writeRequest } from '../../src/estate/machine/write-event.ts';
import { readEvidenceJson } from '../../src/evidence/read-file.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { isKmsHost } from '../../src/model/kms-host.ts';
import { client, host, licensed, machine, now, oldClient } from '../estate/machine/reference-machine.ts';
import { at, gather, network, source, states } from './gather-reference-machine.ts';

describe('A KMS client', () => {
  it('is read whole: licences, service, machine, services, firewall rule, and the network as it sees it', async () => {
    const { subject, evidence } = await gather(client());
    expect(subject).toBe('ws-0142.contoso.test');
    expect(evidence.licensingProducts).toEqual({
      state: 'seen', source: source('cim:SoftwareLicensingProduct'), value: [{
        application: 'windows', name: 'Windows(R), Enterprise edition', description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel',
        channel: 'kms-client', channelText: 'Volume:GVLK', activationId: client().products[0]?.activationId, applicationId: '55c92734-d682-4d71-983e-d6ec3f16059f',
        extendedPid: client().products[0]?.extendedPid, partialProductKey: '2YT43', licenseStatus: 'licensed', reasonCode: null,
        graceMinutesRemaining: 256_320, remainingWindowsRearms: 1001, remainingSkuRearms: 1001, activationType: 'all', lastActivationType: 'kms',
        adObjectName: null, permanentlyActivated: false, kmsHost: null,
        kmsClient: {
          cmid: '3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417', configuredHost: null, configuredPort: null, discoveredHost: 'kms1.contoso.test', discoveredPort: 1688,
          hostAddress: '10.0.0.11', hostExtendedPid: '03612-00206-563-124817-03-1033-20348.0000-1122025', activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080,
          hostCaching: true, lookupDomain: null,
        },
      }],
    });
    expect(evidence.service).toEqual({
      state: 'seen', source: source('cim:SoftwareLicensingService'), value: {
        version: '10.0.22631.4169', clientMachineId: '3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417', isKeyManagementServiceMachine: false,
        keyManagementServiceCurrentCount: null, keyManagementServiceDnsPublishing: true, keyManagementServiceHostCaching: true, keyManagementServiceListeningPort: null,
        keyManagementServiceLookupDomain: null, keyManagementServiceLowPriority: false, keyManagementServiceMachine: null, keyManagementServicePort: null,
        requiredClientCount: null, discoveredKeyManagementServiceMachineName: 'kms1.contoso.test', discoveredKeyManagementServiceMachinePort: 1688,
        remainingWindowsReArmCount: 1001, vlActivationInterval: 120, vlRenewalInterval: 10_080, subscriptionEdition: null, subscriptionExpiry: null,
        subscriptionStatus: null, subscriptionType: null,
      },
    });
    expect(evidence.machine).toEqual({
      state: 'seen', source: source('cim:Win32_OperatingSystem'), value: {
        hostName: 'WS-0142', caption: 'Microsoft Windows 11 Enterprise', version: '10.0.22631', build: '22631', revision: 4169, editionId: 'Enterprise',
        domainJoined: true, domain: 'contoso.test', primaryDnsSuffix: 'contoso.test', dnsSuffixSearchList: ['contoso.test'], dnsServers: ['10.0.0.5', '10.0.0.6'], time: at,
      },
    });
    expect(valueOf(evidence.services)?.map((s) => `${s.name} ${s.state} ${s.startMode}`)).toEqual([
      'sppsvc running auto', 'W32Time running manual', 'Dnscache running auto', 'Winmgmt running auto', 'MpsSvc running auto', 'WinRM running auto',
    ]);
    expect(valueOf(evidence.firewallRules)).toEqual([{ name: 'SPPSVC-In-TCP', enabled: false, profiles: ['domain', 'private', 'public'], activeProfile: 'domain' }]);
    expect(valueOf(evidence.clock)).toEqual([{ reference: 'kms1.contoso.test', vantage: 'client', offsetMs: 420 }]);
    expect(states({ evidence })).toEqual({
      licensingProducts: 'seen', activationAttempts: 'not-asked', events: 'seen', dnsSrv: 'seen', addresses: 'seen', tcp: 'seen', rpcBind: 'seen', icmp: 'not-asked',
      clock: 'seen', services: 'seen', firewallRules: 'seen', service: 'seen', machine: 'seen',
      directory: 'not-asked', dnsUpdate: 'not-asked', instanceMetadata: 'seen', windowsState: 'seen', wayToMicrosoft: 'not-asked', certificates: 'not-asked',
    });
  });

  // Source: DYNAMIC_TIME_ZONE_INFORMATION, Microsoft: UTC = local time + bias. WMI gives the signed DWORD as an unsigned one.
  it.each([[-480], [0], [330]])('tells its time zone: %i minutes ahead of UTC', async (utcOffsetMinutes) => {
    expect(valueOf((await gather(client({ utcOffsetMinutes }))).evidence.windowsState)).toEqual({ hookedPrograms: [], hardwareClockIsUtc: false, utcOffsetMinutes, hasKb971033: null });
  });

  it('gives evidence that an evidence file may hold', async () => {
    const { subject, evidence } = await gather(client());
    const file = { schema: 'kmsdoctor.evidence/1', subject, collectedAt: at, redacted: false, evidence };
    expect(readEvidenceJson(JSON.stringify(file))).toMatchObject({ ok: true });
  });

  it('tells its history oldest first, the request of a moment before its answer', async () => {
    const state = client();
    const ask = (minutesAgo: number) => {
      const time = now - minutesAgo * 60_000;
      const asked = { clientName: 'ws-0142.contoso.test', cmid: state.cmid, applicationId: '', activationId: state.products[0]?.activationId ?? '', requestTime: time, isVirtual: false, licenseStatus: 2 as const, minutesRemaining: 40_000, requiredCount: 25 };
      writeRequest(state, time, asked, 'kms1.contoso.test', 1688, '0x00000000');
      writeAnswer(state, time, { resultCode: '0x00000000', count: 12, activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, hostExtendedPid: '' }, '0xC004F038', false);
    };
    ask(36 * 1440);
    ask(120);
    ask(5);
    writeEvent(state, now, 1000, ['an event of another program']);
    const events = valueOf((await gather(state)).evidence.events) ?? [];
    expect(events.map((e) => `${e.id} ${e.time} ${e.code}`)).toEqual([
      '12288 2026-11-20T07:00:00.000Z null', '12289 2026-11-20T07:00:00.000Z 0xC004F038',
      '12288 2026-11-20T08:55:00.000Z null', '12289 2026-11-20T08:55:00.000Z 0xC004F038',
    ]);
    expect(events[1]?.kms).toMatchObject({ role: 'client-response', currentCount: 12, activated: false, flags: '0x04000000' });
  });

  it('has its events read by its own clock, which may be years off', async () => {
    const state = client({ clock: { aheadMs: -700 * 86_400_000, gainsMsADay: 0, since: now } });
    writeEvent(state, now - 60_000, 8198, ['0xC004F074', 'hr=0xC004F074']);
    expect(valueOf((await gather(state)).evidence.events)?.map((e) => e.code)).toEqual(['0xC004F074']);
  });

  // Source: checks/client/key-installed: an empty list of a live machine is a machine without a key.
  it('without a key has no licence in use, which is an observation', async () => {
    const { evidence } = await gather(client({ products: [] }));
    expect(evidence.licensingProducts).toEqual({ state: 'seen', value: [], source: source('cim:SoftwareLicensingProduct') });
  });

  it('has its add-ons left out: they say nothing of Windows itself', async () => {
    const addOn = { ...windowsProduct(windowsSystems.win11, 'Enterprise', 'mak'), name: 'Windows(R), Client-ESU-Year1 add-on', isAddon: true };
    expect(valueOf((await gather(client({ products: [...client().products, addOn] }))).evidence.licensingProducts)).toHaveLength(1);
  });

  it('tells whether its Office asks the same host, but not Office’s CMID, which its service does not say', async () => {
    const { evidence } = await gather(client({ products: [...client().products, licensed(officeProduct('2021', 'kms-client'))] }));
    const office = valueOf(evidence.licensingProducts)?.[1];
    expect(office).toMatchObject({ application: 'office', partialProductKey: '6F7TH', remainingWindowsRearms: null, kmsClient: { cmid: null, hostCaching: true, discoveredHost: 'kms1.contoso.test' } });
  });
});

// Source: class page of SoftwareLicensingProduct: IsKeyManagementServiceMachine of the row.
describe('A host key on a machine that serves nobody', () => {
  it('makes no KMS host of it, whatever its channel says', async () => {
    const { evidence } = await gather(client({ products: [windowsProduct(windowsSystems.win11, 'Enterprise', 'kms-host')] }));
    expect(valueOf(evidence.licensingProducts)).toMatchObject([{ channel: 'kms-host', channelText: 'Volume:CSVLK', kmsHost: null }]);
    expect(isKmsHost({ evidence })).toBe(false);
    expect(isKmsHost(await gather(host(0)))).toBe(true);
  });
});

describe('A Windows 7', () => {
  it.each([[['KB971033'], true], [[], false]])('tells whether one update is installed: %s', async (hotfixes, hasKb971033) => {
    expect(valueOf((await gather({ ...oldClient(), hotfixes })).evidence.windowsState)).toMatchObject({ hasKb971033 });
  });

  it('is read by the columns that it has, with Office’s own licences and CMID', async () => {
    const { evidence } = await gather(oldClient());
    const products = valueOf(evidence.licensingProducts) ?? [];
    expect(products.map((p) => [p.application, p.licenseStatus, p.partialProductKey, p.activationType, p.remainingWindowsRearms, p.kmsClient?.cmid])).toEqual([
      ['windows', 'licensed', 'HVTHH', null, 1001, '3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417'],
      ['office', 'licensed', 'GVGXT', null, null, '77a1a7ce-57c4-4f2b-9d3e-0b6c1f6f8a10'],
    ]);
    expect(products[0]?.channelText).toBe('VOLUME_KMSCLIENT');
    expect(evidence.licensingProducts).toMatchObject({ source: { by: 'cim:SoftwareLicensingProduct, cim:OfficeSoftwareProtectionProduct' } });
    expect(valueOf(evidence.service)).toMatchObject({ version: '6.1.7601.24384', keyManagementServiceLookupDomain: null, subscriptionEdition: null });
    expect(valueOf(evidence.machine)).toMatchObject({ caption: 'Microsoft Windows 7 Enterprise', revision: null });
    expect(valueOf(evidence.services)?.map((s) => s.name)).toContain('osppsvc');
  });

  // The classes of the firewall came with Windows 8.
  it('has no class for its firewall rule, which is said', async () => {
    expect((await gather(machine('win7'))).evidence.firewallRules).toMatchObject({ state: 'unseen', reason: 'unsupported' });
  });
});

describe('A KMS host', () => {
  it('tells its counts, with port, publishing and priority of its service', async () => {
    const { subject, evidence } = await gather(host(12), { role: 'host' });
    expect(subject).toBe('kms1.contoso.test');
    expect(valueOf(evidence.licensingProducts)).toEqual([{
      application: 'windows', name: 'Windows(R), ServerStandard edition', description: 'Windows(R) Operating System, VOLUME_KMS_WS22 channel',
      channel: 'kms-host', channelText: 'Volume:CSVLK', activationId: host(0).products[0]?.activationId, applicationId: '55c92734-d682-4d71-983e-d6ec3f16059f',
      extendedPid: '03612-00206-563-124817-03-1033-20348.0000-1122025', partialProductKey: '7QD4K', licenseStatus: 'licensed', reasonCode: null,
      graceMinutesRemaining: 0, remainingWindowsRearms: 1001, remainingSkuRearms: 1001, activationType: 'all', lastActivationType: 'none', adObjectName: null,
      permanentlyActivated: true, kmsClient: null,
      kmsHost: {
        currentCount: 12, listeningPort: 1688, dnsPublishing: true, priority: 'normal', totalRequests: 24, failedRequests: 0, unlicensedRequests: 0, licensedRequests: 0,
        initialGraceRequests: 24, expiredOrToleranceRequests: 0, nonGenuineRequests: 0, notificationRequests: 0,
      },
    }]);
    expect(valueOf(evidence.service)).toMatchObject({ version: '10.0.20348.2762', isKeyManagementServiceMachine: true, keyManagementServiceCurrentCount: 12, requiredClientCount: 25, keyManagementServiceListeningPort: 1688 });
    expect(valueOf(evidence.firewallRules)).toEqual([{ name: 'SPPSVC-In-TCP', enabled: true, profiles: ['domain', 'private'], activeProfile: 'domain' }]);
  });

  it('compares its clock with its DNS servers’, never with itself, and looks at nothing else of the network', async () => {
    const { net, asked } = network();
    const gathered = await gather(host(1, { dns: { ...host(1).dns, servers: ['10.0.0.5', '10.0.0.11', '127.0.0.1'] } }), { role: 'host' }, net);
    expect(asked).toEqual(['clock 10.0.0.5']);
    expect(gathered.evidence.clock).toEqual({ state: 'seen', value: [{ reference: '10.0.0.5', vantage: 'host', offsetMs: 420 }], source: source('sntp', 'host') });
    expect(states(gathered)).toMatchObject({ dnsSrv: 'not-asked', tcp: 'not-asked', clock: 'seen' });
  });

  it('tells who asked it, from the log that is its own', async () => {
    const state = host(1);
    writeHostRequest(state, now, { clientName: 'ws-0142.contoso.test', cmid: state.cmid, applicationId: '', activationId: state.cmid, requestTime: now, isVirtual: false, licenseStatus: 5, minutesRemaining: 0, requiredCount: 25 }, '0x00000000');
    const events = valueOf((await gather(state, { role: 'host' })).evidence.events);
    expect(events).toMatchObject([{ id: 12_290, log: 'Key Management Service', computer: 'kms1.contoso.test', kms: { role: 'host-request', clientName: 'ws-0142.contoso.test', requiredCount: 25 } }]);
  });
});
