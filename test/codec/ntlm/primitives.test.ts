import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { assert, array, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { md4 } from '../../../src/codec/ntlm/md4.ts';
import { ownRc4, rc4 } from '../../../src/codec/ntlm/rc4.ts';
import { utf16Octets, utf16Text, windowsUpperCase } from '../../../src/codec/ntlm/utf16.ts';
import { hex, octets } from './hex.ts';

describe('MD4', () => {
  test.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
    ['12345678901234567890123456789012345678901234567890123456789012345678901234567890', 'e33b4ddc9c38f2199c3e7b164fcc0536'],
  ])('of RFC 1320 A.5 %j', (text, digest) => {
    expect(hex(md4(Buffer.from(text)))).toBe(digest);
  });

  test('pads right at every length around a block', () => {
    // Digest of the digests of 0 to 199 octets, by pycryptodome's MD4.
    const all = Buffer.concat(Array.from({ length: 200 }, (_, length) => md4(new Uint8Array(length).fill(length))));
    expect(createHash('sha256').update(all).digest('hex')).toBe('ea7df9879e386310cf3804cd962bed864a2dfeda2d7577e2489422f75c8488a9');
  });
});

describe('RC4', () => {
  // RFC 6229 §2: the first 16 octets of the key stream, and those from 4096.
  test.each([
    ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8', 'ff25b58995996707e51fbdf08b34d875'],
    ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97', 'a36a4c301ae8ac13610ccbc12256cacc'],
  ])('of RFC 6229 with key %s', (key, begin, later) => {
    const stream = ownRc4(octets(key))(new Uint8Array(4112));
    expect(hex(stream.subarray(0, 16))).toBe(begin);
    expect(hex(stream.subarray(4096))).toBe(later);
  });

  test('goes on where it stopped, however the octets are cut', () => {
    assert(property(array(uint8Array({ maxLength: 40 }), { maxLength: 20 }), uint8Array({ minLength: 16, maxLength: 16 }), (parts, key) => {
      const cipher = ownRc4(key);
      expect(Buffer.concat(parts.map((part) => cipher(part)))).toEqual(Buffer.from(ownRc4(key)(Buffer.concat(parts))));
    }));
  });

  test('of a Node whose OpenSSL still has it gives the same octets as ours, and is what is then used', () => {
    // A Node of its own with OpenSSL's legacy provider, which has RC4.
    const script = `
      const { nodeRc4, ownRc4, rc4 } = await import(${JSON.stringify(new URL('../../../src/codec/ntlm/rc4.ts', import.meta.url).href)});
      const key = Uint8Array.from({ length: 16 }, (_, n) => n);
      const [theirs, ours, chosen] = [nodeRc4(key), ownRc4(key), rc4(key)];
      const same = [0, 1, 7, 1000, 33].every((length) => {
        const [a, b, c] = [theirs, ours, chosen].map((cipher) => Buffer.from(cipher(new Uint8Array(length).fill(3))));
        return a.equals(b) && b.equals(c);
      });
      process.stdout.write(String(same));`;
    expect(execFileSync(process.execPath, ['--openssl-legacy-provider', '--input-type=module', '--no-warnings', '-e', script], { encoding: 'utf8' })).toBe('true');
  });

  test('is the same by either way in', () => {
    const key = octets('0102030405060708090a0b0c0d0e0f10');
    expect(hex(rc4(key)(new Uint8Array(300)))).toBe(hex(ownRc4(key)(new Uint8Array(300))));
  });
});

describe('text', () => {
  test('of any kind survives UTF-16', () => {
    assert(property(array(uint8Array({ minLength: 2, maxLength: 2 })), (units) => {
      const bytes = Buffer.concat(units);
      expect(hex(utf16Octets(utf16Text(bytes)))).toBe(hex(bytes));
    }));
  });

  test.each([['wanda', 'WANDA'], ['Zoë', 'ZOË'], ['straße', 'STRAßE'], ['ıſ', 'ıſ'], ['ŉ', 'ŉ'], ['я', 'Я'], ['ÿ', 'Ÿ'], ['😀a', '😀A']])('%j is raised as Windows does it', (text, raised) => {
    expect(windowsUpperCase(text)).toBe(raised);
  });
});
