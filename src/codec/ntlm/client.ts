import { randomBytes } from 'node:crypto';

import { ownMicAt, writeAuthenticate } from './authenticate.ts';
import { avFlagMic, avFlags, avFlagsPair, avId, avValue } from './av-pairs.ts';
import type { AvPair } from './av-pairs.ts';
import { readChallenge } from './challenge.ts';
import type { ChallengeMessage } from './challenge.ts';
import { maxNameLength } from './credentials.ts';
import type { NtlmCredentials } from './credentials.ts';
import { hasMd5 } from './digests.ts';
import { exchangesKey, hasFlags, ntlmFlag } from './flags.ts';
import { writeNegotiate } from './negotiate.ts';
import { filetimeOctets, lmv2Response, messagesMic, ntProof, ntlmv2Blob, sessionBaseKey, wrapSessionKey } from './ntlmv2.ts';
import { joinOctets } from './octets.ts';
import { refuseServer } from './refusal.ts';
import type { ClientRefusal } from './refusal.ts';
import { NtlmSession } from './session.ts';
import { utf16Octets } from './utf16.ts';

/** What a client's half needs from outside. */
export type NtlmClientOptions = {
  /** Ask for sealing and refuse a server without it: for bodies that travel without TLS. */
  sealing: boolean;
  /** Milliseconds since 1970, for servers whose challenge has no time. */
  nowMs: () => number;
  /** So many random octets; `node:crypto` where absent. */
  random?: (count: number) => Uint8Array;
  /** False never asks for a key of its own under the password's. */
  keyExchange?: boolean;
  /** A name for the server's log; empty where absent, so that no machine tells its name unasked. */
  workstation?: string;
};

/** What the answer is for. */
export type AuthenticationTarget = {
  /** The hash of the TLS channel's bindings, 16 octets (`channelBindingHash`); null without TLS. */
  channelBinding: Uint8Array | null;
  /** `HTTP/host.example`: MsvAvTargetName, by which a server can see that the answer was meant for it. */
  servicePrincipal?: string;
};

/** The token that answers the challenge, and the session that begins with it. */
export type NtlmResponse = { ok: true; token: Uint8Array; session: NtlmSession } | ClientRefusal;

/** More target info than any server has; the answer, which repeats it, must fit a field. */
const maxTargetInfo = 16_384;

function unfitServer({ flags, targetInfo }: ChallengeMessage, sealing: boolean): ClientRefusal | null {
  if (!hasFlags(flags, ntlmFlag.unicode)) return refuseServer('no-unicode', 'the server does not speak Unicode');
  if (!hasFlags(flags, ntlmFlag.extendedSessionSecurity)) return refuseServer('no-extended-session-security', 'the server offers no extended session security');
  if (!hasFlags(flags, ntlmFlag.key128)) return refuseServer('no-128-bit', 'the server offers no 128-bit keys');
  if (sealing && !hasFlags(flags, ntlmFlag.sign)) return refuseServer('no-signing', 'the server offers no signing');
  if (sealing && !hasFlags(flags, ntlmFlag.seal)) return refuseServer('no-sealing', 'the server offers no sealing, so nothing could travel here unread');
  if (targetInfo.length === 0) return refuseServer('no-target-info', 'the server sends no target info, which NTLMv2 needs');
  if (targetInfo.reduce((sum, { value }) => sum + value.length, 0) > maxTargetInfo) return refuseServer('malformed', 'the server sends more target info than an answer can hold');
  return null;
}

/** The server's pairs as it ordered them, with what the client has to say in place of its own ([MS-NLMP] 3.1.5.1.2). */
function answerPairs(info: readonly AvPair[], { channelBinding, servicePrincipal }: AuthenticationTarget): AvPair[] {
  const ours: readonly number[] = [avId.flags, avId.channelBindings, avId.targetName, avId.singleHost];
  return [
    ...info.filter(({ id }) => !ours.includes(id)),
    avFlagsPair(avFlags(info) | avFlagMic),
    { id: avId.channelBindings, value: channelBinding ?? new Uint8Array(16) },
    { id: avId.targetName, value: utf16Octets(servicePrincipal ?? '') },
  ];
}

/**
 * The client's half of NTLMv2: `negotiate`, then `respond` to the challenge, once. Nothing weaker than NTLMv2 with extended
 * session security and 128 bit is ever sent.
 */
export class NtlmClient {
  readonly #options: NtlmClientOptions;
  readonly #random: (count: number) => Uint8Array;
  readonly #offered: number;
  readonly #negotiate: Uint8Array;
  #session: NtlmSession | null = null;
  #hasAnswered = false;

  constructor(options: NtlmClientOptions) {
    this.#options = options;
    this.#random = options.random ?? randomBytes;
    this.#offered = (ntlmFlag.unicode | ntlmFlag.requestTarget | ntlmFlag.sign | (options.sealing ? ntlmFlag.seal : 0) | ntlmFlag.ntlm | ntlmFlag.alwaysSign
      | ntlmFlag.extendedSessionSecurity | ntlmFlag.version | ntlmFlag.key128 | (options.keyExchange === false ? 0 : ntlmFlag.keyExchange) | ntlmFlag.key56) >>> 0;
    this.#negotiate = writeNegotiate(this.#offered);
  }

  /** The first message; the same on every call. */
  negotiate(): Uint8Array {
    return this.#negotiate;
  }

  /** Answers the server's challenge. The session begins with the answer; a server that refuses it says so by HTTP. */
  respond(challengeOctets: Uint8Array, credentials: NtlmCredentials, target: AuthenticationTarget): NtlmResponse {
    if (this.#hasAnswered) return refuseServer('out-of-turn', 'the server sends a second challenge');
    if (!hasMd5()) return refuseServer('no-md5', 'this Node is under FIPS rules and has no MD5, which NTLM needs');
    if ([credentials.user, credentials.domain, target.servicePrincipal ?? ''].some((name) => name.length > maxNameLength)) {
      return refuseServer('name-too-long', `a name is longer than ${maxNameLength} characters`);
    }
    const challenge = readChallenge(challengeOctets);
    if (!challenge.ok) return refuseServer(beginsLikeSpnego(challengeOctets) ? 'spnego-wanted' : 'malformed', `the server's challenge is none: ${challenge.wanted} was wanted at octet ${challenge.at}`);
    const unfit = unfitServer(challenge, this.#options.sealing);
    if (unfit !== null) return unfit;
    this.#hasAnswered = true;
    const { token, session } = this.#answer(challengeOctets, challenge, credentials, target);
    this.#session = session;
    return { ok: true, token, session };
  }

  /** The end of the handshake: raw NTLM has no token of the server's there. Null or no octets are right. */
  finish(token: Uint8Array | null): { ok: true; session: NtlmSession } | ClientRefusal {
    if (this.#session === null) return refuseServer('not-finished', 'the server lets us in without having asked for a proof');
    if (token !== null && token.length > 0) return refuseServer('out-of-turn', 'the server sends a token after the handshake');
    return { ok: true, session: this.#session };
  }

  #answer(challengeOctets: Uint8Array, challenge: ChallengeMessage, credentials: NtlmCredentials, target: AuthenticationTarget): { token: Uint8Array; session: NtlmSession } {
    const flags = (challenge.flags & (this.#offered | ntlmFlag.targetInfo)) >>> 0;
    const serverTime = avValue(challenge.targetInfo, avId.timestamp);
    // A server that tells its time wants no LMv2 ([MS-NLMP] 3.1.5.1.2). The MIC is demanded for such servers alone, but sent to
    // all, as .NET does: else whoever takes the time out of the challenge takes the MIC out of the answer.
    const tellsTime = serverTime?.length === 8;
    const timestamp = tellsTime ? serverTime : filetimeOctets(this.#options.nowMs());
    const clientChallenge = this.#random(8);
    const blob = ntlmv2Blob(timestamp, clientChallenge, answerPairs(challenge.targetInfo, target));
    const responseKey = credentials.responseKey();
    const proof = ntProof(responseKey, challenge.serverChallenge, blob);
    const baseKey = sessionBaseKey(responseKey, proof);
    const exported = exchangesKey(flags) ? this.#random(16) : baseKey;
    const token = writeAuthenticate({
      flags, domain: credentials.domain, user: credentials.user, workstation: this.#options.workstation ?? '',
      ntResponse: joinOctets(proof, blob),
      lmResponse: tellsTime ? new Uint8Array(24) : lmv2Response(responseKey, challenge.serverChallenge, clientChallenge),
      encryptedSessionKey: exchangesKey(flags) ? wrapSessionKey(baseKey, exported) : new Uint8Array(0),
    });
    token.set(messagesMic(exported, this.#negotiate, challengeOctets, token, ownMicAt), ownMicAt);
    return { token, session: new NtlmSession('client', exported, flags) };
  }
}

/** SPNEGO's tokens begin with one of two tags: a first token in its GSS frame, or an answer (RFC 4178 §4.2). */
const beginsLikeSpnego = (octets: Uint8Array): boolean => octets[0] === 0x60 || octets[0] === 0xa1;
