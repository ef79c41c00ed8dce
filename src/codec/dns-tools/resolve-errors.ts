import type { Failure } from './question.ts';
import { isDnsName } from './names.ts';

/** Error ids of Resolve-DnsName, the same in every language. Source: winerror.h, DNS response codes 9001 to 9010 and 9501. */
const byId: readonly (readonly [id: RegExp, failure: Failure])[] = [
  [/DNS_ERROR_RCODE_NAME_ERROR/, { rcode: 'NXDOMAIN', outcome: 'answered' }],
  [/DNS_ERROR_RCODE_SERVER_FAILURE/, { rcode: 'SERVFAIL', outcome: 'answered' }],
  [/DNS_ERROR_RCODE_REFUSED/, { rcode: 'REFUSED', outcome: 'answered' }],
  [/DNS_ERROR_RCODE_FORMAT_ERROR/, { rcode: 'FORMERR', outcome: 'answered' }],
  [/DNS_ERROR_RCODE_NOT_IMPLEMENTED/, { rcode: 'NOTIMP', outcome: 'answered' }],
  [/DNS_INFO_NO_RECORDS/, { rcode: 'NOERROR', outcome: 'answered' }],
  [/ERROR_TIMEOUT|WSAETIMEDOUT/, { rcode: null, outcome: 'timeout' }],
  [/DNS_ERROR_BAD_PACKET/, { rcode: null, outcome: 'malformed' }],
  [/WSAECONNREFUSED/, { rcode: null, outcome: 'refused' }],
  [/WSAE(?:HOST|NET)UNREACH/, { rcode: null, outcome: 'unreachable' }],
];

/** English messages of the same errors, for texts that were cut before the id. */
const byWords: readonly (readonly [words: RegExp, failure: Failure])[] = [
  [/DNS name does not exist/i, { rcode: 'NXDOMAIN', outcome: 'answered' }],
  [/DNS server failure/i, { rcode: 'SERVFAIL', outcome: 'answered' }],
  [/DNS operation refused/i, { rcode: 'REFUSED', outcome: 'answered' }],
  [/No records found for given DNS query/i, { rcode: 'NOERROR', outcome: 'answered' }],
  [/timeout period expired/i, { rcode: null, outcome: 'timeout' }],
  [/Bad DNS packet/i, { rcode: null, outcome: 'malformed' }],
];

/** True where an error of Resolve-DnsName begins: `Resolve-DnsName : NAME : message`. */
export const isErrorHead = (line: string): boolean => /^\s*Resolve-DnsName\s?:(?:\s|$)/i.test(line.slice(0, 200));

/** What an error's lines say, joined where a console wrapped them; null where neither its id nor its English words are known. */
export function readError(lines: readonly string[]): (Failure & { name: string | null }) | null {
  const wrapped = lines.map((l) => l.slice(0, 400).trim());
  // A console breaks in the middle of words: the ids hold no blanks, so they are looked for without any.
  const tight = wrapped.join('').replace(/\s+/g, '').slice(0, 8000);
  const loose = wrapped.join(' ').slice(0, 8000);
  const failure = byId.find(([id]) => id.test(tight))?.[1] ?? byWords.find(([words]) => words.test(loose) || new RegExp(words.source.replaceAll(' ', ''), 'i').test(tight))?.[1];
  if (failure === undefined) return null;
  const inCategory = /\((_?[\w.-]{1,253}):String\)/.exec(tight)?.[1];
  const inMessage = /^Resolve-DnsName\s?:\s+(\S{1,253})\s+:\s/i.exec(loose)?.[1];
  const name = inCategory ?? inMessage ?? null;
  return { ...failure, name: name !== null && isDnsName(name) ? name : null };
}
