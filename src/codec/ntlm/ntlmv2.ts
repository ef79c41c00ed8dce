import { writeAvPairs } from './av-pairs.ts';
import type { AvPair } from './av-pairs.ts';
import { hmacMd5 } from './digests.ts';
import { joinOctets } from './octets.ts';
import { rc4 } from './rc4.ts';

/** The part of a NTLMv2 response that the proof covers ([MS-NLMP] 3.3.2, `temp`). Timestamp and challenge are 8 octets each. */
export const ntlmv2Blob = (timestamp: Uint8Array, clientChallenge: Uint8Array, pairs: readonly AvPair[]): Uint8Array =>
  joinOctets(Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0), timestamp, clientChallenge, new Uint8Array(4), writeAvPairs(pairs), new Uint8Array(4));

/** NTProofStr: 16 octets by which the server knows that the client has the password. */
export const ntProof = (responseKey: Uint8Array, serverChallenge: Uint8Array, blob: Uint8Array): Uint8Array => hmacMd5(responseKey, serverChallenge, blob);

/** The key that follows from password and exchange; without a key exchange it is the session's. */
export const sessionBaseKey = (responseKey: Uint8Array, proof: Uint8Array): Uint8Array => hmacMd5(responseKey, proof);

/** LMv2, 24 octets: only for servers whose challenge has no timestamp. */
export const lmv2Response = (responseKey: Uint8Array, serverChallenge: Uint8Array, clientChallenge: Uint8Array): Uint8Array =>
  joinOctets(hmacMd5(responseKey, serverChallenge, clientChallenge), clientChallenge);

/** A session key under the session base key, or out from under it: RC4 both ways ([MS-NLMP] 3.4.1). */
export const wrapSessionKey = (baseKey: Uint8Array, key: Uint8Array): Uint8Array => rc4(baseKey)(key);

/** The MIC over the three messages; the place of the MIC in the last counts as zeros ([MS-NLMP] 3.1.5.1.2). */
export function messagesMic(exportedSessionKey: Uint8Array, negotiate: Uint8Array, challenge: Uint8Array, authenticate: Uint8Array, micAt: number): Uint8Array {
  return hmacMd5(exportedSessionKey, negotiate, challenge, authenticate.subarray(0, micAt), new Uint8Array(16), authenticate.subarray(micAt + 16));
}

/** 100 ns steps since 1601, little-endian, from milliseconds since 1970. */
export function filetimeOctets(unixMs: number): Uint8Array {
  const octets = new Uint8Array(8);
  new DataView(octets.buffer).setBigUint64(0, BigInt.asUintN(64, BigInt(Math.trunc(unixMs)) * 10_000n + 116_444_736_000_000_000n), true);
  return octets;
}
