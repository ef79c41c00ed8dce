import { NtlmCredentials, readAccountName } from '../../codec/ntlm/credentials.ts';
import type { NtlmSession } from '../../codec/ntlm/session.ts';
import type { Socket } from 'node:net';

import type { HttpTrouble } from './http-post.ts';
import { loadKerberosPackage, signInWithKerberos } from './kerberos.ts';
import { signInWithNtlm } from './sign-in.ts';
import type { NtlmWay, Post } from './sign-in.ts';
import type { WinrmTarget } from './target.ts';
import { failure } from './words.ts';
import type { Failure } from './words.ts';

/** How requests go out from now on. `authorization` goes with every request, `session` seals them, `socket` is what was signed in. */
export type Pass = { ok: true; by: string; authorization: string | null; session: NtlmSession | null; socket: Socket | null };

/** Source: learn.microsoft.com/windows/win32/winrm/authentication-for-remote-connections. */
const mutual = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual';

const bareNegotiate: NtlmWay = { scheme: 'Negotiate', wrapping: 'bare' };
const spnego: NtlmWay = { scheme: 'Negotiate', wrapping: 'spnego' };
const bareNtlm: NtlmWay = { scheme: 'NTLM', wrapping: 'bare' };

const basicOverHttp = (url: string): Failure => failure('unsupported', `Basic is not sent to ${url}, where anybody on the way could read the password: use winrms:// (5986), or NTLM.`);

/** Who signs in, and how. The password is in private fields alone, and gone from here once `forget` was called. */
export class Authenticator {
  readonly #target: Omit<WinrmTarget, 'credentials' | 'clientCertificate'>;
  readonly #url: string;
  #credentials: NtlmCredentials | null = null;
  #basic: string | null = null;
  readonly #hasCertificate: boolean;
  /** The way that let us in: taken again when the connection is lost. */
  #known: NtlmWay | null = null;

  constructor({ credentials, clientCertificate, ...target }: WinrmTarget, url: string) {
    this.#target = target;
    this.#url = url;
    this.#hasCertificate = clientCertificate !== undefined;
    if (credentials === undefined) return;
    const { user, password, domain } = credentials;
    this.#credentials = new NtlmCredentials(domain === undefined ? readAccountName(user) : { user, domain }, password);
    const named = domain === undefined || domain === '' ? user : `${domain}\\${user}`;
    if (target.tls && !user.includes(':')) this.#basic = `Basic ${Buffer.from(`${named}:${password}`, 'utf8').toString('base64')}`;
  }

  /** Wipes what there is of the password. */
  forget(): void {
    this.#credentials?.forget();
    this.#credentials = null;
    this.#basic = null;
  }

  /** Signs in. A failure with `isRefusal` is the server's last word about the account. */
  async signIn(post: Post): Promise<Pass | (Failure & { isRefusal?: true }) | HttpTrouble> {
    const { auth, tls } = this.#target;
    if (auth === 'certificate' || (auth === 'auto' && this.#hasCertificate)) return this.#byCertificate();
    if (auth === 'kerberos' || (auth === 'auto' && this.#credentials === null)) return this.#byKerberos(post);
    if (this.#credentials === null) return failure('not-asked', `no account was given for ${this.#url}.`);
    if (auth === 'basic') return tls ? this.#byBasic() : basicOverHttp(this.#url);
    return this.#byNtlm(this.#credentials, post);
  }

  #byCertificate(): Pass | Failure {
    if (!this.#target.tls) return failure('unsupported', `a client certificate needs TLS: use winrms:// and not ${this.#url}.`);
    if (!this.#hasCertificate) return failure('not-asked', `no client certificate was given for ${this.#url}.`);
    return { ok: true, by: 'client certificate', authorization: mutual, session: null, socket: null };
  }

  #byBasic(): Pass | Failure {
    if (this.#basic === null) return failure('unsupported', 'Basic cannot carry a user name with a colon.');
    return { ok: true, by: 'Basic', authorization: this.#basic, session: null, socket: null };
  }

  async #byKerberos(post: Post): Promise<Pass | Failure | HttpTrouble> {
    const { tls, host, loadKerberos = loadKerberosPackage } = this.#target;
    const end = await signInWithKerberos({ url: this.#url, tls, host }, loadKerberos, post);
    return end.ok ? { ok: true, by: 'Kerberos', authorization: null, session: null, socket: null } : end;
  }

  async #byNtlm(credentials: NtlmCredentials, post: Post): Promise<Pass | (Failure & { isRefusal?: true }) | HttpTrouble> {
    const { auth, tls, host } = this.#target;
    const ways = this.#known === null ? (auth === 'negotiate' ? [spnego] : auth === 'ntlm' ? [bareNegotiate, bareNtlm] : [bareNegotiate, spnego, bareNtlm]) : [this.#known];
    let offers: readonly string[] | null = null;
    for (const way of ways) {
      if (offers !== null && !offers.includes(way.scheme.toLowerCase())) continue;
      const end = await signInWithNtlm(way, { url: this.#url, tls, credentials, servicePrincipal: `HTTP/${host}` }, post);
      if (end.ok) {
        this.#known = way;
        return { ok: true, by: way.wrapping === 'spnego' ? 'NTLM in SPNEGO' : 'NTLM', authorization: null, session: end.session, socket: end.socket };
      }
      if (!('offers' in end)) return end;
      offers = end.offers;
    }
    return this.#withoutNtlm(offers ?? []);
  }

  #withoutNtlm(offers: readonly string[]): Pass | Failure {
    const { auth, tls } = this.#target;
    if (auth === 'auto' && offers.includes('basic')) return tls ? this.#byBasic() : basicOverHttp(this.#url);
    const offered = offers.length === 0 ? 'no way of signing in' : offers.join(', ');
    return failure('refused', `${this.#url} offers ${offered}, and would not take NTLM${auth === 'negotiate' ? ' in SPNEGO' : ''}: switch Negotiate on there (winrm/config/service/auth), or choose another way of signing in.`);
  }
}
