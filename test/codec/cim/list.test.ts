import { expect, test } from 'vitest';
import { cimListFormat } from '../../../src/codec/cim/index.ts';
import { readWith } from '../read-with.ts';
import { clientColumns, formatList, select, serviceColumns, wmicValue } from './listings.ts';

const read = (text: string) => readWith(cimListFormat, text);

test('SoftwareLicensingService is read by its own names, flags as booleans, and its firmware key not at all', () => {
  for (const text of [formatList(serviceColumns), wmicValue(serviceColumns)]) {
    const [fragment, ...rest] = read(text);
    expect(rest).toEqual([]);
    expect(fragment).toMatchObject({ by: 'cim:SoftwareLicensingService', products: [] });
    expect(fragment?.service).toEqual({
      version: '10.0.22631.4169', clientMachineId: '33333333-aaaa-4bbb-8ccc-000000000009', isKeyManagementServiceMachine: true, keyManagementServiceCurrentCount: 12,
      keyManagementServiceDnsPublishing: true, keyManagementServiceHostCaching: true, keyManagementServiceListeningPort: 1688, keyManagementServiceLookupDomain: null,
      keyManagementServiceLowPriority: false, keyManagementServiceMachine: null, keyManagementServicePort: null, requiredClientCount: 25,
      discoveredKeyManagementServiceMachineName: 'kms1.contoso.test', discoveredKeyManagementServiceMachinePort: 1688, remainingWindowsReArmCount: 1001,
      vlActivationInterval: 120, vlRenewalInterval: 10_080, subscriptionEdition: null, subscriptionExpiry: null, subscriptionStatus: null, subscriptionType: null,
    });
    expect(JSON.stringify(fragment)).not.toContain('EEEEE');
  }
});

test('columns that both licensing classes have are the service\'s where no product is named', () => {
  expect(read(formatList(select(serviceColumns, 'KeyManagementServiceMachine', 'KeyManagementServicePort')))).toMatchObject([{ by: 'cim:SoftwareLicensingService', products: [], service: { keyManagementServiceMachine: null, keyManagementServicePort: null } }]);
  expect(read(formatList(select(clientColumns, 'Name', 'KeyManagementServiceMachine')))).toMatchObject([{ by: 'cim:SoftwareLicensingProduct', products: [{ kmsClient: { configuredHost: 'KMS2.contoso.test' } }] }]);
});

test('Office\'s own service of Windows 7 is not taken for that of Windows', () => {
  expect(read(`PS C:\\> Get-WmiObject OfficeSoftwareProtectionService | fl ClientMachineID\n\n${formatList(select(serviceColumns, 'ClientMachineID'))}`)).toEqual([]);
});

test('listings of several classes one after another fall apart by their columns', () => {
  const text = [
    formatList(select(clientColumns, 'Name', 'LicenseStatus', 'PartialProductKey')),
    formatList({ SystemDirectory: 'C:\\Windows\\system32', BuildNumber: 22631, Version: '10.0.22631', Caption: 'Microsoft Windows 11 Enterprise ', CSName: 'WS-0142', LocalDateTime: '1/15/2026 9:30:00 AM' }),
    formatList({ Name: 'WS-0142', Domain: 'contoso.test', PartOfDomain: true, DNSHostName: 'ws-0142' }),
    formatList({ Version: '10.0.22631.4169', ClientMachineID: '33333333-aaaa-4bbb-8ccc-000000000009' }),
  ].join('\n\n\n');
  expect(read(text).map((f) => [f.by, f.computer, f.products.length, f.machine, f.service])).toEqual([
    ['cim:SoftwareLicensingProduct', null, 1, null, null],
    ['cim:Win32_OperatingSystem', 'WS-0142', 0, { hostName: 'WS-0142', caption: 'Microsoft Windows 11 Enterprise', version: '10.0.22631', build: '22631', time: '1/15/2026 9:30:00 AM' }, null],
    ['cim:Win32_ComputerSystem', null, 0, { hostName: 'ws-0142', domainJoined: true, domain: 'contoso.test' }, null],
    ['cim:SoftwareLicensingService', null, 0, null, { version: '10.0.22631.4169', clientMachineId: '33333333-aaaa-4bbb-8ccc-000000000009' }],
  ]);
});

test('products of two machines are two fragments', () => {
  const a = { ...select(clientColumns, 'Name', 'LicenseStatus', 'PartialProductKey'), PSComputerName: 'WS-0142' };
  expect(read(formatList(a, { ...a, PSComputerName: 'WS-0143' })).map((f) => [f.computer, f.products.length])).toEqual([['WS-0142', 1], ['WS-0143', 1]]);
  expect(read(formatList({ ...a, PSComputerName: 'localhost' }))[0]?.computer).toBeNull();
});

test('a value that Format-List wrapped at the width of the window is whole again', () => {
  const text = [
    'Name                                      : Windows(R),',
    '                                            Enterprise edition',
    'Description                               : Windows(R) Operating System,',
    '                                            VOLUME_KMSCLIENT channel',
    'DiscoveredKeyManagementServiceMachineName : kms-activation-host.lice',
    '                                            nsing.contoso.test',
    'LicenseStatus                             : 1',
  ].join('\n');
  expect(read(text)[0]?.products).toMatchObject([{
    name: 'Windows(R), Enterprise edition', description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel', channel: 'kms-client',
    kmsClient: { discoveredHost: 'kms-activation-host.licensing.contoso.test' }, licenseStatus: 'licensed',
  }]);
});

test('a command typed at a prompt is not part of the listing, wrapped or not', () => {
  const text = `PS C:\\Users\\helpdesk> Get-CimInstance SoftwareLicensingProduct | WHERE {$_.PartialProductKey} | SELECT Name, LicenseStatus, ProductK\neyChannel, PartialProductKey\n\n\n${formatList(select(clientColumns, 'Name', 'LicenseStatus', 'ProductKeyChannel', 'PartialProductKey'))}\n\n\nPS C:\\Users\\helpdesk> exit`;
  expect(read(text)).toMatchObject([{ line: 5, products: [{ name: 'Windows(R), Enterprise edition', channelText: 'Volume:GVLK', partialProductKey: '2XYZ4' }] }]);
});

test('network adapters give name servers and suffixes, each once and in order', () => {
  const text = formatList(
    { Description: 'Intel(R) Ethernet', DHCPEnabled: true, DNSServerSearchOrder: '{10.0.0.5, 10.0.0.6}', DNSDomain: 'contoso.test', DNSDomainSuffixSearchOrder: '{contoso.test, corp.example}', DNSHostName: 'WS-0142' },
    { Description: 'VPN', DHCPEnabled: false, DNSServerSearchOrder: '{10.0.0.6, 10.0.0.7...}', DNSDomain: '', DNSDomainSuffixSearchOrder: '{contoso.test}', DNSHostName: 'WS-0142' },
    { Description: 'off', DHCPEnabled: true, DNSServerSearchOrder: '', DNSDomain: '', DNSDomainSuffixSearchOrder: '', DNSHostName: '' },
  );
  expect(read(text)).toMatchObject([{ by: 'cim:Win32_NetworkAdapterConfiguration', machine: { hostName: 'WS-0142', dnsServers: ['10.0.0.5', '10.0.0.6', '10.0.0.7'], dnsSuffixSearchList: ['contoso.test', 'corp.example'] } }]);
  const wmic = 'DHCPEnabled=TRUE\n\nDNSDomain=contoso.test\n\nDNSServerSearchOrder={"10.0.0.5","10.0.0.6"}';
  expect(read(wmic)[0]?.machine).toEqual({ dnsServers: ['10.0.0.5', '10.0.0.6'], dnsSuffixSearchList: ['contoso.test'] });
});

test('services are read from Win32_Service and from Get-Service', () => {
  const text = formatList({ Name: 'sppsvc', State: 'Stopped', StartMode: 'Auto', Status: 'OK' }, { Name: 'Dnscache', State: 'Running', StartMode: 'Manual', Status: 'OK' });
  expect(read(text)[0]?.services).toEqual([{ name: 'sppsvc', state: 'stopped', startMode: 'auto' }, { name: 'Dnscache', state: 'running', startMode: 'manual' }]);
  expect(read(formatList({ Name: 'sppsvc', DisplayName: 'Software Protection', Status: 'Running', StartType: 'Disabled' }))[0]?.services).toEqual([{ name: 'sppsvc', state: 'running', startMode: 'disabled' }]);
  expect(read('C:\\> Get-Service sppsvc | fl Name, Status\n\nName   : sppsvc\nStatus : Stopped')[0]?.services).toEqual([{ name: 'sppsvc', state: 'stopped', startMode: null }]);
});

test('a column that two classes share does not cut a listing in two', () => {
  const text = formatList({ AdminPasswordStatus: 3, CurrentTimeZone: 60, DNSHostName: 'ws-0142', Domain: 'contoso.test', DomainRole: 1, Name: 'WS-0142', PartOfDomain: true, Status: 'OK' });
  expect(read(text).map((f) => f.machine)).toEqual([{ hostName: 'ws-0142', domainJoined: true, domain: 'contoso.test' }]);
});

test('a workgroup is no domain', () => {
  expect(read(formatList({ Name: 'WS-0142', Domain: 'WORKGROUP', PartOfDomain: false }))[0]?.machine).toEqual({ hostName: 'WS-0142', domainJoined: false });
  expect(read(formatList({ Name: 'WS-0142', Domain: 'contoso.test', DomainRole: 1 }))[0]?.machine).toEqual({ hostName: 'WS-0142', domainJoined: true, domain: 'contoso.test' });
});

test('the edition and the build\'s revision are read from CurrentVersion, by reg.exe and by Get-ItemProperty', () => {
  const reg = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\n    EditionID    REG_SZ    Professional\n    CurrentBuildNumber    REG_SZ    22631\n    UBR    REG_DWORD    0x1049\n    ProductName    REG_SZ    Windows 10 Pro';
  const said = { editionId: 'Professional', build: '22631', revision: 4169 };
  expect(read(reg)).toMatchObject([{ by: 'registry:CurrentVersion' }]);
  expect(read(reg)[0]?.machine).toEqual(said);
  expect(read(formatList({ EditionID: 'Professional', CurrentBuildNumber: 22631, UBR: 4169, ProductName: 'Windows 10 Pro' }))[0]?.machine).toEqual(said);
});

const timeRead = (text: string) => read(formatList({ CSName: 'WS-0142', LocalDateTime: text }))[0]?.machine?.time;

test('times with a zone become UTC, 1601 is none, and a time without a zone stays as found', () => {
  expect(timeRead('20260115103000.500000+060')).toBe('2026-01-15T09:30:00.500Z');
  expect(timeRead('15.01.2026 10:30:00')).toBe('15.01.2026 10:30:00');
  for (const never of ['16010101000000.000000-000', '1/1/1601 1:00:00 AM', '01.01.1601 01:00:00', '12/31/1600 4:00:00 PM', '1601-01-01T00:00:00Z']) expect(timeRead(never)).toBeUndefined();
});

test('listings of events and of other things are not begun', () => {
  expect(read('TimeCreated  : 1/15/2026 9:30:00 AM\nProviderName : Microsoft-Windows-Security-SPP\nId           : 12288\nMessage      : The client has sent an activation request.')).toEqual([]);
  expect(read('Name: Windows(R), Enterprise edition\nDescription: Windows(R) Operating System, VOLUME_KMSCLIENT channel\nLicense Status: Licensed')).toEqual([]);
  expect(read('Nom : Windows(R), Enterprise edition\nDescription : Système d\'exploitation\nÉtat de la licence : avec licence')).toEqual([]);
  expect(read('PATH=C:\\Windows\nOS=Windows_NT\nCOMPUTERNAME=WS-0142')).toEqual([]);
});

test('a listing after one of events begins at its own first column', () => {
  const text = `Message      : The client has sent an activation request.\nId           : 12288\n\n\n${formatList(select(clientColumns, 'Name', 'LicenseStatus', 'PartialProductKey'))}`;
  expect(read(text)).toMatchObject([{ line: 5, products: [{ name: 'Windows(R), Enterprise edition' }] }]);
});

test('columns that slmgr.vbs and others print too are claimed inside a listing, and only there', () => {
  const lines = formatList(select(clientColumns, 'Description', 'ID', 'LicenseStatus', 'Name', 'PartialProductKey')).split('\n');
  expect(lines.map((_, at) => cimListFormat.startsAt(lines, at))).toEqual([true, true, true, true, true]);
  const french = ['Nom : Windows(R), Enterprise edition', 'Description : Windows(R) Operating System, VOLUME_KMSCLIENT channel', 'Canal de clé de produit : Volume:GVLK'];
  expect(french.map((_, at) => cimListFormat.startsAt(french, at))).toEqual([false, false, false]);
});

test('the same listing from two commands is two fragments: they may be two machines', () => {
  const one = `Get-CimInstance SoftwareLicensingProduct | fl\n\n${formatList(select(clientColumns, 'Name', 'LicenseStatus', 'PartialProductKey'))}\n\n`;
  expect(read(one + one).map((f) => [f.line, f.products.length])).toEqual([[3, 1], [9, 1]]);
});
