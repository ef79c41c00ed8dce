import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { nameOctets, readName, spellName } from '../../../src/codec/dns/wire-name.ts';
import { names } from './arbitrary.ts';

const wire = (...labels: string[]): number[] => [...labels.flatMap((label) => [label.length, ...Buffer.from(label, 'latin1')]), 0];

describe('a name on the wire (RFC 1035 §3.1)', () => {
  test('is read as text, and written as it was', () => {
    fc.assert(fc.property(names, (name) => {
      expect(readName(nameOctets(name) ?? new Uint8Array(), 0)?.name).toBe(name);
    }));
  });

  test('keeps apart a dot within a label and one between labels, and octets that are no letters', () => {
    expect(readName(Uint8Array.from(wire('a.b', 'c')), 0)?.name).toBe('a\\046b.c');
    expect(readName(Uint8Array.from(wire('\xff', 'a b')), 0)?.name).toBe('\\255.a\\032b');
    expect(readName(Uint8Array.from(wire()), 0)?.name).toBe('.');
  });

  test('has one spelling, whichever way it was written', () => {
    expect(['kms one.Corp.', 'kms\\032one.Corp', '\\107ms\\032one.Corp'].map(spellName)).toEqual(Array(3).fill('kms\\032one.Corp'));
  });

  test.each([['an empty label', 'a..b'], ['a label over 63 octets', 'x'.repeat(64)], ['more than 255 octets', 'abcdefg.'.repeat(32)], ['an escape over 255', '\\256'], ['half an escape', 'a\\03']])('is none with %s', (_, name) => {
    expect(nameOctets(name)).toBeNull();
  });

  test('of 255 octets is one still', () => {
    expect(nameOctets(`${'abcdefg.'.repeat(31)}abcde`)).toHaveLength(255);
  });
});

const at = (from: number, ...octets: number[]) => readName(Uint8Array.from(octets), from);

describe('a pointer (RFC 1035 §4.1.4)', () => {
  test('stands for the rest of a prior name, and the name ends behind it', () => {
    expect(at(5, ...wire('abc'), 1, 120, 0xc0, 0)).toEqual({ name: 'x.abc', end: 9 });
  });

  test.each([
    ['to itself', 0, [0xc0, 0]],
    ['forward', 0, [0xc0, 2, 0]],
    ['into the labels before it', 0, [1, 120, 0xc0, 0]],
    ['to a pointer back to it', 2, [0xc0, 2, 0xc0, 0]],
    ['cut in half', 0, [0xc0]],
  ])('%s is no name', (_, from, octets) => {
    expect(at(from, ...octets)).toBeNull();
  });

  test('in a chain of many is no name: a message of pointers costs no more than one', () => {
    const chain = [0, 0, ...Array.from({ length: 100 }, (_, n) => [0xc0, 2 * n]).flat()];
    expect(at(2 + 2 * 20, ...chain)?.name).toBe('.');
    expect(at(2 + 2 * 99, ...chain)).toBeNull();
  });

  test('never makes a name longer than 255 octets', () => {
    const long = wire('x'.repeat(63), 'y'.repeat(63), 'z'.repeat(63), 'w'.repeat(40));
    expect(at(long.length, ...long, 63, ...Array<number>(63).fill(118), 0xc0, 0)).toBeNull();
  });
});
