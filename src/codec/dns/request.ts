import { readRecord } from './record-data.ts';
import { readHeader, readSections } from './sections.ts';
import type { AskedQuestion, Header } from './sections.ts';
import type { DnsUpdate } from './update.ts';
import { readUpdate } from './update-reader.ts';

/** What the asker says by EDNS (RFC 6891): the octets of UDP that it takes, the version, and whether it wants signatures. */
export type Edns = { udpSize: number; version: number; dnssecOk: boolean };

type Asked = { header: Header; question: AskedQuestion; edns: Edns | null; /** It carries a TSIG signature (RFC 8945). */ signed: boolean };

/** A message as a server has to take it. */
export type DnsRequest =
  /** Nothing that may be answered: no header, or itself an answer, which two servers would send to and fro for ever. */
  | { kind: 'ignored' }
  /** Nothing but a header that can be answered. */
  | { kind: 'unreadable'; header: Header }
  /** An opcode other than QUERY and UPDATE. */
  | { kind: 'unknown-opcode'; header: Header }
  /** `haveSerial` is the serial of the zone that the asker of an IXFR has (RFC 1995 §3); null where it says none. */
  | (Asked & { kind: 'query'; haveSerial: number | null })
  /** `update` is null where a record breaks the form of RFC 2136 §2. */
  | (Asked & { kind: 'update'; update: DnsUpdate | null });

const opcodeQuery = 0;
const opcodeUpdate = 5;

/** Reads any octets that came to a DNS server. Never throws. */
export function readRequest(bytes: Uint8Array): DnsRequest {
  const header = readHeader(bytes);
  if (header === null || header.isResponse) return { kind: 'ignored' };
  if (header.opcode !== opcodeQuery && header.opcode !== opcodeUpdate) return { kind: 'unknown-opcode', header };
  const sections = readSections(bytes);
  if (sections === null) return { kind: 'unreadable', header };
  const { question, records: [, authority, additional] } = sections;
  const options = additional.filter(({ type }) => type === 'OPT');
  const [option] = options;
  // RFC 6891 §6.1.1: at most one, and its owner is the root.
  if (options.length > 1 || (option !== undefined && option.owner !== '.')) return { kind: 'unreadable', header };
  const edns = option === undefined ? null : { udpSize: option.class, version: (option.ttl >> 16) & 0xff, dnssecOk: (option.ttl & 0x8000) !== 0 };
  const asked = { header, question, edns, signed: additional.at(-1)?.type === 'TSIG' };
  if (header.opcode === opcodeUpdate) return { kind: 'update', ...asked, update: readUpdate(bytes, sections) };
  const [had] = question.type === 'IXFR' ? authority : [];
  const soa = had === undefined ? null : readRecord(bytes, had);
  return { kind: 'query', ...asked, haveSerial: soa?.type === 'SOA' ? soa.serial : null };
}
