import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/model/clean.ts';

const unsafe = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

describe('cleanText', () => {
  it('leaves ordinary text of any script as it is', () => {
    for (const s of ['WS-0142.corp.example', 'Lizenzstatus: Lizenziert – gültig', 'ライセンスの状態', 'état «actif»', '']) expect(cleanText(s)).toBe(s);
  });
  it('removes a whole colour sequence, not only its escape character', () => {
    expect(cleanText('\u001b[31mred\u001b[0m')).toBe('red');
    expect(cleanText('\u009b31mred')).toBe('red');
  });
  it('removes a window title and a hyperlink with what they carry', () => {
    expect(cleanText('a\u001b]0;owned\u0007b')).toBe('ab');
    expect(cleanText('a\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\b')).toBe('alinkb');
    expect(cleanText('a\u009d52;c;AAAA\u009cb')).toBe('ab');
  });
  it('keeps the evidence after a string that never ends', () => {
    expect(cleanText('a\u001b]0;kms1\nnext line\u0007')).toBe('a0;kms1 next line');
    expect(cleanText('a\u001bPkms1')).toBe('akms1');
  });
  it('puts a space where a line broke or a tab stood, so that words do not run together', () => {
    expect(cleanText('kms1\tkms2\r\nkms3')).toBe('kms1 kms2 kms3');
  });
  it('removes what reverses or hides text', () => {
    expect(cleanText('kms\u202e1elpmaxe\u202c')).toBe('kms1elpmaxe');
    expect(cleanText('k\u200bm\u200ds\ufeff1\u00ad')).toBe('kms1');
    expect(cleanText('\u2066kms1\u2069\u{e0041}')).toBe('kms1');
  });
  it('leaves no unsafe character in anything', () => {
    const part = constantFrom('\u001b', '[', ']', 'P', '\u009b', '\u009d', '\u0007', '\\', '3', '1', 'm', '\n', '\t', 'kms1', '\u202e', '\ud800', '(', 'B');
    assert(property(array(part, { maxLength: 40 }), (parts) => {
      expect(cleanText(parts.join(''))).not.toMatch(unsafe);
      expect(cleanText(parts.join('')).isWellFormed()).toBe(true);
    }));
  });
  it('reads a million openings that never close in one pass', () => {
    expect(cleanText('\u001b]'.repeat(1_000_000))).toBe('');
  });
});
