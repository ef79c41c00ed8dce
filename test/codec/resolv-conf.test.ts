import { expect, test } from 'vitest';
import { readResolvConf } from '../../src/codec/resolv-conf.ts';

test('name servers come in order, each once', () => {
  expect(readResolvConf('nameserver 10.0.0.53\nnameserver fe80::1%eth0\nnameserver 10.0.0.53\n').nameservers).toEqual(['10.0.0.53', 'fe80::1%eth0']);
});

test('the last search or domain line counts', () => {
  expect(readResolvConf('domain a.test\nsearch b.test c.test\n').search).toEqual(['b.test', 'c.test']);
  expect(readResolvConf('search b.test c.test\ndomain a.test').search).toEqual(['a.test']);
});

test('comments, blank lines, tabs, CRLF and final dots do not matter', () => {
  const text = '# nameserver 1.1.1.1\r\n; search no.test\r\n\r\n\tsearch\tcontoso.test. .  corp.example # office\r\nnameserver\t10.0.0.1\r\noptions ndots:2\r\n';
  expect(readResolvConf(text)).toEqual({ nameservers: ['10.0.0.1'], search: ['contoso.test', 'corp.example'] });
});

test('nothing, or something else, names nothing', () => {
  expect(readResolvConf('')).toEqual({ nameservers: [], search: [] });
  expect(readResolvConf('nameserver\nsearch\n\u0000\u0001')).toEqual({ nameservers: [], search: [] });
});
