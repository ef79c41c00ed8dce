import { headerLength, pduType, writeHeader } from './pdu.ts';

/** The interface on which a KMS host takes activations. Only a bind to it is ever sent. Not in Microsoft's documents. */
export const kmsInterface = { uuid: '51c82175-844e-4750-b0d8-ec255555bc06', major: 1, minor: 0 } as const;

/** NDR 2.0, the transfer syntax that every implementation has (C706 §14; [MS-RPCE] 2.2.4.12). */
export const ndrSyntax = { uuid: '8a885d04-1ceb-11c9-9fe8-08002b104860', major: 2, minor: 0 } as const;

type Syntax = { uuid: string; major: number; minor: number };

/** 20 octets: a UUID, its first three fields in the sender's byte order, then the version as minor:major. */
export function syntaxBytes(syntax: Syntax, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(20);
  const view = new DataView(bytes.buffer);
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = syntax.uuid.split('-');
  view.setUint32(0, Number.parseInt(first, 16), littleEndian);
  view.setUint16(4, Number.parseInt(second, 16), littleEndian);
  view.setUint16(6, Number.parseInt(third, 16), littleEndian);
  const tail = fourth + fifth;
  for (let n = 0; n < 8; n++) view.setUint8(8 + n, Number.parseInt(tail.slice(n * 2, n * 2 + 2), 16));
  view.setUint32(16, syntax.minor * 0x1_0000 + syntax.major, littleEndian);
  return bytes;
}

/** The largest fragment that we offer to send and to take, as Windows and impacket do. */
const maxFragment = 5840;

/** The one message that is ever sent to a KMS port: a bind with one context, 72 octets, unauthenticated. */
export function encodeKmsBind(callId: number): Uint8Array {
  const pdu = new Uint8Array(72);
  const view = new DataView(pdu.buffer);
  writeHeader(pdu, pduType.bind, callId);
  view.setUint16(headerLength, maxFragment, true);
  view.setUint16(headerLength + 2, maxFragment, true);
  // Association group 0 asks for a new one; then one context, number 0, with one transfer syntax.
  view.setUint8(24, 1);
  view.setUint8(30, 1);
  pdu.set(syntaxBytes(kmsInterface, true), 32);
  pdu.set(syntaxBytes(ndrSyntax, true), 52);
  return pdu;
}
