import { SpnegoServer } from '../../codec/spnego/server.ts';
import type { TokenWrapping } from '../../codec/spnego/server.ts';
import type { NtlmServerOptions } from '../../codec/ntlm/server.ts';
import type { NtlmSession } from '../../codec/ntlm/session.ts';
import { sealMessage, unsealMessage } from '../../codec/spnego/sealed-message.ts';
import type { WinrmAccount } from './account.ts';
import { accountNamed } from './account.ts';

/** What a token of the handshake leads to: another leg, whoever is signed in now, or nobody. */
export type Leg = { kind: 'more'; token: Uint8Array } | { kind: 'in'; token: Uint8Array | null } | { kind: 'refused'; words: string };

/**
 * One connection's half of the handshake, and what it may do since: NTLM signs in a connection, so what is known here is
 * good on this connection and no other.
 */
export class SignedConnection {
  readonly #options: NtlmServerOptions;
  readonly #accounts: readonly WinrmAccount[];
  #handshake: { server: SpnegoServer; scheme: string } | null = null;
  #session: NtlmSession | null = null;
  #account: WinrmAccount | null = null;
  refusals = 0;

  constructor(options: NtlmServerOptions, accounts: readonly WinrmAccount[]) {
    this.#options = options;
    this.#accounts = accounts;
  }

  /** Who signed in on this connection. */
  get account(): WinrmAccount | null {
    return this.#account;
  }

  /** The next token that a client sends under a scheme of HTTP. */
  take(scheme: string, wrapping: TokenWrapping, token: Uint8Array): Leg {
    // A first message begins anew, also where somebody is signed in.
    if (this.#account !== null || this.#handshake?.scheme !== scheme) {
      this.leave();
      this.#handshake = { server: new SpnegoServer(this.#options, wrapping), scheme };
    }
    const step = this.#handshake.server.accept(token);
    if (!step.ok) {
      this.leave();
      this.refusals += 1;
      return { kind: 'refused', words: step.words };
    }
    if (!step.done) return { kind: 'more', token: step.token };
    const account = accountNamed(this.#accounts, step.user);
    if (account === null) return { kind: 'refused', words: 'there is no such account' };
    this.#account = account;
    this.#session = step.session;
    this.#handshake = null;
    return { kind: 'in', token: step.token };
  }

  /** Forgets who is there, and how far a handshake came. */
  leave(): void {
    this.#handshake = null;
    this.#session = null;
    this.#account = null;
  }

  unseal(contentType: string, body: Uint8Array): ReturnType<typeof unsealMessage> {
    return this.#session === null ? { ok: false, reason: 'not-sealed-session', words: 'nobody is signed in on this connection' } : unsealMessage(this.#session, contentType, body);
  }

  /** Null where nothing can be sealed. */
  seal(text: string): { contentType: string; body: Uint8Array } | null {
    return this.#session === null ? null : sealMessage(this.#session, Buffer.from(text, 'utf8'));
  }
}
