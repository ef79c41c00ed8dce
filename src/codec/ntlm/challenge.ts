import { readAvPairs, writeAvPairs } from './av-pairs.ts';
import type { AvPair } from './av-pairs.ts';
import { hasFlags, ntlmFlag } from './flags.ts';
import { checkMessage, layMessage, ntlmVersion, readField } from './message.ts';
import { malformed, readUint32 } from './octets.ts';
import type { Malformed } from './octets.ts';
import { oemOctets, utf16Octets, utf16Text } from './utf16.ts';

/** The server's message ([MS-NLMP] 2.2.1.2). */
export type ChallengeMessage = {
  ok: true;
  flags: number;
  /** 8 octets. */
  serverChallenge: Uint8Array;
  /** The domain or the machine, as text; empty where the server names none. */
  targetName: string;
  /** Empty where the server sends no target info, which NTLMv2 cannot do without. */
  targetInfo: readonly AvPair[];
};

/** Reads a CHALLENGE message. Never throws. */
export function readChallenge(octets: Uint8Array): ChallengeMessage | Malformed {
  const wrong = checkMessage(octets, 2, 32);
  if (wrong !== null) return wrong;
  const flags = readUint32(octets, 20);
  const target = readField(octets, 12, 'the target name');
  if (!target.ok) return target;
  const challenge = { ok: true as const, flags, serverChallenge: octets.subarray(24, 32), targetName: utf16Text(target.octets), targetInfo: [] };
  if (!hasFlags(flags, ntlmFlag.targetInfo)) return challenge;
  if (octets.length < 48) return malformed(octets.length, 'the place of the target info');
  const info = readField(octets, 40, 'the target info');
  if (!info.ok || info.octets.length === 0) return info.ok ? challenge : info;
  const read = readAvPairs(info.octets);
  return read.ok ? { ...challenge, targetInfo: read.pairs } : malformed(info.at + read.at, read.wanted);
}

/** The octets of a CHALLENGE message with a version. */
export function writeChallenge({ flags, serverChallenge, targetName, targetInfo }: Omit<ChallengeMessage, 'ok'>): Uint8Array {
  const view = layMessage(2, 56, [{ at: 12, octets: hasFlags(flags, ntlmFlag.oem) ? oemOctets(targetName) : utf16Octets(targetName) }, { at: 40, octets: writeAvPairs(targetInfo) }]);
  view.setUint32(20, flags, true);
  const message = new Uint8Array(view.buffer);
  message.set(serverChallenge, 24);
  message.set(ntlmVersion, 48);
  return message;
}
