import { nameKey } from '../../codec/dns/name.ts';
import type { ResourceRecord } from '../../codec/dns/record.ts';
import { findInZone } from './find-in-zone.ts';
import { zoneCovering } from './views.ts';
import type { ZoneTable } from './views.ts';
import type { Zone } from './zone.ts';

/** What a server knows of a name and type, before anything is wrong with it. */
export type Resolved = {
  rcode: string;
  /** Aliases in the order followed, then the records. */
  answers: readonly ResourceRecord[];
  /** The SOA of a zone that says no, or the servers to ask instead. */
  authority: readonly ResourceRecord[];
  /** Whether the name asked for is one of its own zones'. */
  authoritative: boolean;
  /** Milliseconds that the servers took which it asked in turn. */
  delayMs: number;
};

/** Asks another server on behalf of the asker. */
export type Forward = (name: string, type: string) => Resolved;

/** Aliases that a server follows for one question. */
const maxAliases = 16;

const nothing: readonly ResourceRecord[] = [];

/**
 * The answer to a question from these zones, aliases followed from zone to zone (RFC 1034 §4.3.2). Other names go to
 * `forward` where there is one; else they have the code `foreign`, and an alias that leads out of the zones ends the answer.
 */
export function resolve(zones: ZoneTable, name: string, type: string, forward: Forward | null, foreign: string): Resolved {
  const aliases: ResourceRecord[] = [];
  const seen = new Set<string>();
  let authoritative = true;
  let asked = name;
  for (;;) {
    const key = nameKey(asked);
    const zone = zoneCovering(zones, key);
    const isFirst = aliases.length === 0;
    if (zone === null) {
      if (forward !== null) return joined(aliases, forward(asked, type), !isFirst && authoritative);
      return { rcode: isFirst ? foreign : 'NOERROR', answers: aliases, authority: nothing, authoritative: !isFirst && authoritative, delayMs: 0 };
    }
    const found = findInZone(zone, asked, key, type);
    if (isFirst && found.kind === 'delegated') authoritative = false;
    switch (found.kind) {
      case 'records':
        return { rcode: 'NOERROR', answers: isFirst ? found.records : [...aliases, ...found.records], authority: nothing, authoritative, delayMs: 0 };
      case 'no-data':
      case 'no-name':
        // RFC 6604 §3: the code is that of the last name.
        return { rcode: found.kind === 'no-name' ? 'NXDOMAIN' : 'NOERROR', answers: aliases, authority: [negativeSoa(zone)], authoritative, delayMs: 0 };
      case 'delegated':
        if (forward !== null) return joined(aliases, forward(asked, type), authoritative);
        return { rcode: 'NOERROR', answers: aliases, authority: found.records, authoritative, delayMs: 0 };
      case 'alias':
        aliases.push(...found.records);
        seen.add(key);
        asked = found.target;
        // A loop is answered with itself, as BIND does: it is for the asker to see.
        if (seen.has(nameKey(asked)) || aliases.length >= maxAliases) return { rcode: 'NOERROR', answers: aliases, authority: nothing, authoritative, delayMs: 0 };
    }
  }
}

/** RFC 2308 §3: how long "no" may be kept is the lesser of the SOA's own TTL and its last field. */
function negativeSoa({ soa }: Zone): ResourceRecord {
  return soa.ttl <= soa.minimum ? soa : { ...soa, ttl: soa.minimum };
}

const joined = (aliases: readonly ResourceRecord[], rest: Resolved, authoritative: boolean): Resolved =>
  ({ ...rest, answers: aliases.length === 0 ? rest.answers : [...aliases, ...rest.answers], authoritative });
