import { describe, expect, test } from 'vitest';
import { codeOfWin32, readNumber } from '../../src/knowledge/code-forms.ts';
import { takeApart } from '../../src/knowledge/code-parts.ts';
import { allSymbols } from '../../src/knowledge/symbols.ts';

describe('numbers as people write them', () => {
  test.each([
    '0xC004F074', '0xc004f074', '0XC004F074', 'C004F074', 'c004f074', '3221549172', '-1073418124', '0xFFFFFFFFC004F074', 'ffffffffc004f074', '18446744072636133492',
  ])('%s is 0xC004F074', (word) => {
    expect(readNumber(word)?.code).toBe('0xC004F074');
  });

  test.each([
    ['0', '0x00000000', 'decimal'], ['0x0', '0x00000000', 'hex'], ['5', '0x00000005', 'decimal'], ['0x5', '0x00000005', 'hex'], ['80070005', '0x80070005', 'hex'],
    ['12288', '0x00003000', 'decimal'], ['-1', '0xFFFFFFFF', 'signed'], ['4294967295', '0xFFFFFFFF', 'decimal'],
  ])('%s is %s, written as %s', (word, code, form) => {
    expect(readNumber(word)).toMatchObject({ code, form });
  });

  test.each(['', '0x', 'F074', '0xG', '4294967296', '-2147483649', '0x1C004F074', '1e9', '12.5', '0xC004F074C004F0741', '9'.repeat(30), 'C004F07', 'deadbeefs'])(
    '%j is no 32-bit number', (word) => {
      expect(readNumber(word)).toBeNull();
    });

  test('a Win32 number has its HRESULT', () => {
    expect(codeOfWin32(1722)).toBe('0x800706BA');
    expect(codeOfWin32(0)).toBe('0x00000000');
  });
});

describe('codes taken apart', () => {
  test.each([
    ['0x800706BA', { severity: 'error', facility: 'Win32 (7)', code: 1722, inside: 'RPC code 1722' }],
    ['0x8007232B', { code: 9003, inside: 'DNS code 9003' }],
    ['0x8007274C', { code: 10060, inside: 'socket (Winsock) code 10060' }],
    ['0x80072EE7', { code: 12007, inside: 'WinHTTP code 12007' }],
    ['0x80070005', { code: 5, inside: 'Win32 error 5' }],
    ['0x80041010', { facility: 'WMI (4)', code: 0x1010, inside: 'WMI code 0x80041010' }],
    ['0x80338126', { facility: 'WS-Management (51)', inside: 'WS-Management fault 2150859046' }],
    ['0x80190194', { facility: 'HTTP (25)', inside: 'HTTP status 404' }],
    ['0x80240022', { facility: 'Windows Update (36)' }],
    ['0xC004F999', { severity: 'error', facility: 'software licensing (4)', inside: 'software licensing code F999 of the client API' }],
    ['0x4004F999', { severity: 'information', facility: 'software licensing (4)' }],
    ['0x8004D999', { severity: 'warning', facility: 'software licensing (4)' }],
    ['0x803F7777', { severity: 'warning', facility: 'digital licence (63)' }],
    ['0xC0020017', { severity: 'error', facility: 'RPC runtime (NT 2)', code: 0x17, inside: 'the NT form of RPC code 1722', innerCode: '0x800706BA' }],
    ['0xC0000022', { facility: 'NT (NT 0)', code: 0x22 }],
    ['0xD0000022', { severity: 'error', innerCode: '0xC0000022' }],
    ['0xC0070005', { inside: 'Win32 error 5', innerCode: '0x80070005' }],
    ['0x000006BA', { severity: 'error', facility: 'Win32 (7)', code: 1722, innerCode: '0x800706BA' }],
    ['0x00000000', { severity: 'success', code: 0 }],
    ['0x00040001', { severity: 'success' }],
    ['0xFFFFFFFF', { code: 0xffff }],
  ])('%s', (code, wanted) => {
    expect(takeApart(code)).toMatchObject(wanted);
  });

  test('the severity is the one that the headers give, for every number of the table but one misprint', () => {
    const differing = allSymbols().filter((r) => takeApart(r.code).severity !== r.severity).map((r) => r.code);
    expect(differing).toEqual(['0x119FD010']);
  });

  test('no number whatever throws', () => {
    for (let value = 0; value <= 0xffffffff; value += 65_521) {
      const parts = takeApart(`0x${value.toString(16).toUpperCase().padStart(8, '0')}`);
      expect(parts.facility).not.toContain('undefined');
    }
  });
});
