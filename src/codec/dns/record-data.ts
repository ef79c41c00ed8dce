import { ipv4Octets, ipv4Text, ipv6Octets, ipv6Text } from './ip-octets.ts';
import type { ResourceRecord } from './record.ts';
import { readName, spellName } from './wire-name.ts';

/** Where a record stands in a message, its data not yet read. `type` is by name. */
export type RawRecord = { owner: string; type: string; class: number; ttl: number; dataAt: number; dataEnd: number };

/** The record of what stands in a message; null where its type is none of ours or its data is not what its type has. */
export function readRecord(bytes: Uint8Array, raw: RawRecord): ResourceRecord | null {
  const { owner, ttl, dataAt, dataEnd } = raw;
  const data = bytes.subarray(dataAt, dataEnd);
  switch (raw.type) {
    case 'A':
      return data.length === 4 ? { type: 'A', owner, ttl, address: ipv4Text(data) } : null;
    case 'AAAA':
      return data.length === 16 ? { type: 'AAAA', owner, ttl, address: ipv6Text(data) } : null;
    case 'CNAME':
    case 'NS':
    case 'PTR': {
      const target = nameUpTo(bytes, dataAt, dataEnd);
      return target === null ? null : { type: raw.type, owner, ttl, target };
    }
    case 'SRV': {
      const target = nameUpTo(bytes, dataAt + 6, dataEnd);
      return target === null ? null : { type: 'SRV', owner, ttl, priority: short(data, 0), weight: short(data, 2), port: short(data, 4), target };
    }
    case 'TXT': {
      const texts = textsOf(data);
      return texts === null ? null : { type: 'TXT', owner, ttl, texts };
    }
    case 'SOA':
      return readSoa(bytes, raw);
    default:
      return null;
  }
}

const short = (data: Uint8Array, at: number): number => ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);

/** A name that ends exactly where the data does. */
function nameUpTo(bytes: Uint8Array, from: number, end: number): string | null {
  const read = from < end ? readName(bytes.subarray(0, end), from) : null;
  return read !== null && read.end === end ? read.name : null;
}

function textsOf(data: Uint8Array): string[] | null {
  const texts: string[] = [];
  for (let at = 0; at < data.length;) {
    const end = at + 1 + (data[at] ?? 0);
    if (end > data.length) return null;
    texts.push(Buffer.from(data.subarray(at + 1, end)).toString('latin1'));
    at = end;
  }
  return texts.length === 0 ? null : texts;
}

function readSoa(bytes: Uint8Array, { owner, ttl, dataAt, dataEnd }: RawRecord): ResourceRecord | null {
  const primary = dataAt < dataEnd ? readName(bytes.subarray(0, dataEnd), dataAt) : null;
  const mailbox = primary === null ? null : readName(bytes.subarray(0, dataEnd), primary.end);
  if (primary === null || mailbox === null || mailbox.end + 20 !== dataEnd) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + mailbox.end, 20);
  return {
    type: 'SOA', owner, ttl, primary: primary.name, mailbox: mailbox.name,
    serial: view.getUint32(0), refresh: view.getUint32(4), retry: view.getUint32(8), expire: view.getUint32(12), minimum: view.getUint32(16),
  };
}

const isNumber = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;

const addressOf = (octets: number[] | null, write: (octets: Uint8Array) => string): string | null =>
  octets === null ? null : write(Uint8Array.from(octets));

/** A record in the one spelling that its octets have; null where it could not stand on the wire (a name, an address or a number that is none). */
export function spellRecord(record: ResourceRecord): ResourceRecord | null {
  const owner = spellName(record.owner);
  if (owner === null || !isNumber(record.ttl, 0x7fff_ffff)) return null;
  switch (record.type) {
    case 'A': {
      const address = addressOf(ipv4Octets(record.address), ipv4Text);
      return address === null ? null : { ...record, owner, address };
    }
    case 'AAAA': {
      const address = addressOf(ipv6Octets(record.address), ipv6Text);
      return address === null ? null : { ...record, owner, address };
    }
    case 'TXT': {
      const fine = record.texts.length > 0 && record.texts.every((text) => /^[\u0000-\u00ff]{0,255}$/.test(text));
      return fine ? { ...record, owner } : null;
    }
    case 'SOA': {
      const [primary, mailbox] = [spellName(record.primary), spellName(record.mailbox)];
      const fine = [record.serial, record.refresh, record.retry, record.expire, record.minimum].every((value) => isNumber(value, 0xffff_ffff));
      return primary === null || mailbox === null || !fine ? null : { ...record, owner, primary, mailbox };
    }
    default: {
      const target = spellName(record.target);
      const fine = record.type !== 'SRV' || [record.priority, record.weight, record.port].every((value) => isNumber(value, 0xffff));
      return target === null || !fine ? null : { ...record, owner, target };
    }
  }
}
