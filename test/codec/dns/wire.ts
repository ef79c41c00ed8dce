/** DNS messages written octet by octet for tests, without dns-packet: so that it does not judge itself. */

type Question = { name: string; type: string };

const types: Readonly<Record<string, number>> = { A: 1, CNAME: 5, TXT: 16, AAAA: 28, SRV: 33 };

function name(text: string): Buffer {
  const labels = text.split('.').filter((label) => label !== '');
  return Buffer.concat([...labels.map((label) => Buffer.from([Buffer.byteLength(label), ...Buffer.from(label)])), Buffer.from([0])]);
}

const number = (value: number, octets: 2 | 4): Buffer => {
  const bytes = Buffer.alloc(octets);
  bytes.writeUIntBE(value, 0, octets);
  return bytes;
};

export const record = (owner: string, type: number, data: Buffer, ttl = 300, recordClass = 1): Buffer =>
  Buffer.concat([name(owner), number(type, 2), number(recordClass, 2), number(ttl, 4), number(data.length, 2), data]);

export const a = (owner: string, address: string, ttl = 300): Buffer => record(owner, 1, Buffer.from(address.split('.').map(Number)), ttl);
/** `::last`. */
export const aaaa = (owner: string, last: number): Buffer => record(owner, 28, Buffer.from([...Array.from({ length: 15 }, () => 0), last]));
export const cname = (owner: string, target: string): Buffer => record(owner, 5, name(target));
export const srv = (owner: string, priority: number, weight: number, port: number, target: string, ttl = 300): Buffer =>
  record(owner, 33, Buffer.concat([number(priority, 2), number(weight, 2), number(port, 2), name(target)]), ttl);
/** EDNS with the upper octet of an rcode. */
export const opt = (extendedRcode: number): Buffer => record('', 41, Buffer.alloc(0), extendedRcode * 0x100_0000, 1232);

export type MessageOptions = {
  id: number;
  question?: Question;
  rcode?: number;
  truncated?: boolean;
  isQuery?: boolean;
  answers?: readonly Buffer[];
  additionals?: readonly Buffer[];
  counts?: { questions?: number; answers?: number };
};

export function message({ id, question, rcode = 0, truncated = false, isQuery = false, answers = [], additionals = [], counts = {} }: MessageOptions): Buffer {
  const flags = (isQuery ? 0 : 0x8000) | (truncated ? 0x0200 : 0) | 0x0180 | rcode;
  const asked = question ? [Buffer.concat([name(question.name), number(types[question.type] ?? 0, 2), number(1, 2)])] : [];
  return Buffer.concat([
    number(id, 2), number(flags, 2), number(counts.questions ?? asked.length, 2), number(counts.answers ?? answers.length, 2), number(0, 2), number(additionals.length, 2),
    ...asked, ...answers, ...additionals,
  ]);
}

/** What a server needs to know of a query: its id, name and type, and whether it came with EDNS. */
export function readQuery(bytes: Buffer): { id: number; name: string; type: string; edns: boolean } {
  const labels: string[] = [];
  let at = 12;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    labels.push(bytes.toString('utf8', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = Object.entries(types).find(([, code]) => code === bytes.readUInt16BE(at + 1))?.[0] ?? '?';
  return { id: bytes.readUInt16BE(0), name: labels.join('.'), type, edns: bytes.readUInt16BE(10) > 0 };
}
