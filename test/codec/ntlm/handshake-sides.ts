import { NtlmClient } from '../../../src/codec/ntlm/client.ts';
import type { AuthenticationTarget, NtlmClientOptions } from '../../../src/codec/ntlm/client.ts';
import { NtlmCredentials, readAccountName } from '../../../src/codec/ntlm/credentials.ts';
import type { ClientRefusal } from '../../../src/codec/ntlm/refusal.ts';
import type { NtlmServerOptions } from '../../../src/codec/ntlm/server.ts';
import type { NtlmSession } from '../../../src/codec/ntlm/session.ts';
import { SpnegoClient } from '../../../src/codec/spnego/client.ts';
import { SpnegoServer } from '../../../src/codec/spnego/server.ts';
import type { HandshakeStep, TokenWrapping } from '../../../src/codec/spnego/server.ts';

export const names = { netbiosComputer: 'SRV01', netbiosDomain: 'CONTOSO', dnsComputer: 'srv01.contoso.test', dnsDomain: 'contoso.test' };
export const account = { user: 'wanda', password: 'Made-up.0ne' };
export const nowMs = (): number => Date.UTC(2026, 0, 15);

export const serverOptions = (change: Partial<NtlmServerOptions> = {}): NtlmServerOptions => ({
  names, accounts: [account, { user: 'zoë', password: 'Pässwört€' }, { user: 'empty', password: '' }], channelBinding: { policy: 'none', hash: null }, sealing: true, nowMs, ...change,
});

export type Sides = {
  spnego?: boolean;
  account?: string;
  password?: string;
  client?: Partial<NtlmClientOptions>;
  server?: Partial<NtlmServerOptions>;
  wrapping?: TokenWrapping;
  target?: Partial<AuthenticationTarget>;
  /** What the wire does to a token, by its number from 0. */
  change?: (token: Uint8Array, number: number) => Uint8Array;
};

export type Outcome = { client: { ok: true; session: NtlmSession } | ClientRefusal | null; server: HandshakeStep | null };

/** A whole handshake between our two halves; null for the half that was not asked any more. */
export function shakeHands({ spnego = false, account: name = 'CONTOSO\\wanda', password = account.password, client, server, wrapping, target, change = (token) => token }: Sides = {}): Outcome {
  const options = { sealing: true, nowMs, ...client };
  const initiator = spnego ? new SpnegoClient(options) : new NtlmClient(options);
  const acceptor = new SpnegoServer(serverOptions(server), wrapping);
  const credentials = new NtlmCredentials(readAccountName(name), password);
  const first = acceptor.accept(change(initiator.negotiate(), 0));
  if (!first.ok || first.done) return { client: null, server: first };
  const answer = initiator.respond(change(first.token, 1), credentials, { channelBinding: null, servicePrincipal: 'HTTP/srv01.contoso.test', ...target });
  if (!answer.ok) return { client: answer, server: first };
  const last = acceptor.accept(change(answer.token, 2));
  if (!last.ok || !last.done) return { client: null, server: last };
  return { client: initiator.finish(last.token === null ? null : change(last.token, 3)), server: last };
}

/** The two sessions of a handshake that must come to its end. */
export function bothSessions(sides: Sides = {}): { client: NtlmSession; server: NtlmSession } {
  const { client, server } = shakeHands(sides);
  if (!client?.ok || !server?.ok || !server.done) throw new Error('the handshake did not come to its end');
  return { client: client.session, server: server.session };
}
