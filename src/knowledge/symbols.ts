import type { Code } from '../model/evidence.ts';
import table from './data/symbols.tsv';

/** One name of one number, as a header of the Windows SDK or a page of Microsoft defines it. */
export type SymbolRow = {
  code: Code;
  symbol: string;
  severity: 'information' | 'warning' | 'error';
  /** The part of Windows that the number belongs to: `client API`, `Win32`, `WMI` … */
  zone: string;
  source: string;
};

const severities = { i: 'information', w: 'warning', e: 'error' } as const;

function namesOf(kind: '#zone' | '#source'): string[] {
  const names: string[] = [];
  for (const line of table.slice(0, table.indexOf('#columns')).split('\n')) {
    const [word, , name] = line.split('\t');
    if (word === kind) names.push(name ?? '');
  }
  return names;
}

function readRowAt(at: number): SymbolRow {
  const end = table.indexOf('\n', at);
  const [code, symbol, severity, zone, source] = table.slice(at, end === -1 ? undefined : end).split('\t');
  return {
    code: code ?? '',
    symbol: symbol ?? '',
    severity: severity === 'i' || severity === 'w' ? severities[severity] : severities.e,
    zone: namesOf('#zone')[Number(zone)] ?? '',
    source: namesOf('#source')[Number(source)] ?? '',
  };
}

/** Every name that the tables give this number (`0x` and eight upper-case digits), in table order; empty where none. */
export function symbolsOf(code: Code): SymbolRow[] {
  const rows: SymbolRow[] = [];
  const wanted = `\n${code}\t`;
  for (let at = table.indexOf(wanted); at !== -1; at = table.indexOf(wanted, at + 1)) rows.push(readRowAt(at + 1));
  return rows;
}

/** Every number that has this name (any letter case); empty where none has. */
export function codesOfSymbol(symbol: string): SymbolRow[] {
  if (!/^[\w()]{2,120}$/.test(symbol)) return [];
  const rows: SymbolRow[] = [];
  const wanted = `\t${symbol.toUpperCase()}\t`;
  for (let at = upperTable().indexOf(wanted); at !== -1; at = upperTable().indexOf(wanted, at + 1)) {
    const start = table.lastIndexOf('\n', at) + 1;
    if (!table.startsWith('#', start)) rows.push(readRowAt(start));
  }
  return rows;
}

let upper: string | null = null;
/** Some symbols of the headers have lower-case letters; ASCII upper-casing keeps every position. */
const upperTable = (): string => (upper ??= table.toUpperCase());

/** Every row, in table order. */
export function allSymbols(): SymbolRow[] {
  const rows: SymbolRow[] = [];
  for (let at = table.indexOf('\n0x'); at !== -1; at = table.indexOf('\n0x', at + 1)) rows.push(readRowAt(at + 1));
  return rows;
}

/** Every name, for finding the nearest to a mistyped one. */
export const allSymbolNames = (): string[] => [...table.matchAll(/\n0x[0-9A-F]{8}\t(\S+)/g)].map((m) => m[1] ?? '');
