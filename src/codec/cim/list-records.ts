import { classOfColumn } from './class-names.ts';
import type { CimClass } from './class-names.ts';
import { csvHeadOf, readCsv } from './csv-records.ts';
import { classAsked, isPrompt, readListLine } from './list-lines.ts';
import { newRecord, putColumn } from './record.ts';
import type { CimRecord } from './record.ts';
import { readTable, tableHeadAt } from './table-records.ts';

/** Columns of text with blanks in it, which Format-List wraps at a blank; all others it can only cut. */
const prose: ReadonlySet<string> = new Set(['name', 'description', 'caption', 'displayname']);
/** From this width on a line may have been wrapped although its rest is not indented. */
const wrapAt = 73;

/** The narrowest console whose hard wraps are rejoined before; each rest that moved up left a blank line. */
const narrowest = 79;

const wrapsOf = (open: Open): number => Math.floor((open.last?.width ?? 0) / narrowest);

type Open = { record: CimRecord; cls: CimClass | null; last: { name: string; value: string; width: number } | null };

/**
 * The records of listings in `lines[from..to)`: Format-List, wmic /value, reg query, tables of Format-Table and wmic, CSV.
 * One record ends where a column comes again, where a column of another class comes, where more lines are blank than
 * between columns, and at a prompt.
 */
export function* readListRecords(lines: readonly string[], from: number, to: number): Generator<CimRecord> {
  let first = false;
  for (const found of readRecords(lines, from, to)) {
    if (found === 'command') first = true;
    else {
      found.first = first;
      first = false;
      yield found;
    }
  }
}

function* readRecords(lines: readonly string[], from: number, to: number): Generator<CimRecord | 'command'> {
  const end = Math.min(to, lines.length);
  const usual = usualGap(lines, from, end);
  let asked = askedBefore(lines, from);
  let open: Open | null = null;
  let blanks = 0;
  for (let at = Math.max(0, from); at < end; at += 1) {
    const line = lines[at] ?? '';
    const read = readListLine(line);
    if (read.kind === 'blank') {
      blanks += 1;
      continue;
    }
    if (read.kind === 'elision') {
      // What was left out stood between two columns, as the blank lines around it did.
      if (blanks <= usual) blanks = 0;
      continue;
    }
    if (read.kind === 'column') {
      if (open !== null && (blanks > usual + wrapsOf(open) * (usual + 1) || !belongs(open, read.name))) {
        yield close(open);
        open = null;
      }
      open ??= { record: newRecord(at + 1, { asked }), cls: null, last: null };
      keepLast(open);
      open.last = { name: read.name, value: read.value, width: line.length };
      const cls = classOfColumn(read.name);
      if (cls !== null && cls !== 'licensing') open.cls ??= cls;
      blanks = 0;
      continue;
    }
    if (open?.last && blanks <= usual && !isPrompt(line) && (read.kind === 'rest' || open.last.width >= wrapAt || completes(open.last, read.text))) {
      extend(open.last, read.text, /^\s/.test(line) || open.last.width < wrapAt, line.length);
      blanks = 0;
      continue;
    }
    const table = readTabular(lines, at, end, asked);
    if (open !== null && (table !== null || isPrompt(line))) {
      yield close(open);
      open = null;
    }
    if (isPrompt(line)) {
      asked = classAsked(line);
      yield 'command';
    }
    if (table !== null) {
      yield* table.records;
      at = table.next - 1;
      blanks = 0;
    }
  }
  if (open !== null) yield close(open);
}

function readTabular(lines: readonly string[], at: number, end: number, asked: string | null): { records: CimRecord[]; next: number } | null {
  const head = tableHeadAt(lines, at);
  if (head !== null) return readTable(lines, head, end, (line) => isPrompt(line) || readListLine(line).kind === 'column', asked);
  const names = csvHeadOf(lines[at] ?? '');
  return names === null ? null : readCsv(lines, names, at + 1, end, asked);
}

function belongs(open: Open, name: string): boolean {
  const lower = name.toLowerCase();
  if (open.record.values.has(lower) || open.last?.name.toLowerCase() === lower) return false;
  const cls = classOfColumn(name);
  if (cls === null || open.cls === null) return true;
  return cls === 'licensing' ? open.cls === 'product' || open.cls === 'service' : cls === open.cls;
}

function keepLast(open: Open): void {
  if (open.last !== null) putColumn(open.record, open.last.name, open.last.value);
  open.last = null;
}

function close(open: Open): CimRecord {
  keepLast(open);
  return open.record;
}

/** True where a mailer broke a name or description at a blank before the word that ends every one of them. */
const completes = (last: NonNullable<Open['last']>, rest: string): boolean =>
  prose.has(last.name.toLowerCase()) && /^[\w(),. -]{0,60}\b(?:edition|channel)$/.test(rest) && !/\b(?:edition|channel)$/.test(last.value);

/** No value that is read is longer; what comes after is not kept, so that a text of rests alone stays cheap. */
const longestValue = 4000;

function extend(last: NonNullable<Open['last']>, rest: string, indented: boolean, width: number): void {
  if (last.value.length > longestValue) return;
  const atBlank = /\s$/.test(last.value) || last.value === '';
  const blank = !atBlank && (indented || last.value.endsWith(',') || rest === 'edition' || rest === 'channel') && prose.has(last.name.toLowerCase()) ? ' ' : '';
  last.value += blank + rest;
  last.width = width;
}

/** How many blank lines stand between two columns of one record here: none, or one where the text was pasted with blanks between all. */
function usualGap(lines: readonly string[], from: number, end: number): number {
  let least = Number.POSITIVE_INFINITY;
  let blanks = 0;
  let inside = false;
  for (let at = Math.max(0, from); at < Math.min(end, from + 200) && least > 0; at += 1) {
    const { kind } = readListLine(lines[at] ?? '');
    if (kind === 'blank') blanks += 1;
    else {
      if (kind === 'column' && inside) least = Math.min(least, blanks);
      inside = kind === 'column';
      blanks = 0;
    }
  }
  return Number.isFinite(least) ? least : 0;
}

/** The class that the command above the listing asked for; a prompt may be wrapped onto a second line. */
function askedBefore(lines: readonly string[], from: number): string | null {
  for (let at = from - 1; at >= 0 && at >= from - 6; at -= 1) {
    const line = lines[at] ?? '';
    if (isPrompt(line)) return classAsked(line + (lines[at + 1] ?? ''));
    if (readListLine(line).kind === 'column') return null;
  }
  return null;
}
