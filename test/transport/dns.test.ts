import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { lookupAddresses, lookupSrv } from '../../src/transport/dns-lookups.ts';
import { a, aaaa, cname, message, readQuery, srv } from '../codec/dns/wire.ts';
import { closedPort, limits, udpAndTcpPeer, udpPeer } from './loopback.ts';

const name = '_vlmcs._tcp.contoso.test';
type Query = ReturnType<typeof readQuery>;

const answerTo = (query: Query, answers: readonly Buffer[], more: { rcode?: number; truncated?: boolean } = {}): Buffer =>
  message({ id: query.id, question: { name: query.name, type: query.type }, answers, ...more });

const ask = (port: number, timeoutMs = 2000): ReturnType<typeof lookupSrv> => lookupSrv(name, { host: '127.0.0.1', port }, limits(timeoutMs));
const addresses = (port: number, timeoutMs = 2000): ReturnType<typeof lookupAddresses> => lookupAddresses('kms1.contoso.test', { host: '127.0.0.1', port }, limits(timeoutMs));

/** A resolver that answers each query by `records`. */
const resolver = (records: (query: Query) => readonly Buffer[]): ReturnType<typeof udpPeer> =>
  udpPeer((bytes, reply) => reply(answerTo(readQuery(bytes), records(readQuery(bytes)))));

const cutShort = (bytes: Buffer, reply: (bytes: Uint8Array) => void): void => reply(answerTo(readQuery(bytes), [], { truncated: true }));

/** A resolver that cuts its answers short over UDP, and answers over TCP by `serve`. */
const truncating = (serve: (socket: Socket, query: Query) => void): ReturnType<typeof udpPeer> =>
  udpAndTcpPeer(cutShort, (socket) => socket.once('data', (chunk) => serve(socket, readQuery(chunk.subarray(2)))));

const framed = (bytes: Buffer): Buffer => {
  const prefix = Buffer.alloc(2);
  prefix.writeUInt16BE(bytes.length);
  return Buffer.concat([prefix, bytes]);
};

test('an SRV lookup gives the records in order, with the resolver and the code', async () => {
  const { port, received } = await resolver(() => [srv(name, 10, 0, 1688, 'kms2.contoso.test'), srv(name, 0, 5, 1688, 'kms1.contoso.test', 60)]);
  expect(await ask(port)).toEqual({
    name, resolver: `127.0.0.1:${port}`, rcode: 'NOERROR', outcome: 'answered', truncatedThenTcp: false,
    answers: [{ priority: 0, weight: 5, port: 1688, target: 'kms1.contoso.test', ttl: 60 }, { priority: 10, weight: 0, port: 1688, target: 'kms2.contoso.test', ttl: 300 }],
  });
  expect(received).toHaveLength(1);
});

test.each([[3, 'NXDOMAIN'], [2, 'SERVFAIL'], [5, 'REFUSED']])('an answer with rcode %i is answered with %s, and no records', async (rcode, word) => {
  const { port } = await udpPeer((bytes, reply) => reply(answerTo(readQuery(bytes), [], { rcode })));
  expect(await ask(port)).toMatchObject({ outcome: 'answered', rcode: word, answers: [] });
});

test('the second question goes out after half the time, without EDNS, and its answer counts', async () => {
  const { port, received } = await udpPeer((bytes, reply) => {
    const query = readQuery(bytes);
    if (!query.edns) reply(answerTo(query, [srv(name, 0, 0, 1688, 'kms1.contoso.test')]));
  });
  expect(await ask(port, 800)).toMatchObject({ outcome: 'answered', answers: [{ target: 'kms1.contoso.test' }] });
  expect(received.map((bytes) => readQuery(bytes).edns)).toEqual([true, false]);
});

test.each([[1, 'FORMERR'], [4, 'NOTIMP']])('a server that does not know EDNS (rcode %i, %s) is asked without it at once', async (rcode) => {
  const { port } = await udpPeer((bytes, reply) => {
    const query = readQuery(bytes);
    reply(query.edns ? message({ id: query.id, rcode }) : answerTo(query, [srv(name, 0, 0, 1688, 'kms1.contoso.test')]));
  });
  expect(await ask(port)).toMatchObject({ rcode: 'NOERROR', answers: [{ target: 'kms1.contoso.test' }] });
});

describe('without an answer', () => {
  test('a silent resolver is a timeout', async () => {
    const { port, received } = await udpPeer(() => undefined);
    expect(await ask(port, 250)).toMatchObject({ outcome: 'timeout', rcode: null, answers: [] });
    expect(received).toHaveLength(2);
  });

  test('a port without a resolver is refused', async () => {
    expect(await ask(await closedPort())).toMatchObject({ outcome: 'refused', rcode: null });
  });

  test.each([
    ['garbage', () => Buffer.from('not a DNS message at all')],
    ['answers with another id', (query: Query) => answerTo({ ...query, id: query.id ^ 1 }, [srv(name, 0, 0, 1, 'evil.test')])],
    ['answers to another name', (query: Query) => answerTo({ ...query, name: 'other.test' }, [srv('other.test', 0, 0, 1, 'evil.test')])],
    ['broken answers', (query: Query) => answerTo(query, [Buffer.from([0xc0])])],
    ['its question back', (query: Query) => message({ id: query.id, question: query, isQuery: true })],
  ])('%s is passed over, and malformed when the time is up', async (_what, reply) => {
    const { port } = await udpPeer((bytes, send) => send(reply(readQuery(bytes))));
    expect(await ask(port, 250)).toMatchObject({ outcome: 'malformed', rcode: null, answers: [] });
  });

  test('garbage before the answer does no harm', async () => {
    const { port } = await udpPeer((bytes, send) => {
      send(Buffer.from('garbage'));
      send(answerTo(readQuery(bytes), [srv(name, 0, 0, 1688, 'kms1.contoso.test')]));
    });
    expect(await ask(port)).toMatchObject({ outcome: 'answered', answers: [{ target: 'kms1.contoso.test' }] });
  });

  test('a name that can be no domain name is malformed, and never sent', async () => {
    const { port, received } = await udpPeer(() => undefined);
    expect(await lookupSrv('_vlmcs._tcp..contoso.test', { host: '127.0.0.1', port }, limits(2000))).toMatchObject({ outcome: 'malformed' });
    expect(received).toHaveLength(0);
  });

  test('an aborted lookup ends at once, and one aborted before sends nothing', async () => {
    const controller = new AbortController();
    const { port, received } = await udpPeer(() => controller.abort());
    expect(await lookupSrv(name, { host: '127.0.0.1', port }, { timeoutMs: 600_000, signal: controller.signal })).toMatchObject({ outcome: 'timeout' });
    expect(await lookupSrv(name, { host: '127.0.0.1', port }, { timeoutMs: 600_000, signal: controller.signal })).toMatchObject({ outcome: 'timeout' });
    expect(received).toHaveLength(1);
  });
});

describe('a truncated answer', () => {
  test('is asked for again over TCP, whole however it is cut into segments', async () => {
    const { port } = await truncating((socket, query) => {
      socket.setNoDelay(true);
      for (const octet of framed(answerTo(query, [srv(name, 0, 0, 1688, 'kms1.contoso.test')]))) socket.write(Buffer.from([octet]));
    });
    expect(await ask(port)).toMatchObject({ outcome: 'answered', truncatedThenTcp: true, answers: [{ target: 'kms1.contoso.test' }] });
  });

  test('may have a thousand records', async () => {
    const records = Array.from({ length: 1000 }, (_, n) => srv(name, 0, n, 1688, `kms-${n}.contoso.test`));
    const { port } = await truncating((socket, query) => socket.write(framed(answerTo(query, records))));
    const { answers } = await ask(port);
    expect(answers).toHaveLength(1000);
    expect(answers[0]).toMatchObject({ weight: 999 });
  });

  test('over a TCP port that is closed is refused', async () => {
    const { port } = await udpPeer(cutShort);
    expect(await ask(port)).toMatchObject({ outcome: 'refused', truncatedThenTcp: true });
  });

  test.each<[string, string, (socket: Socket, query: Query) => unknown]>([
    ['that hangs up', 'refused', (socket) => socket.end()],
    ['that hangs up inside its answer', 'malformed', (socket) => socket.end(Buffer.from([0, 200, 1, 2, 3]))],
    ['that answers garbage', 'malformed', (socket) => socket.write(framed(Buffer.from('garbage')))],
    ['that announces an empty answer', 'malformed', (socket) => socket.write(Buffer.from([0, 0, 1, 2, 3]))],
    ['that announces more than it sends', 'timeout', (socket) => socket.write(Buffer.from([0xff, 0xff, 1, 2, 3]))],
    ['that cuts its answer there too', 'malformed', (socket, query) => socket.write(framed(answerTo(query, [], { truncated: true })))],
    ['that never ends', 'malformed', (socket) => socket.write(Buffer.alloc(200_000, 0xff))],
  ])('from a peer %s is %s', async (_how, outcome, serve) => {
    const { port } = await truncating(serve);
    expect(await ask(port, 500)).toMatchObject({ outcome, rcode: null, answers: [], truncatedThenTcp: true });
  });
});

describe('aliases', () => {
  test('of the SRV name are followed inside the answer', async () => {
    const { port, received } = await resolver(() => [cname(name, '_vlmcs._tcp.corp.example'), srv('_vlmcs._tcp.corp.example', 0, 0, 1688, 'kms1.corp.example')]);
    expect(await ask(port)).toMatchObject({ name, answers: [{ target: 'kms1.corp.example' }] });
    expect(received).toHaveLength(1);
  });

  test('that lead out of the answer are asked for', async () => {
    const { port, received } = await resolver((query) => (query.name === name ? [cname(name, 'elsewhere.example')] : [srv('elsewhere.example', 0, 0, 1688, 'kms1.corp.example')]));
    expect(await ask(port)).toMatchObject({ answers: [{ target: 'kms1.corp.example' }] });
    expect(received.map((bytes) => readQuery(bytes).name)).toEqual([name, 'elsewhere.example']);
  });

  test('that lead back are not asked for twice', async () => {
    const { port, received } = await resolver((query) => [cname(query.name, query.name === name ? 'b.test' : name)]);
    expect(await ask(port)).toMatchObject({ outcome: 'answered', answers: [] });
    expect(received).toHaveLength(2);
  });

  test('without end are given up after eight', async () => {
    const { port, received } = await resolver((query) => [cname(query.name, `x${query.name}`)]);
    expect(await ask(port)).toMatchObject({ outcome: 'answered', answers: [] });
    expect(received).toHaveLength(8);
  });
});

/** A resolver that answers each family in its own way, or not at all. */
const halves = (v4: (query: Query) => Buffer | null, v6: (query: Query) => Buffer | null): ReturnType<typeof udpPeer> => udpPeer((bytes, send) => {
  const query = readQuery(bytes);
  const reply = query.type === 'A' ? v4(query) : v6(query);
  if (reply) send(reply);
});
const found = (query: Query): Buffer => answerTo(query, [a(query.name, '10.0.0.1')]);
const nothing = (query: Query): Buffer => answerTo(query, []);
const denied = (query: Query): Buffer => answerTo(query, [], { rcode: 3 });
const failing = (query: Query): Buffer => answerTo(query, [], { rcode: 2 });
const silent = (): null => null;

describe('an address lookup', () => {
  test('asks for both families and lists the aliases', async () => {
    const { port } = await resolver(({ name: asked, type }) => [cname(asked, 'kms9.contoso.test'), type === 'A' ? a('kms9.contoso.test', '10.0.0.9') : aaaa('kms9.contoso.test', 9)]);
    expect(await addresses(port)).toEqual({
      name: 'kms1.contoso.test', resolver: `127.0.0.1:${port}`, rcode: 'NOERROR', outcome: 'answered', a: ['10.0.0.9'], aaaa: ['::9'], cnames: ['kms9.contoso.test'],
    });
  });

  test.each([
    ['an address and silence', found, silent, { outcome: 'answered', rcode: 'NOERROR', a: ['10.0.0.1'] }],
    ['no address and silence', nothing, silent, { outcome: 'timeout', rcode: null, a: [], aaaa: [] }],
    ['no such name and silence', denied, silent, { outcome: 'answered', rcode: 'NXDOMAIN' }],
    ['an address and a failure', found, failing, { outcome: 'answered', rcode: 'NOERROR' }],
    ['no address and a failure', nothing, failing, { outcome: 'answered', rcode: 'NOERROR' }],
    ['failures', failing, failing, { outcome: 'answered', rcode: 'SERVFAIL' }],
    ['silence', silent, silent, { outcome: 'timeout', rcode: null }],
  ])('with %s says so', async (_what, v4, v6, expected) => {
    const { port } = await halves(v4, v6);
    expect(await addresses(port, 250)).toMatchObject(expected);
  });
});

test('lookups by the hundred end one by one and leave nothing behind', async () => {
  const { port } = await udpPeer(() => undefined);
  const controller = new AbortController();
  const before = process.getActiveResourcesInfo().filter((kind) => kind === 'UDPWRAP' || kind === 'Timeout').length;
  await Promise.all(Array.from({ length: 100 }, () => lookupSrv(name, { host: '127.0.0.1', port }, { timeoutMs: 40, signal: controller.signal })));
  expect(process.getActiveResourcesInfo().filter((kind) => kind === 'UDPWRAP' || kind === 'Timeout').length).toBeLessThanOrEqual(before);
});
