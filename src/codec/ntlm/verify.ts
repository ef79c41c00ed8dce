import { readAuthenticate } from './authenticate.ts';
import type { AuthenticateMessage } from './authenticate.ts';
import { avChannelBindings } from './av-pairs.ts';
import { readChallenge } from './challenge.ts';
import { exchangesKey, hasFlags, ntlmFlag } from './flags.ts';
import { messagesMic, ntProof, sessionBaseKey, wrapSessionKey } from './ntlmv2.ts';
import { sameOctets } from './octets.ts';
import { refuseClient } from './refusal.ts';
import type { ServerRefusal } from './refusal.ts';
import { SecretOctets } from './secret-octets.ts';

/** How a server judges channel bindings: not at all, where the client sends some, or always (WinRM's CbtHardeningLevel). */
export type ChannelBindingPolicy = 'none' | 'relaxed' | 'require';

/** The three messages, as they came and went. */
export type Exchange = { negotiate: Uint8Array; challenge: Uint8Array; authenticate: Uint8Array };

/** What the server knows and demands. */
export type Expectations = {
  /** NTOWFv2 for the account, with user and domain as the client writes them; null where there is no such account. */
  responseKeyFor: (user: string, domain: string) => Uint8Array | null;
  channelBinding: { policy: ChannelBindingPolicy; hash: Uint8Array | null };
  /** Refuse a client that does not agree on sealing. */
  sealing: boolean;
};

/** Whom the exchange proves to be there, what both sides agreed on, and the 16 octets from which the session's keys come. */
export type Verified = { ok: true; message: AuthenticateMessage; flags: number; exportedSessionKey: SecretOctets };

function unfitClient(flags: number, sealing: boolean): ServerRefusal | null {
  if (!hasFlags(flags, ntlmFlag.extendedSessionSecurity)) return refuseClient('no-extended-session-security', 'the client has no extended session security');
  if (!hasFlags(flags, ntlmFlag.key128)) return refuseClient('no-128-bit', 'the client has no 128-bit keys');
  if (sealing && !hasFlags(flags, ntlmFlag.sign | ntlmFlag.seal)) return refuseClient('no-sealing', 'the client does not seal');
  return null;
}

function wrongBindings(sent: Uint8Array | null, { policy, hash }: Expectations['channelBinding']): ServerRefusal | null {
  if (policy === 'none') return null;
  if (sent === null) return policy === 'require' ? refuseClient('bindings-missing', 'the client sends no channel bindings') : null;
  return hash !== null && sameOctets(sent, hash) ? null : refuseClient('bindings-wrong', 'the channel bindings are those of another channel');
}

/** Judges a whole exchange as the server that made its challenge ([MS-NLMP] 3.2.5.1.2). Never throws. */
export function verifyExchange({ negotiate, challenge, authenticate }: Exchange, { responseKeyFor, channelBinding, sealing }: Expectations): Verified | ServerRefusal {
  const asked = readChallenge(challenge);
  const message = readAuthenticate(authenticate);
  if (!asked.ok) return refuseClient('malformed', `${asked.wanted} was wanted at octet ${asked.at} of the challenge`);
  if (!message.ok) return refuseClient('malformed', `${message.wanted} was wanted at octet ${message.at}`);
  const flags = (asked.flags & message.flags) >>> 0;
  const unfit = unfitClient(flags, sealing);
  if (unfit !== null) return unfit;
  if (message.ntlmv2 === null) {
    return message.user === '' && message.ntResponse.length === 0 ? refuseClient('anonymous', 'the client signs in as nobody') : refuseClient('not-ntlmv2', 'the client answers with less than NTLMv2');
  }
  const responseKey = responseKeyFor(message.user, message.domain);
  if (responseKey === null) return refuseClient('no-such-user', 'there is no such account');
  const proof = ntProof(responseKey, asked.serverChallenge, message.ntlmv2.blob);
  if (!sameOctets(proof, message.ntlmv2.proof)) return refuseClient('wrong-password', 'the password is another one');
  const baseKey = sessionBaseKey(responseKey, proof);
  if (exchangesKey(flags) && message.encryptedSessionKey.length !== 16) return refuseClient('malformed', 'a session key of 16 octets was wanted');
  const exportedSessionKey = exchangesKey(flags) ? wrapSessionKey(baseKey, message.encryptedSessionKey) : baseKey;
  if (message.mic !== null && !sameOctets(message.mic.octets, messagesMic(exportedSessionKey, negotiate, challenge, authenticate, message.mic.at))) {
    return refuseClient('mic-wrong', 'the three messages are not those that the client saw');
  }
  return wrongBindings(avChannelBindings(message.ntlmv2.pairs), channelBinding) ?? { ok: true, message, flags, exportedSessionKey: new SecretOctets(exportedSessionKey) };
}
