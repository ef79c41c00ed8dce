import { createServer, type Socket } from 'node:net';

import { kmsInterface, ndrSyntax, syntaxBytes } from '../codec/rpc/bind.ts';
import type { WholePdu } from '../codec/rpc/pdu.ts';
import { headerLength, pduType, readPdu, writeHeader } from '../codec/rpc/pdu.ts';
import { closeServer, listenOnLoopback } from './loopback.ts';

export type KmsHost = { host: string; port: number; log: readonly string[]; stop: () => Promise<void> };

/** The fault `nca_op_rng_error` (C706): no such operation. */
const operationOutOfRange = 0x1c01_0002;
const requestPdu = 0;
const lastFragment = 0x02;
const accepted = 0;
const providerRejection = 2;
const abstractSyntaxNotSupported = 1;

/**
 * The reference KMS host: a DCE/RPC listener on loopback that accepts a bind to the KMS interface and can do nothing
 * more. It can never activate anything: every request gets an RPC fault and a line in the log.
 */
export async function startKmsHost(): Promise<KmsHost> {
  const log: string[] = [];
  const server = createServer((socket) => serve(socket, log));
  const { host, port } = await listenOnLoopback(server);
  return { host, port, log, stop: () => closeServer(server) };
}

function serve(socket: Socket, log: string[]): void {
  let held: Buffer = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    if (held.length > 65_536) return void socket.destroy();
    for (let pdu = readPdu(held); pdu.state !== 'partial'; pdu = readPdu(held)) {
      const answer = pdu.state === 'whole' ? answerTo(pdu, log) : null;
      if (answer === null) return void socket.destroy();
      socket.write(answer);
      held = held.subarray(lengthOf(held));
    }
  });
}

/** Octets that the first PDU takes with all its fragments (C706 §12.6.3.1: flags at 3, byte order at 4, length at 8). */
function lengthOf(bytes: Buffer): number {
  for (let at = 0; ;) {
    const length = (bytes[at + 4] ?? 0) >> 4 === 1 ? bytes.readUInt16LE(at + 8) : bytes.readUInt16BE(at + 8);
    if (((bytes[at + 3] ?? 0) & lastFragment) !== 0) return at + length;
    at += length;
  }
}

/** An answer to a bind, a fault to a request, and nothing to anything else. */
function answerTo({ type, callId, body }: WholePdu, log: string[]): Uint8Array | null {
  if (type === pduType.bind) return bindAck(callId, offersKms(body));
  if (type !== requestPdu) return null;
  log.push('A request was refused with an RPC fault: the reference host activates nothing.');
  return fault(callId);
}

/** Whether the bind asks for the KMS interface in its first context (C706 §12.6.4.3: it stands 12 octets into the body). */
function offersKms(body: Uint8Array): boolean {
  const wanted = Buffer.from(syntaxBytes(kmsInterface, true));
  return Buffer.from(body).subarray(16, 36).equals(wanted);
}

function bindAck(callId: number, accept: boolean): Uint8Array {
  const body = Buffer.alloc(40);
  body.writeUInt16LE(4280, 0);
  body.writeUInt16LE(4280, 2);
  body.writeUInt32LE(1, 4);
  // Secondary address: empty, padded to four octets; then one result.
  body.writeUInt16LE(0, 8);
  body.writeUInt8(1, 12);
  body.writeUInt16LE(accept ? accepted : providerRejection, 16);
  body.writeUInt16LE(accept ? 0 : abstractSyntaxNotSupported, 18);
  if (accept) Buffer.from(syntaxBytes(ndrSyntax, true)).copy(body, 20);
  return withHeader(pduType.bindAck, callId, body);
}

function fault(callId: number): Uint8Array {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(operationOutOfRange, 8);
  return withHeader(pduType.fault, callId, body);
}

function withHeader(type: number, callId: number, body: Uint8Array): Uint8Array {
  const pdu = new Uint8Array(headerLength + body.length);
  pdu.set(body, headerLength);
  writeHeader(pdu, type, callId);
  return pdu;
}
