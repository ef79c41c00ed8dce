import { ipv4Octets, ipv6Octets } from './ip-octets.ts';
import { typeCode } from './record.ts';
import type { ResourceRecord } from './record.ts';
import { labelOctets, labelsOf } from './wire-name.ts';

/** The longest message there is: its length stands in two octets before it on TCP (RFC 1035 §4.2.2). */
const longest = 0xffff;
const classIn = 1;
/** Pointers have fourteen bits. */
const lastPointer = 0x3fff;

/** What EDNS's record takes. */
export const ednsOctets = 11;

/** The four sections in the order of their counts in the header. */
export const section = { question: 0, answer: 1, authority: 2, additional: 3 } as const;
type Section = (typeof section)[keyof typeof section];

/**
 * Writes one message, names compressed where RFC 1035 and RFC 3597 §4 allow it, letter case kept. Sections are to be
 * written in their order. What does not fit within `limit` octets is left away whole, and the call that wrote it says false.
 */
export class MessageWriter {
  private bytes = Buffer.alloc(512);
  private length = 12;
  private readonly limit: number;
  private readonly places = new Map<string, number>();

  constructor(id: number, flags: number, limit: number = longest) {
    this.limit = Math.min(limit, longest);
    this.bytes.writeUInt16BE(id, 0);
    this.bytes.writeUInt16BE(flags, 2);
  }

  /** A question in the octets in which it was asked, `name` being its text. */
  askedQuestion(octets: Uint8Array, name: string): boolean {
    return this.whole(section.question, () => {
      this.remember(name);
      this.octets(octets);
    });
  }

  question(name: string, type: string): boolean {
    return this.whole(section.question, () => {
      this.name(name, true);
      this.short(typeCode(type) ?? 0);
      this.short(classIn);
    });
  }

  record(to: Section, record: ResourceRecord, ofClass = classIn): boolean {
    return this.whole(to, () => {
      this.fixed(record.owner, record.type, ofClass, record.ttl);
      const lengthAt = this.length;
      this.short(0);
      this.data(record);
      this.bytes.writeUInt16BE(this.length - lengthAt - 2, lengthAt);
    });
  }

  /** A record without data, as updates have them (RFC 2136 §2.4 and §2.5). */
  empty(to: Section, owner: string, type: string, ofClass: number): boolean {
    return this.whole(to, () => {
      this.fixed(owner, type, ofClass, 0);
      this.short(0);
    });
  }

  /**
   * EDNS's record (RFC 6891 §6.1.2): the size that we take, the upper eight bits of the code, and the DO bit. Its
   * `ednsOctets` do not count towards the limit: whoever adds it has left them room.
   */
  edns(udpSize: number, rcode: number, dnssecOk: boolean): void {
    this.fixed('.', 'OPT', udpSize, ((rcode >> 4) << 24) | (dnssecOk ? 0x8000 : 0));
    this.short(0);
    this.count(section.additional);
  }

  /** The message written so far. */
  finish(): Uint8Array {
    return Uint8Array.from(this.bytes.subarray(0, this.length));
  }

  get size(): number {
    return this.length;
  }

  private whole(to: Section, write: () => void): boolean {
    const before = this.length;
    write();
    const fits = this.length <= this.limit;
    if (fits) {
      this.count(to);
      return true;
    }
    this.length = before;
    for (const [name, place] of this.places) if (place >= before) this.places.delete(name);
    return false;
  }

  private count(to: Section): void {
    const countAt = 4 + 2 * to;
    this.bytes.writeUInt16BE(this.bytes.readUInt16BE(countAt) + 1, countAt);
  }

  private data(record: ResourceRecord): void {
    switch (record.type) {
      case 'A':
        return this.octets(ipv4Octets(record.address) ?? []);
      case 'AAAA':
        return this.octets(ipv6Octets(record.address) ?? []);
      case 'CNAME':
      case 'NS':
      case 'PTR':
        return this.name(record.target, true);
      case 'SRV':
        for (const value of [record.priority, record.weight, record.port]) this.short(value);
        // RFC 2782: the target is not compressed.
        return this.name(record.target, false);
      case 'TXT':
        for (const text of record.texts) this.octets([text.length, ...Buffer.from(text, 'latin1')]);
        return;
      case 'SOA':
        this.name(record.primary, true);
        this.name(record.mailbox, true);
        for (const value of [record.serial, record.refresh, record.retry, record.expire, record.minimum]) this.long(value);
    }
  }

  private fixed(owner: string, type: string, ofClass: number, ttl: number): void {
    this.name(owner, true);
    this.short(typeCode(type) ?? 0);
    this.short(ofClass);
    this.long(ttl);
  }

  /** Where the labels of a name that is about to be written will stand. */
  private remember(name: string): void {
    let at = this.length;
    const labels = labelsOf(name);
    for (const [n, label] of labels.entries()) {
      const rest = labels.slice(n).join('.');
      if (at <= lastPointer && !this.places.has(rest)) this.places.set(rest, at);
      at += 1 + (labelOctets(label)?.length ?? 0);
    }
  }

  private name(name: string, compressed: boolean): void {
    let rest = labelsOf(name).join('.');
    while (rest !== '') {
      const place = compressed ? this.places.get(rest) : undefined;
      if (place !== undefined) return this.short(0xc000 | place);
      if (this.length <= lastPointer && !this.places.has(rest)) this.places.set(rest, this.length);
      const dot = rest.indexOf('.');
      const octets = labelOctets(dot < 0 ? rest : rest.slice(0, dot)) ?? [];
      this.octets([octets.length]);
      this.octets(octets);
      rest = dot < 0 ? '' : rest.slice(dot + 1);
    }
    this.octets([0]);
  }

  private octets(octets: ArrayLike<number>): void {
    this.makeRoom(octets.length);
    this.bytes.set(octets, this.length);
    this.length += octets.length;
  }

  private short(value: number): void {
    this.makeRoom(2);
    this.bytes.writeUInt16BE(value & 0xffff, this.length);
    this.length += 2;
  }

  private long(value: number): void {
    this.makeRoom(4);
    this.bytes.writeUInt32BE(value >>> 0, this.length);
    this.length += 4;
  }

  private makeRoom(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = Buffer.alloc(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}
