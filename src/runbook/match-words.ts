import { editDistance } from '../model/nearest.ts';
import { symptoms } from './symptoms.ts';
import type { Symptom } from './symptoms.ts';

const mostLetters = 300;

/** Lower-case words without punctuation; `doesn’t` is `doesnt`. At most the first 300 letters are read. */
export const wordsOf = (text: string): string[] =>
  text.slice(0, mostLetters).toLowerCase().normalize('NFKC').replace(/['’`]/g, '').split(/[^\p{L}\p{N}]+/u).filter((w) => w !== '');

/** The symptom that these words tell of, or, where none does, the nearest ones. */
export function matchSymptom(text: string): { symptom: Symptom | null; nearest: readonly Symptom[] } {
  const said = wordsOf(text);
  const fits = symptoms.map((symptom, order) => ({ symptom, order, ...fitOf(symptom, said) }));
  const whole = fits.filter((f) => f.missing === 0).toSorted((a, b) => b.score - a.score || a.order - b.order);
  const partly = fits.filter((f) => f.score > 0).toSorted((a, b) => b.score - a.score || a.order - b.order);
  const usual = symptoms.filter((s) => usualFirst.includes(s.id));
  return { symptom: whole[0]?.symptom ?? null, nearest: [...new Set([...partly.map((f) => f.symptom), ...usual])].slice(0, 3) };
}

const usualFirst = ['not-activating', 'count-stays-low', 'no-record-in-dns'];

/** What a word that must be there counts, beside one that merely fits (1). */
const decisive = 4;

function fitOf({ words, alsoFits = [] }: Symptom, said: readonly string[]): { score: number; missing: number } {
  let score = 0;
  let missing = 0;
  for (const group of words) {
    const best = Math.max(...group.map((w) => likeness(w, said)));
    if (best === 0) missing += 1;
    score += decisive * best;
  }
  const also = said.filter((s) => alsoFits.some((w) => likeness(w, [s]) > 0)).length;
  return { score: score + also, missing };
}

/** Every word of the table: one of them that was said is no slip of another. */
const vocabulary = new Set(symptoms.flatMap(({ words, alsoFits = [] }) => [...words.flat(), ...alsoFits]));

/** 1 where the word (or all words of a phrase, side by side) was said, 2 for a phrase of three or more, 0.9 where a word was said with a small slip, else 0. */
function likeness(known: string, said: readonly string[]): number {
  const [first = '', ...more] = known.split(' ');
  if (more.length > 0) return said.some((w, i) => w === first && more.every((m, n) => said[i + 1 + n] === m)) ? (more.length > 1 ? 2 : 1) : 0;
  if (said.includes(first)) return 1;
  const most = first.length >= 8 ? 2 : first.length >= 5 ? 1 : 0;
  return most > 0 && /^\p{L}+$/u.test(first) && said.some((w) => w.length >= 4 && w[0] === first[0] && !vocabulary.has(w) && editDistance(w, first, most) <= most) ? 0.9 : 0;
}
