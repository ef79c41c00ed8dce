import type { Code } from '../model/evidence.ts';
import words from './data/code-words.tsv';
import wsmanFaults from './data/wsman-faults.tsv';

/** Words for codes of Windows that are no licensing codes: Win32, sockets, DNS, RPC, WinHTTP, WMI, NT status, WS-Management. */
export type CodeWords = {
  /** Null where the table of symbols has it. */
  symbol: string | null;
  meaning: string;
  likelyCause: string | null;
  source: string;
};

/** The words for a code (`0x` and eight upper-case digits), or null where neither table has any. */
export const wordsOf = (code: Code): CodeWords | null => find(words, code) ?? find(wsmanFaults, code);

function find(table: string, code: Code): CodeWords | null {
  const at = table.indexOf(`\n${code}\t`);
  if (at === -1) return null;
  const [, symbol, meaning, likelyCause, source] = table.slice(at + 1, table.indexOf('\n', at + 1)).split('\t');
  const sourceAt = table.indexOf(`#source\t${source}\t`);
  return {
    symbol: symbol || null,
    meaning: meaning ?? '',
    likelyCause: likelyCause || null,
    source: sourceAt === -1 ? '' : (table.slice(sourceAt, table.indexOf('\n', sourceAt)).split('\t')[2] ?? ''),
  };
}

const symbolRow = /\n(0x[0-9A-F]{8})\t(\S+)\t/g;

/** Every symbol that these tables add to the table of symbols, with its number. */
export const symbolsOfWords = (): { code: Code; symbol: string }[] =>
  [words, wsmanFaults].flatMap((t) => [...t.matchAll(symbolRow)].map((m) => ({ code: m[1] ?? '', symbol: m[2] ?? '' })));
