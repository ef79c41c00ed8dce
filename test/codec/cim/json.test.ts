import { expect, test } from 'vitest';
import { cimJsonFormat } from '../../../src/codec/cim/index.ts';
import { readWith } from '../read-with.ts';
import { clientColumns, serviceColumns } from './listings.ts';

const read = (text: string) => readWith(cimJsonFormat, text);

test('several classes in one text are told apart, by their own word or by their columns', () => {
  const text = JSON.stringify([
    clientColumns,
    serviceColumns,
    { Caption: 'Microsoft Windows Server 2022 Standard', Version: '10.0.20348', BuildNumber: '20348', CSName: 'SRV-01', LocalDateTime: '/Date(1768469400000)/' },
    { __CLASS: 'Win32_ComputerSystem', __SERVER: 'SRV-01', Name: 'SRV-01', Domain: 'contoso.test', PartOfDomain: true },
    { DNSServerSearchOrder: ['10.0.0.5', '10.0.0.6'], DNSDomainSuffixSearchOrder: ['contoso.test'], DHCPEnabled: false },
    { Name: 'sppsvc', State: 'Running', StartMode: 'Auto' },
  ], null, 2);
  const fragments = read(text);
  expect(fragments.map((f) => f.by)).toEqual([
    'cim:SoftwareLicensingProduct', 'cim:SoftwareLicensingService', 'cim:Win32_OperatingSystem', 'cim:Win32_ComputerSystem', 'cim:Win32_NetworkAdapterConfiguration', 'cim:Win32_Service',
  ]);
  expect(fragments[1]?.service).toMatchObject({ isKeyManagementServiceMachine: true, keyManagementServiceCurrentCount: 12 });
  expect(fragments[2]?.machine).toMatchObject({ hostName: 'SRV-01', build: '20348', time: '2026-01-15T09:30:00.000Z' });
  expect(fragments[3]).toMatchObject({ computer: 'SRV-01', machine: { domainJoined: true, domain: 'contoso.test' } });
  expect(fragments[4]?.machine).toEqual({ dnsServers: ['10.0.0.5', '10.0.0.6'], dnsSuffixSearchList: ['contoso.test'] });
  expect(fragments[5]?.services).toEqual([{ name: 'sppsvc', state: 'running', startMode: 'auto' }]);
});

test('PowerShell 5 writes enumerations as numbers and dates as objects', () => {
  expect(read('{"Name":"sppsvc","Status":1,"StartType":2,"ServiceName":"sppsvc"}')[0]?.services).toEqual([{ name: 'sppsvc', state: 'stopped', startMode: 'auto' }]);
  expect(read('{"CSName":"WS-0142","LocalDateTime":{"value":"\\/Date(1768469400000)\\/","DateTime":"Thursday"}}')[0]?.machine?.time).toBe('2026-01-15T09:30:00.000Z');
  expect(read('{"CSName":"WS-0142","LocalDateTime":"2026-01-15T10:30:00.1234567+01:00"}')[0]?.machine?.time).toBe('2026-01-15T09:30:00.123Z');
});

test('what stands before and after the text does not matter', () => {
  const json = JSON.stringify([clientColumns], null, 2);
  const fragments = read(`PS C:\\> Get-CimInstance SoftwareLicensingProduct | ConvertTo-Json\n${json}\nPS C:\\> exit\n${json}`);
  expect(fragments.map((f) => [f.line, f.products.length])).toEqual([[2, 1], [2 + json.split('\n').length + 1, 1]]);
});

test('a text cut short is read as far as it goes', () => {
  const text = JSON.stringify([clientColumns, clientColumns, clientColumns], null, 2);
  const [fragment] = read(text.slice(0, text.lastIndexOf('"LicenseStatus"')));
  expect(fragment?.products.map((p) => p.licenseStatus)).toEqual(['licensed', 'licensed', null]);
});

test('breaks that a console put into the middle of words are taken out', () => {
  const compressed = JSON.stringify([clientColumns]);
  const wrapped = (compressed.match(/.{1,80}/g) ?? []).join('\n');
  expect(read(wrapped)).toMatchObject([{ products: [{ name: 'Windows(R), Enterprise edition', partialProductKey: '2XYZ4' }] }]);
});

test('Ansible\'s facts give the product of Windows, its channel\'s words and the last five of its key', () => {
  const facts = {
    ansible_facts: {
      ansible_os_license_channel: 'Volume:GVLK', ansible_os_license_edition: 'Windows(R), Professional edition', ansible_os_license_status: 'Notification',
      ansible_os_product_id: '00331-10000-00001-AA111', ansible_os_product_key: 'AAAAA-BBBBB-CCCCC-DDDDD-2XYZ4',
    },
    changed: false,
  };
  const text = `ws-0142.contoso.test | SUCCESS => ${JSON.stringify(facts, null, 4)}`;
  const [fragment, ...rest] = read(text);
  expect(rest).toEqual([]);
  expect(fragment).toMatchObject({ by: 'ansible win_product_facts', computer: 'ws-0142.contoso.test' });
  expect(fragment?.products).toMatchObject([{
    application: 'windows', name: 'Windows(R), Professional edition', channel: 'kms-client', channelText: 'Volume:GVLK', licenseStatus: 'notification', partialProductKey: '2XYZ4', extendedPid: null, kmsClient: null,
  }]);
  expect(JSON.stringify(fragment)).not.toContain('AAAAA');
  expect(read(`ok: [ws-0142] => ${JSON.stringify(facts)}`)).toMatchObject([{ computer: 'ws-0142' }]);
  expect(read(JSON.stringify({ hosts: { 'ws-0142': facts } }))).toMatchObject([{ computer: null, products: [{ licenseStatus: 'notification' }] }]);
});

test.each([['Licensed', 'licensed'], ['OOBGrace', 'oob-grace'], ['OOTGrace', 'oot-grace'], ['NonGenuineGrace', 'non-genuine-grace'], ['ExtendedGrace', 'extended-grace'], ['Unlicensed', 'unlicensed'], ['What', null]])(
  'Ansible\'s %s is %s', (word, status) => {
    expect(read(JSON.stringify({ ansible_os_license_status: word, ansible_os_license_channel: 'Retail' }))[0]?.products[0]?.licenseStatus).toBe(status);
  });

test('JSON of events, of evidence and of anything else is not begun', () => {
  expect(read(JSON.stringify({ ProviderName: 'Microsoft-Windows-Security-SPP', Id: 12288, LicenseStatus: 1 }, null, 2))).toEqual([]);
  expect(read(JSON.stringify({ schema: 'kmsdoctor.evidence/1', evidence: { licensingProducts: [{ LicenseStatus: 1 }] } }, null, 2))).toEqual([]);
  expect(read('{ "a": [1, 2, 3] }')).toEqual([]);
  expect(read('[...]')).toEqual([]);
});
