/** UTF-16, little-endian, without a mark: how NTLM writes text when both sides agree on Unicode ([MS-NLMP] 2.2). */
export function utf16Octets(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n);
    octets[n * 2] = unit & 0xff;
    octets[n * 2 + 1] = unit >>> 8;
  }
  return octets;
}

/** The text of UTF-16LE octets, as it stands: lone surrogates stay, an odd last octet is dropped. Not cleaned for a screen. */
export function utf16Text(octets: Uint8Array): string {
  const units: string[] = [];
  for (let at = 0; at + 1 < octets.length; at += 2) units.push(String.fromCharCode((octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8)));
  return units.join('');
}

/** ASCII, for clients without Unicode: which old character set they mean beyond it nobody says, so the rest becomes U+FFFD. */
export const oemText = (octets: Uint8Array): string => Array.from(octets, (octet) => (octet < 0x80 ? String.fromCharCode(octet) : '\ufffd')).join('');

/** The octets of a name for such a client; a question mark for what is not ASCII. */
export const oemOctets = (text: string): Uint8Array => Uint8Array.from(text, (character) => (character < '\u0080' ? character.charCodeAt(0) : 0x3f));

/**
 * Upper case as Windows does it for the user name in NTOWFv2 ([MS-NLMP] 3.3.2): unit by unit, so nothing changes its length
 * (`ß` stays), no language's rules, and nothing outside ASCII turns into ASCII (`ı` and `ſ` stay).
 */
export function windowsUpperCase(text: string): string {
  return text.replaceAll(/./gsu, (character) => {
    if (character.length > 1) return character;
    const upper = character.toUpperCase();
    return upper.length !== 1 || (upper < '\u0080' && character >= '\u0080') ? character : upper;
  });
}
