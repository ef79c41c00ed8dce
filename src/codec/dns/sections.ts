import type { RawRecord } from './record-data.ts';
import { typeName } from './record.ts';
import { readName } from './wire-name.ts';

/** The header of a message (RFC 1035 §4.1.1); `opcode` is a number. */
export type Header = { id: number; flags: number; isResponse: boolean; opcode: number; recursionDesired: boolean };

/** The first question, and the octets in which it was asked (name, type and class). */
export type AskedQuestion = { name: string; type: string; class: number; octets: Uint8Array };

export type Sections = {
  header: Header;
  question: AskedQuestion;
  /** Answer, authority and additional; prerequisites, changes and additional in an update (RFC 2136 §2). */
  records: readonly [RawRecord[], RawRecord[], RawRecord[]];
};

/** Null where there is not even a header: nobody could be answered. */
export function readHeader(bytes: Uint8Array): Header | null {
  if (bytes.length < 12) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint16(2);
  return { id: view.getUint16(0), flags, isResponse: (flags & 0x8000) !== 0, opcode: (flags >> 11) & 0xf, recursionDesired: (flags & 0x0100) !== 0 };
}

/**
 * Where everything stands in a message of exactly one question; null where it has another number of them, a name is
 * none, or it ends too early. Octets behind the last record are passed over.
 */
export function readSections(bytes: Uint8Array): Sections | null {
  const header = readHeader(bytes);
  if (header === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const questionCount = view.getUint16(4);
  const asked = questionCount === 1 ? readName(bytes, 12) : null;
  if (asked === null || asked.end + 4 > bytes.length) return null;
  const type = typeName(view.getUint16(asked.end));
  const question = { name: asked.name, type, class: view.getUint16(asked.end + 2), octets: bytes.subarray(12, asked.end + 4) };
  let at = asked.end + 4;
  const records: [RawRecord[], RawRecord[], RawRecord[]] = [[], [], []];
  for (const [n, list] of records.entries()) {
    for (let left = view.getUint16(6 + 2 * n); left > 0; left--) {
      const owner = readName(bytes, at);
      if (owner === null || owner.end + 10 > bytes.length) return null;
      const dataAt = owner.end + 10;
      const dataEnd = dataAt + view.getUint16(owner.end + 8);
      if (dataEnd > bytes.length) return null;
      list.push({ owner: owner.name, type: typeName(view.getUint16(owner.end)), class: view.getUint16(owner.end + 2), ttl: view.getUint32(owner.end + 4), dataAt, dataEnd });
      at = dataEnd;
    }
  }
  return { header, question, records };
}
