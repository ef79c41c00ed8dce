import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';

import { readEnumerationPage, readInstance } from '../../../src/codec/wsman/wmi-answers.ts';
import type { WmiRow } from '../../../src/model/windows.ts';
import { writeAnswer } from '../../../src/codec/wsman/server/write-answer.ts';
import { isoOfCim, writeFragment, writeInstance, writePage } from '../../../src/codec/wsman/server/write-rows.ts';
import { durationMsOf } from '../../../src/codec/wsman/server/durations.ts';

const cls = { name: 'Win32_Thing', namespace: 'root\\cimv2', isTime: (column: string) => column === 'When' };
const context = { messageId: '0D0C70A0-0000-4000-8000-000000000001', relatesTo: null };

const rowsIn = (items: readonly string[], kind: 'Enumerate' | 'Pull'): WmiRow[] => {
  const rows: WmiRow[] = [];
  const page = readEnumerationPage(writeAnswer(context, 'a', writePage(kind, items, null)), { onRow: (row) => rows.push(row) });
  expect(page).toMatchObject({ ok: true, value: { context: null, rows: items.length } });
  return rows;
};

describe('a row', () => {
  const row = { Count: 4_294_967_295, IPAddress: ['10.0.0.1', 'fe80::1'], Flag: true, Name: 'a <b> & "c"', Nothing: null, Text: '', When: '20261102080000.123000+060' };

  test.each(['Enumerate', 'Pull'] as const)('comes back as it was in both shapes of the answer to %s', (kind) => {
    expect(rowsIn([writeInstance(row, cls), writeFragment(row, cls)], kind)).toEqual([row, row]);
  });

  test('alone is an instance', () => {
    expect(readInstance(writeAnswer(context, 'a', writeInstance(row, cls)))).toEqual({ ok: true, value: row });
  });

  test('of any texts comes back as it was', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => /^[\p{L}\p{P}<>&]+$/u.test(text)), { minLength: 1, maxLength: 4 }), (texts) => {
      const given = Object.fromEntries(texts.map((text, n) => [`Column${n}`, text === 'true' || text === 'false' ? 'x' : text]));
      expect(rowsIn([writeFragment(given, cls)], 'Pull')).toEqual([given]);
    }), { numRuns: 100 });
  });
});

test.each([['20261102080000.000000+000', '2026-11-02T08:00:00Z'], ['20261102080000.500000-300', '2026-11-02T08:00:00.5-05:00'], ['16010101000000.000000-000', '1601-01-01T00:00:00Z'], ['soon', 'soon']])('the CIM datetime %s is written %s', (cim, iso) => {
  expect(isoOfCim(cim)).toBe(iso);
});

test.each([['PT60S', 60_000], ['PT60.000S', 60_000], ['PT1M30.5S', 90_500], ['P1DT1H', 90_000_000], ['PT', 0], ['60', null], ['', null]])('the duration %j is %j ms', (text, ms) => {
  expect(durationMsOf(text)).toBe(ms);
});
