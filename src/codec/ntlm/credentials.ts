import { hmacMd5 } from './digests.ts';
import { md4 } from './md4.ts';
import { utf16Octets, windowsUpperCase } from './utf16.ts';

/** Longer names, in UTF-16 units, are refused before anything is sent: a user principal name ends at 1,024. */
export const maxNameLength = 1024;

/**
 * How a person writes an account: `DOMAIN\user`, `user@domain` (a user principal name, which travels whole and with an empty
 * domain) or `user` (empty domain). `.\user` keeps its dot: servers take it for their own accounts.
 */
export function readAccountName(account: string): { user: string; domain: string } {
  const slash = account.indexOf('\\');
  return slash < 0 ? { user: account, domain: '' } : { domain: account.slice(0, slash), user: account.slice(slash + 1) };
}

/** NTOWFv2 ([MS-NLMP] 3.3.2): `ntHash` is MD4 over the password; user and domain as the AUTHENTICATE message writes them. */
export const ntowfv2 = (ntHash: Uint8Array, user: string, domain: string): Uint8Array => hmacMd5(ntHash, utf16Octets(windowsUpperCase(user) + domain));

/**
 * Who signs in. The password itself is not kept, only what NTLM makes of it (MD4), in a private field: neither `toString`,
 * `JSON.stringify` nor `util.inspect` shows it. `forget` wipes it.
 */
export class NtlmCredentials {
  readonly user: string;
  readonly domain: string;
  readonly #ntHash: Uint8Array;

  /** An empty password is a password. Take `user` and `domain` from `readAccountName`. */
  constructor(account: { user: string; domain: string }, password: string) {
    this.user = account.user;
    this.domain = account.domain;
    this.#ntHash = md4(utf16Octets(password));
  }

  /** The key that answers a challenge; 16 secret octets. Other spellings than our own are for servers, which hash what the client wrote. */
  responseKey(user = this.user, domain = this.domain): Uint8Array {
    return ntowfv2(this.#ntHash, user, domain);
  }

  /** Overwrites the secret: afterwards no challenge is answered rightly. */
  forget(): void {
    this.#ntHash.fill(0);
  }
}
