/** What clients send to a reference host, written octet by octet for tests, independent of the code that reads it. */

import { pdu } from '../../codec/rpc/wire.ts';
import type { PduOptions } from '../../codec/rpc/wire.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** Syntaxes in little-endian order, with their versions. */
export const syntax = {
  kms: hex('7521c851 4e84 5047 b0d8ec255555bc06 01000000'),
  kmsTwo: hex('7521c851 4e84 5047 b0d8ec255555bc06 02000000'),
  other: hex('0883afe1 1f5d c911 91a408002b14a0fa 03000000'),
  ndr: hex('045d888a eb1c c911 9fe808002b104860 02000000'),
  ndr64: hex('33057171 beba 3749 8319b5dbef9ccc36 01000000'),
  /** Bind time feature negotiation that asks for both features of Windows. */
  features: hex('2c1cb76c 1298 4045 0300000000000000 01000000'),
} as const;

const bigEndian = (little: Buffer): Buffer => Buffer.concat([
  Buffer.from(little.subarray(0, 4)).reverse(), Buffer.from(little.subarray(4, 6)).reverse(), Buffer.from(little.subarray(6, 8)).reverse(),
  little.subarray(8, 16), Buffer.from(little.subarray(16, 20)).reverse(),
]);

export type Offer = { id?: number; abstract?: Buffer; transfer?: readonly Buffer[] };
export type BindOptions = Partial<PduOptions> & { offers?: readonly Offer[]; transmit?: number; receive?: number; group?: number; trailer?: Buffer };

const number = (value: number, size: number, big: boolean): Buffer => {
  const bytes = Buffer.alloc(size);
  if (big) bytes.writeUIntBE(value, 0, size);
  else bytes.writeUIntLE(value, 0, size);
  return bytes;
};

/** A bind (or, as type 14, an alter_context); by itself what kmsdoctor's own transport sends. */
export function bind({ offers = [{}], transmit = 5840, receive = 5840, group = 0, big = false, trailer = Buffer.alloc(0), ...options }: BindOptions = {}): Buffer {
  const inOrder = (little: Buffer): Buffer => (big ? bigEndian(little) : little);
  const contexts = offers.map(({ id, abstract = syntax.kms, transfer = [syntax.ndr] }, n) =>
    Buffer.concat([number(id ?? n, 2, big), Buffer.from([transfer.length, 0]), inOrder(abstract), ...transfer.map(inOrder)]));
  const body = Buffer.concat([number(transmit, 2, big), number(receive, 2, big), number(group, 4, big), Buffer.from([offers.length, 0, 0, 0]), ...contexts, trailer]);
  return pdu(body, { type: 11, big, ...options });
}

export type RequestOptions = Partial<PduOptions> & { context?: number; operation?: number };

/** One fragment of a request; by itself a whole one. */
export function request(stub: Uint8Array, { context = 0, operation = 0, big = false, ...options }: RequestOptions = {}): Buffer {
  const body = Buffer.concat([number(stub.length, 4, big), number(context, 2, big), number(operation, 2, big), stub]);
  return pdu(body, { type: 0, callId: 2, big, ...options });
}

/** A request whose octets begin with a length and are noise after it, as those of a genuine client look from outside. */
export const genuineLooking = (): Buffer => request(Buffer.concat([number(260, 4, false), number(260, 4, false), Buffer.alloc(260, 0xa7)]));

/** The PDUs in a run of octets, with what tests look at. */
export type Pdu = { type: number; flags: number; callId: number; length: number; body: Buffer };

export function pdus(bytes: Uint8Array): Pdu[] {
  const all: Pdu[] = [];
  for (let rest = Buffer.from(bytes); rest.length > 0; rest = rest.subarray(rest.readUInt16LE(8))) {
    const length = rest.readUInt16LE(8);
    all.push({ type: rest.readUInt8(2), flags: rest.readUInt8(3), callId: rest.readUInt32LE(12), length, body: rest.subarray(16, length) });
  }
  return all;
}

/** Results and reasons of a bind_ack or alter_context_resp, in their order. */
export function results({ body }: Pick<Pdu, 'body'>): [result: number, reason: number][] {
  const at = Math.ceil((10 + body.readUInt16LE(8)) / 4) * 4;
  return Array.from({ length: body.readUInt8(at) }, (_, n) => [body.readUInt16LE(at + 4 + n * 24), body.readUInt16LE(at + 6 + n * 24)]);
}

export const status = ({ body }: Pick<Pdu, 'body'>): number => body.readUInt32LE(8);
export const nakReasonOf = ({ body }: Pick<Pdu, 'body'>): number => body.readUInt16LE(0);

export const kind = { response: 2, fault: 3, bindAck: 12, bindNak: 13, alterContext: 14, alterContextResponse: 15, auth3: 16, coCancel: 18, orphaned: 19 } as const;

/** An exchange whose octets no test needs to vary. */
export const asked = {
  clientName: 'ws-0142.corp.example', cmid: '4f0d7c1a-93b2-4e6d-8a57-2c19be60d4f1', applicationId: '55c92734-d682-4d71-983e-d6ec3f16059f',
  activationId: 'c2d7f7a0-5b0e-4a53-9d5c-6e8a1f3b9c44', requestTime: 1_795_000_000_000, isVirtual: false, licenseStatus: 2, minutesRemaining: 43_200, requiredCount: 25,
} as const;
export const told = { resultCode: '0x00000000', count: 26, activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, hostExtendedPid: '03612-00206-000-000000-03-1033-20348.0000-1122025' } as const;

export const askedOctets = (): Buffer => Buffer.from(
  'KMSDOCTOR-ESTATE/1 request\nclient: ws-0142.corp.example\ncmid: 4f0d7c1a-93b2-4e6d-8a57-2c19be60d4f1\n'
  + 'application: 55c92734-d682-4d71-983e-d6ec3f16059f\nproduct: c2d7f7a0-5b0e-4a53-9d5c-6e8a1f3b9c44\n'
  + 'time: 1795000000000\nvirtual: no\nstatus: 2\nminutes: 43200\nneeds: 25\n');
export const toldOctets = (): Buffer => Buffer.from(
  'KMSDOCTOR-ESTATE/1 answer\nresult: 0x00000000\ncount: 26\nactivation: 120\nrenewal: 10080\nhost: 03612-00206-000-000000-03-1033-20348.0000-1122025\n');
