import { expect, test } from 'vitest';
import { cimJsonFormat, cimListFormat } from '../../../src/codec/cim/index.ts';
import type { LicensingProduct } from '../../../src/model/evidence.ts';
import { readWith } from '../read-with.ts';
import { clientColumns, formatList, select, wmicValue } from './listings.ts';
import type { Columns } from './listings.ts';

const productsOf = (text: string): LicensingProduct[] => readWith(cimListFormat, text).flatMap((f) => f.products);
const only = (columns: Columns): LicensingProduct => {
  const products = productsOf(formatList(columns));
  expect(products).toHaveLength(1);
  return products[0] as LicensingProduct;
};

const clientProduct: LicensingProduct = {
  application: 'windows',
  name: 'Windows(R), Enterprise edition',
  description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel',
  channel: 'kms-client',
  channelText: 'Volume:GVLK',
  activationId: '11111111-aaaa-4bbb-8ccc-000000000001',
  applicationId: '55c92734-d682-4d71-983e-d6ec3f16059f',
  extendedPid: '03612-03290-000-000001-03-1033-22631.0000-0872026',
  partialProductKey: '2XYZ4',
  licenseStatus: 'licensed',
  reasonCode: '0x4004F401',
  graceMinutesRemaining: 256_320,
  remainingWindowsRearms: 1001,
  remainingSkuRearms: 999,
  activationType: 'all',
  lastActivationType: 'kms',
  adObjectName: null,
  permanentlyActivated: false,
  kmsClient: {
    cmid: null, configuredHost: 'KMS2.contoso.test', configuredPort: 1699, discoveredHost: 'kms1.contoso.test', discoveredPort: 1688,
    hostAddress: '10.0.0.11', hostExtendedPid: '03612-00206-563-000001-03-1033-20348.0000-1122026',
    activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, hostCaching: null, lookupDomain: 'licensing.contoso.test',
  },
  kmsHost: null,
};

test.each([
  ['Format-List *', formatList(clientColumns)],
  ['wmic /value', wmicValue(clientColumns)],
  ['a listing with blank lines between all', formatList(clientColumns).replaceAll('\n', '\n\n')],
  ['a listing without its blanks', formatList(clientColumns).replaceAll(/ +: ?/g, ': ').replace(/^(Name|Description|ID): /gm, '$1 : ')],
  ['a listing with CRLF', formatList(clientColumns).replaceAll('\n', '\r\n')],
])('every column of a product is read from %s', (_, text) => {
  expect(productsOf(text)).toEqual([clientProduct]);
});

test('every column of a product is read from ConvertTo-Json, alone, in an array and in the wrapper of PowerShell 5', () => {
  const row = Object.fromEntries(Object.entries(clientColumns).map(([k, v]) => [k, v === '' ? null : v === '1/1/1601 1:00:00 AM' ? '/Date(-11644473600000)/' : v]));
  const wrapped = { ...row, CimClass: { CimClassName: 'SoftwareLicensingProduct', CimClassProperties: ['Name', 'ID'] }, CimInstanceProperties: [{ Name: 'LicenseStatus', Value: 5 }], CimSystemProperties: { Namespace: 'root/cimv2', ServerName: 'WS-0142', ClassName: 'SoftwareLicensingProduct', Path: null } };
  for (const value of [row, [row], wrapped, [wrapped], { value: [wrapped], Count: 1 }, { SoftwareLicensingProduct: [row] }]) {
    for (const text of [JSON.stringify(value), JSON.stringify(value, null, 4), JSON.stringify(value, null, 4).replaceAll(/^ +/gm, '')]) {
      expect(readWith(cimJsonFormat, text).flatMap((f) => f.products)).toEqual([clientProduct]);
    }
  }
  expect(readWith(cimJsonFormat, JSON.stringify([wrapped]))[0]).toMatchObject({ format: 'cim-json', by: 'cim:SoftwareLicensingProduct', computer: 'WS-0142' });
});

test('a selection gives its columns and null for all others', () => {
  const product = only(select(clientColumns, 'Name', 'LicenseFamily', 'LicenseStatus', 'PartialProductKey'));
  expect(product).toEqual({
    ...clientProduct, description: null, channel: 'unknown', channelText: null, activationId: null, applicationId: null, extendedPid: null,
    reasonCode: null, graceMinutesRemaining: null, remainingWindowsRearms: null, remainingSkuRearms: null, activationType: null,
    lastActivationType: null, permanentlyActivated: null, kmsClient: null,
  });
});

test.each([
  [0, 'unlicensed'], [1, 'licensed'], [2, 'oob-grace'], [3, 'oot-grace'], [4, 'non-genuine-grace'], [5, 'notification'], [6, 'extended-grace'], [7, null], ['', null],
] as const)('LicenseStatus %s is %s', (value, status) => {
  expect(only({ ...clientColumns, LicenseStatus: value }).licenseStatus).toBe(status);
});

test.each([[3221549076, '0xC004F014'], [-1073418220, '0xC004F014'], ['0xc004f014', '0xC004F014'], [0, null], [322, null], ['', null]] as const)('LicenseStatusReason %s is %s', (value, code) => {
  expect(only({ ...clientColumns, LicenseStatusReason: value }).reasonCode).toBe(code);
});

test.each([[0, 'all', 'none'], [1, 'ad', 'ad'], [2, 'kms', 'kms'], [3, 'token', 'token'], [9, null, null]] as const)('activation type %s is %s where enabled and %s where last used', (value, enabled, last) => {
  expect(only({ ...clientColumns, VLActivationTypeEnabled: value, VLActivationType: value })).toMatchObject({ activationType: enabled, lastActivationType: last });
});

test('4294967295 and -1 are nothing, and so are an empty host and port 0', () => {
  const product = only({
    ...clientColumns, GracePeriodRemaining: 4294967295, RemainingAppReArmCount: -1, RemainingSkuReArmCount: 4294967295, KeyManagementServiceMachine: '', KeyManagementServicePort: 0,
    DiscoveredKeyManagementServiceMachineName: '', DiscoveredKeyManagementServiceMachinePort: 0, DiscoveredKeyManagementServiceMachineIpAddress: '', KeyManagementServiceProductKeyID: '', KeyManagementServiceLookupDomain: '',
  });
  expect(product).toMatchObject({ graceMinutesRemaining: null, remainingWindowsRearms: null, remainingSkuRearms: null, permanentlyActivated: null });
  expect(product.kmsClient).toEqual({ ...clientProduct.kmsClient, configuredHost: null, configuredPort: null, discoveredHost: null, discoveredPort: null, hostAddress: null, hostExtendedPid: null, lookupDomain: null });
});

test('licensed with no time running is permanent', () => {
  expect(only({ ...clientColumns, GracePeriodRemaining: 0 }).permanentlyActivated).toBe(true);
  expect(only({ ...clientColumns, GracePeriodRemaining: 0, LicenseStatus: 5 }).permanentlyActivated).toBeNull();
});

test('a retail row without a host is no KMS client, with one it says where it asks', () => {
  const retail = { ...clientColumns, Description: 'Windows(R) Operating System, RETAIL channel', ProductKeyChannel: 'Retail', DiscoveredKeyManagementServiceMachineName: '', KeyManagementServiceLookupDomain: '' };
  expect(only({ ...retail, KeyManagementServiceMachine: '' })).toMatchObject({ channel: 'retail', kmsClient: null });
  expect(only(retail).kmsClient).toMatchObject({ configuredHost: 'KMS2.contoso.test' });
});

test('a KMS host key has the counters of its host', () => {
  const host = {
    ...clientColumns, Description: 'Windows(R) Operating System, VOLUME_KMS_WS22 channel', ProductKeyChannel: 'Volume:CSVLK', IsKeyManagementServiceMachine: 1, DiscoveredKeyManagementServiceMachineName: '',
    KeyManagementServiceMachine: '', KeyManagementServiceLookupDomain: '', KeyManagementServiceCurrentCount: 26, KeyManagementServiceTotalRequests: 400, KeyManagementServiceFailedRequests: 3, KeyManagementServiceUnlicensedRequests: 1,
    KeyManagementServiceLicensedRequests: 300, KeyManagementServiceOOBGraceRequests: 50, KeyManagementServiceOOTGraceRequests: 7, KeyManagementServiceNonGenuineGraceRequests: 2, KeyManagementServiceNotificationRequests: 37,
  };
  expect(only(host)).toMatchObject({ channel: 'kms-host', kmsClient: null });
  expect(only(host).kmsHost).toEqual({
    currentCount: 26, listeningPort: null, dnsPublishing: null, priority: null, totalRequests: 400, failedRequests: 3, unlicensedRequests: 1, licensedRequests: 300,
    initialGraceRequests: 50, expiredOrToleranceRequests: 7, nonGenuineRequests: 2, notificationRequests: 37,
  });
});

test('an activation object of Active Directory is named', () => {
  expect(only({ ...clientColumns, ADActivationObjectName: 'Contoso Windows Activation', VLActivationType: 1 })).toMatchObject({ adObjectName: 'Contoso Windows Activation', lastActivationType: 'ad' });
});

test('an add-on licence is not the product and is left out with a word about it, also where its flag is text', () => {
  for (const flag of [true, 'TRUE', 1]) {
    const addOn = { ...clientColumns, Name: 'Windows(R), Client-ESU-Year1 add-on for Enterprise', LicenseIsAddon: flag };
    const [fragment] = readWith(cimListFormat, formatList(addOn, clientColumns));
    expect(fragment?.products).toEqual([clientProduct]);
    expect(fragment?.notes.map((n) => n.text)).toEqual(['1 add-on licence was left out: an add-on says nothing of the product itself.']);
  }
});

test('licences without a key are left out beside one with a key, and stay where one is all there is', () => {
  const idle = { ...clientColumns, PartialProductKey: '', LicenseStatus: 0, LicenseStatusReason: 3221549076 };
  const [fragment] = readWith(cimListFormat, formatList(idle, clientColumns, idle));
  expect(fragment?.products).toEqual([clientProduct]);
  expect(fragment?.notes.map((n) => n.text)).toEqual(['2 licences without a product key were left out.']);
  expect(only(idle)).toMatchObject({ licenseStatus: 'unlicensed', reasonCode: '0xC004F014' });
  expect(productsOf(formatList(idle, idle))).toEqual([]);
  expect(productsOf(formatList({ ...idle, LicenseStatus: 5, LicenseStatusReason: 3221549065 }, idle))).toHaveLength(1);
});

test('masked values are null, a masked key is a key all the same', () => {
  const masked = { ...clientColumns, ApplicationID: '<REDACTED_GUID>', PartialProductKey: '<REDACTED>', ProductKeyChannel: '<REDACTED>', ProductKeyID: '[removed]', LicenseStatus: 0 };
  expect(productsOf(formatList(masked, masked))).toMatchObject([
    { application: 'windows', applicationId: null, partialProductKey: null, extendedPid: null, channel: 'kms-client', channelText: 'VOLUME_KMSCLIENT' }, {},
  ]);
});

test('a listing without its middle is read around the gap', () => {
  const text = formatList(clientColumns).split('\n');
  const cut = [...text.slice(0, 9), '[...]', ...text.slice(26)].join('\n');
  expect(productsOf(cut)).toMatchObject([{ name: clientProduct.name, licenseStatus: 'licensed', graceMinutesRemaining: null }]);
});

test('a whole firmware key and an installation id are never kept', () => {
  const text = formatList({ ...clientColumns, OA3xOriginalProductKey: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' });
  const said = JSON.stringify(readWith(cimListFormat, text));
  expect(said).not.toContain('EEEEE');
  expect(said).not.toContain('123456789012345678901234567890');
});
