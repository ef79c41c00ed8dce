import type { LicensingProduct } from '../../model/evidence.ts';
import { guidOf, textOf } from '../plain-value.ts';
import { emptyFragment } from '../text-format.ts';
import type { Fragment } from '../text-format.ts';
import { eventOfRow } from './history-of-row.ts';
import { readLogicalLines } from './logical-lines.ts';
import { attemptOfRow, productOfRow } from './product-of-row.ts';
import { readRows } from './rows.ts';
import type { OsppRow } from './rows.ts';

/**
 * Every command's output in `lines[from..to)` as a fragment of its own; [] where nothing of OSPP.VBS stands there. A
 * /dstatus that found no key is a fragment without products and with a note: looked, and found none. Never throws.
 */
export function readOspp(lines: readonly string[], from: number, to: number): Fragment[] {
  const fragments: Fragment[] = [];
  let current: Fragment | null = null;
  let machine: string | null = null;
  const pieceFor = (by: string, row: OsppRow): Fragment => {
    if (current?.by === by && !row.first) return current;
    current = emptyFragment('ospp', by, row.line + 1);
    fragments.push(current);
    return current;
  };
  for (const row of readRows(readLogicalLines(lines, from, to))) {
    machine = textOf(row.fields.get('searchedMachine') ?? row.fields.get('nothingFoundOn')) ?? machine;
    if (row.kind === 'history') addEvent(pieceFor('ospp /dhistorykms', row), row, machine);
    else if (row.kind === 'act') {
      const piece = pieceFor('ospp /act', row);
      piece.attempts.push(attemptOfRow(row));
      if (row.fields.has('name') || row.fields.has('skuId')) piece.products.push(productOfRow(row));
    } else if (row.kind === 'status') pieceFor('ospp /dstatus', row).products.push(productOfRow(row));
    else addWord(pieceFor, row);
  }
  for (const fragment of fragments) dropIdleLicences(fragment);
  return fragments;
}

function addEvent(piece: Fragment, row: OsppRow, machine: string | null): void {
  piece.computer ??= machine;
  const event = eventOfRow(row, machine);
  if (event !== null) piece.events.push(event);
}

function addWord(pieceFor: (by: string, row: OsppRow) => Fragment, row: OsppRow): void {
  const cmid = guidOf(row.fields.get('cmid'));
  if (row.noKeys) {
    pieceFor('ospp /dstatus', row).notes.push({ line: row.line + 1, text: 'ospp.vbs found no installed Office product key.' });
  } else if (cmid !== null) pieceFor('ospp /dcmid', row).service = { clientMachineId: cmid };
  else if (row.fields.has('nothingFoundOn')) {
    pieceFor('ospp /dhistorykms', row).notes.push({ line: row.line + 1, text: 'ospp.vbs found no KMS activation events of Office.' });
  }
}

/** A licence that came with Office and for which no key was ever entered: `/dstatusall` lists dozens of them. */
const isIdle = (p: LicensingProduct): boolean =>
  p.partialProductKey === null && p.licenseStatus === 'unlicensed' && p.kmsClient === null
  && (p.reasonCode === null || p.reasonCode === '0xC004F014');

function dropIdleLicences(fragment: Fragment): void {
  const inUse = fragment.products.filter((p) => !isIdle(p));
  const left = fragment.products.length - inUse.length;
  if (left === 0 || inUse.length === 0) return;
  fragment.products = inUse;
  fragment.notes.push({ line: fragment.line, text: `${left} Office ${left === 1 ? 'licence without a product key was' : 'licences without a product key were'} left out.` });
}
