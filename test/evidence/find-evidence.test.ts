import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findEvidence } from '../../src/evidence/find-evidence.ts';
import { writeEvidence } from '../../src/evidence/write-file.ts';
import { caseOf } from '../evidence-builder.ts';

const file = writeEvidence(caseOf()).trimEnd();
const compact = JSON.stringify(JSON.parse(file));
const sorted = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(file) as object).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2);
const shape = (input: string): [boolean, number][] => findEvidence(input).map((s) => [s.json, s.line]);

test.each([['indented', file], ['on one line', compact], ['with its members sorted', sorted]])('an evidence file %s is one stretch', (_, json) => {
  expect(findEvidence(json)).toEqual([{ json: true, text: json, line: 1 }]);
});

test('text around evidence files stands by itself, in order and with its lines', () => {
  expect(shape(`Name: Windows\n\n${compact}\nmore text\n\n${compact}\n\n`)).toEqual([[false, 1], [true, 3], [false, 3], [true, 6]]);
});

test('an evidence file cut short reaches to the end', () => {
  expect(findEvidence(file.slice(0, 300))).toEqual([{ json: true, text: file.slice(0, 300), line: 1 }]);
  expect(shape('{ "schema": "kmsdoct')).toEqual([[true, 1]]);
});

test('JSON that is not ours is text', () => {
  expect(shape('[{"Id": 12288}]')).toEqual([[false, 1]]);
  expect(shape('{"Id": 12288}')).toEqual([[false, 1]]);
});

test('nothing but blanks is no stretch', () => {
  expect(findEvidence(' \n\t\n')).toEqual([]);
});

test('stretches put together are the input, but for blanks', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('{', '}', '"', '\n', '\\', 'a', '"schema": ', '"kmsdoctor.evidence/1"', '{"schema": "kmsdoctor.evidence/1"}')), (parts) => {
    const input = parts.join('');
    expect(findEvidence(input).map((s) => s.text).join('').replace(/\s/g, '')).toBe(input.replace(/\s/g, ''));
  }));
});

test('many schema words without files take no longer than reading them', () => {
  expect(shape('"kmsdoctor.evidence/1" {\n'.repeat(20_000))).toEqual([[false, 1]]);
});
