import { describe, expect, it } from 'vitest';
import { parseWql } from '../../../src/codec/wql/parse-wql.ts';
import { likeTest } from '../../../src/codec/wql/like.ts';
import { selectRows } from '../../../src/codec/wql/select-rows.ts';
import type { WmiRow } from '../../../src/model/windows.ts';

const columns = ['Name', 'Count', 'Key', 'IsAddon', 'At', 'Servers'];
const rows: WmiRow[] = [
  { Name: 'Enterprise', Count: 4_294_967_295, Key: null, IsAddon: false, At: '20261120090000.000000+000', Servers: ['10.0.0.5'] },
  { Name: 'ServerStandard', Count: 12, Key: '7QD4K', IsAddon: false, At: '20261120095000.000000+060', Servers: null },
  { Name: 'ESU', Count: 3, Key: '2YT43', IsAddon: true, At: '20261119090000.000000+000', Servers: [] },
];

/** As a class gives its rows: no more than it is asked for, and in that order. */
const rowsWith = (wanted: readonly string[]): WmiRow[] => rows.map((row) => Object.fromEntries(wanted.map((column) => [column, row[column] ?? null])));

function select(wql: string): unknown {
  const read = parseWql(wql);
  if (!read.ok) return read;
  const selection = selectRows(read.query, columns, rowsWith);
  return selection.ok ? selection.rows : selection;
}

const namesWhere = (condition: string): unknown => {
  const found = select(`SELECT Name FROM C WHERE ${condition}`);
  return Array.isArray(found) ? found.map((row: WmiRow) => row['Name']) : found;
};

describe('A selection', () => {
  it('gives the columns asked for as the class spells them, in the order asked', () => {
    expect(select('SELECT key, NAME FROM C WHERE count = 12')).toEqual([{ Key: '7QD4K', Name: 'ServerStandard' }]);
  });

  // Source: wmi documentation of WBEM_E_INVALID_QUERY; a column that an older class lacks fails the whole query.
  it('fails whole for a column that the class lacks, wherever it stands and whatever the rows', () => {
    expect(select('SELECT Name, VLActivationType FROM C')).toEqual({ ok: false, column: 'VLActivationType' });
    expect(select('SELECT Name FROM C WHERE Name = "x" AND (Count = 1 OR NOT Kay = 2)')).toEqual({ ok: false, column: 'Kay' });
    expect(selectRows({ columns: ['Nothing'], where: null }, columns, () => [])).toEqual({ ok: false, column: 'Nothing' });
  });

  it.each([
    ['Key IS NOT NULL', ['ServerStandard', 'ESU']],
    ['Key IS NULL', ['Enterprise']],
    ['Key IS NOT NULL AND IsAddon = FALSE', ['ServerStandard']],
    ['IsAddon = \'true\' OR IsAddon = 1', ['ESU']],
    ['Name = \'enterprise\'', ['Enterprise']],
    ['Name <> \'ENTERPRISE\'', ['ServerStandard', 'ESU']],
    ['Name >= \'f\'', ['ServerStandard']],
    ['Count > 11', ['Enterprise', 'ServerStandard']],
    ['Count = \'12\'', ['ServerStandard']],
    ['Count < 12', ['ESU']],
    ['NOT (Count < 12 OR IsAddon = TRUE) AND Name LIKE \'%server%\'', ['ServerStandard']],
    ['Key != \'2YT43\'', ['ServerStandard']],
    ['Servers = \'10.0.0.5\'', []],
    ['Name = 5', []],
    ['Name != 5', ['Enterprise', 'ServerStandard', 'ESU']],
  ])('takes the rows where %s', (condition, names) => {
    expect(namesWhere(condition)).toEqual(names);
  });

  it('compares times as moments, whatever their zones', () => {
    expect(namesWhere('At >= \'20261120085500.000000+000\'')).toEqual(['Enterprise']);
    expect(namesWhere('At < \'20261120093000.000000+060\'')).toEqual(['ESU']);
    expect(namesWhere('At = \'20261120100000.000000+060\'')).toEqual(['Enterprise']);
  });
});

// Source: learn.microsoft.com/windows/win32/wmisdk/like-operator.
describe('LIKE', () => {
  it.each([
    ['%KMS%', 'VOLUME_KMSCLIENT channel', true],
    ['%kms', 'VOLUME_KMS', true],
    ['VOLUME%', 'volume_kms', true],
    ['_MS', 'KMS', true],
    ['_MS', 'MS', false],
    ['[a-f]%', 'Enterprise', true],
    ['[a=f]%', 'Enterprise', true],
    ['[^a-f]%', 'Enterprise', false],
    ['[kv]MS', 'VMS', true],
    ['100[%]', '100%', true],
    ['100[%]', '1000', false],
    ['a[b', 'a[b', true],
    ['%', '', true],
    ['', 'x', false],
    ['a%b%c', 'aXbYbZc', true],
    ['a.c', 'abc', false],
  ])('%s on %s is %s', (pattern, text, fits) => {
    expect(likeTest(pattern)(text)).toBe(fits);
  });

  it('takes a pattern made to be slow in time that grows with its length alone', () => {
    expect(likeTest(`${'%a'.repeat(400)}b`)('a'.repeat(4000))).toBe(false);
  });
});
