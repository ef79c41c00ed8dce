import { malformed, readUint16, readUint32 } from './octets.ts';
import type { Malformed } from './octets.ts';

/** `NTLMSSP` and a zero: how every message begins ([MS-NLMP] 2.2.1). */
export const ntlmSignature = Uint8Array.from('NTLMSSP\0', (character) => character.charCodeAt(0));

/** True for octets that begin as an NTLM message, not wrapped in SPNEGO. */
export const beginsLikeNtlm = (octets: Uint8Array): boolean => octets.length >= 8 && ntlmSignature.every((octet, n) => octets[n] === octet);

/** Larger than any message that Windows makes; what is larger is refused unread. */
export const maxMessageLength = 0x1_0000;

/** 10.0 build 17763, NTLM revision 15 ([MS-NLMP] 2.2.2.10): only for a person who reads a capture; nobody decides by it. */
export const ntlmVersion = Uint8Array.of(10, 0, 0x63, 0x45, 0, 0, 0, 15);

/** Null where `octets` can be a message of this type (1 to 3) with at least `shortest` octets. */
export function checkMessage(octets: Uint8Array, type: number, shortest: number): Malformed | null {
  if (!beginsLikeNtlm(octets)) return malformed(0, 'NTLMSSP');
  if (octets.length < 12 || readUint32(octets, 8) !== type) return malformed(8, `NTLM message type ${type}`);
  if (octets.length < shortest) return malformed(octets.length, `at least ${shortest} octets of NTLM message type ${type}`);
  if (octets.length > maxMessageLength) return malformed(maxMessageLength, `at most ${maxMessageLength} octets`);
  return null;
}

/** One variable field: its octets, and where they begin in the message. */
export type Field = { ok: true; octets: Uint8Array; at: number };

/** The field whose length and offset stand at `at`; an empty one may point anywhere. */
export function readField(message: Uint8Array, at: number, name: string): Field | Malformed {
  const length = readUint16(message, at);
  const from = readUint32(message, at + 4);
  if (length === 0) return { ok: true, octets: new Uint8Array(0), at: from };
  if (from < 12 || from + length > message.length) return malformed(at, `${name} within the message`);
  return { ok: true, octets: message.subarray(from, from + length), at: from };
}

/** A message of `headLength` octets with signature and type, and behind it the fields, whose places are written at theirs. */
export function layMessage(type: number, headLength: number, fields: readonly { at: number; octets: Uint8Array }[]): DataView {
  const view = new DataView(new ArrayBuffer(headLength + fields.reduce((sum, { octets }) => sum + octets.length, 0)));
  const message = new Uint8Array(view.buffer);
  message.set(ntlmSignature);
  view.setUint32(8, type, true);
  let end = headLength;
  for (const { at, octets } of fields) {
    view.setUint16(at, octets.length, true);
    view.setUint16(at + 2, octets.length, true);
    view.setUint32(at + 4, end, true);
    message.set(octets, end);
    end += octets.length;
  }
  return view;
}
