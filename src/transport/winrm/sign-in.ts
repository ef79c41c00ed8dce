import { channelBindingHash } from '../../codec/ntlm/channel-binding.ts';
import { NtlmClient } from '../../codec/ntlm/client.ts';
import type { NtlmCredentials } from '../../codec/ntlm/credentials.ts';
import type { NtlmSession } from '../../codec/ntlm/session.ts';
import { SpnegoClient } from '../../codec/spnego/client.ts';
import type { HandshakeClient } from '../../codec/spnego/client.ts';
import { serverEndPointBinding } from '../../codec/spnego/server-end-point.ts';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

import type { HttpAnswer, HttpTrouble } from './http-post.ts';
import { failure } from './words.ts';
import type { Failure } from './words.ts';

/** One way through NTLM: the scheme's name in HTTP, and whether its tokens are wrapped in SPNEGO. */
export type NtlmWay = { scheme: 'Negotiate' | 'NTLM'; wrapping: 'bare' | 'spnego' };

/** Signed in on this socket. `session` seals bodies; null where TLS hides them. */
export type SignedIn = { ok: true; session: NtlmSession | null; socket: Socket };

/** The server does not take this way: what it offers instead, in lower case. */
export type OtherWay = { ok: false; offers: string[]; wantsSpnego: boolean };

/** Schemes that an answer offers, in lower case, and the token of one. Node joins repeated headers with commas. */
export function offersOf(answer: HttpAnswer): string[] {
  return (answer.headers['www-authenticate'] ?? '').split(',').map((part) => part.trim().split(/\s/)[0]?.toLowerCase() ?? '').filter((scheme) => /^[a-z][a-z0-9-]*$/.test(scheme));
}

function tokenOf(answer: HttpAnswer, scheme: string): Uint8Array | null {
  for (const part of (answer.headers['www-authenticate'] ?? '').split(',')) {
    const [, name, base64] = /^\s*(\S+)\s+([A-Za-z0-9+/=]+)\s*$/.exec(part) ?? [];
    if (name?.toLowerCase() === scheme.toLowerCase() && base64 !== undefined && base64.length < 64 * 1024) return Uint8Array.from(Buffer.from(base64, 'base64'));
  }
  return null;
}

/** The bindings of the TLS channel that a socket is; null without TLS, and where the certificate has none that is defined. */
export function bindingOf(socket: Socket): Uint8Array | null {
  if (!(socket instanceof TLSSocket)) return null;
  const { raw } = socket.getPeerCertificate(false) as { raw?: Buffer };
  const binding = raw === undefined ? null : serverEndPointBinding(raw);
  return binding?.ok === true ? channelBindingHash(binding.applicationData) : null;
}

export type Refused = Failure & { isRefusal: true };

/** The account was refused: not to be tried again, since every try counts towards its lockout. */
export const refusedAccount = (url: string, how: string): Refused => ({
  ...failure('denied', `${url} refuses this account (HTTP 401 after ${how}): the password is wrong, or the account is locked, disabled, expired or unknown there; `
    + 'NTLM does not say which. A local account other than Administrator is also refused unless LocalAccountTokenFilterPolicy is 1: write it as MACHINE\\user.'),
  isRefusal: true,
});

export type Post = (authorization: string) => Promise<HttpAnswer | HttpTrouble>;

/**
 * Signs in with NTLM by three messages on one connection. A refusal of the server's is `OtherWay` before the password was
 * used and a `Refused` after it.
 */
export async function signInWithNtlm(
  { scheme, wrapping }: NtlmWay,
  { url, tls, credentials, servicePrincipal }: { url: string; tls: boolean; credentials: NtlmCredentials; servicePrincipal: string },
  post: Post,
): Promise<SignedIn | OtherWay | Refused | Failure | HttpTrouble> {
  const options = { sealing: !tls, nowMs: Date.now };
  const client: HandshakeClient = wrapping === 'spnego' ? new SpnegoClient(options) : new NtlmClient(options);
  const header = (token: Uint8Array): string => `${scheme} ${Buffer.from(token).toString('base64')}`;
  const first = await post(header(client.negotiate()));
  if (!first.ok) return first;
  const challenge = first.status === 401 ? tokenOf(first, scheme) : null;
  if (challenge === null) {
    return first.status === 401 ? { ok: false, offers: offersOf(first), wantsSpnego: wrapping === 'bare' } : failure('unparsable', `${url} answers HTTP ${first.status} to a sign-in, where 401 with a challenge was wanted.`);
  }
  const response = client.respond(challenge, credentials, { channelBinding: bindingOf(first.socket), servicePrincipal });
  if (!response.ok) {
    if (response.reason === 'spnego-wanted') return { ok: false, offers: ['negotiate'], wantsSpnego: true };
    return failure('refused', `${url} cannot be signed in to with NTLM: ${response.words}.`);
  }
  const second = await post(header(response.token));
  if (!second.ok) return second;
  if (second.status === 401) return refusedAccount(url, 'NTLM');
  // NTLM signs in a connection: on another one the answer above was about nothing.
  if (second.socket !== first.socket) return { ok: false, kind: 'reset', connected: true, code: 'ECONNRESET' };
  const end = client.finish(tokenOf(second, scheme));
  if (!end.ok) return failure('refused', `${url} was left during the sign-in: ${end.words}.`);
  return { ok: true, session: tls ? null : end.session, socket: second.socket };
}
