import { describe, expect, test } from 'vitest';
import { emptyKmsClient } from '../../../src/model/evidence.ts';
import { productOf, read } from './reading.ts';
import { licence, licensedClient, notifiedClient, windows7Client } from './texts.ts';

const office = (id: string, name: string): string => `Name: ${name}
Description: ${name.replace(/,.*/, '')}, VOLUME_KMSCLIENT channel
Application ID: ${id}
License Status: Licensed
`;

describe('slmgr /dlv and /dli of clients', () => {
  test('every field of a licensed KMS client is read', () => {
    const [fragment] = read(licensedClient);
    expect(fragment).toMatchObject({ format: 'slmgr', by: 'slmgr /dlv', line: 1, computer: null, attempts: [], service: { version: '10.0.22631.4169' } });
    expect(fragment?.products).toEqual([{
      application: 'windows',
      name: 'Windows(R), Enterprise edition',
      description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel',
      channel: 'kms-client',
      channelText: 'Volume:GVLK',
      activationId: '5a1c3d70-6b2e-4f80-9d11-0c4e8a7b2f31',
      applicationId: '55c92734-d682-4d71-983e-d6ec3f16059f',
      extendedPid: '03612-03290-000-000001-03-1033-22631.0000-0872026',
      partialProductKey: 'BCD34',
      licenseStatus: 'licensed',
      reasonCode: null,
      graceMinutesRemaining: 256320,
      remainingWindowsRearms: 1001,
      remainingSkuRearms: 1000,
      activationType: 'all',
      lastActivationType: 'kms',
      adObjectName: null,
      permanentlyActivated: null,
      kmsClient: {
        cmid: '3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417',
        configuredHost: 'KMS2.corp.example',
        configuredPort: 1689,
        discoveredHost: 'kms1.corp.example',
        discoveredPort: 1688,
        hostAddress: '10.0.0.11',
        hostExtendedPid: '03612-00206-563-124817-03-1033-20348.0000-1122025',
        activationIntervalMinutes: 120,
        renewalIntervalMinutes: 10080,
        hostCaching: true,
        lookupDomain: 'lab.corp.example',
      },
      kmsHost: null,
    }]);
  });

  test('a client that never reached a host has learned nothing from one', () => {
    expect(productOf(notifiedClient)).toMatchObject({
      channel: 'kms-client', licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: null,
      activationType: 'kms', lastActivationType: null, kmsClient: null, kmsHost: null,
    });
  });

  test('/dli of Windows 7 has fewer lines: what is not there is null', () => {
    const [fragment] = read(windows7Client);
    expect(fragment?.by).toBe('slmgr /dli');
    expect(fragment?.service).toBeNull();
    expect(fragment?.products).toEqual([{
      application: 'windows',
      name: 'Windows(R) 7, Enterprise edition',
      description: 'Windows Operating System - Windows(R) 7, VOLUME_KMSCLIENT channel',
      channel: 'kms-client',
      channelText: 'VOLUME_KMSCLIENT',
      activationId: null,
      applicationId: null,
      extendedPid: null,
      partialProductKey: 'JKM67',
      licenseStatus: 'licensed',
      reasonCode: null,
      graceMinutesRemaining: 215000,
      remainingWindowsRearms: null,
      remainingSkuRearms: null,
      activationType: null,
      lastActivationType: null,
      adObjectName: null,
      permanentlyActivated: null,
      kmsClient: {
        ...emptyKmsClient(),
        cmid: '0a1b2c3d-4e5f-4061-8728-394a5b6c7d8e',
        hostExtendedPid: '55041-00168-305-010203-03-1033-7601.0000-1232024',
        activationIntervalMinutes: 30,
        renewalIntervalMinutes: 50,
        hostCaching: false,
      },
      kmsHost: null,
    }]);
  });

  test.each([
    ['Windows(R) Operating System, VOLUME_KMSCLIENT channel', 'Volume:GVLK', 'kms-client', 'Volume:GVLK'],
    ['Windows(R) Operating System, VOLUME-KMSCLIENT channel', null, 'kms-client', 'VOLUME-KMSCLIENT'],
    ['Windows(R) Operating System, VOLUME_MAK channel', 'Volume:MAK', 'mak', 'Volume:MAK'],
    ['Office 16, RETAIL(MAK) channel', null, 'mak', 'RETAIL(MAK)'],
    ['Windows(R) Operating System, RETAIL channel', 'Retail', 'retail', 'Retail'],
    ['Windows(R) Operating System, OEM_DM channel', 'OEM:DM', 'oem', 'OEM:DM'],
    ['Windows Operating System - Windows(R) 7, OEM_SLP channel', null, 'oem', 'OEM_SLP'],
    ['Windows Operating System - Windows(R) 7, OEM_COA_NSLP channel', null, 'oem', 'OEM_COA_NSLP'],
    ['Windows(R) Operating System, TIMEBASED_EVAL channel', 'Retail:TB:Eval', 'eval', 'Retail:TB:Eval'],
    ['Windows(R) Operating System, TIMEBASED_SUB channel', 'Retail:TB:Sub', 'subscription', 'Retail:TB:Sub'],
    ['Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel', 'VT:IA', 'avma', 'VT:IA'],
    ['Windows(TM) Server 2003 KMS, VOLUME_KMS channel', null, 'kms-host', 'VOLUME_KMS'],
    ['Windows(R) Operating System, VOLUME_KMS_2012-R2_WIN10 channel', 'Volume:CSVLK', 'kms-host', 'Volume:CSVLK'],
    ['Windows(R) Operating System, VOLUME_KMS_WS25 channel', null, 'kms-host', 'VOLUME_KMS_WS25'],
  ])('%s (%s) is of channel %s', (description, keyChannel, channel, channelText) => {
    expect(productOf(licence(description, keyChannel))).toMatchObject({ description, channel, channelText });
  });

  test.each([
    ['Initial grace period', 'oob-grace'],
    ['Additional grace period (KMS license expired or hardware out of tolerance)', 'oot-grace'],
    ['Non-genuine grace period.', 'non-genuine-grace'],
    ['Extended grace period', 'extended-grace'],
    ['Unlicensed', 'unlicensed'],
    ['Notification', 'notification'],
    ['Unknown', null],
  ])('the status "%s" is %s', (word, status) => {
    const text = licence('Windows(R) Operating System, VOLUME_KMSCLIENT channel').replace('Status: Licensed', `Status: ${word}`);
    expect(productOf(`${text}Time remaining: 41760 minute(s) (29 day(s))\n`)).toMatchObject({ licenseStatus: status, graceMinutesRemaining: 41760 });
  });

  test('Active Directory activated it last where its block follows', () => {
    const text = `${licence('Windows(R) Operating System, VOLUME_KMSCLIENT channel', 'Volume:GVLK')}Volume activation expiration: 259200 minute(s) (180 day(s))
Configured Activation Type: AD

Most recent activation information:
AD Activation client information
    Activation Object name: CORP Activation Object
    AO DN: CN=CORP Activation Object,CN=Activation Objects,CN=Microsoft SPP,CN=Services,CN=Configuration,DC=corp,DC=example
    AO extended PID: 03612-00206-563-124817-03-1033-20348.0000-1122025
    AO activation ID: 99999999-2222-4333-8444-555555555555
`;
    expect(productOf(text)).toMatchObject({
      activationType: 'ad', lastActivationType: 'ad', adObjectName: 'CORP Activation Object', kmsClient: null,
      activationId: '11111111-2222-4333-8444-555555555555',
      // The object's own ids are not the machine's.
      extendedPid: null,
    });
  });

  test('a token activated it last where its block follows', () => {
    const text = `${licence('Windows(R) Operating System, VOLUME_KMSCLIENT channel')}Configured Activation Type: Token
Most recent activation information:
Token-based Activation information
    License ID (ILID): 12345678-2222-4333-8444-555555555555
    Version ID (ILvID): 1
    Grant Number: 1
    Certificate Thumbprint: 00112233445566778899AABBCCDDEEFF00112233
`;
    expect(productOf(text)).toMatchObject({ activationType: 'token', lastActivationType: 'token', kmsClient: null });
  });

  test('a virtual machine activated by its host keeps its minutes', () => {
    const text = `${licence('Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel')}Automatic VM activation expiration: 10080 minute(s) (7 day(s))
Automatic VM Activation client information
    Guest IAID: 12345678-2222-4333-8444-555555555555
    Host machine name: hv-01.corp.example
    Activation time: 2026-11-20 09:00:00
    Host Digital PID2: 03612-00206-563-124817-03-1033-20348.0000-1122025
`;
    expect(productOf(text)).toMatchObject({ channel: 'avma', graceMinutesRemaining: 10080, kmsClient: null, extendedPid: null });
  });

  test.each([
    ['KMS machine name from DNS: [2001:db8::5]:1688', '2001:db8::5', 1688],
    ['KMS machine name from DNS: 2001:db8::5:1688', '2001:db8::5', 1688],
    ['KMS machine name from DNS: kms1', 'kms1', null],
    ['KMS machine name from DNS: kms1.corp.example:0', 'kms1.corp.example', null],
    ['DNS auto-discovery: KMS name not available', null, null],
    ['KMS machine name from DNS: <removed>', null, null],
  ])('%s', (line, host, port) => {
    const product = productOf(`${windows7Client}    ${line}\n`);
    expect(product.kmsClient).toMatchObject({ discoveredHost: host, discoveredPort: port, configuredHost: null });
  });

  test.each([
    ['2001:db8::11', '2001:db8::11'], ['fe80::1%12', 'fe80::1%12'], ['not available', null], ['10.0.0.300', null], ['', null],
  ])('a host address "%s" is %s', (value, address) => {
    expect(productOf(`${windows7Client}    KMS machine IP address: ${value}\n`).kmsClient?.hostAddress).toBe(address);
  });

  test('an Office row is Office by its application id, even a masked one, and by its name', () => {
    expect(productOf(office('0FF1CE15-A989-479D-AF46-F275C6370663', 'Office 16, Office16ProPlusVL_KMS_Client edition')))
      .toMatchObject({ application: 'office', applicationId: '0ff1ce15-a989-479d-af46-f275c6370663' });
    expect(productOf(office('59a52881-a989-479d-xxxx-xxxxxxxxxxxx', 'Some 2010 suite'))).toMatchObject({ application: 'office', applicationId: null });
    expect(productOf(office('<removed>', 'Office 15, OfficeProPlusVL_KMS_Client edition'))).toMatchObject({ application: 'office' });
    expect(productOf(office('12345678-a989-479d-af46-f275c6370663', 'Something else'))).toMatchObject({ application: 'other' });
  });

  test('masks and empty values are null, ids are lower case', () => {
    const text = `Name: Windows(R), Professional edition
Description: Windows(R) Operating System, RETAIL channel
Activation ID: 11111111-2222-4333-8444-AAAAAAAAAAAA
Application ID: *-*-*-*-*
Extended PID: *-*-*-*-*-*-*-*
Product Key Channel: <REDACTED>
Partial Product Key: XXXXX
License Status:
Remaining Windows rearm count: 4294967295
`;
    expect(productOf(text)).toMatchObject({
      activationId: '11111111-2222-4333-8444-aaaaaaaaaaaa', applicationId: null, extendedPid: null, channel: 'retail',
      channelText: 'RETAIL', partialProductKey: null, licenseStatus: null, remainingWindowsRearms: null,
    });
  });

  test('of a whole product key only the last five characters are kept', () => {
    const key = ['BCDFG', 'HJKMP', 'QRTVW', 'XY234', '6789B'];
    const fragments = read(notifiedClient.replace('GH467', key.join('-')));
    expect(fragments[0]?.products[0]?.partialProductKey).toBe('6789B');
    expect(JSON.stringify(fragments)).not.toContain('HJKMP');
  });

  test('a licence status without a name is still one, and slmgr.vbs shows Windows unless told otherwise', () => {
    expect(productOf('License Status: Notification\nNotification Reason: 0xC004F009 (grace time expired).\nRemaining Windows rearm count: 5\n'))
      .toMatchObject({ application: 'windows', name: null, channel: 'unknown', channelText: null, licenseStatus: 'notification', reasonCode: '0xC004F009', remainingWindowsRearms: 5 });
  });

  test('a text that ends before the status says so', () => {
    const [fragment] = read(licensedClient.slice(0, licensedClient.indexOf('License Status')));
    expect(fragment?.products[0]).toMatchObject({ name: 'Windows(R), Enterprise edition', licenseStatus: null });
    expect(fragment?.notes).toEqual([{ line: 3, text: 'The text ends before the licence status of Windows(R), Enterprise edition; it was read as far as it goes.' }]);
  });
});
