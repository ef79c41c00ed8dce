import type { DnsUpdateProbe } from '../../model/evidence.ts';
import { MessageWriter } from '../dns/message-writer.ts';
import { rcodeName } from '../dns/rcodes.ts';
import { readHeader, readSections } from '../dns/sections.ts';
import { encodeUpdate } from '../dns/update-writer.ts';
import { spellName } from '../dns/wire-name.ts';

/**
 * Whether a zone takes unsigned dynamic updates, found out by an update that can change nothing: one prerequisite that
 * holds (RFC 2136 §2.4.5, this name is not in use) and no change at all. A prerequisite that fails would not do: some
 * servers judge it before the right to update.
 */

const answerBit = 0x8000;
const authoritativeBit = 0x0400;
const opcodeUpdate = 5;

/** A name that nobody has, so that "not in use" holds. `nonce` is 16 random octets in hexadecimal digits. */
const unusedName = (zone: string, nonce: string): string => `kmsdoctor-${nonce}.${zone}`;

/**
 * The octets of the probe; `id` is 0..65535. Its section of changes is empty by construction: no argument of this
 * function gets there. Null where the zone is no name.
 */
export function encodeUpdateProbe(id: number, zone: string, nonce: string): Uint8Array | null {
  if (spellName(zone) === null || !/^[0-9a-f]{32}$/.test(nonce)) return null;
  const bytes = encodeUpdate(id, { zone, prerequisites: [{ kind: 'name-not-in-use', name: unusedName(zone, nonce) }], changes: [] });
  return bytes !== null && changesIn(bytes) === 0 ? bytes : null;
}

/** How many records the section of changes announces (RFC 2136 §2.2, UPCOUNT). */
export const changesIn = (bytes: Uint8Array): number => ((bytes[8] ?? 0) << 8) | (bytes[9] ?? 0);

/** The octets of a question for the zone's SOA, no recursion desired: it asks whether that server itself has the zone. */
export function encodeZoneQuestion(id: number, zone: string): Uint8Array | null {
  if (spellName(zone) === null) return null;
  const writer = new MessageWriter(id, 0);
  return writer.question(zone, 'SOA') ? writer.finish() : null;
}

/** The code of an answer to the probe of that id, by name; null where the octets are no answer to it. Some servers repeat nothing but the header. */
export function readUpdateAnswer(bytes: Uint8Array, id: number): string | null {
  const header = readHeader(bytes);
  if (header === null || !header.isResponse || header.id !== id || header.opcode !== opcodeUpdate) return null;
  return rcodeName(header.flags & 0xf);
}

/** What a server answered about its zone: `authoritative` when it has the zone itself, else `other`. Null where it is no answer. */
export function readZoneAnswer(bytes: Uint8Array, id: number): 'authoritative' | 'other' | null {
  const header = readHeader(bytes);
  if (header === null || header.id !== id || (header.flags & answerBit) === 0 || header.opcode !== 0) return null;
  const sections = readSections(bytes);
  const owns = (header.flags & authoritativeBit) !== 0 && (header.flags & 0xf) === 0
    && sections !== null && sections.records[0].some(({ type }) => type === 'SOA');
  return owns ? 'authoritative' : 'other';
}

type Judged = Pick<DnsUpdateProbe, 'verdict' | 'detail'>;

/**
 * What the probe's code means (measured on BIND, Knot, Samba, dnsmasq and unbound; Windows DNS is not among them).
 * `hasZone` is null where the server did not say whether it has the zone.
 */
export function judgeUpdateAnswer(rcode: string, hasZone: boolean | null): Judged {
  switch (rcode) {
    case 'NOERROR':
      return { verdict: 'open', detail: 'it took an update that nobody signed' };
    case 'REFUSED':
      return { verdict: 'refused', detail: 'it takes no unsigned update from here; one that is signed (as a domain member signs it) may still be allowed' };
    case 'NOTIMP':
      return { verdict: 'not-supported', detail: 'it knows no dynamic updates: the record must be made by hand, or on another server' };
    case 'NOTAUTH':
    case 'NOTZONE':
      // RFC 2136 says NOTAUTH for "not my zone"; Knot says it, too, to those who may not.
      if (hasZone === true && rcode === 'NOTAUTH') return { verdict: 'refused', detail: 'it has the zone and still answers NOTAUTH, as Knot does to those who may not update it' };
      if (hasZone === false) return { verdict: 'not-authoritative', detail: 'it does not have this zone: ask the server that does' };
      return { verdict: 'ambiguous', detail: `${rcode} means that it does not have the zone, or that it takes no update from here` };
    case 'YXDOMAIN':
    case 'YXRRSET':
      return { verdict: 'ambiguous', detail: 'it says that a random name exists, so its answer says nothing about the right to update' };
    default:
      return { verdict: 'ambiguous', detail: `it answered ${rcode}, which says nothing about the right to update` };
  }
}
