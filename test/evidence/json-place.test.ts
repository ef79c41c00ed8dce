import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { placeOfMember } from '../../src/evidence/json-place.ts';

describe('the place of a member', () => {
  test('is that of its key, or of the item', () => {
    const text = '{ "a": { "b,]": [1, "}",\n   {"c": null}] },\n "d\\u0065": true }';
    expect(placeOfMember(text, [])).toEqual({ line: 1, column: 1 });
    expect(placeOfMember(text, ['a', 'b,]'])).toEqual({ line: 1, column: 10 });
    expect(placeOfMember(text, ['a', 'b,]', 1])).toEqual({ line: 1, column: 21 });
    expect(placeOfMember(text, ['a', 'b,]', 2, 'c'])).toEqual({ line: 2, column: 5 });
    expect(placeOfMember(text, ['de'])).toEqual({ line: 3, column: 2 });
  });

  test('of a member that is missing is that of what should hold it', () => {
    expect(placeOfMember('{\n "a": {} }', ['a', 'b', 'c'])).toEqual({ line: 2, column: 2 });
    expect(placeOfMember('7', ['a'])).toEqual({ line: 1, column: 1 });
  });

  test('of a key that stands twice is the last, which is the one that counts', () => {
    expect(placeOfMember('{"a":1,\n"a":2}', ['a'])).toEqual({ line: 2, column: 1 });
  });

  test('is found in any JSON, however it is laid out', () => {
    const pathsIn = (value: unknown): (string | number)[][] =>
      (Array.isArray(value) ? value.map((item, i): [number, unknown] => [i, item]) : typeof value === 'object' && value !== null ? Object.entries(value) : [])
        .flatMap(([step, member]) => [[step], ...pathsIn(member).map((path) => [step, ...path])]);
    fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 3), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const lines = text.split('\n');
      const read: unknown = JSON.parse(text);
      for (const path of pathsIn(read)) {
        const { line, column } = placeOfMember(text, path);
        const last = path.at(-1);
        const member = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], read);
        const begins = JSON.stringify(typeof last === 'string' ? last : member, null, indent).split('\n', 1)[0] ?? '';
        expect(lines[line - 1]?.slice(column - 1).startsWith(begins)).toBe(true);
      }
    }));
  });
});
