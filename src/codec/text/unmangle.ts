import { cleanText } from '../../model/clean.ts';
import { decodeEntities, stripTags } from './html-text.ts';
import { promptOf } from './prompt.ts';
import { consoleWidths } from './wraps.ts';

/** A pasted text as lines, with what people and programs wrapped around them taken off. */
export type CleanText = {
  /** At least one entry for each line of the input, in order; lines are blanked, never dropped. No control characters but tabs. */
  lines: string[];
  /** The line of the input, counted from 1, that `lines[index]` came from. They differ where `<br>` made several lines of one. */
  lineNumberAt(index: number): number;
  /** The widths of quoted lines as they stood, by index, where a console or mailer may have cut them there. */
  quotedWidths: ReadonlyMap<number, number>;
  /** The machine that the last prompt at or above `lines[index]` names (`[ws-01]: PS C:\>`), or null. */
  computerAt(index: number): string | null;
};

/** Where nothing of this stands in a line, it is clean as it is. */
const suspicious = /[^\t -~]|[&<>|`*~$#{}[\]]|^\s*[-\d]|^\s*(?:PS |[A-Za-z]:\\)|@/;

const blank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const quote = /^\s{0,16}(?:\s{0,3}[>|│┃║](?:\s(?=\s{0,3}[>|│┃║]))?)+\s?/;
const fence = /^\s*(?:`{3,}|~{3,})[\w+#.-]{0,20}\s*$/;
const bbCode = /\[\/?(?:code|quote|pre)(?:=[^\]]{0,40})?\]|\{(?:code|noformat)(?::[^}]{0,40})?\}/gi;
const bullet = /^\s{0,8}(?:[-*•·–]|\d{1,3}[.)])\s+(?=\S)/;
const rawXml = /^[\s>|-]{0,20}<(?:(Events?)(?:[\s>]|$)|\?xml\s)/;

type State = { xmlRoot: string | null; xmlEnd: string; xmlQuote: string | null };

/**
 * Takes off a pasted text what is not its own: mail quoting, Markdown fences, bullets and headings, prompts, HTML tags
 * and entities, escape sequences, control, zero-width and bidirectional characters, kinds of blanks. Line by line, in time
 * proportional to the text; lines that need nothing are slices of it, so that memory stays small. Never throws.
 *
 * Inside event XML entities and angle brackets are the XML's own and stay.
 */
export function unmangle(text: string): CleanText {
  const lines: string[] = [];
  const prompts: { at: number; computer: string | null }[] = [];
  const state: State = { xmlRoot: null, xmlEnd: '', xmlQuote: null };
  let numbers: number[] | null = null;
  let lineNumber = 0;
  const quotedWidths = new Map<number, number>();
  let cutBefore = 0;
  for (const raw of physicalLines(text)) {
    lineNumber += 1;
    const cleaned = suspicious.test(raw) ? cleanLine(raw, state) : raw.trimEnd();
    if (cleaned !== raw && quote.test(raw)) {
      if (consoleWidths.has(raw.trimEnd().length)) quotedWidths.set(lines.length, raw.trimEnd().length);
      if (consoleWidths.has(cleaned.length)) cutBefore += 1;
    }
    const parts = cleaned.includes('\n') ? cleaned.split('\n').filter((part) => part.trim() !== '') : [cleaned];
    if (parts.length === 0) parts.push('');
    if (parts.length > 1) numbers ??= lines.map((_, i) => i + 1);
    for (const part of parts) {
      lines.push(takePrompt(part, lines.length, prompts, state));
      numbers?.push(lineNumber);
    }
  }
  // A text that was cut before it was quoted shows it by the widths of its own lines.
  if (cutBefore > quotedWidths.size) quotedWidths.clear();
  const known = numbers;
  return {
    lines,
    quotedWidths,
    lineNumberAt: (index) => (known === null ? index + 1 : known[index] ?? lineNumber),
    computerAt: (index) => lastAtOrBefore(prompts, index)?.computer ?? null,
  };
}

/** Binary search: a paste can hold as many prompts as lines. */
function lastAtOrBefore<T extends { at: number }>(sorted: readonly T[], index: number): T | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.at ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}

/** Lines without their ends, which are CRLF, LF or CR, and CR CR LF, which wmic writes into a file. */
function* physicalLines(text: string): Generator<string> {
  let from = 0;
  let nextCr = text.indexOf('\r');
  let nextLf = text.indexOf('\n');
  while (nextCr !== -1 || nextLf !== -1) {
    const end = nextCr !== -1 && (nextLf === -1 || nextCr < nextLf) ? nextCr : nextLf;
    yield text.slice(from, end);
    from = end + 1;
    if (end === nextCr && text[from] === '\r' && nextLf === end + 2) from = end + 3;
    else if (end === nextCr && nextLf === end + 1) from = end + 2;
    if (nextCr !== -1 && nextCr < from) nextCr = text.indexOf('\r', from);
    if (nextLf !== -1 && nextLf < from) nextLf = text.indexOf('\n', from);
  }
  yield text.slice(from);
}

function cleanLine(raw: string, state: State): string {
  const xml = enterXml(raw, state);
  let line = xml ? raw : decodeEntities(raw);
  if (/[^\t -~]/.test(line)) line = line.split('\t').map(cleanText).join('\t').replace(blank, ' ');
  if (!xml) line = stripQuote(line);
  else {
    state.xmlQuote ??= quote.exec(line)?.[0] ?? '';
    line = stripSameQuote(line, state.xmlQuote);
    leaveXml(line, state);
    return line.replace(/^(\s*)-\s+(?=<)/, '$1').trimEnd();
  }
  if (line.includes('<')) line = stripTags(line);
  if (fence.test(line)) return '';
  const plain = stripMarkup(line).trimEnd();
  // A quoted line within a list or a paragraph of HTML.
  return /^\s*>/.test(plain) ? stripQuote(plain) : plain;
}

/** Takes the marks of the XML's first line off another: one that a console cut may begin with a bracket of its own. */
function stripSameQuote(line: string, marks: string): string {
  if (marks === '') return line;
  if (line.trim() === marks.trim()) return '';
  if (!line.startsWith(marks)) return line;
  const rest = line.slice(marks.length);
  return /[|│┃║]/.test(marks) ? rest.replace(/\s{0,200}[|│┃║]\s*$/, '') : rest;
}

function stripQuote(line: string): string {
  const marks = quote.exec(line)?.[0];
  if (marks === undefined) return line;
  const rest = line.slice(marks.length);
  return /[|│┃║]/.test(marks) ? rest.replace(/\s{0,200}[|│┃║]\s*$/, '') : rest;
}

function stripMarkup(text: string): string {
  let line = text;
  if (line.includes('[') || line.includes('{')) line = line.replace(bbCode, '');
  if (line.includes('`')) line = line.replace(/^\s*`+/, '').replace(/`+\s*$/, '');
  line = line.replace(bullet, '').replace(/^\s{0,3}#{1,6}\s+/, '');
  return /^\s*\*\*[^*]/.test(line) ? line.replaceAll('**', '') : line;
}

function enterXml(raw: string, state: State): boolean {
  if (state.xmlRoot !== null && state.xmlRoot !== '?') return true;
  const found = rawXml.exec(raw);
  if (found) {
    state.xmlQuote = null;
    state.xmlEnd = '';
    state.xmlRoot = found[1] ?? /<(Events?)(?:[\s>]|$)/.exec(raw)?.[1] ?? '?';
  }
  // After a prolog only events are XML that is kept; any other root element ends the expectation.
  else if (state.xmlRoot === '?' && /<[A-Za-z]/.test(raw)) state.xmlRoot = null;
  return state.xmlRoot !== null;
}

function leaveXml(piece: string, state: State): void {
  if (state.xmlRoot === null || state.xmlRoot === '?') return;
  // A console may have cut the closing tag in two.
  const line = state.xmlEnd + piece;
  state.xmlEnd = piece.slice(-9);
  const end = line.lastIndexOf(`</${state.xmlRoot}>`);
  if (end !== -1 && end > line.lastIndexOf(`<${state.xmlRoot} `) && end > line.lastIndexOf(`<${state.xmlRoot}>`)) state.xmlRoot = null;
}

function takePrompt(line: string, at: number, prompts: { at: number; computer: string | null }[], state: State): string {
  if (state.xmlRoot !== null || !/[>$#]/.test(line.slice(0, 600))) return line;
  const start = line.length - line.trimStart().length;
  const prompt = promptOf(line.slice(start, start + 600));
  if (prompt === null) return line;
  if ((prompts.at(-1)?.computer ?? null) !== prompt.computer) prompts.push({ at, computer: prompt.computer });
  return line.slice(start + prompt.length);
}
