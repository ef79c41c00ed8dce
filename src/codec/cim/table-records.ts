import { classOfColumn, isKnownColumn } from './class-names.ts';
import { newRecord, putColumn } from './record.ts';
import type { CimRecord } from './record.ts';

type Column = { name: string; from: number; to: number };

/** A table's head: its columns with the places of their names, and the line after which its rows come. */
export type TableHead = { columns: readonly Column[]; next: number; ruled: boolean };

const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/**
 * A table's head at `lines[at]`: names over dashes as Format-Table prints them, or names alone, two or more known ones
 * with two blanks between, as wmic does. Null where none begins.
 */
export function tableHeadAt(lines: readonly string[], at: number): TableHead | null {
  const line = lines[at] ?? '';
  if (line.length > 2000 || !/^\s{0,16}[A-Za-z_]/.test(line)) return null;
  const columns: Column[] = [];
  for (const m of line.matchAll(/\S+/g)) {
    if (!identifier.test(m[0])) return null;
    columns.push({ name: m[0], from: m.index, to: m.index + m[0].length });
  }
  if (!columns.some((c) => classOfColumn(c.name) !== null)) return null;
  const under = (lines[at + 1] ?? '').trim() === '' ? at + 2 : at + 1;
  if (isRuleFor(columns, lines[under] ?? '')) return { columns, next: under + 1, ruled: true };
  const spaced = columns.length > 1 && columns.every((c, i) => isKnownColumn(c.name) && (i === 0 || c.from - (columns[i - 1]?.to ?? 0) >= 2));
  return spaced ? { columns, next: at + 1, ruled: false } : null;
}

function isRuleFor(columns: readonly Column[], line: string): boolean {
  if (!/^\s*-+(?:\s+-+)*\s*$/.test(line.slice(0, 2000))) return false;
  return line.trim().split(/\s+/).length === columns.length;
}

/** Reads a table's rows up to the first line that is none: a prompt, a second blank line. Gives the records and where it stopped. */
export function readTable(
  lines: readonly string[], head: TableHead, to: number, isOther: (line: string) => boolean, asked: string | null,
): { records: CimRecord[]; next: number } {
  const records: CimRecord[] = [];
  let blanks = 0;
  let at = head.next;
  for (; at < to; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      blanks += 1;
      if (blanks > 2) break;
      continue;
    }
    if (isOther(line)) break;
    blanks = 0;
    const record = newRecord(at + 1, { asked });
    head.columns.forEach((column, i) => putColumn(record, column.name, cellOf(line, column, head.columns[i + 1], head.ruled)));
    records.push(record);
  }
  return { records, next: at };
}

/** A cell begins under its name; a number of Format-Table ends under it, so a run of characters that crosses it is taken whole. */
function cellOf(line: string, column: Column, next: Column | undefined, ruled: boolean): string {
  if (ruled && /^\S*$/.test(line.slice(column.from, column.to).trim())) {
    let from = column.from;
    while (from > 0 && line[from] !== undefined && /\S/.test(line[from - 1] ?? '') && /\S/.test(line[from] ?? '')) from -= 1;
    const whole = /^\s*(\S+)/.exec(line.slice(from, Math.max(column.to, from + 80)))?.[1] ?? '';
    if (/^-?\d+$/.test(whole)) return whole;
  }
  const cell = line.slice(column.from, next?.from ?? undefined).trim();
  return /(?:\.{3}|…)$/.test(cell) && column.name.toLowerCase() !== 'name' ? '' : cell;
}
