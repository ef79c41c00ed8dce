import { MessageWriter, section } from './message-writer.ts';
import { isMetaType, typeCode } from './record.ts';
import { spellRecord } from './record-data.ts';
import type { Change, DnsUpdate, Prerequisite } from './update.ts';
import { classOf } from './update-reader.ts';
import { spellName } from './wire-name.ts';

const opcodeUpdate = 5 << 11;

/**
 * The octets of an update (RFC 2136 §2), unsigned; `id` is 0..65535. Null where a name, address or type of it could not
 * stand on the wire, or it is too long for one message.
 */
export function encodeUpdate(id: number, { zone, prerequisites, changes }: DnsUpdate): Uint8Array | null {
  if (spellName(zone) === null) return null;
  const writer = new MessageWriter(id, opcodeUpdate);
  writer.question(zone, 'SOA');
  const fits = prerequisites.every((one) => writePrerequisite(writer, one)) && changes.every((one) => writeChange(writer, one));
  return fits ? writer.finish() : null;
}

function writeEmpty(writer: MessageWriter, to: 1 | 2, name: string, type: string, ofClass: number): boolean {
  if (spellName(name) === null || typeCode(type) === null || (type !== 'ANY' && isMetaType(type))) return false;
  return writer.empty(to, name, type, ofClass);
}

function writePrerequisite(writer: MessageWriter, one: Prerequisite): boolean {
  switch (one.kind) {
    case 'name-in-use':
      return writeEmpty(writer, section.answer, one.name, 'ANY', classOf.any);
    case 'name-not-in-use':
      return writeEmpty(writer, section.answer, one.name, 'ANY', classOf.none);
    case 'records-exist':
      return writeEmpty(writer, section.answer, one.name, one.type, classOf.any);
    case 'records-missing':
      return writeEmpty(writer, section.answer, one.name, one.type, classOf.none);
    case 'records-equal':
      return one.records.every((record) => spellRecord(record) !== null && writer.record(section.answer, { ...record, ttl: 0 }));
  }
}

function writeChange(writer: MessageWriter, one: Change): boolean {
  switch (one.kind) {
    case 'add':
      return spellRecord(one.record) !== null && writer.record(section.authority, one.record);
    case 'add-unknown':
      return false;
    case 'delete-name':
      return writeEmpty(writer, section.authority, one.name, 'ANY', classOf.any);
    case 'delete-type':
      return writeEmpty(writer, section.authority, one.name, one.type, classOf.any);
    case 'delete-record':
      return spellRecord(one.record) !== null && writer.record(section.authority, { ...one.record, ttl: 0 }, classOf.none);
  }
}
