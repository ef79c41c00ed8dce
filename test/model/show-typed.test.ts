import { describe, expect, it } from 'vitest';
import { showTyped } from '../../src/model/show-typed.ts';

describe('what was typed, in a sentence that refuses it', () => {
  it.each([
    ['user:hunter2@host', 'user:…@host'],
    ['http://user:hunter2/@:x@host/', 'http://user:…@host/'],
    ['winrm://user@contoso.test:hunter2@host', 'winrm://user@contoso.test:…@host'],
    [`http://user:hunter2${'x'.repeat(200)}@host`, 'http://user:…@host'],
    ['user:hunter\n2@host', 'user:…@host'],
  ])('%j shows no password', (typed, shown) => {
    expect(showTyped(typed)).toBe(shown);
  });

  it.each(['kms1:1688', 'winrm://admin@host:5985', 'C:\\logs\\a@b.txt', '[fd00::1]:1688', 'Error: ask it@contoso.test'])('%s stays as it is', (typed) => {
    expect(showTyped(typed)).toBe(typed);
  });

  it('is one clean line, cut short', () => {
    expect(showTyped('a\u001b[31mb\u202ec\u200b\nd')).toBe('abc d');
    expect(showTyped('x'.repeat(100))).toHaveLength(80);
  });
});
