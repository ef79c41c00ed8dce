import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../src/commands/decode-bytes.ts';

const latin = 'Name: Windows(R), Enterprise edition\r\nLicense Status: Notification\r\n';
const mixed = '许可证状态: 通知\r\n激活 ID: 7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a01\r\n部分产品密钥: 2YT43\r\n';

const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const textOf = (bytes: Buffer): string => {
  const decoded = decodeBytes(bytes);
  return decoded.ok ? decoded.text : `refused: ${decoded.reason}`;
};

describe('text is read in the encodings that Windows writes', () => {
  test.each([['latin', latin], ['Chinese', mixed]])('%s text, with and without a byte-order mark', (_, text) => {
    expect(textOf(Buffer.from(text))).toBe(text);
    expect(textOf(Buffer.from(`\ufeff${text}`))).toBe(text);
    expect(textOf(utf16(text, 'le'))).toBe(text);
    expect(textOf(utf16(`\ufeff${text}`, 'le'))).toBe(text);
    expect(textOf(utf16(text, 'be'))).toBe(text);
    expect(textOf(utf16(`\ufeff${text}`, 'be'))).toBe(text);
  });

  test('a text cut in the middle of a character loses that character alone', () => {
    expect(textOf(Buffer.from('Lizenzstatus: gültig ü').subarray(0, -1))).toBe('Lizenzstatus: gültig \ufffd');
    expect(textOf(utf16(latin, 'le').subarray(0, -1))).toBe(latin.slice(0, -1));
  });

  test('an old code page is read as Windows-1252, and a note says so', () => {
    const decoded = decodeBytes(Buffer.from('Lizenzstatus: gültig, Schlüssel geändert', 'latin1'));
    expect(decoded).toMatchObject({ ok: true, text: 'Lizenzstatus: gültig, Schlüssel geändert', note: expect.stringContaining('Windows-1252') as string });
  });

  test('a stray control byte in a long text is a damaged text, not a program', () => {
    expect(textOf(Buffer.from(`${latin.repeat(20)}\u0001`))).toContain('License Status');
  });
});

describe('what is no text is refused in words', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'is empty'],
    ['blanks', Buffer.from(' \r\n\t\n'), 'is empty: it holds nothing but blanks'],
    ['an .evtx log', Buffer.from('ElfFile\0\0\0\0\0'), 'is an .evtx log, which this version does not read: export it as XML with wevtutil qe FILE /lf:true /f:xml'],
    ['an archive', Buffer.from('PK\u0003\u0004....'), 'is a ZIP archive or an Office document, not text: paste or save the text itself'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'is a picture, not text: paste or save the text itself'],
    ['bytes', Buffer.from([0x41, 0x02, 0x03, 0xff, 0x00, 0x10]), 'is binary, not text: byte 1 of it is 0x02'],
    ['zeros', Buffer.alloc(5000), 'is binary, not text: byte 0 of it is 0x00'],
  ])('%s', (_, bytes, reason) => {
    expect(decodeBytes(bytes)).toEqual({ ok: false, reason });
  });

  test('random bytes in number are never text', () => {
    let seed = 7;
    const bytes = Buffer.from(Array.from({ length: 20_000 }, () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16 & 255));
    expect(decodeBytes(bytes).ok).toBe(false);
  });

  test('whatever the bytes, nothing is thrown', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(decodeBytes(Buffer.from(bytes))).toHaveProperty('ok');
    }), { numRuns: 500 });
  });
});
