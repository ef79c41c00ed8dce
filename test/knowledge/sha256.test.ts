import { createHash } from 'node:crypto';

import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sha256 } from '../../src/knowledge/sha256.ts';

const referee = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('our SHA-256', () => {
  test('gives the digest of the standard’s own example (FIPS 180-4, "abc")', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('agrees with Node’s at every length about a block’s end', () => {
    for (let length = 0; length < 200; length++) expect(sha256('k'.repeat(length))).toBe(referee('k'.repeat(length)));
  });

  test('agrees with Node’s on any text', () => {
    assert(property(string({ unit: 'binary' }), (text) => sha256(text.toWellFormed()) === referee(text.toWellFormed())));
  });
});
