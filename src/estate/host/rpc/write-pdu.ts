import { ndrSyntax, syntaxBytes } from '../../../codec/rpc/bind.ts';
import { headerLength, writeHeader } from '../../../codec/rpc/pdu.ts';
import type { JudgedContext } from './judge-contexts.ts';
import { contextResult, pduFlag, pduKind } from './pdu-kinds.ts';

const ndr = syntaxBytes(ndrSyntax, true);
const wholeCall = pduFlag.first | pduFlag.last;

/** A little-endian PDU of that many octets behind its header, with a view of all of it. */
function blank(type: number, callId: number, bodyLength: number, flags: number = wholeCall): { pdu: Uint8Array; view: DataView } {
  const pdu = new Uint8Array(headerLength + bodyLength);
  writeHeader(pdu, type, callId);
  pdu[3] = flags;
  return { pdu, view: new DataView(pdu.buffer) };
}

export type Agreement = {
  /** Octets of the largest fragment in either direction. */
  maxFragment: number;
  groupId: number;
  /** The port as text, as Windows tells it; empty for an alter_context_resp. */
  secondaryAddress: string;
  results: readonly JudgedContext[];
};

/**
 * A bind_ack or alter_context_resp (C706 §12.6.4.4): sizes, group, the secondary address with its closing zero and
 * padding to four octets, and one result for each context that was offered.
 */
export function writeBindAck(type: typeof pduKind.bindAck | typeof pduKind.alterContextResponse, callId: number, { maxFragment, groupId, secondaryAddress, results }: Agreement): Uint8Array {
  const addressLength = secondaryAddress === '' ? 0 : secondaryAddress.length + 1;
  const resultsAt = Math.ceil((headerLength + 10 + addressLength) / 4) * 4;
  const { pdu, view } = blank(type, callId, resultsAt + 4 + results.length * 24 - headerLength);
  view.setUint16(16, maxFragment, true);
  view.setUint16(18, maxFragment, true);
  view.setUint32(20, groupId, true);
  view.setUint16(24, addressLength, true);
  for (let n = 0; n < secondaryAddress.length; n++) view.setUint8(26 + n, secondaryAddress.charCodeAt(n));
  view.setUint8(resultsAt, results.length);
  for (const [n, { result, reason }] of results.entries()) {
    const at = resultsAt + 4 + n * 24;
    view.setUint16(at, result, true);
    view.setUint16(at + 2, reason, true);
    if (result === contextResult.accepted) pdu.set(ndr, at + 4);
  }
  return pdu;
}

/** A bind_nak: a reason and the one version that is spoken, 5.0, padded to 24 octets as Samba and Windows pad it. */
export function writeBindNak(callId: number, reason: number): Uint8Array {
  const { pdu, view } = blank(pduKind.bindNak, callId, 8);
  view.setUint16(16, reason, true);
  view.setUint8(18, 1);
  view.setUint8(19, 5);
  return pdu;
}

/** A fault without a body. `didNotExecute` says that the call changed nothing. */
export function writeFault(callId: number, contextId: number, status: number): Uint8Array {
  const { pdu, view } = blank(pduKind.fault, callId, 16, wholeCall | pduFlag.didNotExecute);
  view.setUint16(20, contextId, true);
  view.setUint32(24, status, true);
  return pdu;
}

type Call = { callId: number; contextId: number };

/** Fragments of one call, none longer than `maxFragment`, cut at multiples of eight octets (C706 §12.6.4.9). */
function fragments(type: number, { callId, contextId }: Call, stub: Uint8Array, maxFragment: number, operation: number): Uint8Array[] {
  const room = Math.max(8, Math.floor((maxFragment - headerLength - 8) / 8) * 8);
  const count = Math.max(1, Math.ceil(stub.length / room));
  return Array.from({ length: count }, (_, n) => {
    const part = stub.subarray(n * room, (n + 1) * room);
    const flags = (n === 0 ? pduFlag.first : 0) | (n === count - 1 ? pduFlag.last : 0);
    const { pdu, view } = blank(type, callId, 8 + part.length, flags);
    view.setUint32(16, stub.length - n * room, true);
    view.setUint16(20, contextId, true);
    view.setUint16(22, operation, true);
    pdu.set(part, 24);
    return pdu;
  });
}

/** A response in as many fragments as it takes. */
export const writeResponse = (call: Call, stub: Uint8Array, maxFragment: number): Uint8Array[] =>
  fragments(pduKind.response, call, stub, maxFragment, 0);

/** A request to the interface's one operation, number 0, in as many fragments as it takes. */
export const writeRequest = (call: Call, stub: Uint8Array, maxFragment: number): Uint8Array[] =>
  fragments(pduKind.request, call, stub, maxFragment, 0);
