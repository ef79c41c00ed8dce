import { textOf } from '../plain-value.ts';
import { classOfColumn, classOfName } from './class-names.ts';
import type { CimClass } from './class-names.ts';
import { timeOf } from './dates.ts';

/** A value as a listing or JSON gives it: text, number, boolean, a list of these, or nothing. */
export type CimValue = string | number | boolean | null | readonly CimValue[];

/**
 * One instance: its columns by lower-case name. `line` counts from 1 in the pasted text. `className` is what the instance
 * itself says it is; `asked` is the class that the command before it asked for, which wrapped or edited text may get wrong.
 * `first` is true for the first instance that a command printed, where a command is seen.
 */
export type CimRecord = { line: number; className: string | null; asked: string | null; first: boolean; values: Map<string, CimValue> };

export const newRecord = (line: number, names: { className?: string | null; asked?: string | null } = {}): CimRecord =>
  ({ line, className: names.className ?? null, asked: names.asked ?? null, first: false, values: new Map() });

/** Columns whose values are whole keys or device secrets: they are dropped before anything can show them. */
const never: ReadonlySet<string> = new Set(['oa3xoriginalproductkey', 'offlineinstallationid']);

/** Puts a column into a record, except those that must never be read (OA3xOriginalProductKey is a whole key); their presence stays known. */
export function putColumn(record: CimRecord, name: string, value: CimValue): void {
  const lower = name.toLowerCase();
  record.values.set(lower, never.has(lower) ? null : value);
}

export const hasColumn = (record: CimRecord, name: string): boolean => record.values.has(name.toLowerCase());

function scalarIn(record: CimRecord, name: string): string | number | boolean | null {
  const value = record.values.get(name.toLowerCase());
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value;
  const first = value[0];
  return value.length === 1 && first !== undefined && (first === null || typeof first !== 'object') ? first : null;
}

/** The column's text; null where it is absent, empty or masked. Numbers and booleans are written out. */
export function textIn(record: CimRecord, name: string): string | null {
  const value = scalarIn(record, name);
  return value === null ? null : textOf(String(value));
}

/** A whole number of 0 and more; null for 4294967295 and -1 ("not applicable"), for what is no number, and where absent. */
export function numberIn(record: CimRecord, name: string): number | null {
  const value = scalarIn(record, name);
  const n = typeof value === 'number' ? value : typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : null;
  return n !== null && Number.isInteger(n) && n >= 0 && n < 0xffff_ffff ? n : null;
}

/** True and false, `True` and `FALSE`, 1 and 0; else null. */
export function booleanIn(record: CimRecord, name: string): boolean | null {
  const value = scalarIn(record, name);
  const word = value === null ? '' : String(value).trim().toLowerCase();
  return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : null;
}

export const timeIn = (record: CimRecord, name: string): string | null => timeOf(textIn(record, name));

/**
 * A list's texts, from an array, from `{10.0.0.1, 10.0.0.2}` of PowerShell or `{"10.0.0.1","10.0.0.2"}` of wmic, or from
 * a single text. What PowerShell cut off (`...`) is left out. Null where the column is absent; [] where it is empty.
 */
export function listIn(record: CimRecord, name: string): string[] | null {
  const value = record.values.get(name.toLowerCase());
  if (value === undefined) return null;
  if (value === null) return [];
  const parts = Array.isArray(value) ? value.filter((v) => v !== null && typeof v !== 'object').map(String) : splitList(String(value));
  return parts.map((part) => textOf(part.trim().replace(/^"(.*)"$/, '$1'))).filter((part) => part !== null);
}

const splitList = (text: string): string[] =>
  text.trim().replace(/^\{/, '').replace(/\}$/, '').split(/[,;]/).map((part) => part.replace(/(?:\.{3}|…)\s*$/, ''));

const wrapperNames = ['__class', 'creationclassname', 'cimclass'] as const;

/** OfficeSoftwareProtectionService has the columns of SoftwareLicensingService, but its CMID and host are Office's own. */
const otherService = /OfficeSoftwareProtectionService$/i;

/** Which class a record is of, from its own word, else from its columns, else from the command; null where nothing tells. */
export function classOfRecord(record: CimRecord): CimClass | null {
  const named = record.className ?? wrapperNames.map((name) => textIn(record, name)).find((name) => name !== null) ?? null;
  const byName = named === null ? null : classOfName(named);
  if (byName !== null) return byName;
  const byColumns = otherService.test(named ?? record.asked ?? '') ? null : classByColumns(record);
  return byColumns ?? (record.asked === null ? null : classOfName(record.asked));
}

function classByColumns(record: CimRecord): CimClass | null {
  const counts = new Map<CimClass | 'licensing', number>();
  for (const name of record.values.keys()) {
    const cls = classOfColumn(name);
    if (cls !== null) counts.set(cls, (counts.get(cls) ?? 0) + 1);
  }
  const best = [...counts].filter(([cls]) => cls !== 'licensing').sort((a, b) => b[1] - a[1])[0]?.[0];
  if (best !== undefined && best !== 'licensing') return best;
  // Both licensing classes have the rest; only products have a name and an id.
  if (counts.has('licensing')) return hasColumn(record, 'Name') || hasColumn(record, 'ID') || hasColumn(record, 'Description') ? 'product' : 'service';
  if (hasColumn(record, 'ServerAddresses') && hasColumn(record, 'InterfaceAlias')) return 'adapter';
  if (hasColumn(record, 'Name') && hasColumn(record, 'DNSHostName')) return 'computer';
  return isLicensingServiceStatus(record) ? 'windows-service' : null;
}

function isLicensingServiceStatus(record: CimRecord): boolean {
  const name = textIn(record, 'Name') ?? textIn(record, 'ServiceName');
  return name !== null && /^(?:sppsvc|osppsvc|w32time|dnscache|wlidsvc|clipsvc|licensemanager|winmgmt|winrm|cexecsvc|docker|containerd)$/i.test(name)
    && (hasColumn(record, 'State') || hasColumn(record, 'Status'));
}

/** The machine that the record names as its own; `localhost` and `.` name none. */
export function computerOf(record: CimRecord): string | null {
  for (const column of ['PSComputerName', 'CSName', '__SERVER', 'SystemName', 'Node']) {
    const name = textIn(record, column);
    if (name !== null && !/^(?:localhost|\.|127\.0\.0\.1|::1)$/i.test(name)) return name;
  }
  return null;
}
