import type { Code } from '../model/evidence.ts';
import { allCodeMeanings } from '../knowledge/code-meanings.ts';
import { symbolsOfWords } from '../knowledge/code-words.ts';
import { allSymbolNames, codesOfSymbol } from '../knowledge/symbols.ts';

/** The codes that carry this symbol, in any letter case; empty where none does. */
export function codesNamed(symbol: string): Code[] {
  const wanted = symbol.toUpperCase();
  const explained = allCodeMeanings().filter((c) => c.symbol?.toUpperCase() === wanted).map((c) => c.code);
  const named = codesOfSymbol(symbol).map((r) => r.code);
  const worded = symbolsOfWords().filter((w) => w.symbol.toUpperCase() === wanted).map((w) => w.code);
  return [...new Set([...explained, ...named, ...worded])].slice(0, 8);
}

/** Every symbol that `codesNamed` knows, the explained codes' first. */
export const allNames = (): string[] => [
  ...allCodeMeanings().flatMap((c) => (c.symbol === null ? [] : [c.symbol])),
  ...allSymbolNames(),
  ...symbolsOfWords().map((w) => w.symbol),
];
