/**
 * Domain names between the wire and people. In text a name has no final dot (the root alone is `.`), and bytes that
 * could hurt a terminal or be mistaken (blanks, controls, backslash, quotes, bidi marks) stand as `\DDD`, as dig and
 * BIND's zone files write them (RFC 1035 §5.1). Other letters stay as they are: Windows DNS names are UTF-8.
 */

const unsafe = /[\u0000-\u0020"\\\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]/gu;
const utf8 = new TextEncoder();

const escapeCharacter = (character: string): string =>
  [...utf8.encode(character)].map((byte) => `\\${String(byte).padStart(3, '0')}`).join('');

/** A decoded name as text for people and evidence. Never holds a control character. */
export const presentName = (decoded: string): string =>
  decoded === '' || decoded === '.' ? '.' : decoded.replace(/\.$/, '').replace(unsafe, escapeCharacter);

const plainLabel = /^[\w*-]+$/;

/** A label's octets as text: other than in a decoded name its dots are no separators (`\046`), and octets that are no UTF-8 stay told apart. */
export function presentLabel(octets: Uint8Array): string {
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');
  if (plainLabel.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets).replace(unsafe, escapeCharacter).replaceAll('.', '\\046');
  } catch {
    return text.replace(/[^!#-\-/-[\]-~]/g, (octet) => `\\${String(octet.charCodeAt(0)).padStart(3, '0')}`);
  }
}

/** Turns `\DDD` back into characters; null where an escape is not of that form or the bytes are no UTF-8. */
function unescapeName(name: string): string | null {
  if (!name.includes('\\')) return name;
  const bytes: number[] = [];
  for (let at = 0; at < name.length;) {
    const code = name.codePointAt(at) ?? 0;
    const character = String.fromCodePoint(code);
    at += character.length;
    if (character !== '\\') {
      bytes.push(...utf8.encode(character));
      continue;
    }
    const digits = name.slice(at, at + 3);
    if (!/^\d{3}$/.test(digits) || Number(digits) > 255) return null;
    bytes.push(Number(digits));
    at += 3;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

/**
 * The name as dns-packet wants it, or null where it can be no domain name that we ask for: empty, an empty label,
 * a label over 63 octets, over 253 octets in all (RFC 1035 §2.3.4), a control character, or a dot inside a label.
 */
export function askableName(name: string): string | null {
  const escapedDot = name.includes('\\046');
  const plain = escapedDot ? null : unescapeName(name);
  if (plain === null) return null;
  const bare = plain.endsWith('.') ? plain.slice(0, -1) : plain;
  if (bare === '' || /[\u0000-\u001f\u007f-\u009f]/u.test(bare)) return null;
  const labels = bare.split('.');
  const fits = labels.every((label) => label !== '' && utf8.encode(label).length <= 63);
  return fits && utf8.encode(bare).length <= 253 ? bare : null;
}

/** Names compare without regard to ASCII letter case (RFC 4343) and to a final dot. */
export function nameKey(name: string): string {
  const bare = name.endsWith('.') && name !== '.' ? name.slice(0, -1) : name;
  return /[A-Z]/.test(bare) ? bare.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : bare;
}
