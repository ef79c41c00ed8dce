import { beginsLikeNtlm } from '../ntlm/message.ts';
import { readUint32 } from '../ntlm/octets.ts';
import { refuseClient } from '../ntlm/refusal.ts';
import type { ServerRefusal } from '../ntlm/refusal.ts';
import { NtlmServer } from '../ntlm/server.ts';
import type { NtlmServerOptions, SignedIn } from '../ntlm/server.ts';
import { mechanism, readSpnegoToken, writeNegTokenInit, writeNegTokenResp } from './token.ts';
import type { NegTokenInit, NegTokenResp } from './token.ts';

/** One step of the server half: a token to send with the next 401, or whoever has signed in with a last token to send along. */
export type HandshakeStep = { ok: true; done: false; token: Uint8Array } | (SignedIn & { done: true; token: Uint8Array | null }) | ServerRefusal;

/** Which tokens a listener takes: bare NTLM alone (the scheme `NTLM`), SPNEGO alone, or, as Windows does under `Negotiate`, both. */
export type TokenWrapping = 'bare' | 'spnego' | 'either';

const malformedToken = (wanted: string, at: number): ServerRefusal => refuseClient('malformed', `${wanted} was wanted at octet ${at}`);

/** A listener's half of one connection's handshake: raw NTLM, SPNEGO, or whichever the client begins with. */
export class SpnegoServer {
  readonly #ntlm: NtlmServer;
  readonly #wrapping: TokenWrapping;
  #mechTypesDer: Uint8Array | null = null;
  #wantsMic = false;

  constructor(options: NtlmServerOptions, wrapping: TokenWrapping = 'either') {
    this.#ntlm = new NtlmServer(options);
    this.#wrapping = wrapping;
  }

  /** What a server that wants SPNEGO may send with its first 401: which mechanisms it has ([MS-SPNG] 3.2.5.2). */
  hint(): Uint8Array {
    return writeNegTokenInit([mechanism.ntlm], null).token;
  }

  /** Takes the client's next token, wrapped or bare. Never throws. */
  accept(token: Uint8Array): HandshakeStep {
    return beginsLikeNtlm(token) ? this.#acceptBare(token) : this.#acceptWrapped(token);
  }

  #acceptBare(token: Uint8Array): HandshakeStep {
    if (this.#wrapping === 'spnego') return refuseClient('spnego-wanted', 'the client sends bare NTLM where SPNEGO is wanted');
    if (readUint32(token, 8) === 1) {
      const challenge = this.#ntlm.challenge(token);
      return challenge.ok ? { ...challenge, done: false } : challenge;
    }
    if (this.#mechTypesDer !== null) return refuseClient('out-of-turn', 'the client leaves SPNEGO in the midst of the handshake');
    const signedIn = this.#ntlm.accept(token);
    return signedIn.ok ? { ...signedIn, done: true, token: null } : signedIn;
  }

  #acceptWrapped(token: Uint8Array): HandshakeStep {
    if (this.#wrapping === 'bare') return refuseClient('malformed', 'the client sends no NTLM message');
    const read = readSpnegoToken(token);
    if (!read.ok) return malformedToken(read.wanted, read.at);
    return read.kind === 'init' ? this.#begin(read) : this.#goOn(read);
  }

  #begin({ mechTypes, mechTypesDer, mechToken }: NegTokenInit): HandshakeStep {
    if (!mechTypes.includes(mechanism.ntlm)) return refuseClient('other-mechanism', 'the client offers no NTLM');
    this.#mechTypesDer = Uint8Array.from(mechTypesDer);
    // NTLM by our choice and not the client's: what it sent along is another mechanism's, and the list must be proved (RFC 4178 §5).
    this.#wantsMic = mechTypes[0] !== mechanism.ntlm;
    if (!this.#wantsMic && mechToken !== null) return this.#challenge(mechToken);
    const negState = this.#wantsMic ? 'request-mic' : 'accept-incomplete';
    return { ok: true, done: false, token: writeNegTokenResp({ negState, supportedMech: mechanism.ntlm, responseToken: null, mechListMic: null }) };
  }

  #challenge(negotiate: Uint8Array): HandshakeStep {
    const challenge = this.#ntlm.challenge(negotiate);
    if (!challenge.ok) return challenge;
    return { ok: true, done: false, token: writeNegTokenResp({ negState: 'accept-incomplete', supportedMech: mechanism.ntlm, responseToken: challenge.token, mechListMic: null }) };
  }

  #goOn({ responseToken, mechListMic, negState }: NegTokenResp): HandshakeStep {
    if (this.#mechTypesDer === null) return refuseClient('out-of-turn', 'the client answers before it has begun');
    if (negState === 'reject') return refuseClient('other-mechanism', 'the client rejects the negotiation');
    if (responseToken === null) return refuseClient('malformed', 'the client sends no NTLM message');
    if (beginsLikeNtlm(responseToken) && readUint32(responseToken, 8) === 1) return this.#challenge(responseToken);
    const signedIn = this.#ntlm.accept(responseToken);
    if (!signedIn.ok) return signedIn;
    if (mechListMic === null && this.#wantsMic) return refuseClient('mech-list-mic-missing', 'the client does not prove its list of mechanisms');
    if (mechListMic === null) return { ...signedIn, done: true, token: writeNegTokenResp({ negState: 'accept-completed', supportedMech: null, responseToken: null, mechListMic: null }) };
    const wrong = signedIn.session.verifyMechList(this.#mechTypesDer, mechListMic);
    if (wrong !== null) return refuseClient('mech-list-mic-wrong', `the client's list of mechanisms came as another one: ${wrong.words}`);
    const ownMic = signedIn.session.signMechList(this.#mechTypesDer);
    return { ...signedIn, done: true, token: writeNegTokenResp({ negState: 'accept-completed', supportedMech: null, responseToken: null, mechListMic: ownMic }) };
  }
}
