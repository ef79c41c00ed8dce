import { describe, expect, it } from 'vitest';
import { addPiece, nothingPasted, sizeInWords } from '../../src/ui/paste-text.ts';
import { readRequest } from '../../src/ui/read-request.ts';
import { measure, scrollPage, scrollToEdge, unscrolled } from '../../src/ui/scrolling.ts';
import { aroundCaret, emptyField, eraseAfter, eraseBefore, insertText, moveCaret } from '../../src/ui/text-entry.ts';

const typed = { path: '', domain: '', dns: '', words: '' };

describe('a text field', () => {
  it('puts text at the caret and erases before and under it, by whole characters', () => {
    const field = moveCaret(insertText(emptyField, 'a😀b'), -1);
    expect(aroundCaret(field)).toEqual({ before: 'a😀', under: 'b', after: '' });
    expect(eraseBefore(field).value).toBe('ab');
    expect(eraseAfter(field).value).toBe('a😀');
    expect(insertText(field, '-').value).toBe('a😀-b');
  });
  it('keeps the caret in the text', () => {
    expect(moveCaret(insertText(emptyField, 'ab'), -Infinity).caret).toBe(0);
    expect(moveCaret(insertText(emptyField, 'ab'), Infinity).caret).toBe(2);
  });
  it('takes no control characters', () => {
    expect(insertText(emptyField, 'a\u001b[31mb\nc').value).toBe('ab c');
  });
});

describe('what was typed', () => {
  it('is a path without the quotes that terminals put around it', () => {
    expect(readRequest('file', { ...typed, path: ' "C:\\Users\\a b\\out.txt" ' })).toEqual({ ok: true, request: { kind: 'file', path: 'C:\\Users\\a b\\out.txt' } });
  });
  it('is a domain with or without a DNS server', () => {
    expect(readRequest('domain', { ...typed, domain: 'contoso.test.' })).toEqual({ ok: true, request: { kind: 'domain', domain: 'contoso.test.' } });
    expect(readRequest('domain', { ...typed, domain: 'contoso.test', dns: '[2001:db8::1]:53' })).toEqual({ ok: true, request: { kind: 'domain', domain: 'contoso.test', dns: '[2001:db8::1]:53' } });
  });
  it.each(['', 'a..b', 'a b', '10.0.0.1', '-', 'x'.repeat(64), `${'a.'.repeat(130)}a`].filter((d) => d !== '-'))('is no domain: %s', (domain) => {
    expect(readRequest('domain', { ...typed, domain }).ok).toBe(false);
  });
  it('is words between spaces', () => {
    expect(readRequest('code', { ...typed, words: ' 12290  0xC004F074 ' })).toEqual({ ok: true, request: { kind: 'code', words: ['12290', '0xC004F074'] } });
  });
});

describe('the size of a paste', () => {
  it('counts lines whether or not the last one ends, and however the pieces were cut', () => {
    expect(sizeInWords(['a\nb', '\nc'].reduce(addPiece, nothingPasted))).toBe('3 lines, 5 bytes');
    expect(sizeInWords(addPiece(nothingPasted, 'a\n'))).toBe('1 line, 2 bytes');
  });
});

describe('a pane', () => {
  const pane = { ...unscrolled, content: 30, view: 10 };
  it('pages with one row of overlap and stops at its ends', () => {
    expect(scrollPage(pane, 1).offset).toBe(9);
    expect(scrollPage(scrollPage(scrollPage(pane, 1), 1), 1).offset).toBe(20);
    expect(scrollToEdge(scrollPage(pane, 1), 'first').offset).toBe(0);
  });
  it('moves no further than it must to show the cursor', () => {
    const measured = { content: 30, view: 10 };
    const down = measure(pane, { ...measured, from: 12, to: 13 });
    expect(down.offset).toBe(3);
    expect(measure(down, { ...measured, from: 8, to: 9 }).offset).toBe(3);
    expect(measure(down, { ...measured, from: 1, to: 2 }).offset).toBe(1);
  });
  it('stays where it was put by hand, and in range when its content shrinks', () => {
    const paged = scrollPage(pane, 1);
    expect(measure(paged, { content: 30, view: 10, from: 0, to: 1 }).offset).toBe(9);
    expect(measure(paged, { content: 12, view: 10, from: 0, to: 1 }).offset).toBe(2);
  });
});
