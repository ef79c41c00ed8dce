import { describe, expect, test } from 'vitest';
import { readServerText } from '../../src/transport/system-dns.ts';

describe('a resolver as the system lists it', () => {
  test.each([
    ['10.0.0.53', { host: '10.0.0.53', port: 53 }],
    ['10.0.0.53:5301', { host: '10.0.0.53', port: 5301 }],
    ['::1', { host: '::1', port: 53 }],
    ['[fd00::1]:5301', { host: 'fd00::1', port: 5301 }],
    ['fe80::1%eth0', { host: 'fe80::1%eth0', port: 53 }],
  ])('%s is read', (text, resolver) => {
    expect(readServerText(text)).toEqual(resolver);
  });
  test.each(['', 'dc1.contoso.test', '10.0.0.53:0', '10.0.0.53:99999', 'fec0:0:0:ffff::1%1'])('%j is none', (text) => {
    expect(readServerText(text)).toBeNull();
  });
});
