import type { IpAddress } from './ip-address.ts';
import { parseIp } from './ip-address.ts';

/** The masked form of an address, or null where the text is no address. Equal addresses stay equal, whatever their spelling. */
export type AddressMask = (address: string) => string | null;

/**
 * Masks addresses in the order in which they appear, each within its own kind, because checks judge by the kind:
 * private stays private, global stays global. What names no machine (loopback, unspecified, multicast, broadcast,
 * documentation) and what `keep` names stays as it is.
 */
export function maskAddresses(keep: (address: string) => boolean): AddressMask {
  const masked = new Map<string, string>();
  const counts = new Map<Kind, number>();
  const next = (kind: Kind): string => {
    const n = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, n);
    return write(kind, n);
  };
  return (text) => {
    const ip = parseIp(text);
    if (ip === null) return null;
    const kind = kindOf(ip);
    if (kind === null || keep(text)) return text;
    const key = ip.family === 4 ? ip.octets.join('.') : ip.groups.join(':');
    const known = masked.get(key) ?? next(kind);
    masked.set(key, known);
    if (ip.family === 4) return known;
    // A scope is an interface number or name of that machine; which one says nothing here.
    const scoped = ip.scope === '' ? known : `${known}%1`;
    return text.startsWith('[') ? `[${scoped}]` : scoped;
  };
}

/** Kinds of address that a check may tell apart, by the block that masked ones are counted in: rarely used ones, so that they meet no real one. */
const blocks = {
  ten: '10.231.', private172: '172.29.', private192: '192.168.', linkLocal: '169.254.', shared: '100.77.', benchmark: '198.19.', global: '11.0.',
  linkLocal6: 'fe80::', local6: 'fd00::', global6: '2a00::', mappedPrivate: '::ffff:10.231.', mappedGlobal: '::ffff:11.0.',
} as const;

type Kind = keyof typeof blocks;

/** The n-th address of a block, counted from 1. 192.168 and its like have no rare half, so the count begins high there. */
function write(kind: Kind, n: number): string {
  const block = blocks[kind];
  if (!block.endsWith('.')) return `${block}${n.toString(16)}`;
  return `${block}${(231 + Math.floor((n - 1) / 254)) % 256}.${((n - 1) % 254) + 1}`;
}

/** The kind an address stays in; null for addresses that name no machine. Kinds are those of RFC 6890 and RFC 5737. */
function kindOf(ip: IpAddress): Kind | null {
  return ip.family === 4 ? kindOf4(ip.octets) : kindOf6(ip.groups);
}

function kindOf4([a = 0, b = 0, c = 0]: readonly number[]): Kind | null {
  if (a === 10) return 'ten';
  if (a === 172 && b >= 16 && b <= 31) return 'private172';
  if (a === 192 && b === 168) return 'private192';
  if (a === 169 && b === 254) return 'linkLocal';
  if (a === 100 && b >= 64 && b <= 127) return 'shared';
  if (a === 198 && (b === 18 || b === 19)) return 'benchmark';
  if (a === 0 || a === 127 || a >= 224) return null;
  const documentation = (a === 192 && b === 0 && c === 2) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113);
  return documentation ? null : 'global';
}

function kindOf6(groups: readonly number[]): Kind | null {
  const [first = 0, second = 0] = groups;
  const leading = groups.slice(0, 5).every((g) => g === 0);
  if (leading && groups[5] === 0xffff) {
    const inner = kindOf4([(groups[6] ?? 0) >> 8, (groups[6] ?? 0) & 255, (groups[7] ?? 0) >> 8]);
    return inner === null ? null : inner === 'global' ? 'mappedGlobal' : 'mappedPrivate';
  }
  if (leading && groups[5] === 0 && groups[6] === 0 && (groups[7] ?? 0) <= 1) return null;
  if (first >= 0xff00) return null;
  if ((first === 0x2001 && second === 0x0db8) || (first === 0x3fff && second < 0x1000)) return null;
  if ((first & 0xffc0) === 0xfe80) return 'linkLocal6';
  if ((first & 0xfe00) === 0xfc00) return 'local6';
  return 'global6';
}
