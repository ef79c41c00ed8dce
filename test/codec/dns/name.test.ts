import { expect, test } from 'vitest';
import { askableName, nameKey, presentName } from '../../../src/codec/dns/name.ts';

test('a final dot is not part of a name, and the root alone is a dot', () => {
  expect(presentName('kms1.contoso.test.')).toBe('kms1.contoso.test');
  expect(presentName('')).toBe('.');
  expect(presentName('.')).toBe('.');
});

test('what could hurt a terminal stands as octets in decimal', () => {
  expect(presentName('a\u001b[31m.test')).toBe('a\\027[31m.test');
  expect(presentName('kms one.test')).toBe('kms\\032one.test');
  expect(presentName('a\u202eb')).toBe('a\\226\\128\\174b');
  expect(presentName('a\\b')).toBe('a\\092b');
});

test('letters outside ASCII stay, since Windows DNS has names in UTF-8', () => {
  expect(presentName('büro.contoso.test')).toBe('büro.contoso.test');
  expect(askableName('büro.contoso.test')).toBe('büro.contoso.test');
});

test('a name as shown can be asked for again', () => {
  expect(askableName(presentName('kms one.contoso.test'))).toBe('kms one.contoso.test');
  expect(askableName('_vlmcs._tcp.contoso.test.')).toBe('_vlmcs._tcp.contoso.test');
});

test.each([
  ['', 'nothing'], ['.', 'the root'], ['a..b', 'an empty label'], ['.a', 'an empty first label'], [`${'x'.repeat(64)}.test`, 'a label over 63 octets'],
  [`${'ü'.repeat(32)}.test`, 'a label over 63 octets in UTF-8'], [Array.from({ length: 64 }, () => 'abc').join('.'), 'over 253 octets'],
  ['a\nb', 'a line break'], ['a\\027b', 'an escaped control character'], ['a\\046b', 'a dot inside a label'], ['a\\9', 'half an escape'],
  ['a\\999', 'an octet over 255'], ['a\\255', 'octets that are no UTF-8'],
])('%j is not asked for: %s', (name) => {
  expect(askableName(name)).toBeNull();
});

test('names compare without regard to ASCII letter case and a final dot', () => {
  expect(nameKey('KMS1.Contoso.TEST.')).toBe(nameKey('kms1.contoso.test'));
  expect(nameKey('Ü')).not.toBe(nameKey('ü'));
});
