import type { TextFormat } from '../text-format.ts';
import { classOfColumn } from './class-names.ts';
import { csvHeadOf } from './csv-records.ts';
import { fragmentsOfRecords } from './fragments-of-records.ts';
import { classAsked, isEventColumn, isPrompt, readListLine } from './list-lines.ts';
import { readListRecords } from './list-records.ts';
import { tableHeadAt } from './table-records.ts';

/** How many lines around a line are looked at. */
const reach = 40;

/**
 * Listings of CIM: Format-List and Select-Object of Get-CimInstance and Get-WmiObject, tables, `wmic … /value` and
 * `/format:csv`, and `reg query` of CurrentVersion. A column that only these classes have is a listing's; one that other
 * tools print as well is, where such a column stands before or after it in the same listing.
 */
export const cimListFormat: TextFormat = {
  id: 'cim-list',
  startsAt(lines, at) {
    const line = lines[at];
    if (line === undefined) return false;
    const read = readListLine(line);
    if (read.kind !== 'column') return read.kind === 'other' && (tableHeadAt(lines, at) !== null || csvHeadOf(line) !== null);
    if (classOfColumn(read.name) !== null) return true;
    return !isEventColumn(read.name) && (hasClassColumn(lines, at, -1) || hasClassColumn(lines, at, 1) || askedAbove(lines, at));
  },
  read: (lines, from, to) => fragmentsOfRecords(readListRecords(lines, from, to), 'cim-list'),
};

/** True where a column that is one class's own stands in that direction, before anything that is no listing of this kind. */
function hasClassColumn(lines: readonly string[], at: number, step: 1 | -1): boolean {
  let others = 0;
  for (let i = at + step; i >= 0 && i < lines.length && Math.abs(i - at) <= reach; i += step) {
    const line = lines[i] ?? '';
    const read = readListLine(line);
    if (read.kind === 'column') {
      if (isEventColumn(read.name)) return false;
      if (classOfColumn(read.name) !== null) return true;
    } else if (read.kind === 'other') {
      others += 1;
      if (others > 2 || isPrompt(line)) return false;
    }
  }
  return false;
}

/** True where the command just above asked for a class that is read, though its columns alone do not tell (`Name : sppsvc`). */
function askedAbove(lines: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && i >= at - 6; i -= 1) {
    const line = lines[i] ?? '';
    if (isPrompt(line)) return classAsked(line + (lines[i + 1] ?? '')) !== null;
    if (readListLine(line).kind === 'column') return false;
  }
  return false;
}
