import { isIP } from 'node:net';

import { showTyped } from '../model/show-typed.ts';
import { UsageError } from './usage-error.ts';

export type Endpoint = { host: string; port: number };

/**
 * Reads `HOST`, `HOST:PORT`, `[IPv6]:PORT` or a bare IPv6 address. A host is a DNS name or an address literal; anything
 * else is a usage error that names the option it was given to.
 */
export function readEndpoint(text: string, defaultPort: number, option: string): Endpoint {
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  if (bracketed !== null && isIP(bracketed[1] ?? '') === 6) return checked(bracketed[1] ?? '', bracketed[2], defaultPort, text, option);
  if (isIP(text) === 6) return { host: text, port: defaultPort };
  const [, host = '', port] = /^([^:]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
  return checked(host, port, defaultPort, text, option);
}

function checked(host: string, port: string | undefined, defaultPort: number, text: string, option: string): Endpoint {
  const number = port === undefined ? defaultPort : Number(port);
  const usable = (isIP(host) !== 0 || isDnsName(host)) && number >= 1 && number <= 65_535;
  if (!usable) throw new UsageError(`${option} wants HOST or HOST:PORT${hint(text)}, not "${showTyped(text)}".`);
  return { host, port: number };
}

/** What most often is wrong with it: somebody copied it from a browser, or IPv6 stands without its brackets. */
function hint(text: string): string {
  if (text.includes('/')) return ' without http:// and without a slash';
  return (text.match(/:/g) ?? []).length > 1 ? ' (an IPv6 address with a port as [fd00::1]:PORT)' : '';
}

/**
 * Letters, digits, hyphens and underscores in labels of at most 63 characters; the last label is no number, or it would be
 * a mistyped address (RFC 3696 §2).
 */
export const isDnsName = (name: string): boolean =>
  name.length <= 253 && !/(?:^|\.)\d+\.?$/.test(name) && name.replace(/\.$/, '').split('.').every((label) => /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u.test(label));
