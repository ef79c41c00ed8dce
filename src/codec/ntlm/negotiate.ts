import { checkMessage, layMessage, ntlmVersion } from './message.ts';
import { readUint32 } from './octets.ts';
import type { Malformed } from './octets.ts';

/** What the client's first message says ([MS-NLMP] 2.2.1.1). Names that it may carry are of no use and not read. */
export type NegotiateMessage = { ok: true; flags: number };

/** 40 octets, with a version and no names: gss-ntlmssp refuses the shorter form without a version. */
export function writeNegotiate(flags: number): Uint8Array {
  const view = layMessage(1, 40, [{ at: 16, octets: new Uint8Array(0) }, { at: 24, octets: new Uint8Array(0) }]);
  view.setUint32(12, flags, true);
  const message = new Uint8Array(view.buffer);
  message.set(ntlmVersion, 32);
  return message;
}

/** Reads a NEGOTIATE message of any age: 16 octets are enough, as the oldest clients send. Never throws. */
export function readNegotiate(octets: Uint8Array): NegotiateMessage | Malformed {
  return checkMessage(octets, 1, 16) ?? { ok: true, flags: readUint32(octets, 12) };
}
