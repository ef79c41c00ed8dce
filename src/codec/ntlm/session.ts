import { hmacMd5 } from './digests.ts';
import { exchangesKey, hasFlags, ntlmFlag } from './flags.ts';
import { joinOctets, readUint32, sameOctets, uint32Octets } from './octets.ts';
import { rc4 } from './rc4.ts';
import type { StreamCipher } from './rc4.ts';
import { directionKeys } from './session-keys.ts';
import type { DirectionKeys } from './session-keys.ts';

/** Octets of a signature ([MS-NLMP] 2.2.2.9): version, checksum, sequence number. */
export const signatureLength = 16;

/** Why sealed or signed octets are refused. After any of these the session reads nothing more. */
export type SessionRefusal = { ok: false; reason: 'too-short' | 'signature-version' | 'sequence' | 'signature' | 'broken' | 'not-sealed-session'; words: string };

/** The plain octets, or why there are none. */
export type Unsealed = { ok: true; plain: Uint8Array } | SessionRefusal;

/** One direction: its keys, the cipher's state, and the next sequence number. */
class Direction {
  readonly #keys: DirectionKeys;
  readonly #wrapsChecksum: boolean;
  readonly #cipher: StreamCipher;
  sequence = 0;

  constructor(keys: DirectionKeys, wrapsChecksum: boolean) {
    this.#keys = keys;
    this.#wrapsChecksum = wrapsChecksum;
    this.#cipher = rc4(keys.seal);
  }

  crypt(octets: Uint8Array): Uint8Array {
    return this.#cipher(octets);
  }

  signature(message: Uint8Array): Uint8Array {
    return this.#signatureWith(this.#cipher, message);
  }

  // RFC 4178's MIC is made with the cipher as it stood before, and leaves no trace in it: so it gets one of its own.
  firstSignature(message: Uint8Array): Uint8Array {
    return this.#signatureWith(rc4(this.#keys.seal), message);
  }

  #signatureWith(cipher: StreamCipher, message: Uint8Array): Uint8Array {
    const sequence = uint32Octets(this.sequence);
    const checksum = hmacMd5(this.#keys.sign, sequence, message).subarray(0, 8);
    return joinOctets(uint32Octets(1), this.#wrapsChecksum ? cipher(checksum) : checksum, sequence);
  }

  advance(): void {
    this.sequence = (this.sequence + 1) >>> 0;
  }
}

/**
 * What both sides can do with each other once they are signed in: extended session security, 128 bit ([MS-NLMP] 3.4).
 * Keys are private; nothing prints them. A session belongs to one connection, and its calls must keep the order of the wire.
 */
export class NtlmSession {
  /** Whether sealing was agreed on; without it `seal` and `unseal` refuse. */
  readonly sealing: boolean;
  readonly #out: Direction;
  readonly #in: Direction;
  #isBroken = false;

  /** `flags` is what both sides agreed on; `exportedSessionKey` is 16 octets. */
  constructor(role: 'client' | 'server', exportedSessionKey: Uint8Array, flags: number) {
    const { clientToServer, serverToClient } = directionKeys(exportedSessionKey);
    const wraps = exchangesKey(flags);
    this.sealing = hasFlags(flags, ntlmFlag.seal);
    this.#out = new Direction(role === 'client' ? clientToServer : serverToClient, wraps);
    this.#in = new Direction(role === 'client' ? serverToClient : clientToServer, wraps);
  }

  /** GSS_Wrap: the 16 octets of signature and behind them as many sealed octets as `plain` has; null where no sealing was agreed on. */
  seal(plain: Uint8Array): Uint8Array | null {
    if (!this.sealing) return null;
    // The message goes through the cipher before its checksum does ([MS-NLMP] 3.4.3).
    const sealed = this.#out.crypt(plain);
    const signature = this.#out.signature(plain);
    this.#out.advance();
    return joinOctets(signature, sealed);
  }

  /** GSS_Unwrap of what `seal` makes on the other side. Gives data only where signature and sequence number are right. */
  unseal(wrapped: Uint8Array): Unsealed {
    if (!this.sealing) return { ok: false, reason: 'not-sealed-session', words: 'no sealing was agreed on for this connection' };
    const refused = this.#checkHead(wrapped);
    if (refused !== null) return refused;
    const plain = this.#in.crypt(wrapped.subarray(signatureLength));
    return this.#judge(wrapped, this.#in.signature(plain)) ?? { ok: true, plain };
  }

  /** GSS_GetMIC: 16 octets of signature for a message that travels in plain. */
  sign(message: Uint8Array): Uint8Array {
    const signature = this.#out.signature(message);
    this.#out.advance();
    return signature;
  }

  /** GSS_VerifyMIC; null where the signature is right. */
  verify(message: Uint8Array, signature: Uint8Array): SessionRefusal | null {
    return this.#checkHead(signature) ?? this.#judge(signature, this.#in.signature(message));
  }

  /**
   * SPNEGO's mechListMIC (RFC 4178 §5) over the DER of the list: takes sequence number 0 and leaves the cipher as it was.
   * To be made before anything else is sealed or signed.
   */
  signMechList(mechTypes: Uint8Array): Uint8Array {
    const signature = this.#out.firstSignature(mechTypes);
    this.#out.advance();
    return signature;
  }

  /** The other side's mechListMIC; null where it is right. */
  verifyMechList(mechTypes: Uint8Array, signature: Uint8Array): SessionRefusal | null {
    return this.#checkHead(signature) ?? this.#judge(signature, this.#in.firstSignature(mechTypes));
  }

  #break(reason: SessionRefusal['reason'], words: string): SessionRefusal {
    this.#isBroken = true;
    return { ok: false, reason, words };
  }

  #checkHead(signature: Uint8Array): SessionRefusal | null {
    if (this.#isBroken) return { ok: false, reason: 'broken', words: 'an earlier message on this connection was refused' };
    if (signature.length < signatureLength) return this.#break('too-short', `a signature of ${signatureLength} octets was wanted, ${signature.length} came`);
    if (readUint32(signature, 0) !== 1) return this.#break('signature-version', 'a signature of version 1 was wanted');
    const came = readUint32(signature, 12);
    const wanted = this.#in.sequence;
    if (came === wanted) return null;
    return this.#break('sequence', `sequence number ${wanted} was wanted, ${came} came: ${came < wanted ? 'a message was replayed' : 'a message is missing'}`);
  }

  #judge(signature: Uint8Array, right: Uint8Array): SessionRefusal | null {
    if (!sameOctets(signature.subarray(0, signatureLength), right)) return this.#break('signature', 'the signature does not fit the message');
    this.#in.advance();
    return null;
  }
}
