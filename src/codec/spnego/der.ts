/** One element of DER (X.690 §10): its tag, where it begins, and where its content begins and ends. */
export type DerElement = { tag: number; at: number; from: number; end: number };

/** Tags that are read or written here; the low forms alone, all that SPNEGO and the head of a certificate use. */
export const derTag = { bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, enumerated: 0x0a, sequence: 0x30, application0: 0x60 } as const;

/** The tag of `[n]`, constructed. */
export const contextTag = (n: number): number => 0xa0 + n;

/** The element that begins at `at` and ends by `limit`; null where none does: long tags, indefinite and over-long lengths. */
export function readElement(octets: Uint8Array, at: number, limit: number): DerElement | null {
  const tag = octets[at];
  const first = octets[at + 1];
  if (at + 2 > limit || tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  if (first < 0x80) return at + 2 + first > limit ? null : { tag, at, from: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 2 + count > limit) return null;
  let length = 0;
  for (let n = 0; n < count; n++) length = length * 256 + (octets[at + 2 + n] ?? 0);
  const from = at + 2 + count;
  return from + length > limit ? null : { tag, at, from, end: from + length };
}

/** All elements from `from` to `end`, at most `most`; null where they do not fill it exactly. */
export function readElements(octets: Uint8Array, from: number, end: number, most: number): DerElement[] | null {
  const found: DerElement[] = [];
  for (let at = from; at < end;) {
    const element = found.length < most ? readElement(octets, at, end) : null;
    if (element === null) return null;
    found.push(element);
    at = element.end;
  }
  return found;
}

/** One element with these contents in turn. */
export function writeElement(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const size: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 + size.length, ...size];
  const element = new Uint8Array(head.length + length);
  element.set(head);
  let at = head.length;
  for (const content of contents) {
    element.set(content, at);
    at += content.length;
  }
  return element;
}

/** An object identifier's content octets as `1.2.840…`; null where they are none or a number in it is past 2^32. */
export function oidText(content: Uint8Array): string | null {
  const numbers: number[] = [];
  let value = 0;
  let open = content.length === 0;
  for (const octet of content) {
    value = value * 128 + (octet & 0x7f);
    if (value > 0xffff_ffff) return null;
    open = octet >= 0x80;
    if (open) continue;
    if (numbers.length === 0) {
      const first = Math.min(2, Math.floor(value / 40));
      numbers.push(first, value - first * 40);
    } else numbers.push(value);
    value = 0;
  }
  return open ? null : numbers.join('.');
}

/** The content octets of an object identifier written with dots; all its numbers below 2^32. */
export function oidOctets(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return Uint8Array.from([first * 40 + second, ...rest].flatMap((number) => {
    const octets = [number % 128];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128)) octets.unshift(128 + (left % 128));
    return octets;
  }));
}
