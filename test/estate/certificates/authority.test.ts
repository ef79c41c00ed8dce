import { X509Certificate, createPrivateKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';

import { EstateAuthority } from '../../../src/estate/certificates/authority.ts';
import { ipOctets } from '../../../src/estate/certificates/ip-octets.ts';

const nowMs = Date.parse('2026-11-20T09:00:00Z');
const authority = new EstateAuthority(nowMs);
const own = new X509Certificate(authority.certificate);
const names = ['ws-0142.contoso.test', 'localhost', '127.0.0.1', '::1'];

describe('the authority of an estate', () => {
  test('is an authority, signed by itself, and good now', () => {
    expect(own.ca).toBe(true);
    expect(own.verify(own.publicKey)).toBe(true);
    expect([Date.parse(own.validFrom) < nowMs, Date.parse(own.validTo) > nowMs]).toEqual([true, true]);
  });

  test('has a key of its own each time', () => {
    expect(new X509Certificate(new EstateAuthority(nowMs).certificate).publicKey.equals(own.publicKey)).toBe(false);
  });

  test('issues to servers for all their names and addresses, and for no others', () => {
    const { certificate, key, der } = authority.issueForServer(names);
    const read = new X509Certificate(certificate);
    expect(read.raw).toEqual(Buffer.from(der));
    expect([read.checkIssued(own), read.verify(own.publicKey), read.ca]).toEqual([true, true, false]);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect([read.checkHost('WS-0142.contoso.test'), read.checkIP('127.0.0.1'), read.checkIP('::1')]).toEqual(['ws-0142.contoso.test', '127.0.0.1', '::1']);
    expect([read.checkHost('other.contoso.test'), read.checkIP('127.0.0.2')]).toEqual([undefined, undefined]);
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  });

  test('issues to users for signing in alone', () => {
    const read = new X509Certificate(authority.issueForUser('reader').certificate);
    expect([read.subject, read.verify(own.publicKey)]).toEqual(['CN=reader', true]);
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  });

  test.each([
    ['expired', (read: X509Certificate) => Date.parse(read.validTo) < nowMs], ['not-yet-valid', (read: X509Certificate) => Date.parse(read.validFrom) > nowMs],
    ['foreign', (read: X509Certificate) => !read.verify(own.publicKey)], ['self-signed', (read: X509Certificate) => read.verify(read.publicKey)],
    ['other-name', (read: X509Certificate) => read.checkHost('ws-0142.contoso.test') === undefined],
  ] as const)('issues one that is %s on purpose', (fault, isSo) => {
    const read = new X509Certificate(authority.issueForServer(names, fault).certificate);
    expect(isSo(read)).toBe(true);
  });

  test('writes years from 2050 on as X.509 wants them', () => {
    const late = new X509Certificate(new EstateAuthority(Date.parse('2049-12-20T00:00:00Z')).certificate);
    expect([late.validFrom, late.validTo]).toEqual(['Dec 19 00:00:00 2049 GMT', 'Jan 19 00:00:00 2050 GMT']);
  });
});

test.each([['127.0.0.1', '7f000001'], ['::1', '00000000000000000000000000000001'], ['fe80::1:2', 'fe800000000000000000000000010002'], ['kms1', null]])('the octets of %s are %s', (text, hex) => {
  const octets = ipOctets(text);
  expect(octets === null ? null : Buffer.from(octets).toString('hex')).toBe(hex);
});
