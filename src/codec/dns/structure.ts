/**
 * The outline of a DNS message (RFC 1035 §4), read without trusting any of its lengths. dns-packet decodes records but
 * believes their RDLENGTH, and one odd record in the additional section makes it throw the whole answer away; so the
 * message is measured first, and only questions and answers are handed on.
 */

/** Where the bytes stopped making sense, and what should have been there. */
export type Broken = { ok: false; at: number; wanted: string };

export type Outline = {
  ok: true;
  id: number;
  isResponse: boolean;
  truncated: boolean;
  /** The four bits of the header, with EDNS's eight before them where an OPT record came along. */
  rcode: number;
  questionCount: number;
  answerCount: number;
  /** Where the answer section ends; everything behind it is not decoded. */
  answersEnd: number;
};

const typeA = 1;
const typeCname = 5;
const typeAaaa = 28;
const typeSrv = 33;
const typeOpt = 41;

const broken = (at: number, wanted: string): Broken => ({ ok: false, at, wanted });

/** The first octet behind a name, which ends at a zero octet or a pointer; -1 where it runs off or is no name. */
function endOfName(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length;) {
    const length = bytes[at] ?? 0;
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2 <= bytes.length ? at + 2 : -1;
    if (length > 63) return -1;
    at += 1 + length;
  }
  return -1;
}

/** Whether the data of a record that we use has the length that its type needs. */
function dataFits(bytes: Uint8Array, type: number, from: number, length: number): boolean {
  if (type === typeA) return length === 4;
  if (type === typeAaaa) return length === 16;
  if (type === typeSrv) return length >= 7 && endOfName(bytes, from + 6) === from + length;
  if (type === typeCname) return endOfName(bytes, from) === from + length;
  return true;
}

type Walk = { ok: true; end: number; extendedRcode: number } | Broken;

function walkRecords(bytes: Uint8Array, from: number, count: number): Walk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  let extendedRcode = 0;
  for (let n = 0; n < count; n++) {
    const fixed = endOfName(bytes, at);
    if (fixed < 0 || fixed + 10 > bytes.length) return broken(at, 'a whole record');
    const type = view.getUint16(fixed);
    const length = view.getUint16(fixed + 8);
    const data = fixed + 10;
    if (data + length > bytes.length) return broken(fixed + 8, `${length} octets of record data`);
    if (!dataFits(bytes, type, data, length)) return broken(data, 'record data of the length that its type has');
    if (type === typeOpt) extendedRcode = bytes[fixed + 4] ?? 0;
    at = data + length;
  }
  return { ok: true, end: at, extendedRcode };
}

function endOfQuestions(bytes: Uint8Array, count: number): number {
  let at = 12;
  for (let n = 0; n < count; n++) {
    const end = endOfName(bytes, at);
    if (end < 0 || end + 4 > bytes.length) return -1;
    at = end + 4;
  }
  return at;
}

/**
 * Measures a message. A truncated one may stop in mid-record (RFC 2181 §9): it then counts no answers. Sections behind
 * the answers may be broken; they are only looked at for EDNS's part of the rcode.
 */
export function outlineMessage(bytes: Uint8Array): Outline | Broken {
  if (bytes.length < 12) return broken(bytes.length, 'a header of 12 octets');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint16(2);
  const questionCount = view.getUint16(4);
  const truncated = (flags & 0x0200) !== 0;
  const answersStart = endOfQuestions(bytes, questionCount);
  if (answersStart < 0) return broken(12, `${questionCount} whole questions`);
  const answers = walkRecords(bytes, answersStart, view.getUint16(6));
  if (!answers.ok && !truncated) return answers;
  const rest = answers.ok ? walkRecords(bytes, answers.end, view.getUint16(8) + view.getUint16(10)) : answers;
  return {
    ok: true,
    id: view.getUint16(0),
    isResponse: (flags & 0x8000) !== 0,
    truncated,
    rcode: (flags & 0xf) | (rest.ok ? rest.extendedRcode << 4 : 0),
    questionCount,
    answerCount: answers.ok ? view.getUint16(6) : 0,
    answersEnd: answers.ok ? answers.end : answersStart,
  };
}
