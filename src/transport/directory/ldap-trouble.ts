import { cleanText } from '../../model/clean.ts';
import type { DirectoryOutcome } from '../../model/evidence.ts';
import { errorCode, troubleOf } from '../socket-errors.ts';
import { NoLdapError } from './ldap-stream.ts';

export type LdapTrouble = { outcome: DirectoryOutcome; detail: string };

/** LDAP's result codes that are asked about by name (RFC 4511 §4.1.9). */
export const resultCode = { sizeLimitExceeded: 4, noSuchObject: 32 } as const;

/** Why Active Directory refused a name and password: Windows' own code in the message, `data 52e` (Microsoft, "LDAP wrappers" and winerror.h). */
const refusals: Readonly<Record<string, LdapTrouble>> = {
  '525': { outcome: 'wrong-password', detail: 'there is no such user' },
  '52e': { outcome: 'wrong-password', detail: 'the name or the password is wrong' },
  '530': { outcome: 'account-refused', detail: 'the account may not log on at this time' },
  '531': { outcome: 'account-refused', detail: 'the account may not log on from this machine' },
  '532': { outcome: 'account-refused', detail: 'the account’s password has expired' },
  '533': { outcome: 'account-refused', detail: 'the account is disabled' },
  '701': { outcome: 'account-refused', detail: 'the account has expired' },
  '773': { outcome: 'account-refused', detail: 'the account must change its password first' },
  '775': { outcome: 'account-refused', detail: 'the account is locked' },
};

const strongAuth = 'it takes no password in this way: ask it over ldaps://';

/** The result code of an error of ldapts; null where it is another error. */
export const resultCodeOf = (error: unknown): number | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : null;

/** What an error of a bind or a search means. The server's own words are cleaned, cut, and only quoted where nothing better is known. */
export function troubleOfLdap(error: unknown): LdapTrouble {
  const said = error instanceof Error ? cleanText(error.message.slice(0, 1000)).slice(0, 200) : '';
  const code = resultCodeOf(error);
  switch (code) {
    case null:
      break;
    case 49:
      return refusals[/\bdata ([0-9a-f]{3,8})\b/i.exec(said)?.[1]?.toLowerCase() ?? ''] ?? { outcome: 'wrong-password', detail: 'the name or the password is wrong' };
    // strongerAuthRequired, authMethodNotSupported, confidentialityRequired, inappropriateAuthentication
    case 8: case 7: case 13: case 48:
      return { outcome: 'strong-auth-required', detail: strongAuth };
    case 50:
      return { outcome: 'denied', detail: 'the account may not read there' };
    case 1:
      // AD and Samba: 00002020 or 000004DC, to anybody who has not said who he is.
      if (/00002020|000004DC|without authentication|successful bind/i.test(said)) return { outcome: 'denied', detail: 'it answers nobody who does not say who he is: give a user and a password' };
      return { outcome: 'failed', detail: `it answered with operationsError (${said})` };
    case 51: case 52: case 3: case 11:
      return { outcome: 'failed', detail: `it is busy or unavailable (result ${code})` };
    default:
      return { outcome: 'failed', detail: `it answered with result ${code}${said === '' ? '' : ` (${said})`}` };
  }
  if (error instanceof NoLdapError) return { outcome: 'malformed', detail: said };
  const trouble = troubleOf(errorCode(error));
  if (trouble === 'unreachable') return { outcome: 'malformed', detail: said === '' ? 'it answered nothing that can be read' : said };
  return { outcome: trouble === 'reset' ? 'refused' : trouble, detail: errorCode(error) };
}
