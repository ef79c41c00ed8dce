import { avFlagMic, avFlags, readAvPairs } from './av-pairs.ts';
import type { AvPair } from './av-pairs.ts';
import { hasFlags, ntlmFlag } from './flags.ts';
import { checkMessage, layMessage, ntlmVersion, readField } from './message.ts';
import { malformed, readUint32 } from './octets.ts';
import type { Malformed } from './octets.ts';
import { oemText, utf16Octets, utf16Text } from './utf16.ts';

/** What a NTLMv2 response says of itself ([MS-NLMP] 2.2.2.7): 16 octets of proof over the rest. */
export type Ntlmv2Response = {
  proof: Uint8Array;
  /** All that the proof covers besides the server's challenge. */
  blob: Uint8Array;
  /** 8 octets, a FILETIME. */
  timestamp: Uint8Array;
  clientChallenge: Uint8Array;
  pairs: readonly AvPair[];
};

/** The client's last message ([MS-NLMP] 2.2.1.3). */
export type AuthenticateMessage = {
  ok: true;
  flags: number;
  domain: string;
  user: string;
  workstation: string;
  /** As it came: empty, 24 octets, or NTLMv2's. */
  ntResponse: Uint8Array;
  lmResponse: Uint8Array;
  /** Null where `ntResponse` is not NTLMv2's. */
  ntlmv2: Ntlmv2Response | null;
  /** 16 octets where a key was exchanged, else empty. */
  encryptedSessionKey: Uint8Array;
  /** Where the MIC stands and what it is; null where the client sends none. */
  mic: { at: number; octets: Uint8Array } | null;
};

/** Octets before the pairs of a NTLMv2 response: proof, two versions, six reserved, time, challenge, four reserved. */
const pairsAt = 44;

function readNtlmv2(octets: Uint8Array, at: number): { ok: true; response: Ntlmv2Response | null } | Malformed {
  if (octets.length < pairsAt || octets[16] !== 1) return { ok: true, response: null };
  const read = readAvPairs(octets.subarray(pairsAt));
  if (!read.ok) return malformed(at + pairsAt + read.at, read.wanted);
  return { ok: true, response: { proof: octets.subarray(0, 16), blob: octets.subarray(16), timestamp: octets.subarray(24, 32), clientChallenge: octets.subarray(32, 40), pairs: read.pairs } };
}

/** The MIC stands behind the version where there is room for both, else in its place; .NET leaves the version's flag out. */
function readMic(octets: Uint8Array, firstField: number): { at: number; octets: Uint8Array } | Malformed {
  const at = firstField >= 88 ? 72 : 64;
  return firstField < 80 ? malformed(firstField, 'room for the MIC that its flag announces') : { at, octets: octets.subarray(at, at + 16) };
}

/** Reads an AUTHENTICATE message. Never throws. Text is not cleaned for a screen. */
export function readAuthenticate(octets: Uint8Array): AuthenticateMessage | Malformed {
  const wrong = checkMessage(octets, 3, 64);
  if (wrong !== null) return wrong;
  const flags = readUint32(octets, 60);
  if ((flags & (ntlmFlag.unicode | ntlmFlag.oem)) === 0) return malformed(60, 'Unicode');
  const text = hasFlags(flags, ntlmFlag.unicode) ? utf16Text : oemText;
  const lm = readField(octets, 12, 'the LM response');
  const nt = readField(octets, 20, 'the NT response');
  const domain = readField(octets, 28, 'the domain');
  const user = readField(octets, 36, 'the user name');
  const workstation = readField(octets, 44, 'the workstation');
  const key = readField(octets, 52, 'the session key');
  if (!lm.ok) return lm;
  if (!nt.ok) return nt;
  if (!domain.ok) return domain;
  if (!user.ok) return user;
  if (!workstation.ok) return workstation;
  if (!key.ok) return key;
  const ntlmv2 = readNtlmv2(nt.octets, nt.at);
  if (!ntlmv2.ok) return ntlmv2;
  let mic: AuthenticateMessage['mic'] = null;
  if (ntlmv2.response !== null && (avFlags(ntlmv2.response.pairs) & avFlagMic) !== 0) {
    const firstField = Math.min(...[lm, nt, domain, user, workstation, key].filter((field) => field.octets.length > 0).map((field) => field.at));
    const read = readMic(octets, firstField);
    if ('wanted' in read) return read;
    mic = read;
  }
  return {
    ok: true, flags, domain: text(domain.octets), user: text(user.octets), workstation: text(workstation.octets),
    ntResponse: nt.octets, lmResponse: lm.octets, ntlmv2: ntlmv2.response, encryptedSessionKey: key.octets, mic,
  };
}

/** Where the MIC of a message of ours stands. */
export const ownMicAt = 72;

/** What is written; the NT response is proof and blob together. */
export type AuthenticateFields = Pick<AuthenticateMessage, 'flags' | 'domain' | 'user' | 'workstation' | 'ntResponse' | 'lmResponse' | 'encryptedSessionKey'>;

/** The octets of an AUTHENTICATE message with a version, and 16 zeros at `ownMicAt` for the MIC that is computed over it. */
export function writeAuthenticate({ flags, domain, user, workstation, ntResponse, lmResponse, encryptedSessionKey }: AuthenticateFields): Uint8Array {
  const view = layMessage(3, 88, [
    { at: 28, octets: utf16Octets(domain) }, { at: 36, octets: utf16Octets(user) }, { at: 44, octets: utf16Octets(workstation) },
    { at: 12, octets: lmResponse }, { at: 20, octets: ntResponse }, { at: 52, octets: encryptedSessionKey },
  ]);
  view.setUint32(60, flags, true);
  const message = new Uint8Array(view.buffer);
  message.set(ntlmVersion, 64);
  return message;
}
