/**
 * What a literal address is, by the special-purpose registries of IANA (RFC 6890, RFC 5737, RFC 3849, RFC 6598, RFC 1112).
 * `documentation`, `unspecified`, `reserved` and `multicast` can never be a host that answers.
 */
export type AddressKind =
  | 'public' | 'private' | 'shared' | 'link-local' | 'loopback' | 'documentation' | 'unspecified' | 'multicast' | 'reserved';

/** First octets (up to four, the last cut by `bits`) of an IPv4 block. First match wins. */
const blocks4: readonly (readonly [base: string, bits: number, kind: AddressKind])[] = [
  ['0.0.0.0', 8, 'unspecified'], ['10.0.0.0', 8, 'private'], ['100.64.0.0', 10, 'shared'], ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'], ['172.16.0.0', 12, 'private'], ['192.0.2.0', 24, 'documentation'], ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'private'], ['198.51.100.0', 24, 'documentation'], ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'], ['240.0.0.0', 4, 'reserved'],
];

/** The 32 bits of a dotted address; null where the text is none (four decimal numbers to 255, no leading text). */
function parse4(text: string): number | null {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (found === null) return null;
  const octets = found.slice(1).map(Number);
  return octets.every((o) => o <= 255) ? octets.reduce((sum, o) => sum * 256 + o, 0) : null;
}

/** Eight groups of an IPv6 address, a zone (`%eth0`) left out; null where the text is none. */
function parse6(text: string): number[] | null {
  const plain = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (plain.length > 45 || !plain.includes(':') || !/^[0-9a-f:.]+$/i.test(plain)) return null;
  const tail = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  const low = tail === undefined ? null : parse4(tail);
  if (tail !== undefined && low === null) return null;
  const hex = low === null ? plain : plain.slice(0, -(tail ?? '').length) + `${Math.floor(low / 65536).toString(16)}:${(low % 65536).toString(16)}`;
  const halves = hex.split('::');
  if (halves.length > 2) return null;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (groups.flat().some((g) => !/^[0-9a-f]{1,4}$/i.test(g))) return null;
  const [front = [], back = []] = groups;
  const gap = 8 - front.length - back.length;
  if (halves.length === 1 ? gap !== 0 : gap < 1) return null;
  return [...front, ...Array.from({ length: halves.length === 1 ? 0 : gap }, () => '0'), ...back].map((g) => Number.parseInt(g, 16));
}

function kind4(address: number): AddressKind {
  for (const [base, bits, kind] of blocks4) {
    const size = 2 ** (32 - bits);
    if (Math.floor(address / size) === Math.floor((parse4(base) ?? 0) / size)) return kind;
  }
  return 'public';
}

function kind6(groups: readonly number[]): AddressKind {
  const [first = 0, second = 0] = groups;
  const zeros = groups.slice(0, 5).every((g) => g === 0);
  const last = groups[7] ?? 0;
  if (zeros && groups[5] === 0xffff) return kind4((groups[6] ?? 0) * 65536 + last);
  if (zeros && groups[5] === 0 && groups[6] === 0) return last === 0 ? 'unspecified' : last === 1 ? 'loopback' : 'reserved';
  if (first === 0x2001 && second === 0xdb8) return 'documentation';
  if (first === 0x3fff && second < 0x1000) return 'documentation';
  if (first >= 0xff00) return 'multicast';
  if (first >= 0xfe80 && first <= 0xfebf) return 'link-local';
  if (first >= 0xfc00 && first <= 0xfdff) return 'private';
  return first >= 0x2000 && first <= 0x3fff ? 'public' : 'reserved';
}

/** What the literal address is; null where the text is a name or no address at all. */
export function addressKind(text: string): AddressKind | null {
  const four = parse4(text.trim());
  if (four !== null) return kind4(four);
  const six = parse6(text.trim());
  return six === null ? null : kind6(six);
}

/** True where no host can ever answer at this literal address. */
export const isUnroutable = (text: string): boolean =>
  ['documentation', 'unspecified', 'multicast', 'reserved'].includes(addressKind(text) ?? '');
