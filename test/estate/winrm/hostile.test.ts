import { once } from 'node:events';
import { connect as dial } from 'node:net';
import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as fc from 'fast-check';

import { readRequest } from '../../../src/codec/wsman/server/read-request.ts';
import { writeEnumerate, writeInvoke } from '../../../src/codec/wsman/wmi-requests.ts';
import { writeShellCommand } from '../../../src/codec/wsman/shell-requests.ts';
import { NtlmClient } from '../../../src/codec/ntlm/client.ts';
import { basicOf, codeOf, context, post, soapType, startPlain } from './plain-client.ts';
import { connect, limits, reader, start, startListener } from './started.ts';
import type { Started } from './started.ts';

const service = { namespace: 'root\\cimv2', wql: 'SELECT Version FROM SoftwareLicensingService' } as const;
const query = (): string => writeEnumerate(context(), service);

async function socketTo({ port }: Started): Promise<Socket> {
  const socket = dial({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.resume().once('close', () => resolve());
  });

const isServed = async (started: Started): Promise<boolean> => (await connect(started).queryWmi(service, limits())).ok;

const fast = { headMs: 200, requestMs: 400 };

describe('a hostile client', () => {
  test.each<[string, string]>([
    ['no HTTP', 'hello\r\n\r\n'],
    ['a head without an end', `POST /wsman HTTP/1.1\r\nX: ${'x'.repeat(100_000)}`],
    ['a length that is none', 'POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    ['two lengths', 'POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ])('that sends %s is hung up on, and others are served', async (_name, octets) => {
    const started = await start();
    const socket = await socketTo(started);
    socket.write(octets);
    await closed(socket);
    expect(await isServed(started)).toBe(true);
  });

  test.each(['POST /wsman HTTP/1.1\r\nHost: x\r\n', 'POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf'])('that is slow or stops in the midst of a request is given up: %j', async (octets) => {
    const started = await start({ httpLimits: fast });
    const socket = await socketTo(started);
    socket.write(octets);
    await closed(socket);
    expect(await isServed(started)).toBe(true);
  });

  test('that speaks no TLS to a listener of TLS is hung up on, and others are served', async () => {
    const started = await startListener({ tls: {} }, { httpLimits: fast });
    for (const octets of ['POST /wsman HTTP/1.1\r\nHost: x\r\n\r\n', '\u0016']) {
      const socket = await socketTo(started);
      socket.write(octets, 'latin1');
      await closed(socket);
    }
    expect(await isServed(started)).toBe(true);
  });

  test('that sends more than a request may have is refused before it has sent all', async () => {
    const started = await startPlain({ httpLimits: { bodyBytes: 10_000 } });
    const socket = await socketTo(started);
    socket.write(`POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Type: ${soapType}\r\nTransfer-Encoding: chunked\r\n\r\n4e20\r\n${'x'.repeat(20_000)}\r\n`);
    const [answer] = await once(socket, 'data') as [Buffer];
    expect(answer.toString('latin1')).toMatch(/^HTTP\/1\.1 413 /);
    await closed(socket);
    expect(started.log).toEqual(['A request of more than 10000 bytes was refused.']);
  });

  test('that opens connections without a word is held to their number, and is let in when they are gone', async () => {
    const started = await start({ httpLimits: { maxConnections: 3, ...fast } });
    const sockets = await Promise.all([1, 2, 3].map(() => socketTo(started)));
    const fourth = await socketTo(started);
    await closed(fourth);
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(() => expect(started.winrm.held().connections).toBe(0));
    expect(await isServed(started)).toBe(true);
  });

  test('that sends requests without waiting for answers is answered one after the other, each to its own', async () => {
    const started = await startPlain();
    const socket = await socketTo(started);
    const ids = Array.from({ length: 50 }, (_, n) => `uuid:0D0C70A0-0000-4000-8000-${String(n).padStart(12, '0')}`);
    socket.write(ids.map((id) => {
      const body = query().replace(/uuid:[^<]+/, id);
      return `POST /wsman HTTP/1.1\r\nHost: x\r\nAuthorization: ${basicOf(reader)}\r\nContent-Type: ${soapType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    }).join(''));
    let text = '';
    const related = (): string[] => [...text.matchAll(/<a:RelatesTo>([^<]+)/g)].map(([, id = '']) => id);
    while (related().length < ids.length) text += String((await once(socket, 'data'))[0]);
    expect(related()).toEqual(ids);
  });

  test('that fails again and again to sign in is hung up on', async () => {
    const started = await start({ httpLimits: { mostRefusals: 3 } });
    const socket = await socketTo(started);
    const statuses: string[] = [];
    for (let n = 0; n < 3; n++) {
      socket.write('POST /wsman HTTP/1.1\r\nHost: x\r\nAuthorization: Negotiate TlRMTVNTUAADAAAA\r\nContent-Length: 0\r\n\r\n');
      const [answer] = await once(socket, 'data') as [Buffer];
      statuses.push(answer.toString('latin1').slice(9, 12));
    }
    expect(statuses).toEqual(['401', '401', '401']);
    await closed(socket);
  });

  test('that answers a challenge of another connection is not let in', async () => {
    const started = await start();
    const first = new NtlmClient({ sealing: true, nowMs: Date.now });
    const challenge = await post(started.port, '', { Authorization: `Negotiate ${Buffer.from(first.negotiate()).toString('base64')}` });
    expect(challenge.status).toBe(401);
    const [, token = ''] = /Negotiate (\S+)/.exec(String(challenge.headers['www-authenticate'])) ?? [];
    expect(token).not.toBe('');
    // `post` opens a connection of its own each time.
    expect((await post(started.port, '', { Authorization: `Negotiate ${token}` })).status).toBe(401);
    expect(started.log.join()).toContain('refused');
  });
});

describe('a request that is none', () => {
  test.each<[string, string, string]>([
    ['no XML', 'hello', '0x80338043'], ['XML that breaks off', '<s:Envelope xmlns:s="x"><s:Body>', '0x80338043'],
    ['a document type', `<!DOCTYPE x>${'<s:Envelope xmlns:s="x"><s:Body/></s:Envelope>'}`, '0x80338043'],
    ['no action', '<s:Envelope xmlns:s="x"><s:Header/><s:Body/></s:Envelope>', '0x80338011'],
    ['another action', query().replaceAll('enumeration/Enumerate<', 'enumeration/Subscribe<'), '0x80338001'],
    ['a resource that is none', query().replace('wmi/root', 'nothing/root'), '0x8033803B'],
    ['no body for its action', query().replace(/<n:Enumerate>.*<\/n:Enumerate>/, ''), '0x80338041'],
    ['a method without its input', writeInvoke(context(), { namespace: 'root\\cimv2', className: 'StdRegProv', selectors: {} }, 'EnumKey', []).replaceAll('EnumKey_INPUT', 'Other_INPUT'), '0x80338041'],
    ['a shell that was never opened', writeShellCommand(context(), 'nobody', { command: 'hostname', arguments: [], consoleInput: true, skipCmd: false }), '0x8033805B'],
  ])('%s is a fault with its own code', async (_name, soap, code) => {
    expect(await codeOf(await startPlain(), soap)).toBe(code);
  });

  test.each<[string, Record<string, string>, string, string, number]>([
    ['another path', {}, '/', 'POST', 404], ['another method', {}, '/wsman', 'PUT', 405], ['another type of body', { 'Content-Type': 'text/plain' }, '/wsman', 'POST', 415],
    ['a sealed body where nobody signed in', { 'Content-Type': 'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"' }, '/wsman', 'POST', 400],
  ])('%s is refused by HTTP', async (_name, headers, path, method, status) => {
    expect((await post((await startPlain()).port, query(), { Authorization: basicOf(reader), ...headers }, path, method)).status).toBe(status);
  });

  test('of whatever characters is read without an exception', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.tuple(fc.nat(4000), fc.string()).map(([at, put]) => query().slice(0, at) + put + query().slice(at + 1))), (text) => {
      expect(typeof readRequest(text).ok).toBe('boolean');
    }), { numRuns: 300 });
  });
});
