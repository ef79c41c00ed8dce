import { expect, test } from 'vitest';
import { cimListFormat } from '../../../src/codec/cim/index.ts';
import { readWith } from '../read-with.ts';

const productsOf = (text: string) => readWith(cimListFormat, text).flatMap((f) => f.products);

test('a table of Format-Table is read, numbers under the end of their name', () => {
  const text = `PS C:\\> Get-CimInstance SoftwareLicensingProduct | ? PartialProductKey | select Name, LicenseStatus, PartialProductKey

Name                           LicenseStatus PartialProductKey
----                           ------------- -----------------
Windows(R), Enterprise edition             1 2XYZ4
Office 21, Office21ProPlus202…             5 6F7TH


PS C:\\> `;
  expect(productsOf(text)).toMatchObject([
    { name: 'Windows(R), Enterprise edition', licenseStatus: 'licensed', partialProductKey: '2XYZ4', application: 'windows' },
    { licenseStatus: 'notification', partialProductKey: '6F7TH', application: 'office' },
  ]);
});

test('a table of wmic has no rule under its names', () => {
  const text = `LicenseStatus  LicenseStatusReason  Name                            PartialProductKey  \n1              1074066433           Windows(R), Enterprise edition  2XYZ4              \n\n\n`;
  expect(productsOf(text)).toMatchObject([{ name: 'Windows(R), Enterprise edition', licenseStatus: 'licensed', reasonCode: '0x4004F401', partialProductKey: '2XYZ4' }]);
});

test('wmic /format:csv is read although its commas are not quoted, and names the machine', () => {
  const text = '\nNode,Description,LicenseStatus,Name,PartialProductKey\nWS-0142,Windows(R) Operating System, VOLUME_KMSCLIENT channel,1,Windows(R), Enterprise edition,2XYZ4\n';
  const [fragment] = readWith(cimListFormat, text);
  expect(fragment?.computer).toBe('WS-0142');
  expect(fragment?.products).toMatchObject([{ description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel', name: 'Windows(R), Enterprise edition', licenseStatus: 'licensed', partialProductKey: '2XYZ4' }]);
});

test('Export-Csv is read with its quotes', () => {
  const text = '"Name","LicenseStatus","PartialProductKey"\n"Windows(R), Enterprise edition","1","2XYZ4"\n"Office 21, ""VL"" edition","5","6F7TH"';
  expect(productsOf(text)).toMatchObject([{ name: 'Windows(R), Enterprise edition' }, { name: 'Office 21, "VL" edition', licenseStatus: 'notification' }]);
});

test('a row whose cells do not fit its names is left out', () => {
  expect(productsOf('Name,LicenseStatus,PartialProductKey\na,b\nWindows(R),1,2XYZ4,more,and,more')).toEqual([]);
});

test('a list of columns in a command is no table', () => {
  expect(readWith(cimListFormat, 'eyChannel, PartialProductKey, ProductKeyID')).toEqual([]);
  expect(readWith(cimListFormat, 'LicenseStatus is the column to look at')).toEqual([]);
});
