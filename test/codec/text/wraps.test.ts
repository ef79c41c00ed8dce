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

  test('a URL, though its rest looks like a column', () => {
    const url = 'Use License URL: https://activation.corp.example/SLActivateProduct/SLActivateProduct.asmx?configextension=o16';
    expect(joined(...cutAt(url, 80))).toEqual([url, '']);
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
    ['a label with a full-width colon', eighty, '许可证状态：已授权'],
    ['an indented line', 'x'.repeat(80), '  y'],
    ['dashes', 'x'.repeat(80), '-----'],
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
