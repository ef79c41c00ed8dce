import { describe, expect, test } from 'vitest';
import { readText } from '../../../src/codec/text/read-text.ts';
import type { Fragment } from '../../../src/codec/text-format.ts';

const fragmentsOf = (text: string): Fragment[] => readText(text).fragments;
const firstProduct = (text: string): unknown => fragmentsOf(text)[0]?.products[0];

describe('what people paste oddly is read, or left open, and never read as something else', () => {
  test('half of a code at the end of an OSPP text is no code, and no success', () => {
    const status = 'SKU ID: 11111111-2222-4333-8444-555555555555\nLICENSE NAME: Office 16, x edition\nLICENSE STATUS:  ---NOTIFICATIONS---\nERROR CODE: 0xC00';
    expect(firstProduct(status)).toMatchObject({ licenseStatus: 'notification', reasonCode: null });
    expect(fragmentsOf('ERROR CODE: 0xC00').flatMap((f) => f.attempts.map((a) => a.succeeded))).not.toContain(true);
  });

  test('a listing with blank lines between all, of which a part was left out', () => {
    const text = 'Description : Windows(R) Operating System, RETAIL channel\n\nLicenseFamily : Professional\n\n[...]\n\nLicenseStatus : 0\n\nName : Windows(R), Professional edition\n';
    expect(firstProduct(text)).toMatchObject({ name: 'Windows(R), Professional edition', licenseStatus: 'unlicensed', channel: 'retail' });
  });

  test('a name and a description that a mailer broke off in a listing', () => {
    const text = 'LicenseStatus                                  : 0\nName                                           : Windows(R), Professional\nedition\nDescription                                    : Windows(R) Operating\nSystem, RETAIL channel\n';
    expect(firstProduct(text)).toMatchObject({ name: 'Windows(R), Professional edition', description: 'Windows(R) Operating System, RETAIL channel' });
  });

  test('a string of JSON that a mailer broke at a blank, under someone\'s own words', () => {
    const text = 'Here it is:\n\n    {\n    "LicenseStatus": 1, "PartialProductKey": "BCD34", "Name": "Windows(R), Professional\nedition"\n    }\n';
    expect(firstProduct(text)).toMatchObject({ name: 'Windows(R), Professional edition', licenseStatus: 'licensed' });
  });

  test('an answer of nslookup that a mailer broke within its reason', () => {
    const text = 'Server:  dc1.corp.example\nAddress:  10.0.0.2\n\n*** dc1.corp.example can\'t find _vlmcs._tcp.corp.example: Non-existent\ndomain\n';
    expect(fragmentsOf(text)[0]?.dnsSrv).toMatchObject([{ name: '_vlmcs._tcp.corp.example', rcode: 'NXDOMAIN' }]);
  });

  test('an event\'s number alone in its line, under someone\'s own words', () => {
    const text = 'Here it is:\n\nClient log: Event ID 12308\n\nActive Directory Activation has succeeded.\n';
    expect(fragmentsOf(text).flatMap((f) => f.events.map((e) => e.id))).toEqual([12308]);
  });

  test('a status with full-width brackets', () => {
    const text = 'Name: Windows(R), x edition\nDescription: Windows(R) Operating System, VOLUME_KMSCLIENT channel\nLicense Status: Additional grace period （KMS license expired or hardware out of tolerance）\n';
    expect(firstProduct(text)).toMatchObject({ licenseStatus: 'oot-grace' });
  });

  test('a description cut within its last word', () => {
    expect(firstProduct('Name: Windows(R), x edition\nDescription: Windows(R) Operating System, VOLUME_KMSCLIENT chan')).toMatchObject({ channel: 'kms-client' });
  });

  test('a name that a mailer broke off after a comma or within an add-on\'s list', () => {
    const text = 'Name: Windows(R), Client-ESU-Year1 add-on for\nEnterprise,EnterpriseN,Professional\nDescription: Windows(R) Operating System, VOLUME_MAK channel\nPartial Product Key: BCD34\n';
    expect(firstProduct(text)).toMatchObject({ name: 'Windows(R), Client-ESU-Year1 add-on for Enterprise,EnterpriseN,Professional', channel: 'mak' });
  });

  test.each([0, 79, 80])('event XML that was quoted and cut at column %i, with curly marks', (width) => {
    const xml = '<Event xmlns=‘http://schemas.microsoft.com/win/2004/08/events/event’><System><Provider Name=‘Microsoft-Windows-Security-SPP’/><EventID>12308</EventID><Computer>ws-01.corp.example</Computer></System></Event>';
    const cut = width === 0 ? xml : (xml.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');
    const quoted = cut.split('\n').map((l) => `> ${l}`).join('\n');
    expect(fragmentsOf(quoted).flatMap((f) => f.events)).toMatchObject([{ id: 12308, computer: 'ws-01.corp.example' }]);
  });
});
