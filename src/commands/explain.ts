import type { Explanation, LoadCatalogue } from '../explain/entry.ts';
import { explainWords } from '../explain/explain-words.ts';
import { renderExplainJson } from '../explain/render-json.ts';
import { renderExplainText } from '../explain/render-text.ts';
import { splitWords } from '../explain/words.ts';

export type ExplainOptions = {
  format: 'text' | 'json';
  /** Columns of the text form. */
  width: number;
  color: boolean;
  /** Loads causes, checks and tags; called only for words that no other table holds. Null or absent: those are unknown. */
  loadCatalogue?: LoadCatalogue | null;
};

/** What a command prints and exits with. */
export type Printed = { out: string; err: string; exitCode: number };

const usageError = 64;

/**
 * Explains every word that is known, on standard output; says of the others on standard error why they are not, with the
 * nearest known words. Exit code 0, or 64 where a word was unknown or none was given.
 */
export async function runExplain(words: readonly string[], options: ExplainOptions): Promise<Printed> {
  const wanted = splitWords(words);
  if (wanted.length === 0) {
    return { out: '', err: 'explain needs a word: a code, an event id, a setup key, a channel, a cause, a check or a tag, as in: kmsdoctor explain 0xC004F074\n', exitCode: usageError };
  }
  const { explanations, refusals } = await explainWords(wanted, options.loadCatalogue ?? null);
  return {
    out: explanations.length === 0 ? '' : render(explanations, options),
    err: refusals.map((r) => `${r}\n`).join(''),
    exitCode: refusals.length > 0 ? usageError : 0,
  };
}

const render = (explanations: readonly Explanation[], { format, width, color }: ExplainOptions): string =>
  format === 'json' ? renderExplainJson(explanations) : renderExplainText(explanations, { width, color });
