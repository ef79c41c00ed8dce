import { classOfColumn, isKnownColumn } from './class-names.ts';
import { newRecord, putColumn } from './record.ts';
import type { CimRecord } from './record.ts';

const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The names in a head of `wmic /format:csv` or Export-Csv; null where the line is no such head. */
export function csvHeadOf(line: string): string[] | null {
  if (line.length > 8000 || !line.includes(',') || line.includes(', ')) return null;
  const names = splitCsv(line.trim());
  if (!names.every((name) => identifier.test(name))) return null;
  const known = names.filter(isKnownColumn).length;
  return known >= 2 && known * 2 >= names.length && names.some((name) => classOfColumn(name) !== null) ? names : null;
}

/** Reads rows under a head up to a line that cannot be one. Rows whose cells do not match the head are left out. */
export function readCsv(
  lines: readonly string[], head: readonly string[], from: number, to: number, asked: string | null,
): { records: CimRecord[]; next: number } {
  const records: CimRecord[] = [];
  let at = from;
  for (; at < to; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    if (head.length > 1 && !line.includes(',')) break;
    const cells = splitCsv(line);
    if (cells.length !== head.length) continue;
    const record = newRecord(at + 1, { asked });
    head.forEach((name, i) => putColumn(record, name, cells[i] ?? ''));
    records.push(record);
  }
  return { records, next: at };
}

/**
 * Cells of one line. wmic quotes nothing, and a description holds a comma (`Windows(R) Operating System, VOLUME_KMSCLIENT
 * channel`): a cell that begins with a blank is the rest of the one before it.
 */
function splitCsv(line: string): string[] {
  const cells: string[] = [];
  for (const m of `,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g)) {
    const quoted = m[1];
    const plain = m[2] ?? '';
    if (quoted !== undefined) cells.push(quoted.replaceAll('""', '"'));
    else if (plain.startsWith(' ') && cells.length > 0) cells.push(`${cells.pop() ?? ''},${plain}`);
    else cells.push(plain);
  }
  return cells.map((cell) => cell.trim());
}
