import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decodeOutput } from '../../../src/codec/powershell/decode-output.ts';

const text = 'Willkommen, Müller: größer als 5 €\r\n@kmsdoctor done {} @end\r\n';
const utf16be = (s: string): Buffer => Buffer.from(s, 'utf16le').swap16();

describe('what PowerShell writes into a pipe', () => {
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big-endian', utf16be(text)],
    ['UTF-16, big-endian, with a mark', utf16be(`\ufeff${text}`)],
  ])('is read in %s', (_title, bytes) => {
    expect(decodeOutput(bytes)).toBe(text);
  });

  test('is read in code page 850, which a German console has, and in 1252', () => {
    expect(decodeOutput(Buffer.from('M\u0081ller gr\u00e1\u00e1te \u0084\u0094', 'latin1'))).toBe('Müller grßßte äö');
    expect(decodeOutput(Buffer.from('M\u00fcller \u00e4\u00f6 \u0080', 'latin1'))).toBe('Müller äö €');
  });

  test('keeps what stands in ASCII whatever the code page', () => {
    expect(decodeOutput(Buffer.from('\u0081\u00e1\u00ff @kmsdoctor done {} @end', 'latin1'))).toContain('@kmsdoctor done {} @end');
  });

  test('loses half a character at most where it is cut', () => {
    expect(decodeOutput(Buffer.from('abcdef', 'utf16le').subarray(0, 11))).toBe('abcde');
  });

  test('is never an exception', () => {
    assert(property(uint8Array({ maxLength: 200 }), (bytes) => typeof decodeOutput(bytes) === 'string'));
  });
});
