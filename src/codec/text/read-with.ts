import type { ReadingNote } from '../../model/reading.ts';
import type { Fragment, TextFormat } from '../text-format.ts';
import { segment } from './segments.ts';
import type { Segment } from './segments.ts';
import { unmangle } from './unmangle.ts';
import { joinWraps } from './wraps.ts';

type ReadLines = TextFormat['read'];

/** How many codes in prose are named in the note about them. */
const mostCodes = 5;

/** `readText` with formats of the caller's choice; `readNoise` reads the lines that none of them claimed. */
export function readWith(
  text: string, formats: readonly TextFormat[], readNoise: ReadLines,
): { fragments: Fragment[]; notes: ReadingNote[] } {
  const clean = unmangle(text);
  joinWraps(clean.lines, clean.quotedWidths);
  const fragments: Fragment[] = [];
  const notes: ReadingNote[] = [];
  let read = 0;
  for (const piece of segment(clean.lines, formats)) {
    push(fragments, readNoise(clean.lines, read, piece.from));
    const found = readPiece(clean.lines, piece);
    if (found.length > 0) notes.push(...piece.notes);
    push(fragments, found);
    read = piece.to;
  }
  push(fragments, readNoise(clean.lines, read, clean.lines.length));
  for (const fragment of fragments) {
    fragment.computer ??= clean.computerAt(fragment.line - 1);
    fragment.line = clean.lineNumberAt(fragment.line - 1);
    for (const note of fragment.notes) renumber(note, clean.lineNumberAt);
  }
  for (const note of notes) renumber(note, clean.lineNumberAt);
  if (fragments.length === 0) notes.push(...codesInProse(clean.lines, clean.lineNumberAt));
  return { fragments, notes };
}

function readPiece(lines: readonly string[], piece: Segment): Fragment[] {
  for (const format of piece.formats) {
    const found = format.read(lines, piece.from, piece.to);
    if (found.length > 0) return found;
  }
  return [];
}

function push(all: Fragment[], more: readonly Fragment[]): void {
  for (const fragment of more) all.push(fragment);
}

function renumber(note: ReadingNote, lineNumberAt: (index: number) => number): void {
  if (note.line !== null) note.line = lineNumberAt(note.line - 1);
}

/** A code within someone's own words is no observation; but whoever pastes only that wants to know what it means. */
function codesInProse(lines: readonly string[], lineNumberAt: (index: number) => number): ReadingNote[] {
  const found = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    if (found.size >= mostCodes) break;
    if (!/0x/i.test(line)) continue;
    for (const [code] of line.slice(0, 2000).matchAll(/(?<![0-9a-z])0x[89a-f][0-9a-f]{7}(?![0-9a-z])/gi)) {
      const plain = `0x${code.slice(2).toUpperCase()}`;
      if (!found.has(plain)) found.set(plain, lineNumberAt(index));
    }
  }
  return [...found].map(([code, line]) => ({
    line, text: `Line ${line} mentions ${code}, but says of no machine that it failed so; "kmsdoctor explain ${code}" tells what it means.`,
  }));
}
