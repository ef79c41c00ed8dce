import { existsSync, readFileSync } from 'node:fs';
import { assert, nat, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answers, encodeQuery, readMessage } from '../../../src/codec/dns/message.ts';
import type { DnsMessage } from '../../../src/codec/dns/message.ts';
import { a, aaaa, cname, message, opt, record, srv } from './wire.ts';

const question = { id: 7, name: '_vlmcs._tcp.contoso.test', type: 'SRV' } as const;
const read = (bytes: Uint8Array): DnsMessage => {
  const got = readMessage(bytes);
  if (!got.ok) throw new Error(`at ${got.at}: ${got.wanted}`);
  return got;
};

test('a query asks one question of class IN with recursion, and offers 1232 octets through EDNS', () => {
  const bytes = encodeQuery({ id: 0x1234, name: 'a.test', type: 'SRV' });
  expect(Buffer.from(bytes ?? []).toString('hex')).toBe('12340100000100000000000101610474657374000021000100002904d0000000000000');
  expect(Buffer.from(encodeQuery({ id: 1, name: 'a.test', type: 'A' }, false) ?? []).toString('hex')).toBe('000101000001000000000000016104746573740000010001');
});

test('a name that can be no domain name makes no query', () => {
  expect(encodeQuery({ id: 1, name: 'a..test', type: 'A' })).toBeNull();
});

test('an answer is read with owner, time to live and data of each record', () => {
  const got = read(message({ id: 7, question, answers: [srv(question.name, 10, 20, 1688, 'KMS1.contoso.test', 3600), a('kms1.contoso.test', '10.0.0.1', 60), aaaa('kms1.contoso.test', 1)] }));
  expect(got.rcode).toBe('NOERROR');
  expect(got.records).toEqual([
    { type: 'SRV', owner: question.name, ttl: 3600, priority: 10, weight: 20, port: 1688, target: 'KMS1.contoso.test' },
    { type: 'A', owner: 'kms1.contoso.test', ttl: 60, address: '10.0.0.1' },
    { type: 'AAAA', owner: 'kms1.contoso.test', ttl: 300, address: '::1' },
  ]);
});

test('the root as target is kept as a dot', () => {
  expect(read(message({ id: 7, question, answers: [srv(question.name, 0, 0, 0, '.')] })).records).toMatchObject([{ target: '.' }]);
});

test('a time to live with its top bit set is zero', () => {
  expect(read(message({ id: 7, question, answers: [a('a.test', '10.0.0.1', 0x8000_0001)] })).records).toMatchObject([{ ttl: 0 }]);
});

test.each([[0, 'NOERROR'], [1, 'FORMERR'], [2, 'SERVFAIL'], [3, 'NXDOMAIN'], [4, 'NOTIMP'], [5, 'REFUSED'], [9, 'NOTAUTH'], [12, 'RCODE12']])('rcode %i is %s', (rcode, name) => {
  expect(read(message({ id: 7, question, rcode })).rcode).toBe(name);
});

test('the upper bits of an rcode come from EDNS', () => {
  expect(read(message({ id: 7, question, additionals: [opt(1)] })).rcode).toBe('BADVERS');
});

test('records of other classes and types are passed over', () => {
  const chaos = record('a.test', 1, Buffer.from([1, 2, 3, 4]), 60, 3);
  const text = record('a.test', 16, Buffer.from([2, 0x68, 0x69]), 60);
  expect(read(message({ id: 7, question, answers: [chaos, text, cname('a.test', 'b.test')] })).records).toEqual([{ type: 'CNAME', owner: 'a.test', ttl: 300, target: 'b.test' }]);
});

test('what stands behind the answers cannot spoil them', () => {
  const bytes = message({ id: 7, question, answers: [a('a.test', '10.0.0.1')], additionals: [record('', 41, Buffer.from([0, 1, 0xff, 0xff]), 0, 1232)] });
  expect(read(bytes).records).toHaveLength(1);
});

test('a control character in a name never comes out as such', () => {
  expect(read(message({ id: 7, question, answers: [srv(question.name, 0, 0, 1688, 'k\u001b[2Jms.test')] })).records).toMatchObject([{ target: 'k\\027[2Jms.test' }]);
});

describe('a message that lies', () => {
  test.each([
    ['about the number of answers', message({ id: 7, question, counts: { answers: 9 } })],
    ['about the number of questions', message({ id: 7, question, counts: { questions: 65_535 } })],
    ['about the length of a record', Buffer.from(message({ id: 7, question, answers: [a('a.test', '10.0.0.1')] }).toString('hex').replace(/00040a000001$/, '04000a000001'), 'hex')],
    ['about the length of an SRV record', message({ id: 7, question, answers: [record(question.name, 33, Buffer.from([0, 0, 0]))] })],
    ['about an address', message({ id: 7, question, answers: [record('a.test', 1, Buffer.from([1, 2, 3, 4, 5]))] })],
    ['about where a name goes on', message({ id: 7, question, answers: [record(question.name, 33, Buffer.from([0, 0, 0, 0, 6, 0x98, 0xff, 0xff]))] })],
    ['with a name that points at itself', message({ id: 7, question, answers: [Buffer.from('c021002100010000003c00080000000006980000', 'hex')] })],
    ['by ending in its header', message({ id: 7, question }).subarray(0, 11)],
  ])('%s is broken, and says where', (_how, bytes) => {
    const got = readMessage(bytes);
    expect(got).toMatchObject({ ok: false, wanted: expect.any(String) });
  });

  test('names that loop through each other end', () => {
    const loop = Buffer.from(message({ id: 7, question, answers: [record('x', 5, Buffer.from([0xc0, 12]))] }));
    loop.writeUInt16BE(0xc000 + 12, 12);
    expect(readMessage(loop).ok).toBe(false);
  });
});

test('a truncated answer counts none of its records when it stops inside one', () => {
  const whole = message({ id: 7, question, truncated: true, answers: [a('a.test', '10.0.0.1'), a('a.test', '10.0.0.2')] });
  expect(read(whole.subarray(0, whole.length - 3))).toMatchObject({ truncated: true, records: [] });
});

test('cut at any octet, or of any octets at all, a message is a value', () => {
  const whole = message({ id: 7, question, answers: [srv(question.name, 0, 0, 1688, 'kms1.contoso.test'), cname('a.test', 'b.test')], additionals: [opt(0)] });
  for (let length = 0; length < whole.length; length++) expect(() => readMessage(whole.subarray(0, length))).not.toThrow();
  assert(property(uint8Array({ maxLength: 300 }), (bytes) => typeof readMessage(bytes).ok === 'boolean'));
  assert(property(nat(whole.length - 1), nat(255), (at, octet) => {
    const bent = Buffer.from(whole);
    bent[at] = octet;
    return typeof readMessage(bent).ok === 'boolean';
  }));
});

describe('an answer belongs to a question', () => {
  const to = (options: Parameters<typeof message>[0]): boolean => answers(read(message(options)), question);
  test('with its id and the question repeated in any letter case', () => {
    expect(to({ id: 7, question: { ...question, name: '_VLMCS._tcp.Contoso.test' } })).toBe(true);
  });
  test.each([
    ['another id', { id: 8, question }],
    ['another name', { id: 7, question: { ...question, name: 'other.test' } }],
    ['another type', { id: 7, question: { ...question, type: 'A' as const } }],
    ['a query and no answer', { id: 7, question, isQuery: true }],
    ['no question, and no error', { id: 7 }],
  ])('but not with %s', (_what, options) => {
    expect(to(options)).toBe(false);
  });
  test('without a question where it is an error', () => {
    expect(to({ id: 7, rcode: 1 })).toBe(true);
  });
});

type Exchange = { peer: string; name: string; sent: string; recv: string; rcode: string | null; tc: boolean };
const recorded = new URL('../../../../shared/lab/fixtures/dns-real-servers.json', import.meta.url);

describe.skipIf(!existsSync(recorded))('what real servers answered', () => {
  const exchanges = (existsSync(recorded) ? JSON.parse(readFileSync(recorded, 'utf8')) as Exchange[] : []).filter(({ name, recv }) => name.startsWith('srv') && recv !== '');
  test.each(exchanges.map((exchange) => [`${exchange.peer} ${exchange.name}`, exchange] as const))('%s is read, with its rcode', (_title, { recv, rcode, tc }) => {
    expect(read(Buffer.from(recv, 'hex'))).toMatchObject({ rcode, truncated: tc, isResponse: true });
  });
});
