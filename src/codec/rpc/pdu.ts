/**
 * The common header of connection-oriented DCE/RPC (C706 §12.6.3.1; [MS-RPCE] 2.2.2): 16 octets before every PDU.
 */

export const headerLength = 16;

/** PDU types that matter here (C706 §12.6.4). */
export const pduType = { fault: 3, bind: 11, bindAck: 12, bindNak: 13 } as const;

const firstFragment = 0x01;
const lastFragment = 0x02;
const bothFragments = firstFragment | lastFragment;

const typeNames: Readonly<Record<number, string>> = {
  0: 'request', 1: 'ping', 2: 'response', 3: 'fault', 4: 'working', 5: 'nocall', 6: 'reject', 7: 'ack', 8: 'cl_cancel', 9: 'fack',
  10: 'cancel_ack', 11: 'bind', 12: 'bind_ack', 13: 'bind_nak', 14: 'alter_context', 15: 'alter_context_resp', 16: 'auth3',
  17: 'shutdown', 18: 'co_cancel', 19: 'orphaned',
};

/** A PDU type by its name in the standard; `PDU type 99` for one that it does not have. */
export const pduTypeName = (type: number): string => typeNames[type] ?? `PDU type ${type}`;

export type PduHeader = {
  type: number;
  first: boolean;
  last: boolean;
  littleEndian: boolean;
  /** Whole length of this fragment, header included. */
  fragmentLength: number;
  authLength: number;
  callId: number;
};

/** One answer, put together from its fragments: the octets behind the headers, without authentication trailers. */
export type WholePdu = { state: 'whole'; type: number; callId: number; littleEndian: boolean; body: Uint8Array };

export type PduReading =
  | WholePdu
  /** Good so far; `wanted` says for people what is still to come. */
  | { state: 'partial'; wanted: string }
  /** Not the beginning of a DCE/RPC answer at all. */
  | { state: 'foreign' }
  /** Begins like DCE/RPC, and then contradicts itself. */
  | { state: 'broken'; at: number; wanted: string };

/** True where these octets can be the first of a DCE/RPC answer: version 5.0 or 5.1 and a type that the standard has. */
function beginsLikeRpc(bytes: Uint8Array): boolean {
  const [major, minor, type, flags] = bytes;
  if (major !== 5) return bytes.length === 0;
  return (minor === undefined || minor <= 1) && (type === undefined || type <= 19) && (flags === undefined || (flags & firstFragment) !== 0);
}

/** The header that begins at `at`, whatever it says; 16 octets must be there. */
export function readHeader(bytes: Uint8Array, at: number): PduHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(at + 3);
  // The high four bits of the first drep octet: 1 little-endian, 0 big-endian (C706 §14.2.5).
  const littleEndian = view.getUint8(at + 4) >> 4 === 1;
  return {
    type: view.getUint8(at + 2),
    first: (flags & firstFragment) !== 0,
    last: (flags & lastFragment) !== 0,
    littleEndian,
    fragmentLength: view.getUint16(at + 8, littleEndian),
    authLength: view.getUint16(at + 10, littleEndian),
    callId: view.getUint32(at + 12, littleEndian),
  };
}

/** Octets of authentication behind a body: 8 of its own header, its padding not counted, and the token. */
export const trailerLength = (header: PduHeader): number => (header.authLength === 0 ? 0 : header.authLength + 8);

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/**
 * Reads the first answer out of what a peer has sent so far. Any octets are fine: each either leads on, or says that
 * more is needed, that this is another protocol, or where the PDU contradicts itself.
 */
export function readPdu(bytes: Uint8Array): PduReading {
  if (!beginsLikeRpc(bytes)) return { state: 'foreign' };
  const parts: Uint8Array[] = [];
  let opening: PduHeader | null = null;
  for (let at = 0; ;) {
    const name = opening === null ? 'an RPC answer' : `the rest of a ${pduTypeName(opening.type)}`;
    if (bytes.length - at < headerLength) return { state: 'partial', wanted: `${name}: ${bytes.length - at} of 16 header octets came` };
    const header = readHeader(bytes, at);
    const bodyEnd = header.fragmentLength - trailerLength(header);
    if (bodyEnd < headerLength) return { state: 'broken', at: at + 8, wanted: 'a fragment length that covers its own header' };
    if (opening !== null && (header.type !== opening.type || header.callId !== opening.callId || header.first)) {
      return { state: 'broken', at, wanted: `the next fragment of a ${pduTypeName(opening.type)}` };
    }
    if (bytes.length - at < header.fragmentLength) {
      const came = bytes.length - at;
      return { state: 'partial', wanted: `a ${pduTypeName(header.type)} of ${header.fragmentLength} octets: ${came} came` };
    }
    parts.push(bytes.subarray(at + headerLength, at + bodyEnd));
    opening ??= header;
    if (header.last) return { state: 'whole', type: opening.type, callId: opening.callId, littleEndian: opening.littleEndian, body: joined(parts) };
    at += header.fragmentLength;
  }
}

/** Writes a header for one unfragmented little-endian PDU into its first 16 octets. */
export function writeHeader(pdu: Uint8Array, type: number, callId: number): void {
  const view = new DataView(pdu.buffer, pdu.byteOffset, pdu.byteLength);
  view.setUint8(0, 5);
  view.setUint8(2, type);
  view.setUint8(3, bothFragments);
  view.setUint8(4, 0x10);
  view.setUint16(8, pdu.length, true);
  view.setUint32(12, callId, true);
}
