import { describe, expect, test } from 'vitest';
import { columnsOf, wrap } from '../../src/report/wrap.ts';

describe('wrapping text', () => {
  test('breaks between words, with one indent for the first line and another for the rest', () => {
    expect(wrap('one two three four', 10, '- ', '  ')).toBe('- one two\n  three\n  four');
  });

  test('a line may be exactly as wide as allowed', () => {
    expect(wrap('1234 6789 12', 9)).toBe('1234 6789\n12');
  });

  test('a word longer than the line stands whole on its own', () => {
    expect(wrap('see https://learn.microsoft.com/long for more', 12)).toBe('see\nhttps://learn.microsoft.com/long\nfor more');
    expect(wrap('aaaaaaaaaaaaaaaaaaaa b', 5, '  ')).toBe('  aaaaaaaaaaaaaaaaaaaa\n  b');
  });

  test('blanks within a line stay, those at its ends go; line breaks stay', () => {
    expect(wrap('  a   b c \nd', 20)).toBe('a   b c\nd');
    expect(wrap('  é   b\tc \nd', 20)).toBe('é   b c\nd');
    expect(wrap('one   two   three', 9)).toBe('one   two\nthree');
    expect(wrap('éne   two   three', 9)).toBe('éne   two\nthree');
    expect(wrap('', 20, '- ')).toBe('- ');
  });

  test('wide letters count as two columns and may break anywhere between them', () => {
    expect(columnsOf('激活 a')).toBe(6);
    expect(wrap('激活服务器 x', 6)).toBe('激活服\n务器 x');
    expect(wrap('代码0xC004F074错误', 12)).toBe('代码\n0xC004F074错\n误');
  });

  test('combining marks take no column', () => {
    expect(columnsOf('e\u0301')).toBe(1);
  });

  test('plain and other text are wrapped alike', () => {
    const text = 'the quick brown fox jumps over the lazy dog and runs away from here';
    for (let width = 3; width < 70; width += 1) expect(wrap(`${text} é`, width, '- ', '   ').replace(/\s+é$/, '')).toBe(wrap(text, width, '- ', '   '));
  });

  test('long texts are wrapped to their end', () => {
    expect(wrap('word '.repeat(100_000), 80).split('\n')).toHaveLength(6250);
    expect(wrap('词'.repeat(100_000), 80).split('\n')).toHaveLength(2500);
  });
});
