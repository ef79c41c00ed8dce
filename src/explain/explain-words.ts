import type { Explanation, LoadCatalogue } from './entry.ts';
import { explainWord } from './explain-word.ts';
import type { Answer } from './explain-word.ts';

export type Answers = {
  /** In the order of the words, each entry once. */
  explanations: Explanation[];
  /** One sentence for each word that could not be explained. */
  refusals: string[];
};

/**
 * Explains every word. Five groups of a product key that were typed as five words are refused as one key, so that no
 * whole key stands in what is printed.
 */
export async function explainWords(words: readonly string[], loadCatalogue: LoadCatalogue | null): Promise<Answers> {
  const answers = await Promise.all(words.map((word) => explainWord(word, loadCatalogue)));
  const explanations = answers.flatMap((a) => (a.ok ? a.explanations : []));
  return { explanations: once(explanations), refusals: [...new Set(await refusalsOf(words, answers))] };
}

/** Two words may mean the same entry. */
const once = (explanations: readonly Explanation[]): Explanation[] =>
  [...new Map(explanations.map((e) => [`${e.kind} ${e.id}`, e])).values()];

async function refusalsOf(words: readonly string[], answers: readonly Answer[]): Promise<string[]> {
  const refusals: string[] = [];
  for (let i = 0; i < answers.length; i += 1) {
    const answer = answers[i];
    const five = words.slice(i, i + 5);
    if (isSplitKey(five, answers.slice(i, i + 5))) {
      const { refuseKey } = await import('./explain-key.ts');
      refusals.push(refuseKey(five.join('-')));
      i += 4;
    } else if (answer !== undefined && !answer.ok) {
      refusals.push(answer.refusal);
    }
  }
  return refusals;
}

/** Most of five such words are unknown: they are no five things to explain. */
const isSplitKey = (five: readonly string[], answers: readonly Answer[]): boolean =>
  five.length === 5 && five.every((w) => /^[A-Z0-9]{5}$/i.test(w)) && answers.filter((a) => !a.ok).length >= 3;
