import type { LicensingProduct } from '../../model/evidence.ts';
import { emptyFragment } from '../text-format.ts';
import type { FormatId, Fragment } from '../text-format.ts';
import { titleOf } from './class-names.ts';
import type { CimClass } from './class-names.ts';
import { joinMachines, machineOfRecord } from './machine-of-record.ts';
import { productOfRecord } from './product-of-record.ts';
import { booleanIn, classOfRecord, computerOf, hasColumn, textIn } from './record.ts';
import type { CimRecord } from './record.ts';
import { licensingServiceOfRecord, windowsServiceOfRecord } from './service-of-record.ts';

type Row = { product: LicensingProduct; keyless: boolean };
type Piece = { fragment: Fragment; cls: CimClass; rows: Row[]; addOns: number };

/**
 * Records as fragments, one for each run of records of one class, one machine and one command. Each record is let go once read, so
 * that a listing of thousands of products costs little more than its products. Records of other classes are left out.
 */
export function fragmentsOfRecords(records: Iterable<CimRecord>, format: FormatId): Fragment[] {
  const pieces: Piece[] = [];
  for (const record of records) {
    const cls = classOfRecord(record);
    if (cls === null) continue;
    const computer = computerOf(record);
    let piece = pieces.at(-1);
    if (piece === undefined || piece.cls !== cls || record.first || isOther(computer, piece.fragment.computer)) {
      piece = { fragment: emptyFragment(format, titleOf[cls], record.line), cls, rows: [], addOns: 0 };
      pieces.push(piece);
    }
    piece.fragment.computer ??= computer;
    addRecord(piece, record);
  }
  return pieces.map(finish).filter((fragment) => fragment !== null);
}

const isOther = (computer: string | null, known: string | null): boolean => computer !== null && known !== null && computer !== known;

function addRecord(piece: Piece, record: CimRecord): void {
  const { fragment, cls } = piece;
  if (cls === 'product') {
    if (booleanIn(record, 'LicenseIsAddon') === true) piece.addOns += 1;
    else piece.rows.push({ product: productOfRecord(record), keyless: textIsBlank(record, 'PartialProductKey') });
  } else if (cls === 'service') fragment.service = { ...licensingServiceOfRecord(record), ...fragment.service };
  else if (cls === 'windows-service') {
    const service = windowsServiceOfRecord(record);
    if (service !== null) fragment.services.push(service);
  } else fragment.machine = joinMachines(fragment.machine, machineOfRecord(record, cls));
}

/** True where the column is there and holds nothing; a masked key is a key all the same. */
function textIsBlank(record: CimRecord, column: string): boolean {
  if (!hasColumn(record, column)) return false;
  const value = record.values.get(column.toLowerCase());
  return value === null || value === undefined || String(value).trim() === '' || (textIn(record, column) === null && /^null$/i.test(String(value).trim()));
}

function finish(piece: Piece): Fragment | null {
  const { fragment, rows, addOns } = piece;
  if (piece.cls === 'product') {
    fragment.products = withoutIdle(rows, fragment);
    if (addOns > 0) {
      fragment.notes.push({ line: fragment.line, text: `${addOns} add-on ${addOns === 1 ? 'licence was' : 'licences were'} left out: an add-on says nothing of the product itself.` });
    }
    return fragment;
  }
  if (piece.cls === 'windows-service') return fragment.services.length > 0 ? fragment : null;
  if (piece.cls === 'service') return fragment;
  return fragment.machine !== null && Object.keys(fragment.machine).length > 0 ? fragment : null;
}

/**
 * A listing without a filter names every licence that Windows and Office came with. One without a key, unlicensed for
 * that reason alone, is no product in use; it stays only where it is all that was pasted.
 */
function withoutIdle(rows: readonly Row[], fragment: Fragment): LicensingProduct[] {
  if (rows.length === 1) return rows.map((row) => row.product);
  const inUse = rows.filter((row) => !isIdle(row)).map((row) => row.product);
  const left = rows.length - inUse.length;
  if (left > 0) {
    fragment.notes.push({ line: fragment.line, text: `${left} ${left === 1 ? 'licence without a product key was' : 'licences without a product key were'} left out.` });
  }
  return inUse;
}

const isIdle = ({ product, keyless }: Row): boolean =>
  (keyless || (product.partialProductKey === null && product.reasonCode === '0xC004F014'))
  && (product.licenseStatus === 'unlicensed' || product.licenseStatus === null)
  && (product.reasonCode === null || product.reasonCode === '0xC004F014');
