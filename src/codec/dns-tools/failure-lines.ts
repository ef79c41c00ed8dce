import type { Failure } from './question.ts';
import { isAddress, isDnsName } from './names.ts';

/**
 * What nslookup's status words mean. They are English in every language of Windows; the sentence around them is not.
 * Codes: RFC 1035 section 4.1.1.
 */
const statuses: readonly (readonly [words: RegExp, failure: Failure])[] = [
  [/non-?existent\s+domain|nxdomain/i, { rcode: 'NXDOMAIN', outcome: 'answered' }],
  [/server failed|servfail|server failure/i, { rcode: 'SERVFAIL', outcome: 'answered' }],
  [/query refused|\brefused\b(?<!connection refused)/i, { rcode: 'REFUSED', outcome: 'answered' }],
  [/connection refused/i, { rcode: null, outcome: 'refused' }],
  [/no response from server|timed?[\s-]?out|no servers could be reached/i, { rcode: null, outcome: 'timeout' }],
  [/unreachable/i, { rcode: null, outcome: 'unreachable' }],
  [/no answer|\bno\b.{0,60}records?\b.{0,20}available/i, { rcode: 'NOERROR', outcome: 'answered' }],
  [/format error|formerr/i, { rcode: 'FORMERR', outcome: 'answered' }],
  [/not implemented|notimp/i, { rcode: 'NOTIMP', outcome: 'answered' }],
];

/** What the words of a status say, or null where they are not known. */
const failureOfWords = (words: string): Failure | null => statuses.find(([pattern]) => pattern.test(words))?.[1] ?? null;

/** What a line of a failing lookup says: the failure, and the name where it names one. */
type FailureLine = Failure & { name: string | null };

/** The name that a sentence says was not found: English by its words, any language by the service name in it. */
function nameIn(sentence: string): string | null {
  const named = /can'?t find (\S+?):?(?:\s|$)/i.exec(sentence)?.[1] ?? /available for (\S+)/i.exec(sentence)?.[1];
  if (named !== undefined) return isDnsName(named) && !isAddress(named) ? named : null;
  return /(?:^|[\s'"«„(])(_[\w-]{1,63}\._(?:tcp|udp)[\w.-]{0,240})/i.exec(sentence)?.[1] ?? null;
}

/**
 * A line of nslookup, dig or host that says why there is no answer, or null. That the resolver's own name was not found
 * (`Can't find server name for address`) is no failure of the lookup.
 */
export function readFailure(text: string): FailureLine | null {
  const line = text.slice(0, 600);
  const host = /^\s*Host (\S+) not found: \d+\((\w+)\)/.exec(line);
  if (host !== null) {
    const failure = failureOfWords(host[2] ?? '');
    return failure === null ? null : { ...failure, name: host[1] ?? null };
  }
  const sentence = /^\s*(?:\*{2,3}|;;)\s*(.+)$/.exec(line)?.[1];
  if (sentence === undefined) return null;
  if (line.trimStart().startsWith(';;')) {
    if (!/connection timed out|communications error|no servers could be reached|network unreachable/i.test(sentence)) return null;
    const failure = failureOfWords(sentence);
    return failure === null ? null : { ...failure, name: null };
  }
  if (/can'?t find server name/i.test(sentence)) return null;
  const name = nameIn(sentence);
  const words = sentence.split(/\s+/).map((w) => w.replace(/[:,.]+$/, ''));
  if (name === null && (/server name/i.test(sentence) || words.some(isAddress)) && !/request to/i.test(sentence)) return null;
  const failure = failureOfWords(sentence.slice(sentence.lastIndexOf(':') + 1)) ?? failureOfWords(sentence);
  return failure === null ? null : { ...failure, name };
}
