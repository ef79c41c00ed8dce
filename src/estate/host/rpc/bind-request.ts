/** A context that a peer offers: an interface, and the transfer syntaxes in which it could speak it. */
export type OfferedContext = {
  id: number;
  /** 20 octets in the sender's byte order, as they came. */
  abstractSyntax: Uint8Array;
  transferSyntaxes: readonly Uint8Array[];
};

/** What stands in a bind and in an alter_context alike (C706 §12.6.4.1 and §12.6.4.3). */
export type BindRequest = {
  /** Octets of the largest fragment that the peer sends and takes. */
  maxTransmit: number;
  maxReceive: number;
  /** 0 asks for a new association group. */
  groupId: number;
  contexts: readonly OfferedContext[];
};

type Reading = { ok: true; bind: BindRequest } | { ok: false; at: number; wanted: string };

const syntaxLength = 20;

/** Reads the body of a bind or alter_context; `at` counts from the body's first octet. Never throws. */
export function readBindRequest(body: Uint8Array, littleEndian: boolean): Reading {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (body.length < 12) return { ok: false, at: body.length, wanted: 'fragment sizes, an association group and a number of contexts' };
  const contexts: OfferedContext[] = [];
  let at = 12;
  for (let left = view.getUint8(8); left > 0; left--) {
    if (at + 4 + syntaxLength > body.length) return { ok: false, at, wanted: 'a context with its interface' };
    const offered = view.getUint8(at + 2);
    const first = at + 4 + syntaxLength;
    if (first + offered * syntaxLength > body.length) return { ok: false, at: first, wanted: `${offered} transfer syntaxes` };
    contexts.push({
      id: view.getUint16(at, littleEndian),
      abstractSyntax: body.subarray(at + 4, first),
      transferSyntaxes: Array.from({ length: offered }, (_, n) => body.subarray(first + n * syntaxLength, first + (n + 1) * syntaxLength)),
    });
    at = first + offered * syntaxLength;
  }
  return { ok: true, bind: { maxTransmit: view.getUint16(0, littleEndian), maxReceive: view.getUint16(2, littleEndian), groupId: view.getUint32(4, littleEndian), contexts } };
}
