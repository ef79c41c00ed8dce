import { Lexer } from 'yaml';

/** A scenario file may be so long, in UTF-16 units. */
export const mostLetters = 1024 * 1024;
/** Marks, words and blanks of a file; a scenario of a thousand machines has about forty thousand. */
const mostTokens = 60_000;
/** Brackets within brackets, or dashes and colons on one line. */
const deepest = 32;
/** Blanks before a line. */
const widest = 200;

/** Marks of the lexer that stand for no letters; the last says that the next token is text, whatever it looks like. */
const flowEnd = '\u0018';
const textFollows = '\u001F';

/**
 * The first thing in a text that would take the YAML parser unreasonable time or stack, with the offset at which it
 * stands; null where there is none. Takes time in proportion to the text, and stops early.
 */
export function beyondBounds(text: string): { at: number; message: string } | null {
  if (text.length > mostLetters) return { at: 0, message: `The file is longer than ${mostLetters} letters, which no scenario needs.` };
  let at = 0;
  let tokens = 0;
  let open = 0;
  let marksOnLine = 0;
  let isText = false;
  let isLineStart = true;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > mostTokens) return { at, message: 'The file has more words and marks than any scenario needs.' };
    if (isText) isText = false;
    else if (token === textFollows) isText = true;
    else if (token === '[' || token === '{') open += 1;
    else if (token === ']' || token === '}' || token === flowEnd) open = Math.max(0, open - 1);
    else if (token === '-' || token === '?' || token === ':') marksOnLine += open > 0 ? 0 : 1;
    else if (token === '\n' || token === '\r\n') marksOnLine = 0;
    else if (isLineStart && token.length > widest && token.trim() === '') return { at, message: `A line begins with more than ${widest} blanks.` };
    if (open > deepest || marksOnLine > deepest) return { at, message: `The file is nested more than ${deepest} levels deep, which no scenario needs.` };
    isLineStart = token === '\n' || token === '\r\n';
    if (token !== textFollows && token !== flowEnd && token !== '\u0002') at += token.length;
  }
  return null;
}
