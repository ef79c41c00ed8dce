import { cleanText } from '../../model/clean.ts';

const v4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const v6 = /^(?=.*:.*:)[0-9a-f:]{2,39}(?:\d{1,3}(?:\.\d{1,3}){3})?(?:%[\w.-]{1,32})?$/i;

/** True for four decimal numbers below 256. */
export const isIPv4 = (text: string): boolean => text.length < 16 && v4.test(text) && text.split('.').every((part) => Number(part) < 256);

const isIPv6 = (text: string): boolean => text.length < 80 && v6.test(text);

/** True for an IPv4 address, and for what has the form of an IPv6 one (with a zone or not). */
export const isAddress = (text: string): boolean => isIPv4(text) || isIPv6(text);

const dnsName = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.\\/-]{0,253}[\p{L}\p{N}_.])?$/u;

/** True for one word of the characters of DNS names, international ones too; anything else is prose. */
export const isDnsName = (text: string): boolean => dnsName.test(text) && !text.includes('..');

/**
 * A name as evidence holds it: its letter case kept, no dot at its end. The root is `.`, also where nslookup writes
 * `(root)` or `<Root>`.
 */
export function plainName(text: string): string {
  const name = cleanText(text).trim();
  if (/^[(<]root[)>]$/i.test(name) || /^\.+$/.test(name)) return '.';
  return name.replace(/\.+$/, '');
}

/** A name that a table cut: its beginning and dots. It names nothing. */
export const isCut = (text: string): boolean => /(?:\.{3}|…)$/.test(text);

/** The resolver of a `Server`/`Address` pair: an address, with its port only where it is not 53 (`10.0.0.5#53` of BIND's tools). */
export function readResolver(text: string): string | null {
  const [host, port] = text.trim().split('#', 2);
  if (host === undefined || !isAddress(host)) return null;
  if (port === undefined || port === '53' || !/^\d{1,5}$/.test(port)) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** A whole number up to `most` (16 bits, as SRV records have them, unless said), or null. */
export function readNumber(text: string | undefined, most = 65_535): number | null {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return null;
  const n = Number(text);
  return n <= most ? n : null;
}
