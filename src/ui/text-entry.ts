import { cleanText } from '../model/clean.ts';

/** One line of typed text. `caret` counts code points, 0 before the first. */
export type Field = { value: string; caret: number };

/** Nothing typed yet. */
export const emptyField: Field = { value: '', caret: 0 };

/** Longer than any path or name; a paste into a field ends here. */
const maxLength = 4096;

const pointsOf = (f: Field): string[] => Array.from(f.value);

/** Puts text at the caret, as one line without control characters. */
export const insertText = (f: Field, text: string): Field => insertExact(f, cleanText(text));

/** Puts text at the caret as it was typed, whatever blanks and marks it holds, but for control characters: for what is compared, not drawn. */
export function insertExact(f: Field, text: string): Field {
  const points = pointsOf(f);
  const added = Array.from(text).filter((c) => c >= ' ' && c !== '\u007f').slice(0, Math.max(0, maxLength - points.length));
  return { value: points.toSpliced(f.caret, 0, ...added).join(''), caret: f.caret + added.length };
}

/** Backspace: nothing happens at the beginning. */
export function eraseBefore(f: Field): Field {
  return f.caret === 0 ? f : { value: pointsOf(f).toSpliced(f.caret - 1, 1).join(''), caret: f.caret - 1 };
}

/** Delete: nothing happens at the end. */
export const eraseAfter = (f: Field): Field => ({ value: pointsOf(f).toSpliced(f.caret, 1).join(''), caret: f.caret });

/** `by` may be infinite: to the beginning or the end. */
export const moveCaret = (f: Field, by: number): Field =>
  ({ ...f, caret: Math.max(0, Math.min(f.caret + by, pointsOf(f).length)) });

/** The text before, under and after the caret; under it stands a space at the end. */
export function aroundCaret(f: Field): { before: string; under: string; after: string } {
  const points = pointsOf(f);
  return { before: points.slice(0, f.caret).join(''), under: points[f.caret] ?? ' ', after: points.slice(f.caret + 1).join('') };
}
