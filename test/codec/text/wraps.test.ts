import { describe, expect, test } from 'vitest';
import { joinWraps } from '../../../src/codec/text/wraps.ts';

function joined(...lines: string[]): string[] {
  const copy = [...lines];
  joinWraps(copy);
  return copy;
}

/** Cuts a line as a console of that width does. */
const cutAt = (text: string, width: number): string[] => text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];

describe('what a console cut is rejoined', () => {
  const activating = 'Activating Windows(R), ServerStandard edition (77b2c1d0-1a2b-4c3d-8e4f-5a6b7c8d9e0f) ...';

  test.each([40, 60, 70, 79, 80, 83])('a GUID, whatever the width: %i', (width) => {
    expect(joined(...cutAt(activating, width)).join('')).toContain('(77b2c1d0-1a2b-4c3d-8e4f-5a6b7c8d9e0f)');
    expect(joined(...cutAt(activating, width))[0]).toContain(width > 50 ? '77b2c1d0-1a2b-4c3d-8e4f-5a6b7c8d9e0f' : 'Activating');
  });

  test.each([7, 8, 9, 12, 15])('a code, cut after %i characters', (width) => {
    const line = 'Error:0xC004F074';
    expect(joined(line.slice(0, width), line.slice(width))[0]).toBe(line);
  });

  test('a sentence cut in mid-word at the width of the console', () => {
    const sentence = 'Error: 0xC004F074 The Software Licensing Service reported that the computer could not be activated. No Key Management Service (KMS) could be contacted. Please see the Application Event Log for additional information.';
    for (const width of [79, 80, 100, 120]) expect(joined(...cutAt(sentence, width))[0]).toBe(sentence);
  });

  test('a blank that stood in the last column and was lost', () => {
    const full = 'x'.repeat(80);
    expect(joined(`${'y '.repeat(39)}y`, 'and more', '', full, 'rest')).toEqual([`${'y '.repeat(39)}y and more`, '', '', `${full}rest`, '']);
  });

  test('a host name, cut before a dash', () => {
    const line = `    Registered KMS machine name: ${'k'.repeat(47)}-01.corp.example:1688`;
    expect(joined(...cutAt(line, 80))[0]).toBe(line);
  });

  test('an address and a host name in nslookup\'s columns', () => {
    const address = `${'k'.repeat(34)}.corp.example       internet address = 10.0.0.11`.padStart(81, 'k');
    expect(joined(address.slice(0, 80), address.slice(80))[0]).toBe(address);
  });

  test('a URL, though its rest looks like a column', () => {
    const url = 'Use License URL: https://activation.corp.example/SLActivateProduct/SLActivateProduct.asmx?configextension=o16';
    expect(joined(...cutAt(url, 80))).toEqual([url, '']);
  });

  test.each([79, 80, 120])('event XML, within its tags too, at column %i', (width) => {
    const rest = "xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-SPP' EventSourceName='Software Protection Platform Service'/><EventID Qualifiers='16384'>12288</EventID><Computer>ws-01.corp.example</Computer></System></Event>";
    for (let shift = 1; shift <= width; shift += 1) {
      const xml = `<Event a='${'x'.repeat(shift)}' ${rest}`;
      // Between two elements, and before a blank that stands at a line's end, a break is a blank like any other.
      const read = joined(...cutAt(xml, width).map((l) => l.trimEnd())).filter((l) => l !== '').join('\n');
      expect(read.replaceAll(/\n(?=<)/g, '').replaceAll('\n', ' ')).toBe(xml);
    }
  });

  test('an attribute that a mailer put on the next line stays apart from what stands before it', () => {
    const first = `${'<a/>'.repeat(17)}xx<Provider`.padStart(79, '.');
    expect(joined(first, "Name='x'/>")[0]).toBe(`${first} Name='x'/>`);
  });

  test('an extended PID, whatever the width', () => {
    const line = 'KMS machine extended PID: 03612-00206-563-124817-03-1033-20348.0000-1122025';
    for (const width of [40, 50, 60, 70]) expect(joined(...cutAt(line, width))[0]).toBe(line);
  });

  test('a line whose quote mark made it as wide as the console', () => {
    const lines = ['x'.repeat(77), 'yy'];
    joinWraps(lines, new Map([[0, 79]]));
    expect(lines).toEqual([`${'x'.repeat(77)}yy`, '']);
  });

  test('with a blank line between, where all lines have one', () => {
    const [first = '', second = ''] = cutAt(activating, 60);
    expect(joined('', first, '', second, '')).toEqual(['', activating, '', '', '']);
    expect(joined('x', first, '', second)).toEqual(['x', first, '', second]);
  });

  test('numbers of lines stay true', () => {
    expect(joined(...cutAt(activating, 60), 'next')).toEqual([activating, '', 'next']);
  });
});

describe('what only looks like it is left alone', () => {
  const eighty = `Installation ID: ${'1'.repeat(63)}`;
  test.each([
    ['a label after a full line', eighty, 'Partial Product Key: BCD34'],
    ['a label whose blank after the colon was lost', eighty, 'Partial Product Key:BCD34'],
    ['a label with a full-width colon', eighty, '许可证状态：已授权'],
    ['an indented line', 'x'.repeat(80), '  y'],
    ['dashes', 'x'.repeat(80), '-----'],
    ['a bullet', 'x'.repeat(80), '- y'],
    ['XML', 'x'.repeat(80), '<Event>'],
    ['a row of a table', `${'x'.repeat(40)}  ${'y'.repeat(38)}`, 'kms2.corp.example'],
    ['a row of a table after a full line', 'x'.repeat(120), '_x  SRV  600'],
    ['a line of nslookup', 'x'.repeat(80), 'priority       = 0'],
    ['a column of wmic', 'x'.repeat(80), 'Name=y'],
    ['a whole GUID on its own line', 'deadbeef', '77b2c1d0-1a2b-4c3d-8e4f-5a6b7c8d9e0f'],
    ['a line of another width', 'x'.repeat(77), 'y'],
    ['a zero before a code', 'Failed: 0', '0xC004F074'],
  ])('%s', (_, first, second) => {
    expect(joined(first, second)).toEqual([first, second]);
  });
});

test('a very long text in pieces is rejoined in bounded pieces', () => {
  const lines = Array.from({ length: 100_000 }, () => 'x'.repeat(80));
  joinWraps(lines);
  expect(lines).toHaveLength(100_000);
  expect(Math.max(...lines.filter((l) => l !== '').map((l) => l.length))).toBeLessThanOrEqual(80 * 2001);
});
