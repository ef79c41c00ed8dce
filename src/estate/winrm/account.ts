import { createHash, timingSafeEqual } from 'node:crypto';

/** An account of a reference machine and what it may not do. All of it is made up; what is left out is allowed. */
export type WinrmAccount = {
  user: string;
  password: string;
  /** False: no member of a group that the service lets in (RootSDDL): signs in, and may do nothing. */
  mayUseService?: boolean;
  /** False: no shell, whatever the machine allows. */
  mayShell?: boolean;
  /** Namespaces of WMI on which it lacks Remote Enable, as WMI writes them. */
  deniedNamespaces?: readonly string[];
};

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

const bare = (user: string): string => user.slice(user.lastIndexOf('\\') + 1).split('@')[0]?.toLowerCase() ?? '';

/** The account of a name as a client writes it (`DOMAIN\user`, `user@domain`, `user`), in any letter case; null where there is none. */
export const accountNamed = (accounts: readonly WinrmAccount[], user: string): WinrmAccount | null =>
  accounts.find((account) => account.user.toLowerCase() === bare(user)) ?? null;

/** Whose `Authorization: Basic …` it is; null for everybody else's. Compared in a time that tells nothing of the password. */
export function accountOfBasic(accounts: readonly WinrmAccount[], header: string): WinrmAccount | null {
  const [, base64 = ''] = /^Basic\s+([A-Za-z0-9+/=]{1,1000})\s*$/i.exec(header) ?? [];
  const text = Buffer.from(base64, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const account = colon === -1 ? null : accountNamed(accounts, text.slice(0, colon));
  const isRight = timingSafeEqual(digest(account?.password ?? ''), digest(text.slice(colon + 1)));
  return isRight ? account : null;
}
