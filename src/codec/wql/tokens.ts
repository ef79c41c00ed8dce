/** A piece of a query: a word, a text in quotes, a number, or a sign. `at` counts from 0. */
export type WqlToken =
  | { kind: 'word' | 'sign'; text: string; at: number }
  | { kind: 'string'; text: string; at: number }
  | { kind: 'number'; value: number; at: number };

export type WqlTokens = { ok: true; tokens: readonly WqlToken[] } | { ok: false; at: number; wanted: string };

const blank = /\s*/y;
const piece = /([A-Za-z_][A-Za-z0-9_]*)|(-?\d{1,20}(?:\.\d{1,20})?)|(<=|>=|<>|!=|[=<>*,()])|("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')/y;

/** A query's pieces. In a text `\` takes the next character as it is. Never throws. */
export function readTokens(text: string): WqlTokens {
  const tokens: WqlToken[] = [];
  let at = 0;
  for (;;) {
    blank.lastIndex = at;
    blank.exec(text);
    at = blank.lastIndex;
    if (at >= text.length) return { ok: true, tokens };
    piece.lastIndex = at;
    const found = piece.exec(text);
    if (found === null) return { ok: false, at, wanted: text[at] === '"' || text[at] === "'" ? 'the end of the text in quotes' : 'a name, a number, a text in quotes or a sign' };
    const [whole, word, number, sign] = found;
    if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number), at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at });
    else tokens.push({ kind: 'string', text: whole.slice(1, -1).replace(/\\([^])/g, '$1'), at });
    at = piece.lastIndex;
  }
}
