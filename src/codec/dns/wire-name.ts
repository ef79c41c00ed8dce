import { presentLabel } from './name.ts';

/** Pointers followed in one name. One is usual; a message of nothing but pointers must not cost more than its length. */
const maxJumps = 32;
/** RFC 1035 §2.3.4: octets of a whole name on the wire, and of a label. */
const maxNameOctets = 255;
const maxLabelOctets = 63;

/** A name read from a message: its text (`.` for the root) and the first octet behind it. */
export type WireName = { name: string; end: number };

/** Reads a name that may be compressed (RFC 1035 §4.1.4). Null for what is none; ends for every input. */
export function readName(bytes: Uint8Array, from: number): WireName | null {
  const labels: string[] = [];
  let end = -1;
  let octets = 1;
  // A pointer leads to a prior place: before the labels that it ends, so that no name comes back to itself.
  let runStart = from;
  let jumps = 0;
  for (let at = from; at < bytes.length;) {
    const length = bytes[at] ?? 0;
    if (length === 0) return { name: labels.length === 0 ? '.' : labels.join('.'), end: end < 0 ? at + 1 : end };
    if (length >= 0xc0) {
      if (at + 2 > bytes.length) return null;
      const target = ((length & 0x3f) << 8) | (bytes[at + 1] ?? 0);
      if (target >= runStart || ++jumps > maxJumps) return null;
      if (end < 0) end = at + 2;
      runStart = target;
      at = target;
      continue;
    }
    octets += 1 + length;
    if (length > maxLabelOctets || octets > maxNameOctets || at + 1 + length > bytes.length) return null;
    labels.push(presentLabel(bytes.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
  return null;
}

const utf8 = new TextEncoder();
const ascii = /^[\u0000-\u007f]*$/;
/** A name of letters, digits, hyphens and the like: it has but one spelling. */
const plainName = /^[\w*-]{1,63}(?:\.[\w*-]{1,63})*$/;

/** The octets of one label of a name's text, `\DDD` as the octet that it stands for; null where it is none. */
export function labelOctets(label: string): Uint8Array | null {
  let octets: Uint8Array;
  if (label.includes('\\')) {
    const parts = label.split(/(\\[0-9]{3})/);
    if (parts.some((part, n) => (n % 2 === 0 ? part.includes('\\') : Number(part.slice(1)) > 255))) return null;
    octets = Uint8Array.from(parts.flatMap((part, n) => (n % 2 === 0 ? [...utf8.encode(part)] : [Number(part.slice(1))])));
  } else {
    octets = ascii.test(label) ? Buffer.from(label, 'latin1') : utf8.encode(label);
  }
  return octets.length === 0 || octets.length > maxLabelOctets ? null : octets;
}

/** The labels of a name's text; none for the root. A final dot says nothing. */
export function labelsOf(name: string): string[] {
  const bare = name.endsWith('.') ? name.slice(0, -1) : name;
  return bare === '' ? [] : bare.split('.');
}

/** A name on the wire without compression; null where its text is no name (an empty label, one over 63 octets, over 255 in all). */
export function nameOctets(name: string): Uint8Array | null {
  const out: number[] = [];
  for (const label of labelsOf(name)) {
    const octets = labelOctets(label);
    if (octets === null || out.length + octets.length + 2 > maxNameOctets) return null;
    out.push(octets.length, ...octets);
  }
  out.push(0);
  return Uint8Array.from(out);
}

/** The one spelling of a name's text that stands for its octets, letter case kept; null where it is no name. */
export function spellName(name: string): string | null {
  if (name.length <= maxNameOctets - 2 && plainName.test(name)) return name;
  const octets = nameOctets(name);
  return octets === null ? null : readName(octets, 0)?.name ?? null;
}
