import { hostAndPortOf, portOf, textOf } from '../plain-value.ts';

/** Masks of parts: `*-*-*-*-*`, `*`, `XXXX-XXXX`, `#####`. */
const mask = /^[*Xx#?.\-_\s]+$/;

/** A value as found, or null where it is empty or only a mask. */
export function valueOf(raw: string): string | null {
  const text = textOf(raw.slice(0, 2000));
  return text === null || mask.test(text) ? null : text;
}

const number = /^(\d{1,15})(?!\d)/;

/** A bare count; null for what is none and for 4294967295, which is WMI's "not set". */
export function countOf(raw: string): number | null {
  const text = raw.trim().replace(/[.。]$/, '');
  if (!/^\d{1,15}$/.test(text)) return null;
  const count = Number(text);
  return count === 4_294_967_295 ? null : count;
}

/** Minutes from a number with its unit behind it, in any language: `120 minutes`, `259197 分钟(180天)`. Null without a unit: it may be cut. */
export function minutesOf(raw: string): number | null {
  const text = raw.trim();
  const digits = number.exec(text)?.[1];
  if (digits === undefined || !/^\s*\p{L}/u.test(text.slice(digits.length, digits.length + 8))) return null;
  const minutes = Number(digits);
  return minutes === 4_294_967_295 ? null : minutes;
}

const span = /^(\d{1,15})\s?([^\d()（）]{1,24})[(（]\s*(\d{1,10})\s?[^\d]{1,24}$/u;

/**
 * Minutes where the value is minutes with the days they make in brackets (`259200 minute(s) (180 day(s))`), whatever the
 * language: the two numbers agree. Null for anything else.
 */
export function minutesAndDaysOf(raw: string): number | null {
  const found = span.exec(raw.trim().replace(/[(（][a-z]{1,3}[)）]/gi, ''));
  if (!found) return null;
  const minutes = Number(found[1]);
  return minutes > 0 && Math.abs(minutes / 1440 - Number(found[3])) <= 1 ? minutes : null;
}

/**
 * `host:port` as slmgr.vbs prints it. It always appends the port, so that the last group of an IPv6 address without
 * brackets is one where digits follow the last colon and an address stands before it.
 */
export function kmsHostOf(raw: string): { host: string | null; port: number | null } {
  const text = valueOf(raw);
  if (text === null || /\s/.test(text)) return { host: null, port: null };
  const bare = /^([0-9a-f:]{2,45}(?:%\w{1,20})?):(\d{1,5})$/i.exec(text);
  if (bare?.[1] !== undefined && isIpv6(bare[1])) return { host: bare[1], port: portOf(bare[2]) };
  return hostAndPortOf(text);
}

/** True for `host:1688` and for an address in brackets with a port. */
export const isHostAndPort = (raw: string): boolean => /^(?:[\w-]{1,63}(?:\.[\w-]{1,63}){0,10}\.?|\[[0-9a-f:.%]{2,64}\]):\d{1,5}$/i.test(raw.trim());

const ipv4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;

/** An IPv4 or IPv6 address as found, else null (`not available`). */
export function addressOf(raw: string): string | null {
  const text = raw.trim().replace(/^\[(.*)\]$/, '$1');
  if (ipv4.test(text)) return text.split('.').every((part) => Number(part) <= 255) ? text : null;
  return isIpv6(text) ? text : null;
}

function isIpv6(text: string): boolean {
  const groups = text.replace(/%\w{1,20}$/, '').split(':');
  if (groups.length < 3 || groups.length > 8) return false;
  const empty = groups.filter((g) => g === '').length;
  const compressed = /::/.test(text);
  if (/:::/.test(text) || (compressed && text.indexOf('::') !== text.lastIndexOf('::'))) return false;
  if (!compressed && (groups.length !== 8 || empty > 0)) return false;
  if (/^:[^:]|[^:]:$/.test(text)) return false;
  return groups.every((g) => /^[0-9a-f]{0,4}$/i.test(g));
}

const version = /^\d{1,2}\.\d{1,2}\.\d{4,5}\.\d{1,6}$/;
const channelWords = /\b(?:VOLUME[-_ ]\w+|RETAIL\S*|OEM\S*|TIMEBASED\S*|VIRTUAL_MACHINE_ACTIVATION|\w+)\s+channel$/i;

/** True for the version of the licensing service, which heads `/dlv` in every language. */
export const isServiceVersion = (value: string): boolean => version.test(value);

/** True for a product's description in every language: it ends in the word `channel` after the channel's own name. */
export const isDescription = (value: string): boolean => value.length < 300 && channelWords.test(value);

/** True for a product's name: slmgr.vbs prints names in English in every language. */
export const isProductName = (value: string): boolean => /^(?:Microsoft\s)?(?:Windows|Office)\b|,\s?\S{1,80}\sedition\s?:?$/i.test(value);
