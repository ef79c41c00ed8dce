import { connect } from 'node:net';

import { describe, expect, onTestFinished, test } from 'vitest';

import { encodeKmsBind } from '../../src/codec/rpc/bind.ts';
import { readPdu } from '../../src/codec/rpc/pdu.ts';
import type { WholePdu } from '../../src/codec/rpc/pdu.ts';
import { startKmsHost } from '../../src/estate/kms-host.ts';
import type { KmsHost } from '../../src/estate/kms-host.ts';
import { pdu } from '../codec/rpc/wire.ts';

async function host(): Promise<KmsHost> {
  const started = await startKmsHost();
  onTestFinished(started.stop);
  return started;
}

/** What a host sends back to these octets, each written once the answer to those before it has come, until it hangs up or has answered all. */
const talk = (port: number, ...sent: readonly Uint8Array[]): Promise<WholePdu[]> =>
  new Promise((resolve, reject) => {
    const answers: WholePdu[] = [];
    const left = [...sent];
    const socket = connect(port, '127.0.0.1');
    const next = (): void => {
      const octets = left.shift();
      if (octets === undefined) socket.end();
      else socket.write(octets);
    };
    // A host that hangs up with octets unread resets the connection: that is an end like any other.
    socket.on('connect', next).on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve(answers) : reject(error))).on('close', () => resolve(answers));
    socket.on('data', (bytes) => {
      const answer = readPdu(bytes);
      if (answer.state === 'whole') answers.push(answer);
      next();
    });
  });

const request = pdu(Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]), Buffer.alloc(260, 0x5a)]), { type: 0 });
const fault = 3;
const bindAck = 12;

describe('the reference KMS host', () => {
  test('listens on loopback only', async () => {
    expect((await host()).host).toBe('127.0.0.1');
  });

  test('accepts a bind to the KMS interface', async () => {
    const { port, log } = await host();
    const [answer] = await talk(port, encodeKmsBind(7));
    expect([answer?.type, answer?.callId]).toEqual([bindAck, 7]);
    expect(log).toEqual([]);
  });

  test('rejects a bind to any other interface', async () => {
    const { port } = await host();
    const other = encodeKmsBind(1);
    other[32] = (other[32] ?? 0) ^ 0xff;
    const [answer] = await talk(port, other);
    expect(Buffer.from(answer?.body ?? []).readUInt16LE(16)).toBe(2);
  });

  test('answers every request with a fault and a line in its log: it can activate nothing', async () => {
    const { port, log } = await host();
    const answers = await talk(port, encodeKmsBind(1), request, request);
    expect(answers.map((a) => a.type)).toEqual([bindAck, fault, fault]);
    expect(Buffer.from(answers[1]?.body ?? []).readUInt32LE(8)).toBe(0x1c01_0002);
    expect(log).toEqual(Array.from({ length: 2 }, () => 'A request was refused with an RPC fault: the reference host activates nothing.'));
  });

  test('does so also where bind and requests come in one piece, or octet by octet', async () => {
    const { port, log } = await host();
    await talk(port, Buffer.concat([encodeKmsBind(1), request, request]));
    expect(log).toHaveLength(2);
    const slow = await new Promise<number>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.setNoDelay(true);
        for (const octet of request) socket.write(Buffer.from([octet]));
      });
      socket.on('error', reject).on('data', (bytes: Buffer) => {
        socket.destroy();
        resolve(bytes[2] ?? 0);
      });
    });
    expect([slow, log.length]).toEqual([fault, 3]);
  });

  test('does the same without a bind before it', async () => {
    const { port, log } = await host();
    expect((await talk(port, request)).map((a) => a.type)).toEqual([fault]);
    expect(log).toHaveLength(1);
  });

  test('hangs up on any other PDU, and on what is no RPC and never ends', async () => {
    const { port } = await host();
    expect(await talk(port, pdu(Buffer.alloc(8), { type: 17 }))).toEqual([]);
    expect(await talk(port, Buffer.alloc(70_000, 5))).toEqual([]);
  });
});
