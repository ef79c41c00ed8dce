/** Octets of an IPv4 address in dotted form without leading zeros; null for any other text. */
export function ipv4Octets(text: string): number[] | null {
  const parts = text.split('.');
  const fine = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return fine ? parts.map(Number) : null;
}

/** Groups on one side of `::`, the last one perhaps an IPv4 address; null where they are none. */
function groupsOf(side: string): number[] | null {
  if (side === '') return [];
  const groups: number[] = [];
  const parts = side.split(':');
  for (const [n, part] of parts.entries()) {
    const ipv4 = n === parts.length - 1 && part.includes('.') ? ipv4Octets(part) : null;
    if (ipv4 !== null) groups.push(((ipv4[0] ?? 0) << 8) | (ipv4[1] ?? 0), ((ipv4[2] ?? 0) << 8) | (ipv4[3] ?? 0));
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

/** The sixteen octets of an IPv6 address's text (RFC 4291 §2.2, without zone); null for any other text. */
export function ipv6Octets(text: string): number[] | null {
  if (text.length > 45) return null;
  const sides = text.split('::');
  const [head, tail] = [groupsOf(sides[0] ?? ''), groupsOf(sides[1] ?? '')];
  if (head === null || tail === null || sides.length > 2) return null;
  const missing = 8 - head.length - tail.length;
  if (sides.length === 2 ? missing < 1 : missing !== 0) return null;
  return [...head, ...Array<number>(missing).fill(0), ...tail].flatMap((group) => [group >> 8, group & 0xff]);
}

/** An IPv4 address as text. */
export const ipv4Text = (octets: Uint8Array): string => octets.join('.');

/** An IPv6 address in its one recommended spelling (RFC 5952 §4). */
export function ipv6Text(octets: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, n) => (((octets[2 * n] ?? 0) << 8) | (octets[2 * n + 1] ?? 0)).toString(16));
  let best = { at: 0, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (groups[at + length] === '0') length++;
    if (length > best.length) best = { at, length };
  }
  if (best.length === 1) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
}
