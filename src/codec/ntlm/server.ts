import { randomBytes } from 'node:crypto';

import { NtlmAccounts } from './accounts.ts';
import type { NtlmAccount, ServerNames } from './accounts.ts';
import { avId } from './av-pairs.ts';
import type { AvPair } from './av-pairs.ts';
import { writeChallenge } from './challenge.ts';
import { hasFlags, ntlmFlag } from './flags.ts';
import { readNegotiate } from './negotiate.ts';
import { filetimeOctets } from './ntlmv2.ts';
import { refuseClient } from './refusal.ts';
import type { ServerRefusal } from './refusal.ts';
import { NtlmSession } from './session.ts';
import { utf16Octets } from './utf16.ts';
import { verifyExchange } from './verify.ts';
import type { ChannelBindingPolicy } from './verify.ts';

/** One connection's server half. */
export type NtlmServerOptions = {
  names: ServerNames;
  accounts: readonly NtlmAccount[];
  /** `hash` is that of this connection's TLS certificate (`channelBindingHash`); null without TLS. */
  channelBinding: { policy: ChannelBindingPolicy; hash: Uint8Array | null };
  /** Refuse a client that does not agree on sealing: for a listener without TLS that wants no plain text. */
  sealing: boolean;
  nowMs: () => number;
  random?: (count: number) => Uint8Array;
  /** False grants no key of its own under the password's. */
  keyExchange?: boolean;
  /** Flags never granted, to play a server that lacks something. */
  without?: number;
};

/** Who is there: names as the client wrote them, not cleaned for a screen. */
export type SignedIn = { ok: true; user: string; domain: string; session: NtlmSession };

/** A pair for each name that the server has: a workgroup's has no DNS domain. */
const namePairs = ({ netbiosComputer, netbiosDomain, dnsComputer, dnsDomain }: ServerNames): AvPair[] => [
  { id: avId.nbDomainName, value: utf16Octets(netbiosDomain) }, { id: avId.nbComputerName, value: utf16Octets(netbiosComputer) },
  { id: avId.dnsDomainName, value: utf16Octets(dnsDomain) }, { id: avId.dnsComputerName, value: utf16Octets(dnsComputer) },
].filter(({ value }) => value.length > 0);

/** One connection's server half of NTLMv2 for reference machines: `challenge`, then `accept`, once. */
export class NtlmServer {
  readonly #options: NtlmServerOptions;
  readonly #accounts: NtlmAccounts;
  #sent: { negotiate: Uint8Array; challenge: Uint8Array } | null = null;

  constructor(options: NtlmServerOptions) {
    this.#options = options;
    this.#accounts = new NtlmAccounts(options.accounts, options.names);
  }

  /** The challenge for a client's first message. A new one begins the handshake anew. */
  challenge(negotiate: Uint8Array): { ok: true; token: Uint8Array } | ServerRefusal {
    const asked = readNegotiate(negotiate);
    if (!asked.ok) return refuseClient('malformed', `${asked.wanted} was wanted at octet ${asked.at}`);
    // Clients without Unicode write names in the machine's old character set (ntlm-auth of Python does): [MS-NLMP] 2.2.2.5, A and B.
    const text = hasFlags(asked.flags, ntlmFlag.unicode) ? ntlmFlag.unicode : asked.flags & ntlmFlag.oem;
    if (text === 0) return refuseClient('no-unicode', 'the client does not speak Unicode');
    const { names, nowMs, keyExchange, without = 0 } = this.#options;
    const inKind = ntlmFlag.requestTarget | ntlmFlag.sign | ntlmFlag.seal | ntlmFlag.alwaysSign | ntlmFlag.extendedSessionSecurity
      | ntlmFlag.version | ntlmFlag.key128 | ntlmFlag.key56 | (keyExchange === false ? 0 : ntlmFlag.keyExchange);
    const kind = names.netbiosDomain === names.netbiosComputer ? ntlmFlag.targetTypeServer : ntlmFlag.targetTypeDomain;
    const flags = (((asked.flags & inKind) | text | ntlmFlag.ntlm | ntlmFlag.targetInfo | kind) & ~without) >>> 0;
    const challenge = writeChallenge({
      flags, serverChallenge: (this.#options.random ?? randomBytes)(8), targetName: names.netbiosDomain,
      targetInfo: [...namePairs(names), { id: avId.timestamp, value: filetimeOctets(nowMs()) }],
    });
    this.#sent = { negotiate: Uint8Array.from(negotiate), challenge };
    return { ok: true, token: challenge };
  }

  /** Judges the client's answer. A challenge is good for one answer. */
  accept(authenticate: Uint8Array): SignedIn | ServerRefusal {
    if (this.#sent === null) return refuseClient('out-of-turn', 'the client answers a challenge that was not made');
    const exchange = { ...this.#sent, authenticate };
    this.#sent = null;
    const { channelBinding, sealing } = this.#options;
    const verified = verifyExchange(exchange, { responseKeyFor: (user, domain) => this.#accounts.responseKey(user, domain), channelBinding, sealing });
    if (!verified.ok) return verified;
    const { message, flags, exportedSessionKey } = verified;
    return { ok: true, user: message.user, domain: message.domain, session: new NtlmSession('server', exportedSessionKey.reveal(), flags) };
  }
}
