import { createSocket } from 'node:dgram';
import { createServer, connect } from 'node:net';
import type { Socket } from 'node:net';

import packet from 'dns-packet';
import { describe, expect, onTestFinished, test, vi } from 'vitest';

import { encodeUpdate } from '../../../src/codec/dns/update-writer.ts';
import { startReferenceDns } from '../../../src/estate/dns/listener.ts';
import type { DnsListener, DnsListenerOptions } from '../../../src/estate/dns/listener.ts';
import { ReferenceDns } from '../../../src/estate/dns/reference-dns.ts';
import { closeServer, listenOnLoopback } from '../../../src/estate/loopback.ts';
import { createNetwork } from '../../../src/transport/network.ts';
import { hasIpv6Loopback } from '../../peers/peer.ts';
import { a, corp, healthy, kmsName, srv, txt } from './zones.ts';

const limits = { timeoutMs: 2000, signal: new AbortController().signal };
const network = createNetwork();

async function start(server: ReferenceDns, options: DnsListenerOptions = {}): Promise<DnsListener> {
  const listener = await startReferenceDns(server, options);
  onTestFinished(listener.stop);
  return listener;
}
const healthyServer = (): ReferenceDns => new ReferenceDns({ zones: [healthy()] });
const askKms = (resolver: { host: string; port: number }, timeoutMs = 2000) => network.lookupSrv(kmsName, resolver, { ...limits, timeoutMs });

function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket)).once('close', () => resolve(socket));
  });
}
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => {
  if (socket.closed) resolve();
  else socket.once('close', () => resolve()).resume();
});
const framed = (id: number, type = 'SRV', name = kmsName): Buffer => packet.streamEncode({ type: 'query', id, questions: [{ name, type: type as 'A' }] });

/** Ids of the messages that come until there are that many. */
const idsFrom = (socket: Socket, count: number): Promise<number[]> => new Promise((resolve) => {
  let held = Buffer.alloc(0);
  const ids: number[] = [];
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      ids.push(held.readUInt16BE(2));
      held = held.subarray(2 + held.readUInt16BE(0));
    }
    if (ids.length >= count) resolve(ids);
  });
});

describe('the reference DNS on loopback', () => {
  test('answers by UDP, and by TCP on the same port what was cut', async () => {
    const many = new ReferenceDns({ zones: [corp(Array.from({ length: 200 }, (_, n) => srv('_vlmcs._tcp', `kms${n}`)))] });
    expect(await askKms(await start(healthyServer()))).toMatchObject({ outcome: 'answered', rcode: 'NOERROR', truncatedThenTcp: false, answers: [{ port: 1688, target: 'kms1.corp.example' }] });
    const lookup = await askKms(await start(many));
    expect([lookup.truncatedThenTcp, lookup.answers.length]).toEqual([true, 200]);
  });

  test('says of a name that it does not have that there is none, and refuses other zones', async () => {
    const resolver = await start(healthyServer());
    expect(await network.lookupSrv('_vlmcs._tcp.gone.corp.example', resolver, limits)).toMatchObject({ rcode: 'NXDOMAIN', answers: [] });
    expect(await network.lookupSrv('_vlmcs._tcp.contoso.test', resolver, limits)).toMatchObject({ rcode: 'REFUSED', answers: [] });
  });

  test('listens on several addresses with one port', async () => {
    const { port } = await start(healthyServer(), { addresses: ['127.0.0.1', '127.0.0.2'] });
    expect([(await askKms({ host: '127.0.0.1', port })).rcode, (await askKms({ host: '127.0.0.2', port })).rcode]).toEqual(['NOERROR', 'NOERROR']);
  });

  test.skipIf(!hasIpv6Loopback)('listens on ::1', async () => {
    const listener = await start(healthyServer(), { addresses: ['::1'] });
    expect([listener.host, (await askKms(listener)).rcode]).toEqual(['::1', 'NOERROR']);
  });

  test('shows who asks from another address another view', async () => {
    const server = new ReferenceDns({ zones: [healthy()], views: [{ from: ['127.0.0.2'], zones: [corp([srv('_vlmcs._tcp', 'kms-branch')])] }] });
    const { port } = await start(server);
    const socket = createSocket('udp4');
    onTestFinished(() => void socket.close());
    const answer = new Promise<Buffer>((resolve) => void socket.once('message', resolve));
    socket.bind(0, '127.0.0.2', () => socket.send(framed(5).subarray(2), port, '127.0.0.1'));
    expect(packet.decode(await answer).answers).toMatchObject([{ data: { target: 'kms-branch.corp.example' } }]);
  });

  test('that is to have a port which is taken for UDP fails, and leaves it free for TCP', async () => {
    // A port that TCP had a moment ago is no other connection's that still winds down.
    const first = createServer();
    const { port } = await listenOnLoopback(first);
    await closeServer(first);
    const taken = createSocket('udp4');
    onTestFinished(() => void taken.close());
    await new Promise<void>((resolve) => void taken.bind(port, '127.0.0.1', resolve));
    await expect(startReferenceDns(healthyServer(), { port })).rejects.toThrow('EADDRINUSE');
    const free = createServer();
    onTestFinished(() => closeServer(free));
    expect((await listenOnLoopback(free, { port })).port).toBe(port);
  });

  test('ends at once with answers that still wait and connections that are open', async () => {
    const server = healthyServer();
    server.faults.delayMs = 60_000;
    const listener = await startReferenceDns(server);
    const socket = await dial(listener.port);
    socket.write(framed(1));
    const asked = vi.spyOn(server, 'resolve');
    const udp = createSocket('udp4');
    udp.send(framed(1).subarray(2), listener.port, '127.0.0.1');
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    await listener.stop();
    await closed(socket);
    udp.close();
    expect((await network.connect('dns', '127.0.0.1', listener.port, limits)).outcome).toBe('refused');
  });
});

describe('a fault of the server on loopback', () => {
  test.each([
    ['silence is a timeout', { silent: true }, 'timeout'],
    ['noise is malformed', { garbled: true }, 'malformed'],
    ['refused TCP alone changes nothing', { refusesTcp: true }, 'answered'],
    ['cutting alone changes nothing', { truncatesUdp: true }, 'answered'],
    ['cutting where TCP is refused is refused', { truncatesUdp: true, refusesTcp: true }, 'refused'],
    ['an answer later than the asker waits is a timeout', { delayMs: 60_000 }, 'timeout'],
    ['an answer late but in time is one', { delayMs: 50 }, 'answered'],
  ] as const)('%s', async (_, faults, outcome) => {
    const server = healthyServer();
    Object.assign(server.faults, faults);
    // Where nothing comes, or noise alone, the limit is waited for; a busy machine takes its time over an answer.
    const limitMs = { timeout: 300, malformed: 2000, answered: 10_000, refused: 10_000 }[outcome];
    expect((await askKms(await start(server), limitMs)).outcome).toBe(outcome);
  });
});

describe('hostile askers', () => {
  test('that send many messages at once have all of them answered', async () => {
    const { port } = await start(healthyServer());
    const socket = await dial(port);
    const ids = idsFrom(socket, 1000);
    socket.write(Buffer.concat(Array.from({ length: 1000 }, (_, n) => framed(n))));
    expect(new Set(await ids).size).toBe(1000);
  });

  test('have no more messages in flight than the limit', async () => {
    const server = healthyServer();
    server.faults.delayMs = 60_000;
    const { port } = await start(server, { limits: { inFlight: 4 } });
    const resolved = vi.spyOn(server, 'resolve');
    const socket = await dial(port);
    socket.write(Buffer.concat(Array.from({ length: 12 }, (_, n) => framed(n))));
    await vi.waitFor(() => expect(resolved).toHaveBeenCalledTimes(4));
  });

  test('that had to wait for others of their connection are answered in their turn', async () => {
    const server = healthyServer();
    server.faults.delayMs = 2;
    const { port } = await start(server, { limits: { inFlight: 4 } });
    const socket = await dial(port);
    const ids = idsFrom(socket, 30);
    socket.write(Buffer.concat(Array.from({ length: 30 }, (_, n) => framed(n))));
    expect((await ids).toSorted((x, y) => x - y)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });

  test('that send their message octet by octet win no time', async () => {
    const { port } = await start(healthyServer(), { limits: { idleMs: 100 } });
    const socket = await dial(port);
    const octets = [...framed(1)].slice(0, -1);
    const drip = setInterval(() => socket.write(Uint8Array.from([octets.shift() ?? 0])), 20);
    onTestFinished(() => clearInterval(drip));
    await closed(socket);
    expect(octets.length).toBeGreaterThan(10);
  });

  test('are served who take half a message and the rest later', async () => {
    const { port } = await start(healthyServer());
    const socket = await dial(port);
    const ids = idsFrom(socket, 2);
    const octets = Buffer.concat([framed(1), framed(2)]);
    for (const octet of octets) socket.write(Uint8Array.from([octet]));
    expect(await ids).toEqual([1, 2]);
  });

  test('by the thousand make room for newcomers, those first that are silent for longest: others are still served', async () => {
    const listener = await start(healthyServer(), { limits: { connections: 40 } });
    const speaker = await dial(listener.port);
    const heard: number[] = [];
    speaker.on('data', (chunk: Buffer) => heard.push(chunk.readUInt16BE(2)));
    let left = 0;
    for (let n = 0; n < 1000; n += 10) {
      const dialled = await Promise.all(Array.from({ length: 10 }, () => dial(listener.port)));
      left += dialled.length;
      for (const socket of dialled) void closed(socket).then(() => left--);
      speaker.write(framed(n));
      // Those that the system still holds back for the server have not come yet.
      await vi.waitFor(() => expect([heard.at(-1), left <= 39]).toEqual([n, true]), { interval: 1 });
    }
    expect((await askKms(listener)).rcode).toBe('NOERROR');
    const newcomer = await dial(listener.port);
    const ids = idsFrom(newcomer, 1);
    newcomer.write(framed(9));
    expect(await ids).toEqual([9]);
  });

  test('that take no answers are read no further, and cut off over the limit of all; who reads is served', async () => {
    const zone = corp(Array.from({ length: 2000 }, (_, n) => txt(`host-${n}`, 'x'.repeat(200))));
    const server = new ReferenceDns({ zones: [zone] });
    const listener = await start(server, { limits: { queuedOctets: 1_500_000 } });
    const transfers = vi.spyOn(server, 'zonesFor');
    const greedy = await Promise.all(Array.from({ length: 8 }, () => dial(listener.port)));
    for (const socket of greedy) {
      socket.pause();
      socket.write(Buffer.concat(Array.from({ length: 200 }, (_, n) => framed(n, 'AXFR', 'corp.example'))));
    }
    await vi.waitFor(() => expect(transfers.mock.calls.length).toBeGreaterThanOrEqual(8));
    // Once those stand still, what is queued for them leaves room for others.
    await vi.waitFor(async () => {
      const reader = await dial(listener.port);
      const ids = idsFrom(reader, 10);
      reader.write(framed(3, 'AXFR', 'corp.example'));
      expect(await Promise.race([ids, closed(reader)])).toContain(3);
    }, { timeout: 5000 });
    expect(transfers.mock.calls.length).toBeLessThan(800);
  });

  test('that flood a zone with updates fill it to its size and no further', async () => {
    const zone = corp([], { updates: 'open', maxRecords: 50 });
    const { port } = await start(new ReferenceDns({ zones: [zone] }));
    const socket = await dial(port);
    const ids = idsFrom(socket, 500);
    socket.write(Buffer.concat(Array.from({ length: 500 }, (_, n) => {
      const update = encodeUpdate(n, { zone: 'corp.example', prerequisites: [], changes: [{ kind: 'add', record: a(`host-${n}`) }] }) ?? new Uint8Array();
      return Buffer.concat([Buffer.from([update.length >> 8, update.length & 0xff]), update]);
    })));
    await ids;
    expect([...zone.records()]).toHaveLength(50);
  });

  test('by UDP have no more late answers on their way than the limit: more fall away, as datagrams may', async () => {
    const server = healthyServer();
    server.faults.delayMs = 200;
    const { port } = await start(server, { limits: { waiting: 1 } });
    const socket = createSocket('udp4');
    onTestFinished(() => void socket.close());
    const next = () => new Promise<number>((resolve) => void socket.once('message', (bytes) => resolve(bytes.readUInt16BE(0))));
    const first = next();
    for (const id of [1, 2]) socket.send(framed(id).subarray(2), port, '127.0.0.1');
    expect(await first).toBe(1);
    const second = next();
    socket.send(framed(3).subarray(2), port, '127.0.0.1');
    expect(await second).toBe(3);
  });

  test('that send datagrams of every kind of nonsense leave others served', async () => {
    const listener = await start(healthyServer());
    const socket = createSocket('udp4');
    onTestFinished(() => void socket.close());
    const question = framed(1).subarray(2);
    const nonsense = [Buffer.alloc(0), Buffer.alloc(11), Buffer.alloc(12), Buffer.alloc(9000, 0xff), Buffer.alloc(9000, 0xc0), Buffer.concat([question.subarray(0, 12), Buffer.alloc(500, 0xc0)]), question.subarray(0, -1)];
    for (const octets of nonsense) await new Promise((resolve) => void socket.send(octets, listener.port, '127.0.0.1', resolve));
    expect((await askKms(listener)).rcode).toBe('NOERROR');
  });
});
