import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWql } from '../../../src/codec/wql/parse-wql.ts';

const whereOf = (condition: string) => {
  const read = parseWql(`SELECT * FROM C WHERE ${condition}`);
  return read.ok ? read.query.where : read;
};

const compare = (column: string, operator: string, value: string | number | boolean | null) => ({ kind: 'compare', column, operator, value });

const isBounded = (text: string): boolean => {
  const read = parseWql(text);
  return read.ok || (read.at >= 0 && read.at <= text.length);
};

describe('A query', () => {
  it('names columns, a class and a condition, in any letter case and with any blanks', () => {
    expect(parseWql('select Name,\n State from Win32_Service\twhere Name = \'sppsvc\'')).toEqual({
      ok: true, query: { className: 'Win32_Service', columns: ['Name', 'State'], where: compare('Name', '=', 'sppsvc') },
    });
  });

  it('asks for every column with a star, and for every row without a condition', () => {
    expect(parseWql('SELECT * FROM Win32_Service')).toEqual({ ok: true, query: { className: 'Win32_Service', columns: null, where: null } });
  });

  it.each([
    ['a = 1', compare('a', '=', 1)],
    ['a <> -1.5', compare('a', '!=', -1.5)],
    ['a != "x"', compare('a', '!=', 'x')],
    ['a >= 4294967295', compare('a', '>=', 4_294_967_295)],
    ['5 < a', compare('a', '>', 5)],
    ['TRUE = a', compare('a', '=', true)],
    ['a = False', compare('a', '=', false)],
    ['a IS NULL', compare('a', '=', null)],
    ['a is not null', compare('a', '!=', null)],
    ['a = NULL', compare('a', '=', null)],
    ['a LIKE "%KMS%"', { kind: 'like', column: 'a', pattern: '%KMS%' }],
  ])('compares as in %s', (text, condition) => {
    expect(whereOf(text)).toEqual(condition);
  });

  it('takes the character after a backslash as it is, so that a path or a quote can stand in a text', () => {
    expect(whereOf(String.raw`a = 'C:\\Windows\\it\'s'`)).toEqual(compare('a', '=', String.raw`C:\Windows\it's`));
    expect(whereOf(String.raw`a = "say \"no\""`)).toEqual(compare('a', '=', 'say "no"'));
  });

  it('binds NOT before AND before OR, unless parentheses say otherwise', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => compare(name, '=', 1));
    expect(whereOf('a = 1 OR b = 1 AND NOT c = 1')).toEqual({ kind: 'or', terms: [a, { kind: 'and', terms: [b, { kind: 'not', term: c }] }] });
    expect(whereOf('(a = 1 OR b = 1) AND c = 1')).toEqual({ kind: 'and', terms: [{ kind: 'or', terms: [a, b] }, c] });
  });

  it.each([
    ['', 0, 'SELECT'],
    ['DELETE FROM C', 0, 'SELECT'],
    ['SELECT FROM C', 7, 'the name of a column'],
    ['SELECT a, FROM C', 10, 'the name of a column'],
    ['SELECT * C', 9, 'FROM'],
    ['SELECT * FROM', 13, 'the name of a class'],
    ['SELECT * FROM C x', 16, 'WHERE or the end'],
    ['SELECT * FROM C WHERE', 21, 'a column or a value'],
    ['SELECT * FROM C WHERE a', 23, 'a comparison, LIKE or IS'],
    ['SELECT * FROM C WHERE a =', 25, 'a value'],
    ['SELECT * FROM C WHERE a = constructor', 26, 'a value'],
    ['SELECT * FROM C WHERE a IS 5', 27, 'NULL'],
    ['SELECT * FROM C WHERE a LIKE 5', 29, 'a pattern in quotes'],
    ['SELECT * FROM C WHERE (a = 1', 28, 'a closing parenthesis'],
    ['SELECT * FROM C WHERE a = 1 b', 28, 'AND, OR or the end'],
    ['SELECT * FROM C WHERE a = \'x', 26, 'the end of the text in quotes'],
    ['SELECT * FROM C; DROP', 15, 'a name, a number, a text in quotes or a sign'],
  ])('that is none says where it stops being one: %s', (text, at, wanted) => {
    expect(parseWql(text)).toEqual({ ok: false, at, wanted });
  });

  it('is bounded in length, depth and number of comparisons', () => {
    expect(parseWql(`SELECT * FROM C WHERE a = '${'x'.repeat(9000)}'`)).toMatchObject({ ok: false, wanted: 'a query of at most 8192 characters' });
    expect(parseWql(`SELECT * FROM C WHERE ${'('.repeat(4000)}`)).toMatchObject({ ok: false, wanted: 'at most 32 levels' });
    expect(parseWql(`SELECT * FROM C WHERE ${'NOT '.repeat(1500)}a = 1`)).toMatchObject({ ok: false, wanted: 'at most 32 levels' });
    expect(parseWql(`SELECT * FROM C WHERE ${Array.from({ length: 300 }, () => 'a = 1').join(' OR ')}`)).toMatchObject({ ok: false, wanted: 'at most 256 comparisons' });
  });

  it('never throws, and points into the text, whatever the text is', () => {
    const pieces = array(constantFrom('SELECT', '*', 'FROM', 'C', 'WHERE', 'a', '=', '1', '\'x\'', 'AND', 'OR', 'NOT', '(', ')', 'LIKE', 'IS', 'NULL', '\\', '\'', ','));
    expect(() => assert(property(oneof(string(), pieces.map((p) => p.join(' '))), isBounded), { numRuns: 500, seed: 4 })).not.toThrow();
  });
});
