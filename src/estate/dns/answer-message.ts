import { nameKey } from '../../codec/dns/name.ts';
import { isMetaType } from '../../codec/dns/record.ts';
import type { ResourceRecord } from '../../codec/dns/record.ts';
import { readRequest } from '../../codec/dns/request.ts';
import type { DnsRequest } from '../../codec/dns/request.ts';
import { limitOf, writeAnswer, writeCode, writeTransfer, writeTruncated } from './answer-writer.ts';
import type { AnswerTo } from './answer-writer.ts';
import { delayOf } from './faults.ts';
import { addressesOfTargets } from './find-in-zone.ts';
import type { Asker, ReferenceDns } from './reference-dns.ts';
import { zoneCovering } from './views.ts';
import type { Zone } from './zone.ts';

/** What a server sends for a message: octets (several messages for a zone transfer) after a while, nothing, or the end of the connection. */
export type MessageReply =
  | { kind: 'answer'; messages: readonly Uint8Array[]; delayMs: number }
  | { kind: 'silent' }
  | { kind: 'hang-up' };

type Query = Extract<DnsRequest, { kind: 'query' }>;

const silent: MessageReply = { kind: 'silent' };
const classIn = 1;

/** Answers any octets as the server would. Never throws; what is no question, nor anything like one, is not answered. */
export function answerMessage(server: ReferenceDns, message: Uint8Array, from: Omit<Asker, 'udpSize'>): MessageReply {
  const request = readRequest(message);
  const failure = server.failure(from);
  if (failure === 'refused') return { kind: 'hang-up' };
  if (request.kind === 'ignored' || failure === 'silent') return silent;
  const asked = 'question' in request ? request : { question: null, edns: null };
  const to: AnswerTo = { header: request.header, question: asked.question, edns: asked.edns, recursive: server.recursive, limit: limitOf(from.transport, asked.edns) };
  const delayMs = asked.question === null ? server.faults.delayMs : delayOf(server.faults, asked.question.name);
  if (failure === 'garbled') return { kind: 'answer', messages: [garbled(to)], delayMs };
  const { rcode } = server.faults;
  if (rcode !== null) return { kind: 'answer', messages: [writeCode(to, rcode)], delayMs };
  const answer = answerRequest(server, request, to, from);
  return { kind: 'answer', messages: answer.messages, delayMs: delayMs + answer.delayMs };
}

/** Octets with the asker's id that claim thousands of records and hold none. */
const garbled = ({ header: { id } }: AnswerTo): Uint8Array => Uint8Array.from([id >> 8, id & 0xff, 0x80, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f, 0x47]);

type Answer = { messages: readonly Uint8Array[]; delayMs: number };

function answerRequest(server: ReferenceDns, request: Exclude<DnsRequest, { kind: 'ignored' }>, to: AnswerTo, from: Asker): Answer {
  const code = (rcode: string): Answer => ({ messages: [writeCode(to, rcode)], delayMs: 0 });
  if (request.kind === 'unreadable') return code('FORMERR');
  if (request.kind === 'unknown-opcode') return code('NOTIMP');
  // RFC 6891 §6.1.3.
  if (request.edns !== null && request.edns.version > 0) return code('BADVERS');
  // RFC 8945 §5.2.1: we share no key with anybody, so no signature is of one that we know.
  if (request.signed) return code('NOTAUTH');
  if (request.kind === 'update') {
    if (request.update === null) return code('FORMERR');
    return code(server.takeUpdate(request.update, from.address, null));
  }
  if (request.question.class !== classIn) return code('REFUSED');
  const { type } = request.question;
  if (type === 'AXFR' || type === 'IXFR') return transfer(server, request, to, from);
  if (type !== 'ANY' && isMetaType(type)) return code('NOTIMP');
  return answerQuery(server, request, to, from);
}

function answerQuery(server: ReferenceDns, { question: { name, type } }: Query, to: AnswerTo, from: Asker): Answer {
  const found = server.resolve(name, type, from.address);
  const { delayMs } = found;
  if (server.faults.truncatesUdp && from.transport === 'udp') return { messages: [writeTruncated(to, found)], delayMs };
  const zones = server.zonesFor(from.address);
  const additional = addressesOfTargets([...found.answers, ...found.authority], (key) => zoneCovering(zones, key));
  return { messages: [writeAnswer(to, found, additional) ?? writeTruncated(to, found)], delayMs };
}

/** A whole zone by TCP (RFC 5936), also to those who have an older one (RFC 1995 §4 allows it). */
function transfer(server: ReferenceDns, { question, haveSerial }: Query, to: AnswerTo, from: Asker): Answer {
  const zone = server.zonesFor(from.address).get(nameKey(question.name));
  if (zone === undefined) return { messages: [writeCode(to, 'NOTAUTH')], delayMs: 0 };
  if (question.type === 'IXFR' && (from.transport === 'udp' || haveSerial === zone.serial)) {
    // RFC 1995 §2: the SOA alone says whether there is anything newer, and that UDP has no room for it.
    return { messages: writeTransfer(to, [zone.soa]), delayMs: 0 };
  }
  if (from.transport === 'udp') return { messages: [writeCode(to, 'FORMERR')], delayMs: 0 };
  return { messages: writeTransfer(to, enclosed(zone)), delayMs: 0 };
}

/** RFC 5936 §2.2: its SOA stands first and last. */
function* enclosed(zone: Zone): Generator<ResourceRecord> {
  yield* zone.records();
  yield zone.soa;
}
