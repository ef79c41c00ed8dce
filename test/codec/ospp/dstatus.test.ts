import { expect, test } from 'vitest';
import { osppFormat } from '../../../src/codec/ospp/index.ts';
import type { LicensingProduct } from '../../../src/model/evidence.ts';
import { readWith } from '../read-with.ts';
import { adRow, dstatus, graceRow, kmsRow } from './outputs.ts';

const productsOf = (text: string): LicensingProduct[] => readWith(osppFormat, text).flatMap((f) => f.products);
const only = (text: string): LicensingProduct => {
  const products = productsOf(text);
  expect(products).toHaveLength(1);
  return products[0] as LicensingProduct;
};

const kmsProduct: LicensingProduct = {
  application: 'office',
  name: 'Office 21, Office21ProPlus2021VL_KMS_Client_AE edition',
  description: 'Office 21, VOLUME_KMSCLIENT channel',
  channel: 'kms-client',
  channelText: 'VOLUME_KMSCLIENT',
  activationId: '11111111-aaaa-4bbb-8ccc-000000000001',
  applicationId: null,
  extendedPid: null,
  partialProductKey: '6F7TH',
  licenseStatus: 'licensed',
  reasonCode: '0x4004F040',
  graceMinutesRemaining: 256_748,
  remainingWindowsRearms: null,
  remainingSkuRearms: null,
  activationType: 'all',
  lastActivationType: null,
  adObjectName: null,
  permanentlyActivated: null,
  kmsClient: {
    cmid: null, configuredHost: 'KMS1.contoso.test', configuredPort: 1688, discoveredHost: null, discoveredPort: null,
    hostAddress: null, hostExtendedPid: null, activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080,
    hostCaching: true, lookupDomain: 'licensing.contoso.test',
  },
  kmsHost: null,
};

test('every field of a /dstatus row is read, and PRODUCT ID is no extended PID', () => {
  expect(only(dstatus(kmsRow))).toEqual(kmsProduct);
});

test('a fragment says what printed it and on which line its first row begins', () => {
  const [fragment] = readWith(osppFormat, `Microsoft (R) Windows Script Host Version 5.812\nAlle Rechte vorbehalten.\n\n${dstatus(kmsRow)}`);
  expect(fragment).toMatchObject({ format: 'ospp', by: 'ospp /dstatus', line: 6, attempts: [], events: [], service: null, machine: null, notes: [] });
});

test('each product between dashes is a row of its own', () => {
  expect(productsOf(dstatus(graceRow, kmsRow, adRow)).map((p) => [p.channel, p.licenseStatus, p.partialProductKey])).toEqual([
    ['retail', 'notification', '9QTRB'], ['kms-client', 'licensed', '6F7TH'], ['kms-client', 'licensed', '2B3C4'],
  ]);
});

/** A row as a person trims it: without ids and errors. */
const bare = (row: string): string => row.split('\n').filter((l) => !/^(?:PRODUCT|SKU|BETA|ERROR)/.test(l)).join('\n');

test('rows that follow each other without dashes begin anew at the first field that repeats', () => {
  expect(productsOf(`${bare(graceRow)}\n${bare(kmsRow)}`).map((p) => p.partialProductKey)).toEqual(['9QTRB', '6F7TH']);
});

test('a text that begins in the middle of a row gives that row, and no state is invented', () => {
  const cut = dstatus(kmsRow).slice(dstatus(kmsRow).indexOf('REMAINING GRACE'));
  expect(only(cut)).toMatchObject({ name: null, channel: 'unknown', licenseStatus: null, reasonCode: null, graceMinutesRemaining: 256_748, partialProductKey: '6F7TH' });
});

test('a text that begins at the lines of the KMS client gives them, though slmgr.vbs prints the first of them too', () => {
  const cut = kmsRow.slice(kmsRow.indexOf('\tDNS auto-discovery'));
  expect(only(cut).kmsClient).toEqual(kmsProduct.kmsClient);
});

test('an error code in a row whose state was cut off is the reason of that row, not an attempt', () => {
  const cut = graceRow.slice(graceRow.indexOf('ERROR CODE'));
  const [fragment] = readWith(osppFormat, cut);
  expect(fragment?.attempts).toEqual([]);
  expect(fragment?.products).toMatchObject([{ reasonCode: '0xC004F009', licenseStatus: null, partialProductKey: '9QTRB' }]);
});

test.each([
  ['LICENSED', 'licensed'], ['UNLICENSED', 'unlicensed'], ['OOB_GRACE', 'oob-grace'], ['OOT_GRACE', 'oot-grace'],
  ['NON_GENUINE_GRACE', 'non-genuine-grace'], ['NOTIFICATIONS', 'notification'], ['EXTENDED GRACE', 'extended-grace'], ['UNKNOWN', null],
])('the state ---%s--- is %s', (word, status) => {
  expect(only(dstatus(kmsRow.replace('---LICENSED---', `---${word}---`))).licenseStatus).toBe(status);
});

test.each([
  ['REMAINING GRACE: 30 days  (43200 minute(s) before expiring', 43_200],
  ['REMAINING GRACE: 30 days  (4294967295 minute(s) before expiring)', null],
  ['REMAINING GRACE: 30 days', 43_200],
  ['REMAINING GRACE: soon', null],
])('%s is %s minutes', (line, minutes) => {
  expect(only(dstatus(kmsRow.replace(/REMAINING GRACE.*/, line))).graceMinutesRemaining).toBe(minutes);
});

test.each([['ALL', 'all'], ['AD', 'ad'], ['KMS', 'kms'], ['Token', 'token'], ['other', null]])('activation type %s is %s', (word, type) => {
  expect(only(dstatus(kmsRow.replace('Configuration: ALL', `Configuration: ${word}`))).activationType).toBe(type);
});

test.each([
  ['KMS machine registry override defined: kms2.contoso.test', 'kms2.contoso.test', null],
  ['KMS machine registry override defined: 10.0.0.11:0', '10.0.0.11', null],
  ['KMS machine registry override defined: [2001:db8::1]:1699', '2001:db8::1', 1699],
  ['KMS machine registry override defined: 2001:db8::1', '2001:db8::1', null],
  ['KMS machine registry override defined: <REDACTED>', null, null],
])('%s', (line, host, port) => {
  expect(only(dstatus(kmsRow.replace(/KMS machine registry.*/, line))).kmsClient).toMatchObject({ configuredHost: host, configuredPort: port });
});

test('a host from DNS is the discovered one, and caching may be off', () => {
  const row = kmsRow.replace(/DNS auto-discovery.*/, 'KMS machine name from DNS: kms3.contoso.test:1689').replace(/\n\tKMS machine registry.*/, '').replace('Enabled', 'Disabled');
  expect(only(dstatus(row)).kmsClient).toMatchObject({ configuredHost: null, discoveredHost: 'kms3.contoso.test', discoveredPort: 1689, hostCaching: false });
});

test('a product activated through Active Directory names its object and has no KMS lines', () => {
  expect(only(dstatus(adRow))).toMatchObject({ activationType: 'ad', lastActivationType: 'ad', adObjectName: 'Contoso Office Activation', kmsClient: null });
});

test('a masked key is no key, and of a whole key only the last five characters are kept', () => {
  expect(only(dstatus(graceRow.replace('9QTRB', 'XXXXX'))).partialProductKey).toBeNull();
  const whole = readWith(osppFormat, dstatus(graceRow.replace('9QTRB', 'AAAAA-BBBBB-CCCCC-DDDDD-9QTRB')));
  expect(whole[0]?.products[0]?.partialProductKey).toBe('9QTRB');
  expect(JSON.stringify(whole)).not.toContain('AAAAA');
});

test('no installed key is a fragment with no products and a note: looked, and found none', () => {
  const [fragment] = readWith(osppFormat, dstatus('<No installed product keys detected>'));
  expect(fragment).toMatchObject({ by: 'ospp /dstatus', products: [], notes: [{ line: 3, text: 'ospp.vbs found no installed Office product key.' }] });
});

test('licences without a key, which /dstatusall lists, are left out beside those with one, and the reader is told', () => {
  const idle = graceRow.replace('---NOTIFICATIONS---', '---UNLICENSED---').replace('0xC004F009', '0xC004F014').replace(/\nLast 5.*/, '');
  const [fragment] = readWith(osppFormat, dstatus(idle, kmsRow, idle));
  expect(fragment?.products).toEqual([kmsProduct]);
  expect(fragment?.notes.map((n) => n.text)).toEqual(['2 Office licences without a product key were left out.']);
  expect(productsOf(dstatus(idle))).toMatchObject([{ licenseStatus: 'unlicensed', reasonCode: '0xC004F014' }]);
});

test('/dcmid gives the client machine id', () => {
  const [fragment] = readWith(osppFormat, dstatus('Client Machine ID (CMID): 33333333-aaaa-4bbb-8ccc-000000000009'));
  expect(fragment).toMatchObject({ by: 'ospp /dcmid', service: { clientMachineId: '33333333-aaaa-4bbb-8ccc-000000000009' } });
});

test('what other commands of OSPP.VBS print is nothing to read', () => {
  expect(readWith(osppFormat, dstatus('Uninstalling product key for: Office 21, Office21ProPlus2021VL_KMS_Client_AE edition\n<Product key uninstall successful>'))).toEqual([]);
  expect(readWith(osppFormat, dstatus('Successfully applied setting.'))).toEqual([]);
});
