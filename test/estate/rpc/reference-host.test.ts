import { connect } from 'node:net';
import type { Socket } from 'node:net';

import { describe, expect, onTestFinished, test, vi } from 'vitest';

import { refusedForeignRequest } from '../../../src/estate/host/rpc/activation-operation.ts';
import { askHost } from '../../../src/estate/host/rpc/ask-host.ts';
import { startReferenceHost } from '../../../src/estate/host/rpc/reference-host.ts';
import type { ReferenceHost, ReferenceHostOptions } from '../../../src/estate/host/rpc/reference-host.ts';
import { bindKms } from '../../../src/transport/rpc-bind.ts';
import { limits } from '../../peers/peer.ts';
import type { Pdu } from './wire.ts';
import { asked, askedOctets, bind, genuineLooking, kind, pdus, request, status, told } from './wire.ts';

type Started = ReferenceHost & { log: string[] };

async function host(options: Partial<ReferenceHostOptions> = {}): Promise<Started> {
  const log: string[] = [];
  const started = await startReferenceHost({ serve: () => told, log: (line) => log.push(line), ...options });
  onTestFinished(started.stop);
  return { ...started, log };
}

/** A client's connection, with what came on it and whether it is gone. */
async function client(port: number, allowHalfOpen = false) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen });
  onTestFinished(() => void socket.destroy());
  let received = Buffer.alloc(0);
  const gone = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.once('end', () => resolve('ended')).once('close', () => resolve('closed'));
  });
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
  });
  await new Promise((resolve) => socket.once('connect', resolve).once('error', resolve));
  return { socket, gone, received: () => received, answers: (count: number) => waitForPdus(() => received, count, socket) };
}

/** The first so many PDUs, once they have come. */
function waitForPdus(received: () => Buffer, count: number, socket: Socket): Promise<Pdu[]> {
  const whole = (): Pdu[] => (received().length < 16 ? [] : pdus(received()).filter((p) => p.body.length === p.length - 16));
  return new Promise((resolve) => {
    const look = (): void => {
      if (whole().length < count) return;
      socket.off('data', look);
      resolve(whole().slice(0, count));
    };
    socket.on('data', look);
    look();
  });
}

const bound = (port: number): ReturnType<typeof bindKms> => bindKms('kms1.corp.example', '127.0.0.1', port, limits(300));

const served = async (port: number): Promise<boolean> => (await askHost({ host: '127.0.0.1', port }, asked, { timeoutMs: 3000 })).ok;

describe('the reference host', () => {
  test('listens on loopback only, and tells its port in the bind_ack', async () => {
    const { host: address, port } = await host();
    const { socket, answers } = await client(port);
    socket.write(bind());
    expect([address, (await answers(1))[0]?.body.subarray(10, 15).toString()]).toEqual(['127.0.0.1', String(port)]);
  });

  test('tells another port where that is wanted', async () => {
    const { port } = await host({ secondaryPort: 1688 });
    const { socket, answers } = await client(port);
    socket.write(bind());
    expect((await answers(1))[0]?.body.subarray(8, 15).toString('latin1')).toBe('\x05\x001688\0');
  });

  test('is refused an address that other machines could reach', async () => {
    for (const address of ['0.0.0.0', '::', '10.0.0.1', 'localhost.corp.example']) await expect(host({ host: address })).rejects.toThrow(/loopback/i);
  });

  test('accepts the bind of the program\'s own transport', async () => {
    const { port, log } = await host();
    expect(await bindKms('kms1.corp.example', '127.0.0.1', port, limits())).toMatchObject({ outcome: 'accepted', reason: null, looksLike: null });
    expect(log).toEqual([]);
  });

  test('hands the estate\'s own request to its service, and the answer back', async () => {
    const serve = vi.fn(() => told);
    const { port } = await host({ serve });
    expect(await askHost({ host: '127.0.0.1', port }, asked, { timeoutMs: 3000 })).toEqual({ ok: true, answer: told });
    expect(serve.mock.calls).toEqual([[asked]]);
  });

  test('answers a genuine-looking request with a fault and a line that says why, and asks its service nothing', async () => {
    const serve = vi.fn(() => told);
    const { port, log } = await host({ serve });
    const { socket, answers } = await client(port);
    socket.write(Buffer.concat([bind(), genuineLooking(), genuineLooking()]));
    expect((await answers(3)).map((a) => [a.type, a.type === kind.fault ? status(a) : 0])).toEqual([[kind.bindAck, 0], [kind.fault, 0x1c01_0002], [kind.fault, 0x1c01_0002]]);
    expect(log).toEqual([refusedForeignRequest, refusedForeignRequest]);
    expect(refusedForeignRequest).toBe('A request that is not the estate\'s own message was refused: the reference host activates nothing.');
    expect(serve).not.toHaveBeenCalled();
  });

  test('answers an own message with a wrong field with another fault, and says where', async () => {
    const { port, log } = await host();
    const { socket, answers } = await client(port);
    socket.write(Buffer.concat([bind(), request(Buffer.from(askedOctets().toString().replace('status: 2', 'status: x')))]));
    expect((await answers(2)).slice(1).map(status)).toEqual([0x0000_06f7]);
    expect(log).toEqual([`A request of the estate was refused: at octet ${askedOctets().indexOf('2\nminutes')} there is no licence status from 0 to 6.`]);
  });

  test('answers what came before a client closed its half', async () => {
    const { port } = await host();
    const { socket, answers, gone } = await client(port, true);
    socket.end(Buffer.concat([bind(), request(askedOctets())]));
    expect((await answers(2)).map((a) => a.type)).toEqual([kind.bindAck, kind.response]);
    expect(await gone).toBe('ended');
  });
});

describe('faults of a host are shown to connections made from then on', () => {
  test.each<[string, Parameters<ReferenceHost['setFault']>[0], object]>([
    ['rejecting binds', { kind: 'rejects-binds', reason: 1 }, { outcome: 'rejected', reason: expect.stringMatching(/^provider rejection \(2\): it does not serve the KMS interface/) }],
    ['refusing binds', { kind: 'naks-binds', reason: 1 }, { outcome: 'nak', reason: 'temporary congestion (1)' }],
    ['closing', { kind: 'closes' }, { outcome: 'closed' }],
    ['resetting', { kind: 'resets' }, { outcome: 'closed' }],
    ['silence', { kind: 'silent' }, { outcome: 'silent' }],
    ['being an SSH server', { kind: 'speaks', protocol: 'ssh' }, { outcome: 'not-rpc', looksLike: expect.stringContaining('SSH server') }],
    ['being a web server', { kind: 'speaks', protocol: 'http' }, { outcome: 'not-rpc', looksLike: expect.stringContaining('web server') }],
    ['nothing wrong', null, { outcome: 'accepted' }],
  ])('%s', async (_, fault, outcome) => {
    const { port, setFault } = await host();
    setFault(fault);
    expect(await bound(port)).toMatchObject(outcome);
    setFault(null);
    expect(await bound(port)).toMatchObject({ outcome: 'accepted' });
  });

  test('stalling after the bind, also where the request came with it', async () => {
    const { port, setFault } = await host();
    setFault({ kind: 'stalls-after-bind' });
    expect(await bound(port)).toMatchObject({ outcome: 'accepted' });
    expect(await askHost({ host: '127.0.0.1', port }, asked, { timeoutMs: 100 })).toMatchObject({ ok: false, reason: 'timeout' });
    const { socket, answers, received, gone } = await client(port);
    socket.write(Buffer.concat([bind(), request(askedOctets())]));
    await answers(1);
    socket.end();
    await gone;
    expect(pdus(received()).map((a) => a.type)).toEqual([kind.bindAck]);
  });
});

describe('hostile clients', () => {
  test('10,000 connections that say nothing: never more than the limit are held, and one that speaks is served among them', async () => {
    const { port, connections } = await host({ limits: { maxConnections: 50 } });
    let most = 0;
    for (let wave = 0; wave < 20; wave++) {
      const silent: Socket[] = [];
      await Promise.all(Array.from({ length: 500 }, () => new Promise<void>((resolve) => {
        silent.push(connect(port, '127.0.0.1').on('error', () => resolve()).once('connect', () => resolve()));
      })));
      expect(await served(port)).toBe(true);
      most = Math.max(most, connections());
      for (const socket of silent) socket.destroy();
    }
    expect(most).toBe(50);
  }, 30_000);

  test('the connection that has been idle for longest makes room, not one that has just spoken', async () => {
    const { port, connections } = await host({ limits: { maxConnections: 3 } });
    const [speaking, idle] = [await client(port), await client(port)];
    speaking.socket.write(bind());
    await speaking.answers(1);
    await client(port);
    await client(port);
    expect(await idle.gone).toMatch(/ended|closed|ECONNRESET/);
    speaking.socket.write(request(askedOctets()));
    expect((await speaking.answers(2)).map((a) => a.type)).toEqual([kind.bindAck, kind.response]);
    expect(connections()).toBe(3);
  });

  test('one that sends an octet at a time without end is idle: octets are no progress', async () => {
    const { port } = await host({ limits: { idleMs: 120 } });
    const { socket, gone } = await client(port);
    const octets = [...bind()];
    const trickle = setInterval(() => socket.write(Buffer.of(octets.shift() ?? 0)), 20);
    onTestFinished(() => clearInterval(trickle));
    await gone;
    expect(octets.length).toBeGreaterThan(20);
  });

  test('endless fragments of one call are refused once on each connection, and others are served', async () => {
    const { port } = await host();
    const large = Buffer.alloc(5000, 0x78);
    const fragments = Buffer.concat([bind(), request(large, { flags: 1 }), ...Array.from({ length: 100 }, () => request(large, { flags: 0 })), request(large, { flags: 2 }), request(askedOctets(), { callId: 3 })]);
    const many = await Promise.all(Array.from({ length: 20 }, () => client(port)));
    for (const { socket } of many) socket.write(fragments);
    expect(await served(port)).toBe(true);
    for (const { answers } of many) expect((await answers(3)).map((a) => a.type)).toEqual([kind.bindAck, kind.fault, kind.response]);
  });

  test('stopping hangs up on everyone', async () => {
    const { port, stop } = await host();
    const { gone } = await client(port);
    await stop();
    expect(await gone).toMatch(/ended|closed|ECONNRESET/);
    expect(await askHost({ host: '127.0.0.1', port }, asked, { timeoutMs: 1000 })).toMatchObject({ ok: false, reason: 'refused' });
  });
});
