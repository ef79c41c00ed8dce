import { NtlmCredentials } from './credentials.ts';

/** One account of a reference machine. The password stays in a private field of the table. */
export type NtlmAccount = { user: string; password: string };

/** By which names the server and its domain go; any may be the domain that a client writes. */
export type ServerNames = {
  /** `SRV01`. */
  netbiosComputer: string;
  /** `CONTOSO`; for a workgroup machine its own name. */
  netbiosDomain: string;
  /** `srv01.contoso.test`. */
  dnsComputer: string;
  /** `contoso.test`; empty in a workgroup. */
  dnsDomain: string;
};

const fold = (name: string): string => name.toLowerCase();

/**
 * Who may sign in: found by `DOMAIN\user` without regard to case, by the bare user name, by `.\user`, and by `user@domain`
 * with an empty domain.
 */
export class NtlmAccounts {
  readonly #byUser: ReadonlyMap<string, NtlmCredentials>;
  readonly #domains: ReadonlySet<string>;

  constructor(accounts: readonly NtlmAccount[], names: ServerNames) {
    this.#byUser = new Map(accounts.map(({ user, password }) => [fold(user), new NtlmCredentials({ user, domain: '' }, password)]));
    this.#domains = new Set([names.netbiosComputer, names.netbiosDomain, names.dnsComputer, names.dnsDomain].filter((name) => name !== '').map(fold));
  }

  /** NTOWFv2 for the account by the names that the client wrote; null where there is none. */
  responseKey(user: string, domain: string): Uint8Array | null {
    if (domain !== '' && domain !== '.' && !this.#domains.has(fold(domain))) return null;
    const at = domain === '' ? user.lastIndexOf('@') : -1;
    const found = this.#byUser.get(fold(user)) ?? (at > 0 && this.#domains.has(fold(user.slice(at + 1))) ? this.#byUser.get(fold(user.slice(0, at))) : undefined);
    return found?.responseKey(user, domain) ?? null;
  }
}
