import { assert, constantFrom, integer, jsonValue, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { beginsPiece, endsPiece, readPieces } from '../../../src/codec/powershell/pieces.ts';

const piece = (name: string, value: unknown): string => `${beginsPiece}${name} ${JSON.stringify(value).replaceAll('@', '\\u0040')}${endsPiece}\r\n`;

describe('the pieces of a script', () => {
  test('are found in whatever else was printed', () => {
    const text = `Welcome @ all!\r\n${piece('machine', { a: 1 })}WARNING: x {"b": 2}\r\n${piece('done', { role: 'client' })}bye`;
    expect(readPieces(text)).toEqual({ pieces: [{ name: 'machine', value: { a: 1 } }, { name: 'done', value: { role: 'client' } }], whole: true, broken: [] });
  });

  test('are whole again where a console broke their lines', () => {
    assert(property(jsonValue(), integer({ min: 1, max: 90 }), constantFrom('\r\n', '\n'), (value, width, end) => {
      const text = `banner\r\n${piece('events', [value])}${piece('done', {})}`;
      const wrapped = (text.match(new RegExp(`[^\\r\\n]{1,${width}}`, 'g')) ?? []).join(end);
      expect(readPieces(wrapped).pieces[0]?.value).toEqual(JSON.parse(JSON.stringify([value])));
    }));
  });

  test('that were cut off are named, and cost no other', () => {
    const text = piece('service', { a: 1 }) + piece('events', [1, 2, 3]).slice(0, -8);
    expect(readPieces(text)).toEqual({ pieces: [{ name: 'service', value: { a: 1 } }], whole: false, broken: ['events'] });
  });

  test('that were broken into are named, and the next is read', () => {
    expect(readPieces(`${beginsPiece}events [1, ${piece('machine', {})}`)).toMatchObject({ pieces: [{ name: 'machine' }], broken: ['events'] });
  });

  test('are never an exception, and never many', () => {
    assert(property(string(), (text) => readPieces(beginsPiece + text + endsPiece).pieces.length <= 64));
    expect(readPieces(piece('x', 1).repeat(1000)).pieces).toHaveLength(64);
  });

  test('take time in proportion to the text', () => {
    const from = performance.now();
    readPieces(beginsPiece.repeat(200_000));
    readPieces('@'.repeat(2_000_000));
    expect(performance.now() - from).toBeLessThan(2000);
  });
});
