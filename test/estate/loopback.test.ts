import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';

import { describe, expect, onTestFinished, test } from 'vitest';

import { startReferenceDns } from '../../src/estate/dns/listener.ts';
import { ReferenceDns } from '../../src/estate/dns/reference-dns.ts';

import { closeServer, listenOnLoopback } from '../../src/estate/loopback.ts';
import { createNetwork } from '../../src/transport/network.ts';
import { startEstate } from './started.ts';

const limits = { timeoutMs: 2000, signal: new AbortController().signal };

/** Sockets that this process listens on. */
const listeners = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap' || kind === 'UDPWrap' || kind === 'UDPWRAP').length;

const elsewhere = ['0.0.0.0', '::', '192.0.2.1', '10.0.0.1', '128.0.0.1', '::2', '::ffff:127.0.0.1', 'fe80::1', 'localhost', '127.0.0.1.example', '127.1', '', ' 127.0.0.1'];

describe('no listener outside loopback is possible', () => {
  test.each(elsewhere)('"%s" is refused by every listener before there is a socket', async (host) => {
    const before = listeners();
    const server = createServer();
    await expect(listenOnLoopback(server, { host })).rejects.toThrow(RangeError);
    await expect(startReferenceDns(new ReferenceDns({}), { addresses: ['127.0.0.1', host] })).rejects.toThrow(RangeError);
    expect([server.listening, listeners()]).toEqual([false, before]);
  });

  test('a listener has to have some address', async () => {
    await expect(startReferenceDns(new ReferenceDns({}), { addresses: [] })).rejects.toThrow(RangeError);
  });

  test('a listener takes the loopback address and the port that it is given', async () => {
    const [first, second] = [createServer(), createServer()];
    onTestFinished(() => closeServer(first));
    onTestFinished(() => closeServer(second));
    const { port } = await listenOnLoopback(first);
    expect(await listenOnLoopback(second, { host: '127.0.0.2', port })).toEqual({ host: '127.0.0.2', port });
    await expect(listenOnLoopback(createServer(), { port })).rejects.toThrow('EADDRINUSE');
  });
});

describe('the reference estate', () => {
  const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? []).find((i) => !i.internal && i.family === 'IPv4')?.address;

  test.skipIf(outside === undefined)('is not to be reached from another machine', async () => {
    const estate = await startEstate(null);
    onTestFinished(estate.stop);
    for (const port of [estate.dns.port, estate.hosts[0]?.port ?? 0]) {
      expect((await createNetwork().connect('this machine', outside ?? '', port, limits)).outcome).toBe('refused');
    }
  });

  test('is gone after its end', async () => {
    const estate = await startEstate(null);
    await estate.stop();
    for (const port of [estate.dns.port, estate.hosts[0]?.port ?? 0]) {
      expect((await createNetwork().connect('kms1', '127.0.0.1', port, limits)).outcome).toBe('refused');
    }
  });
});
