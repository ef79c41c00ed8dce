import { expect, test } from 'vitest';
import { addressesOf, followAliases, maxAliases, sortedSrvAnswers } from '../../../src/codec/dns/aliases.ts';
import type { DnsRecord } from '../../../src/codec/dns/message.ts';

const alias = (owner: string, target: string): DnsRecord => ({ type: 'CNAME', owner, ttl: 1, target });
const v4 = (owner: string, address: string): DnsRecord => ({ type: 'A', owner, ttl: 1, address });
const srv = (priority: number, weight: number, target: string, port = 1688): DnsRecord => ({ type: 'SRV', owner: 'x', ttl: 1, priority, weight, port, target });

test('aliases are followed to their end, whatever order and letter case the records are in', () => {
  const found = followAliases([v4('c.test', '10.0.0.1'), alias('B.test', 'c.test'), alias('a.test', 'b.TEST')], 'A.test', 'A');
  expect(found).toEqual({ owner: 'c.test', aliases: ['b.TEST', 'c.test'], loops: false, records: [v4('c.test', '10.0.0.1')] });
});

test('a name without an alias stands for itself, and records of others are left out', () => {
  expect(followAliases([v4('a.test', '10.0.0.1'), v4('b.test', '10.0.0.2')], 'a.test', 'A').records).toEqual([v4('a.test', '10.0.0.1')]);
});

test('an alias whose target is not in the answer is left for another question', () => {
  expect(followAliases([alias('a.test', 'b.elsewhere.test')], 'a.test', 'A')).toMatchObject({ owner: 'b.elsewhere.test', loops: false, records: [] });
});

test.each([
  ['to itself', [alias('a.test', 'a.test')]],
  ['in a circle', [alias('a.test', 'b.test'), alias('b.test', 'a.test')]],
])('aliases that lead %s are a loop', (_how, records) => {
  expect(followAliases(records, 'a.test', 'A')).toMatchObject({ loops: true, records: [] });
});

test('no more aliases are followed than any zone needs', () => {
  const chain = Array.from({ length: 1000 }, (_, n) => alias(`n${n}.test`, `n${n + 1}.test`));
  const found = followAliases(chain, 'n0.test', 'A');
  expect(found.loops).toBe(true);
  expect(found.aliases.length).toBe(maxAliases + 1);
});

test('SRV answers stand by priority, then the heavier first, then by name and port', () => {
  const order = sortedSrvAnswers([srv(10, 99, 'z'), srv(0, 40, 'b'), srv(0, 60, 'c'), srv(0, 40, 'A', 2), srv(0, 40, 'a', 1)]).map(({ target, port }) => `${target}:${port}`);
  expect(order).toEqual(['c:1688', 'a:1', 'A:2', 'b:1688', 'z:1688']);
});

test('each address is listed once', () => {
  expect(addressesOf([v4('a', '10.0.0.2'), v4('a', '10.0.0.1'), v4('a', '10.0.0.2')])).toEqual(['10.0.0.2', '10.0.0.1']);
});
