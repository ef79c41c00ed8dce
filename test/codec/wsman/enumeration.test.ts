import { describe, expect, test } from 'vitest';

import { readEnumerationPage, readInstance, readMethodOutput } from '../../../src/codec/wsman/wmi-answers.ts';
import type { WmiRow } from '../../../src/model/windows.ts';
import { envelope, fragment, instance, methodOutput, page } from './soap.ts';

function rowsOf(text: string, mostRows?: number): { reading: ReturnType<typeof readEnumerationPage>; rows: WmiRow[] } {
  const rows: WmiRow[] = [];
  return { reading: readEnumerationPage(text, { onRow: (row) => { rows.push(row); }, ...(mostRows === undefined ? {} : { mostRows }) }), rows };
}

const properties = (p: string): string =>
  `<${p}ID>00000000-0000-4000-a000-000000000001</${p}ID><${p}Name>Windows(R) &amp; more</${p}Name><${p}LicenseStatus>1</${p}LicenseStatus><${p}Count>4294967295</${p}Count><${p}Host xsi:nil="true"/><${p}Empty/><${p}Caching>true</${p}Caching>`;

const row = { ID: '00000000-0000-4000-a000-000000000001', Name: 'Windows(R) & more', LicenseStatus: 1, Count: 4_294_967_295, Host: null, Empty: '', Caching: true };

describe('an enumeration', () => {
  test.each([
    ['instances of a class', instance('SoftwareLicensingProduct', properties('p:'))],
    ['fragments of a query', fragment(properties(''))],
  ])('gives the same rows from %s', (_, item) => {
    expect(rowsOf(page('first', { items: [item, item] })).rows).toEqual([row, row]);
    expect(rowsOf(page('later', { items: [item] })).rows).toEqual([row]);
  });

  test('gives a list for a repeated element, and for one alone where the class has a list there', () => {
    const item = fragment('<DNSServerSearchOrder>192.0.2.1</DNSServerSearchOrder><Tag>1</Tag><Tag>2</Tag><Tag>true</Tag><InsertionStrings>0</InsertionStrings><InsertionStrings/><InsertionStrings xsi:nil="true"/><IPAddress xsi:nil="true"/>');
    expect(rowsOf(page('first', { items: [item] })).rows).toEqual([{ DNSServerSearchOrder: ['192.0.2.1'], Tag: ['1', '2', 'true'], InsertionStrings: ['0', '', ''], IPAddress: null }]);
  });

  test('starts the lists of each row anew', () => {
    const items = [[1, 2], [3], [4, 5]].map((octets) => fragment(octets.map((n) => `<IPAddress>192.0.2.${n}</IPAddress>`).join('')));
    expect(rowsOf(page('first', { items })).rows.map(({ IPAddress }) => IPAddress)).toEqual([['192.0.2.1', '192.0.2.2'], ['192.0.2.3'], ['192.0.2.4', '192.0.2.5']]);
  });

  test('gives times and intervals as WMI itself writes them', () => {
    const item = instance('Win32_OperatingSystem', '<p:A><cim:Datetime>2026-11-20T09:30:15.5Z</cim:Datetime></p:A><p:B><cim:Datetime>2026-11-20T09:30:15.123456-05:30</cim:Datetime></p:B>'
      + '<p:C><cim:Datetime>2026-11-20T09:30:15</cim:Datetime></p:C><p:D><cim:Interval>P12DT3H4M5.25S</cim:Interval></p:D><p:E>20261120093015.000000+060</p:E><p:F><cim:Datetime>soon</cim:Datetime></p:F>');
    expect(rowsOf(page('first', { items: [item] })).rows).toEqual([{
      A: '20261120093015.500000+000', B: '20261120093015.123456-330', C: '20261120093015.000000+***', D: '00000012030405.250000:000', E: '20261120093015.000000+060', F: 'soon',
    }]);
  });

  test('leaves no text different that was made a number or a boolean', () => {
    const texts = ['007', '-0', '1e3', '+5', ' 5', '0x10', '12345678901234567890', 'TRUE', 'true ', 'falsehood', '22346', '-17', '0', 'false'];
    const [read = {}] = rowsOf(page('first', { items: [fragment(texts.map((text, n) => `<C${n}>${text}</C${n}>`).join(''))] })).rows;
    expect(texts.map((_, n) => String(read[`C${n}`]))).toEqual(texts);
    expect([read['C10'], read['C13']]).toEqual([22_346, false]);
  });

  test('leaves embedded objects out, and takes no column for the prototype', () => {
    const [read] = rowsOf(page('first', { items: [fragment('<Owner><Name>x</Name></Owner><__proto__ xsi:nil="true"/><Name>y</Name>')] })).rows;
    expect(read).toEqual({ Name: 'y' });
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  test('goes on with the newest context, and ends at the mark in either namespace or with an empty context', () => {
    expect(rowsOf(page('first', { context: 'uuid:A' })).reading).toEqual({ ok: true, value: { context: 'uuid:A', rows: 0 } });
    for (const kind of ['first', 'later'] as const) {
      expect(rowsOf(page(kind, { context: 'uuid:A', end: true })).reading).toEqual({ ok: true, value: { context: null, rows: 0 } });
      expect(rowsOf(page(kind, { end: false })).reading).toEqual({ ok: true, value: { context: null, rows: 0 } });
    }
    expect(rowsOf(envelope('<n:PullResponse><n:Items/></n:PullResponse>')).reading).toEqual({ ok: true, value: { context: null, rows: 0 } });
  });

  test('is not read past the rows that may be', () => {
    const { reading, rows } = rowsOf(page('first', { items: Array.from({ length: 50 }, () => fragment('<A>1</A>')) }), 10);
    expect(reading).toMatchObject({ ok: false, kind: 'malformed', wanted: 'at most 10 rows' });
    expect(rows).toHaveLength(10);
  });

  test('does not take a property called Items for the items', () => {
    expect(rowsOf(page('first', { items: [fragment('<Items>3</Items>')] })).rows).toEqual([{ Items: 3 }]);
    expect(readInstance(envelope(instance('X', '<p:Items>3</p:Items>')))).toEqual({ ok: true, value: { Items: 3 } });
  });
});

describe('a method', () => {
  test('gives its return value, and its out parameters by name', () => {
    expect(readMethodOutput(methodOutput('EnumValues', '<p:ReturnValue>0</p:ReturnValue><p:sNames>A</p:sNames><p:sNames>B</p:sNames><p:Types>1</p:Types><p:Types>4</p:Types>'), 'EnumValues'))
      .toEqual({ ok: true, value: { returnValue: 0, values: { sNames: ['A', 'B'], Types: ['1', '4'] } } });
    expect(readMethodOutput(methodOutput('GetStringValue', '<p:ReturnValue>2</p:ReturnValue><p:sValue xsi:nil="true"/>'), 'GetStringValue')).toEqual({ ok: true, value: { returnValue: 2, values: { sValue: null } } });
  });

  test('is not taken for another one', () => {
    expect(readMethodOutput(methodOutput('GetStringValue', '<p:ReturnValue>0</p:ReturnValue>'), 'EnumValues')).toMatchObject({ ok: false, kind: 'malformed' });
  });
});
