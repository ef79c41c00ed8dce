import type { Code } from '../model/evidence.ts';
import table from './data/code-meanings.tsv';

export type CodeMeaning = { symbol: string | null; meaning: string };

/**
 * The one-line meaning of a licensing error code (`0xC004F074`, any letter case) and its first symbol, or null where the
 * table of explained codes does not hold it. Fast enough to be part of every start. Sources: as `loadCodeFacts`.
 */
export function meaningOf(code: Code): CodeMeaning | null {
  if (!/^0x[0-9a-f]{8}$/i.test(code)) return null;
  const wanted = `0x${code.slice(2).toUpperCase()}\t`;
  const at = table.startsWith(wanted) ? 0 : table.indexOf(`\n${wanted}`) + 1;
  if (at === 0 && !table.startsWith(wanted)) return null;
  const [, symbol, meaning] = table.slice(at, table.indexOf('\n', at)).split('\t');
  return { symbol: symbol || null, meaning: meaning ?? '' };
}

/** Every explained code with its meaning, in ascending order of the number. */
export function allCodeMeanings(): (CodeMeaning & { code: Code })[] {
  return table.trimEnd().split('\n').map((line) => {
    const [code, symbol, meaning] = line.split('\t');
    return { code: code ?? '', symbol: symbol || null, meaning: meaning ?? '' };
  });
}
