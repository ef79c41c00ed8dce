import type { AddressMask } from './mask-addresses.ts';

/** Masks of names. Learn all zones and names first, in a fixed order, so that the numbers depend on the case alone. */
export type NameMask = {
  /** A DNS or NetBIOS domain. */
  learnZone(zone: string): void;
  /** A computer, short or with its domain. */
  learnHost(name: string): void;
  learnUser(name: string): void;
  /** The masked form of a text that stands where a name stands: a name, an address, either with a port. */
  host(name: string): string;
  user(name: string): string;
  /** The masked form of a word of free text where it is a name that was learnt, else null. */
  known(word: string): string | null;
};

/** Names of no machine in particular. */
const never = new Set(['localhost', 'localdomain', 'workgroup', 'wpad', 'isatap']);

/** Longest domain name in text form (RFC 1035 §2.3.4), with its last dot. */
const longestName = 254;

/** Letters, digits, hyphens, underscores and dots in any script: what stands alone as a name. */
const isName = (text: string): boolean => text.length <= longestName && /^[\p{L}\p{N}_.*-]+$/u.test(text);

/**
 * Names keep what checks judge by: equal names stay equal whatever their letter case, a short name is the first label
 * of its long form, zones nest as they did, service labels (`_vlmcs._tcp`) and dots stay, addresses stay addresses.
 */
export function maskNames(keep: (name: string) => boolean, address: AddressMask): NameMask {
  const hosts = counted('host');
  const users = counted('user');
  const tooLong = counted('long-name');
  const zones = nestedZones();
  const kept = (name: string): boolean => name === '' || never.has(name) || keep(name);

  const name = (found: string): string => {
    const folded = found.toLowerCase();
    const bare = folded.replace(/\.$/, '');
    if (kept(bare)) return found;
    const service = /^(?:_[a-z0-9-]{1,62}\.){1,4}/.exec(bare)?.[0] ?? '';
    return `${service}${whole(bare.slice(service.length))}${folded === bare ? '' : '.'}`;
  };
  const whole = (folded: string): string => {
    if (!folded.includes('.')) return zones.get(folded) ?? hosts.find(folded) ?? zones.netbios(folded) ?? hosts.get(folded);
    const own = zones.of(folded) ?? folded.split('.').slice(folded.split('.').length > 2 ? -2 : -1).join('.');
    if (own === folded) return zones.add(own);
    const front = folded.slice(0, -own.length - 1);
    // A suffix put on twice, or on an address, is a fault that must still be seen.
    const masked = zones.of(front) === null ? (address(front) ?? labels(front)) : whole(front);
    return `${masked}.${zones.add(own)}`;
  };
  const labels = (front: string): string => {
    const [first = '', ...others] = front.split('.');
    return [hosts.get(first), ...others.map((l) => zones.label(l))].join('.');
  };
  const place = (text: string): string => {
    const literal = address(text);
    if (literal !== null) return literal;
    const [, target, port] = /^(.+)([:#]\d{1,5})$/s.exec(text) ?? [];
    if (target !== undefined && port !== undefined) return `${place(target)}${port}`;
    if (isName(text)) return name(text);
    return text.replace(/[\p{L}\p{N}_][\p{L}\p{N}_.-]*/gu, (word) => {
      if (/^\d{1,9}$/.test(word)) return word;
      return word.length > longestName ? tooLong.get(word).padEnd(longestName + 1, '-') : name(word);
    });
  };
  return {
    learnZone(zone) {
      const folded = zone.toLowerCase().replace(/^\.+|\.+$/g, '');
      if (!kept(folded) && isName(folded) && address(folded) === null) zones.add(folded);
    },
    learnHost(found) {
      if (isName(found) && address(found) === null) name(found);
    },
    learnUser: (user) => void users.get(user.toLowerCase()),
    host: place,
    user: (user) => users.get(user.toLowerCase()),
    known(word) {
      const folded = word.toLowerCase().replace(/\.$/, '');
      if (folded.length > longestName || kept(folded)) return null;
      if (folded.includes('.')) return zones.of(folded) === null ? null : name(folded);
      return zones.get(folded) ?? hosts.find(folded) ?? zones.netbios(folded) ?? users.find(folded);
    },
  };
}

type Zones = {
  /** The zone's masked form, newly numbered where it was not known. */
  add(zone: string): string;
  get(zone: string): string | null;
  /** The longest known zone that the name ends with, itself included. */
  of(name: string): string | null;
  /** The masked form of a zone's first label, after which NetBIOS domains are usually called. */
  netbios(label: string): string | null;
  label(label: string): string;
};

/** Zones of one or two labels are domains of their own; longer ones nest under them. */
function nestedZones(): Zones {
  const zones = new Map<string, string>();
  const labels = new Map<string, string>();
  const used = new Set<string>();
  const subzones = counted('sub');
  let domains = 0;
  const top = (label: string, ending: string): string => {
    const same = `${labels.get(label) ?? ''}${ending}`;
    if (same !== ending && !used.has(same)) return same;
    domains += 1;
    return `domain-${domains}${ending}`;
  };
  const add = (zone: string): string => {
    const known = zones.get(zone);
    if (known !== undefined) return known;
    const [first = '', ...rest] = zone.split('.');
    const masked = rest.length > 1 ? `${subzones.get(first)}.${add(rest.join('.'))}` : top(first, rest.length === 1 ? '.example' : '');
    zones.set(zone, masked);
    used.add(masked);
    if (!labels.has(first)) labels.set(first, masked.split('.', 1)[0] ?? masked);
    return masked;
  };
  return {
    add,
    get: (zone) => zones.get(zone) ?? null,
    of(name) {
      for (let at = 0; at < name.length;) {
        const end = name.slice(at);
        if (zones.has(end)) return end;
        const dot = name.indexOf('.', at);
        if (dot === -1) return null;
        at = dot + 1;
      }
      return null;
    },
    netbios: (label) => labels.get(label) ?? null,
    label: (label) => subzones.get(label),
  };
}

type Counted = { get(label: string): string; find(label: string): string | null };

/** `host-1`, `host-2`, … in the order in which labels first appear. What makes a label no valid one stays to be seen. */
function counted(word: string): Counted {
  const known = new Map<string, string>();
  return {
    get(label) {
      if (label === '' || label === '*' || label.startsWith('_')) return label;
      const masked = known.get(label) ?? withFaults(label, `${word}-${known.size + 1}`);
      known.set(label, masked);
      return masked;
    },
    find: (label) => known.get(label) ?? null,
  };
}

const withFaults = (label: string, masked: string): string => {
  const edged = `${label.startsWith('-') ? '-' : ''}${masked}${label.endsWith('-') ? '-' : ''}`;
  return label.length > 63 ? edged.padEnd(64, 'x') : edged;
};
