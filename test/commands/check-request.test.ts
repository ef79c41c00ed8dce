import { describe, expect, test } from 'vitest';

import { readCheckRequest } from '../../src/commands/check-request.ts';
import type { CheckFlags } from '../../src/commands/check-request.ts';
import { readEndpoint } from '../../src/commands/endpoint.ts';
import { selectChecks } from '../../src/commands/select-checks.ts';

const request = (targets: string[], flags: CheckFlags = {}) => readCheckRequest(targets, flags);
const file = 'package.json';
const picked = (only: string[], skip: string[] = []) => ['client/licensed', 'dns/srv-record-found', 'host/licensed'].filter(selectChecks(only, skip).includes);

describe('packets', () => {
  test('are sent for no file unless a domain, a DNS server or a host is named', () => {
    expect(request([file]).asksNetwork).toBe(false);
    expect(request([], { kmsHostTarget: [file] }).asksNetwork).toBe(false);
    for (const flags of [{ domain: ['contoso.test'] }, { dns: ['10.0.0.5'] }, { kmsHost: ['kms1.contoso.test'] }]) expect(request([file], flags).asksNetwork).toBe(true);
  });

  test('are sent without a target, and never with --offline', () => {
    expect(request([]).asksNetwork).toBe(true);
    expect(request([file], { domain: ['contoso.test'], offline: true }).asksNetwork).toBe(false);
  });
});

describe('names', () => {
  test('a domain loses its final dot and its capitals, an approved host too', () => {
    expect(request([], { domain: ['Contoso.Test.'], approvedHost: ['KMS1.contoso.test.'] }).settings).toEqual({ domains: ['contoso.test'], approvedHosts: ['kms1.contoso.test'] });
  });

  test.each([
    ['kms1', { host: 'kms1', port: 1688 }], ['kms1:1700', { host: 'kms1', port: 1700 }], ['10.0.0.11:1688', { host: '10.0.0.11', port: 1688 }],
    ['2001:db8::1', { host: '2001:db8::1', port: 1688 }], ['[2001:db8::1]:1700', { host: '2001:db8::1', port: 1700 }], ['[2001:db8::1]', { host: '2001:db8::1', port: 1688 }],
  ])('an endpoint: %s', (text, endpoint) => {
    expect(readEndpoint(text, 1688, '--kms-host')).toEqual(endpoint);
  });

  test.each(['', ':', ':53', 'a b', 'kms1:', 'kms1:0', 'kms1:70000', 'kms1:1688:1', '[kms1]:1', '-kms', 'kms1;reboot', 'a'.repeat(300)])('no endpoint: %s', (text) => {
    expect(() => readEndpoint(text, 1688, '--kms-host')).toThrow(/^--kms-host wants HOST/);
  });
});

describe('the call as it can be typed again', () => {
  test('has all that was looked at', () => {
    expect(request([file], { domain: ['contoso.test'], dns: ['10.0.0.5'], kmsHost: ['kms1'], kmsHostTarget: [file], approvedHost: ['kms1'] }).target)
      .toBe('package.json --domain contoso.test --dns 10.0.0.5 --kms-host kms1 --approved-host kms1 --kms-host-target package.json');
  });

  test('quotes blanks, and is left out where a shell would read more into it or nothing can be typed', () => {
    expect(request(['my folder/dlv.txt']).target).toBe('"my folder/dlv.txt"');
    for (const odd of ['a"b.txt', 'a$b.txt', 'a`b.txt', 'a%b.txt', "it's.txt", 'a;b.txt', '-']) expect(request([odd]).target).toBeNull();
    expect(request([]).target).toBeNull();
    expect([request([file], { config: 'own.json' }).target, request([file], { config: false }).target]).toEqual([`${file} --config own.json`, `${file} --no-config`]);
    expect(request(['winrm://CONTOSO%5Chelpdesk@ws-0142'], { ca: 'ca.pem', shell: false }).target).toBe('winrm://CONTOSO%5Chelpdesk@ws-0142 --ca ca.pem --no-shell');
  });
});

describe('check ids', () => {
  test.each([
    [['*'], 3], [['client/licensed'], 1], [['*/licensed'], 2], [['dns/*found'], 1], [['d*-*-f*d'], 1], [['licensed'], 0], [['client/licensed*licensed'], 0], [[], 3],
  ])('%s', (only, count) => {
    expect(picked(only)).toHaveLength(count);
  });

  test('a pattern that names no check is told', () => {
    expect(selectChecks(['dns/*', 'dsn/*'], ['x/y']).unmatched(['dns/a'])).toEqual(['dsn/*', 'x/y']);
  });

  test('a pattern of many stars is answered however long the id', () => {
    expect(selectChecks([`${'*a'.repeat(49)}b`], []).includes('a'.repeat(10_000))).toBe(false);
  });
});
