import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cimJsonFormat, cimListFormat } from '../../../src/codec/cim/index.ts';
import { readWith } from '../read-with.ts';
import { clientColumns, formatList, serviceColumns, wmicValue } from './listings.ts';

const list = `${formatList(clientColumns, clientColumns)}\n\n${wmicValue(serviceColumns)}\n\nName  LicenseStatus\n----  -------------\na                 1`;
const json = JSON.stringify([clientColumns, serviceColumns], null, 2);

test('a listing cut after any character is read as far as it goes and never throws', () => {
  for (let end = 0; end <= list.length; end += 1) readWith(cimListFormat, list.slice(0, end));
  expect(readWith(cimListFormat, list.slice(0, 3000)).length).toBeGreaterThan(0);
});

test('a JSON text cut after any character is read as far as it goes and never throws', () => {
  for (let end = 0; end <= json.length; end += 1) {
    const fragments = readWith(cimJsonFormat, json.slice(0, end));
    expect(fragments.length).toBeLessThanOrEqual(2);
  }
});

test('no text makes them throw', () => {
  const parts = [...list.split('\n'), ...json.split('\n'), '{', '[', '}', ']', '"', '\\', ': ', '= ', '    rest', 'x | SUCCESS => {'];
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...parts))), (lines) => {
    for (const format of [cimListFormat, cimJsonFormat]) {
      readWith(format, lines.join('\n'));
      for (const fragment of format.read(lines, 0, lines.length + 3)) expect(fragment.format).toBe(format.id);
    }
  }), { numRuns: 300 });
});

test('no JSON value makes the reader throw, however deep and odd', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    readWith(cimJsonFormat, JSON.stringify([value, { LicenseStatus: value, Name: value, PartialProductKey: value, DNSServerSearchOrder: value, LocalDateTime: value, CimSystemProperties: value }]));
  }), { numRuns: 300 });
  expect(readWith(cimJsonFormat, `{"LicenseStatus":1,"x":${'['.repeat(5000)}`)).toEqual([]);
  expect(readWith(cimJsonFormat, '{"__proto__":{"LicenseStatus":1},"LicenseStatus":5,"Name":"Windows"}')).toMatchObject([{ products: [{ licenseStatus: 'notification' }] }]);
});

test('hostile texts are read to their end, within the limit of the test runner', () => {
  const hostile = [
    'LicenseStatus : \n'.repeat(50_000), `LicenseStatus : 1\n${'     rest of it\n'.repeat(50_000)}`, `Name : ${' '.repeat(500_000)}x`, `${'a'.repeat(500_000)}=`,
    'Name : a\n'.repeat(50_000), '{"LicenseStatus":\n'.repeat(20_000), '[\n'.repeat(50_000), '{"LicenseStatus":1}]\n'.repeat(20_000), '{ "LicenseStatus": "\n'.repeat(20_000),
    `Name,LicenseStatus\n${'"'.repeat(200_000)}`, `${','.repeat(7000)}\n`.repeat(20), `Name  LicenseStatus\n${'x\n'.repeat(50_000)}`, '-'.repeat(500_000),
  ];
  for (const text of hostile) {
    for (const format of [cimListFormat, cimJsonFormat]) expect(() => readWith(format, text)).not.toThrow();
  }
});
