import { cleanText } from '../../model/clean.ts';
import { decodeEntities, stripTags } from './html-text.ts';
import { promptOf } from './prompt.ts';

/** A pasted text as lines, with what people and programs wrapped around them taken off. */
export type CleanText = {
  /** At least one entry for each line of the input, in order; lines are blanked, never dropped. No control characters but tabs. */
  lines: string[];
  /** The line of the input, counted from 1, that `lines[index]` came from. They differ where `<br>` made several lines of one. */
  lineNumberAt(index: number): number;
  /** The machine that the last prompt at or above `lines[index]` names (`[ws-01]: PS C:\>`), or null. */
  computerAt(index: number): string | null;
};

/** Where nothing of this stands in a line, it is clean as it is. */
const suspicious = /[^\t -~]|[&<>|`*~$#{}[\]]|^\s*[-\d]|^\s*(?:PS |[A-Za-z]:\\)|@/;

const blank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const quote = /^(?:\s{0,3}[>|│┃║](?:\s(?=\s{0,3}[>|│┃║]))?)+\s?/;
const fence = /^\s*(?:`{3,}|~{3,})[\w+#.-]{0,20}\s*$/;
const bbCode = /\[\/?(?:code|quote|pre)(?:=[^\]]{0,40})?\]|\{(?:code|noformat)(?::[^}]{0,40})?\}/gi;
const bullet = /^\s{0,8}(?:[-*•·–]|\d{1,3}[.)])\s+(?=\S)/;
const rawXml = /^[\s>|-]{0,20}<(?:(Events?)[\s>]|\?xml\s)/;

type State = { xmlRoot: string | null };

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
  const state: State = { xmlRoot: null };
  let numbers: number[] | null = null;
  let lineNumber = 0;
  for (const raw of physicalLines(text)) {
    lineNumber += 1;
    const cleaned = suspicious.test(raw) ? cleanLine(raw, state) : raw.trimEnd();
    const parts = cleaned.includes('\n') ? cleaned.split('\n').filter((part) => part.trim() !== '') : [cleaned];
    if (parts.length === 0) parts.push('');
    if (parts.length > 1) numbers ??= lines.map((_, i) => i + 1);
    for (const part of parts) {
      lines.push(takePrompt(part, lines.length, prompts, state));
      numbers?.push(lineNumber);
    }
  }
  const known = numbers;
  return {
    lines,
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

/** Lines without their ends, which are CRLF, LF or CR. */
function* physicalLines(text: string): Generator<string> {
  let from = 0;
  let nextCr = text.indexOf('\r');
  let nextLf = text.indexOf('\n');
  while (nextCr !== -1 || nextLf !== -1) {
    const end = nextCr !== -1 && (nextLf === -1 || nextCr < nextLf) ? nextCr : nextLf;
    yield text.slice(from, end);
    from = end === nextCr && nextLf === end + 1 ? end + 2 : end + 1;
    if (nextCr !== -1 && nextCr < from) nextCr = text.indexOf('\r', from);
    if (nextLf !== -1 && nextLf < from) nextLf = text.indexOf('\n', from);
  }
  yield text.slice(from);
}

function cleanLine(raw: string, state: State): string {
  const xml = enterXml(raw, state);
  let line = xml ? raw : decodeEntities(raw);
  if (/[^\t -~]/.test(line)) line = line.split('\t').map(cleanText).join('\t').replace(blank, ' ');
  line = stripQuote(line);
  if (xml) {
    leaveXml(line, state);
    return line.replace(/^(\s*)-\s+(?=<)/, '$1').trimEnd();
  }
  if (line.includes('<')) line = stripTags(line);
  if (fence.test(line)) return '';
  return stripMarkup(line).trimEnd();
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
  if (found) state.xmlRoot = found[1] ?? /<(Events?)[\s>]/.exec(raw)?.[1] ?? '?';
  // After a prolog only events are XML that is kept; any other root element ends the expectation.
  else if (state.xmlRoot === '?' && /<[A-Za-z]/.test(raw)) state.xmlRoot = null;
  return state.xmlRoot !== null;
}

function leaveXml(line: string, state: State): void {
  if (state.xmlRoot === null || state.xmlRoot === '?') return;
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
