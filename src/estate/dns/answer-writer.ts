import { ednsOctets, MessageWriter, section } from '../../codec/dns/message-writer.ts';
import { rcodeNumber } from '../../codec/dns/rcodes.ts';
import type { ResourceRecord } from '../../codec/dns/record.ts';
import type { Edns } from '../../codec/dns/request.ts';
import type { AskedQuestion, Header } from '../../codec/dns/sections.ts';
import type { Resolved } from './resolve.ts';

/** What we say that we take by UDP: DNS flag day 2020's size, which passes every network. */
const ourUdpSize = 1232;
/** The most that we send by UDP, whatever the asker takes. */
const mostUdp = 4096;

const flag = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200, recursionDesired: 0x0100, recursionAvailable: 0x0080 } as const;

/** An answer to be written: who asked what, and how long it may be. */
export type AnswerTo = {
  header: Header;
  /** Null where it could not be read. */
  question: AskedQuestion | null;
  edns: Edns | null;
  recursive: boolean;
  /** Octets. */
  limit: number;
};

/** What of an answer fits by UDP: 512 octets, or what the asker says by EDNS. Over TCP everything does. */
export function limitOf(transport: 'udp' | 'tcp', edns: Edns | null): number {
  if (transport === 'tcp') return 0xffff;
  return edns === null ? 512 : Math.min(Math.max(edns.udpSize, 512), mostUdp);
}

function begin({ header, question, recursive, limit }: AnswerTo, rcode: string, more: number): MessageWriter {
  const code = rcodeNumber(rcode) ?? 2;
  // RFC 2136 §2.2: in an update's answer these bits stay zero.
  const recursion = header.opcode === 0 ? (header.recursionDesired ? flag.recursionDesired : 0) | (recursive ? flag.recursionAvailable : 0) : 0;
  const writer = new MessageWriter(header.id, flag.response | (header.opcode << 11) | recursion | more | (code & 0xf), limit);
  if (question !== null) writer.askedQuestion(question.octets, question.name);
  return writer;
}

function end(writer: MessageWriter, edns: Edns | null, rcode: string): Uint8Array {
  if (edns !== null) writer.edns(ourUdpSize, rcodeNumber(rcode) ?? 2, edns.dnssecOk);
  return writer.finish();
}

/** An answer that is nothing but a code. A code over 15 needs EDNS: without it, it becomes SERVFAIL. */
export function writeCode(to: AnswerTo, rcode: string): Uint8Array {
  const written = to.edns === null && (rcodeNumber(rcode) ?? 0) > 15 ? 'SERVFAIL' : rcode;
  return end(begin(to, written, 0), to.edns, written);
}

/** An answer without records that says to ask again by TCP. */
export function writeTruncated(to: AnswerTo, { rcode, authoritative }: Resolved): Uint8Array {
  return end(begin(to, rcode, flag.truncated | (authoritative ? flag.authoritative : 0)), to.edns, rcode);
}

/** An answer whole, with as much of `additional` as has room (RFC 2181 §9); null where the rest does not fit. */
export function writeAnswer(to: AnswerTo, found: Resolved, additional: readonly ResourceRecord[]): Uint8Array | null {
  const roomy = { ...to, limit: to.limit - (to.edns === null ? 0 : ednsOctets) };
  const writer = begin(roomy, found.rcode, found.authoritative ? flag.authoritative : 0);
  const fits = found.answers.every((record) => writer.record(section.answer, record)) && found.authority.every((record) => writer.record(section.authority, record));
  if (!fits) return null;
  for (const record of additional) if (!writer.record(section.additional, record)) break;
  return end(writer, to.edns, found.rcode);
}

/** Messages of a whole zone (RFC 5936 §2.2): the first has the question, each is of at most about 16 KiB. */
export function writeTransfer(to: AnswerTo, records: Iterable<ResourceRecord>): Uint8Array[] {
  const messages: Uint8Array[] = [];
  const start = (): MessageWriter => begin({ ...to, limit: 0xffff - ednsOctets }, 'NOERROR', flag.authoritative);
  let writer = start();
  for (const record of records) {
    if (writer.size > 16_384) {
      messages.push(end(writer, to.edns, 'NOERROR'));
      writer = start();
    }
    writer.record(section.answer, record);
  }
  messages.push(end(writer, to.edns, 'NOERROR'));
  return messages;
}

/** What a record with names in ASCII takes on the wire without compression: never less than with it. */
function roughSize(record: ResourceRecord): number {
  const fixed = record.owner.length + 12;
  switch (record.type) {
    case 'A':
      return fixed + 4;
    case 'AAAA':
      return fixed + 16;
    case 'TXT':
      return fixed + record.texts.reduce((sum, text) => sum + text.length + 1, 0);
    case 'SOA':
      return fixed + record.primary.length + record.mailbox.length + 24;
    default:
      return fixed + record.target.length + 8;
  }
}

/** Octets of the answer by UDP: exact where it might be more than `size`, else no more than a bound that is cheap to know. */
export function writtenSize(name: string, type: string, { rcode, answers, authority }: Resolved, size: number): number {
  let rough = name.length + 30;
  for (const record of answers) rough += roughSize(record);
  for (const record of authority) rough += roughSize(record);
  if (rough <= size) return rough;
  const writer = new MessageWriter(0, rcodeNumber(rcode) ?? 2);
  writer.question(name, type);
  for (const record of answers) if (!writer.record(section.answer, record)) return 0xffff;
  for (const record of authority) if (!writer.record(section.authority, record)) return 0xffff;
  return writer.size + ednsOctets;
}
