import type { LookBeside } from '../model/apply.ts';
import { statusWords, verdictWords } from './words.ts';

/** One line of before and after: glyph and word of each, empty where there was no look, and what it is about. */
export type BesideRow = { before: string; after: string; what: string };

function verdictOf(look: LookBeside | null): string {
  if (look === null) return '';
  const { glyph, word } = verdictWords[look.verdict];
  return `${glyph} ${word}`;
}

function statusOf(look: LookBeside | null, id: string): string {
  const found = look?.checks.find((c) => c.id === id);
  return found === undefined ? '' : `${statusWords[found.status].glyph} ${statusWords[found.status].word}`;
}

function namedBy(look: LookBeside | null, cause: string): string {
  if (look === null) return '';
  return look.causes.includes(cause) ? 'named' : 'gone';
}

/** Before and after side by side: the verdict, the proving checks, and the causes that the remedy is for. */
export function besideRows(before: LookBeside, after: LookBeside | null): BesideRow[] {
  const checks = new Map([...before.checks, ...after?.checks ?? []].map((c) => [c.id, c.title]));
  return [
    { before: verdictOf(before), after: verdictOf(after), what: 'the whole' },
    ...[...checks].map(([id, title]) => ({ before: statusOf(before, id), after: statusOf(after, id), what: `${title} (${id})` })),
    ...[...new Set([...before.causes, ...after?.causes ?? []])].map((cause) => ({ before: namedBy(before, cause), after: namedBy(after, cause), what: `the cause ${cause}` })),
  ];
}
