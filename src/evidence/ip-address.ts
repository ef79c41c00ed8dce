/** An IP address taken apart: four octets, or eight groups with the scope that follows them (`%12`). */
export type IpAddress = { family: 4; octets: readonly number[] } | { family: 6; groups: readonly number[]; scope: string };

/** An address in its usual text form, with or without brackets around IPv6; null where the text is none. */
export function parseIp(text: string): IpAddress | null {
  if (text.length > 64) return null;
  const octets = parseIpv4(text);
  if (octets !== null) return { family: 4, octets };
  if (!text.includes(':')) return null;
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  const [address = '', ...scope] = bare.split('%');
  const groups = scope.length > 1 ? null : parseIpv6(address);
  return groups === null ? null : { family: 6, groups, scope: scope[0] ?? '' };
}

function parseIpv4(text: string): number[] | null {
  if (!/^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(text)) return null;
  const octets = text.split('.').map(Number);
  return octets.every((o) => o <= 255) ? octets : null;
}

function parseIpv6(text: string): number[] | null {
  if (!/^[0-9A-Fa-f:.]{2,45}$/.test(text)) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? '');
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** Groups between colons, an IPv4 address at the end as two of them (RFC 4291 §2.2). */
function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const words = text.split(':');
  for (const [i, word] of words.entries()) {
    const octets = i === words.length - 1 ? parseIpv4(word) : null;
    if (octets !== null) groups.push((octets[0] ?? 0) * 256 + (octets[1] ?? 0), (octets[2] ?? 0) * 256 + (octets[3] ?? 0));
    else if (/^[0-9A-Fa-f]{1,4}$/.test(word)) groups.push(Number.parseInt(word, 16));
    else return null;
  }
  return groups;
}
