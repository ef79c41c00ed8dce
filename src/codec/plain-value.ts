import { cleanText } from '../model/clean.ts';

/** What people and exporters put in a value's place: `<REDACTED>`, `[removed]`, `XXXXX`, `***`, `n/a`. */
const mask = /^(?:<[^<>]*>|\[[^[\]]*\]|[*•█?？.…\-_]{2,}|[Xx]{4,}|n\/a|null|none|\(null\))$/i;

/**
 * A value's text as it stands, without blanks around it and without control characters; null where it is empty or
 * where only a mask stands in its place. The letter case is kept.
 */
export function textOf(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null;
  const text = cleanText(raw).trim();
  return text === '' || mask.test(text) ? null : text;
}

const lastGroup = /^(?:[A-Z0-9*]{5}-){4}([A-Z0-9]{5})$/i;
const fiveCharacters = /^[A-Z0-9]{5}$/i;

/**
 * The last five characters of an installed key, upper case, from those five or from a whole key with or without masked
 * groups (`XXXXX-XXXXX-XXXXX-XXXXX-6F4BT`). A whole key never leaves here. Null for a mask (`XXXXX`) and anything else.
 */
export function lastFiveOf(raw: string | null | undefined): string | null {
  const text = (raw ?? '').trim();
  const five = lastGroup.exec(text)?.[1] ?? (fiveCharacters.test(text) ? text : null);
  return five === null || /^[Xx*]{5}$/.test(five) ? null : five.toUpperCase();
}

const guid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i;

/** The first GUID of a text in lower case without braces, else null: a masked or cut one is no id. */
export const guidOf = (raw: string | null | undefined): string | null =>
  guid.exec((raw ?? '').slice(0, 200))?.[0].toLowerCase() ?? null;

/**
 * `host:port`, `[v6]:port` or a host alone. Letter case is kept. A port of 0 or beyond 65535 is null, as is the host of
 * an empty or masked text. An IPv6 address without brackets is a host without a port.
 */
export function hostAndPortOf(raw: string | null | undefined): { host: string | null; port: number | null } {
  const text = textOf(raw);
  if (text === null) return { host: null, port: null };
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text);
  if (bracketed) return { host: textOf(bracketed[1]), port: portOf(bracketed[2]) };
  const colon = text.lastIndexOf(':');
  if (colon === -1 || text.indexOf(':') !== colon) return { host: text, port: null };
  return { host: textOf(text.slice(0, colon)), port: portOf(text.slice(colon + 1).trim()) };
}

/** A TCP port from its digits; null where it is none, 0 (WMI's "not set") or too large. */
export function portOf(raw: string | null | undefined): number | null {
  if (raw === null || raw === undefined || !/^\d{1,5}$/.test(raw)) return null;
  const port = Number(raw);
  return port >= 1 && port <= 65_535 ? port : null;
}
