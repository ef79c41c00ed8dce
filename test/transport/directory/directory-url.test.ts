import { describe, expect, it } from 'vitest';
import { readDirectoryUrl } from '../../../src/transport/directory/directory-url.ts';

describe('the address of a directory', () => {
  it.each([
    ['ldaps://dc1.contoso.test', { host: 'dc1.contoso.test', port: 636, tls: true, address: null }],
    ['ldaps://DC1.contoso.test:1636/', { host: 'dc1.contoso.test', port: 1636, tls: true, address: null }],
    ['ldap://10.0.0.5', { host: '10.0.0.5', port: 389, tls: false, address: null }],
    ['ldaps://[::1]:636', { host: '::1', port: 636, tls: true, address: null }],
  ])('%s is a server', (text, server) => {
    expect(readDirectoryUrl(text)).toEqual({ ok: true, server });
  });

  it.each(['dc1.contoso.test', 'http://dc1', 'ldaps://', 'ldaps://dc1:0', 'ldaps://dc1/CN=x', 'ldaps://dc1?sub', 'ldaps://user@dc1', 'ldaps://dc 1', ''])('%s is none, and what would be is said', (text) => {
    expect(readDirectoryUrl(text)).toMatchObject({ ok: false, message: expect.stringContaining('ldaps://dc1.contoso.test') });
  });

  it('never holds a password, and does not repeat one', () => {
    const read = readDirectoryUrl('ldaps://user:Secret.1@dc1');
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining('without a password') });
    expect(JSON.stringify(read)).not.toContain('Secret.1');
  });
});
