import { decode, encode, RECURSION_DESIRED } from 'dns-packet';
import type { Answer, Packet } from 'dns-packet';
import { askableName, nameKey, presentName } from './name.ts';
import { rcodeName } from './rcodes.ts';
import { outlineMessage } from './structure.ts';
import type { Broken, Outline } from './structure.ts';

export type RecordType = 'A' | 'AAAA' | 'SRV' | 'NS';

/** One question: `id` is 0..65535, `name` as text (see name.ts). */
export type DnsQuestion = { id: number; name: string; type: RecordType };

/** A record of the answer section that we can use; `owner` and all names are text. */
export type DnsRecord =
  | { type: 'A' | 'AAAA'; owner: string; ttl: number; address: string }
  | { type: 'CNAME' | 'NS'; owner: string; ttl: number; target: string }
  | { type: 'SRV'; owner: string; ttl: number; priority: number; weight: number; port: number; target: string };

export type DnsMessage = {
  ok: true;
  id: number;
  isResponse: boolean;
  truncated: boolean;
  /** By name: `NOERROR`, `NXDOMAIN`. */
  rcode: string;
  /** What it says it answers; null where it repeats no question (some servers' FORMERR). */
  question: { name: string; type: string } | null;
  records: DnsRecord[];
};

/** EDNS's UDP size: what passes every network without fragments (DNS flag day 2020). */
const ednsUdpSize = 1232;

/**
 * The octets of a query with recursion desired, with EDNS (RFC 6891) unless `edns` is false.
 * Null where the name can be no domain name: such a query is never sent.
 */
export function encodeQuery(question: DnsQuestion, edns = true): Uint8Array | null {
  const name = askableName(question.name);
  if (name === null) return null;
  const packet: Packet = {
    type: 'query',
    id: question.id,
    flags: RECURSION_DESIRED,
    questions: [{ type: question.type, name, class: 'IN' }],
  };
  if (edns) {
    packet.additionals = [{
      type: 'OPT', name: '.', udpPayloadSize: ednsUdpSize, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [],
    }];
  }
  try {
    return encode(packet);
  } catch {
    return null;
  }
}

/** RFC 2181 §8: a TTL with its top bit set counts as zero. */
const ttlOf = (answer: { ttl?: number | undefined }): number => {
  const ttl = answer.ttl ?? 0;
  return ttl > 0x7fff_ffff ? 0 : ttl;
};

function toRecord(answer: Answer): DnsRecord | null {
  if (!('class' in answer) || answer.class !== 'IN') return null;
  const owner = presentName(answer.name);
  const ttl = ttlOf(answer);
  switch (answer.type) {
    case 'A':
    case 'AAAA':
      return { type: answer.type, owner, ttl, address: answer.data };
    case 'CNAME':
    case 'NS':
      return { type: answer.type, owner, ttl, target: presentName(answer.data) };
    case 'SRV': {
      const { priority = 0, weight = 0, port, target } = answer.data;
      return { type: 'SRV', owner, ttl, priority, weight, port, target: presentName(target) };
    }
    default:
      return null;
  }
}

/** The questions and answers alone: names only ever point backwards, so what follows can be left away. */
function withoutTail(bytes: Uint8Array, outline: Outline): Buffer {
  const head = Buffer.from(bytes.subarray(0, outline.answersEnd));
  head.writeUInt16BE(outline.answerCount, 6);
  head.writeUInt32BE(0, 8);
  return head;
}

/** Reads any octets as a DNS message. Never throws; what is no whole message says where and why. */
export function readMessage(bytes: Uint8Array): DnsMessage | Broken {
  const outline = outlineMessage(bytes);
  if (!outline.ok) return outline;
  let packet: Packet;
  try {
    packet = decode(withoutTail(bytes, outline));
  } catch (error) {
    return { ok: false, at: 12, wanted: error instanceof Error ? error.message : 'records that can be decoded' };
  }
  const asked = packet.questions?.[0];
  return {
    ok: true,
    id: outline.id,
    isResponse: outline.isResponse,
    truncated: outline.truncated,
    rcode: rcodeName(outline.rcode),
    question: asked ? { name: presentName(asked.name), type: asked.type } : null,
    records: (packet.answers ?? []).map(toRecord).filter((record) => record !== null),
  };
}

/**
 * Whether a message answers that question: same id, and the question repeated (any letter case). Without a question
 * it counts only as an error: servers that could not read a query answer its header alone.
 */
export function answers(message: DnsMessage, question: DnsQuestion): boolean {
  if (!message.isResponse || message.id !== question.id) return false;
  if (message.question === null) return message.rcode !== 'NOERROR';
  return message.question.type === question.type && sameName(message.question.name, question.name);
}

/** Both sides through the same spelling, since `a b` and `a\032b` are one name. */
const sameName = (a: string, b: string): boolean => nameKey(presentName(askableName(a) ?? a)) === nameKey(presentName(askableName(b) ?? b));
