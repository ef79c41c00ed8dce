import type { WmiRow, WmiValue } from '../../model/windows.ts';
import { likeTest } from './like.ts';
import type { WqlCondition, WqlLiteral, WqlOperator, WqlQuery } from './query.ts';

/** Rows that a query takes, or the column of it that the class does not have. */
export type Selection = { ok: true; rows: WmiRow[] } | { ok: false; column: string };

type Test = (row: WmiRow) => boolean;

/** Columns of a class by their names in lower case. */
const spellings = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

function spellingsOf(columns: readonly string[]): ReadonlyMap<string, string> {
  const known = spellings.get(columns) ?? new Map(columns.map((column) => [column.toLowerCase(), column]));
  spellings.set(columns, known);
  return known;
}

/**
 * Applies a query to a class. `columns` are those of the class on that system: one that is missing there fails the whole
 * query (WBEM_E_INVALID_QUERY), before any row is looked at. `rowsWith` gives the rows with at least the columns that it is
 * told. Names and texts are compared without regard to letter case, CIM datetimes as instants. A column that holds nothing
 * fits no comparison but that with NULL.
 */
export function selectRows({ columns: asked, where }: Pick<WqlQuery, 'columns' | 'where'>, columns: readonly string[], rowsWith: (columns: readonly string[]) => Iterable<WmiRow>): Selection {
  const known = spellingsOf(columns);
  const looked = columnsIn(where);
  const missing = [...(asked ?? []), ...looked].find((column) => !known.has(column.toLowerCase()));
  if (missing !== undefined) return { ok: false, column: missing };
  const spelled = (names: readonly string[]): string[] => names.map((column) => known.get(column.toLowerCase()) ?? column);
  const chosen = asked === null ? columns : spelled(asked);
  const more = spelled(looked).filter((column) => !chosen.includes(column));
  const fits = where === null ? () => true : testOf(where, known);
  const found: WmiRow[] = [];
  for (const row of rowsWith([...chosen, ...more])) if (fits(row)) found.push(more.length === 0 ? row : pick(row, chosen));
  return { ok: true, rows: found };
}

function pick(row: WmiRow, columns: readonly string[]): WmiRow {
  const picked: Record<string, WmiValue> = {};
  for (const column of columns) picked[column] = row[column] ?? null;
  return picked;
}

function columnsIn(condition: WqlCondition | null): string[] {
  switch (condition?.kind) {
    case undefined: return [];
    case 'compare': case 'like': return [condition.column];
    case 'not': return columnsIn(condition.term);
    case 'and': case 'or': return condition.terms.flatMap(columnsIn);
  }
}

function testOf(condition: WqlCondition, known: ReadonlyMap<string, string>): Test {
  switch (condition.kind) {
    case 'compare': {
      const column = known.get(condition.column.toLowerCase()) ?? '';
      const { operator, value } = condition;
      return (row) => compares(row[column] ?? null, operator, value);
    }
    case 'like': {
      const column = known.get(condition.column.toLowerCase()) ?? '';
      const like = likeTest(condition.pattern);
      return (row) => typeof row[column] === 'string' && like(row[column]);
    }
    case 'not': {
      const term = testOf(condition.term, known);
      return (row) => !term(row);
    }
    case 'and': {
      const terms = condition.terms.map((term) => testOf(term, known));
      return (row) => terms.every((term) => term(row));
    }
    case 'or': {
      const terms = condition.terms.map((term) => testOf(term, known));
      return (row) => terms.some((term) => term(row));
    }
  }
}

function compares(value: WmiValue, operator: WqlOperator, literal: WqlLiteral): boolean {
  if (literal === null) return operator === '=' ? value === null : operator === '!=' && value !== null;
  if (value === null || typeof value === 'object') return false;
  const difference = differenceOf(value, literal);
  switch (operator) {
    case '=': return difference === 0;
    case '!=': return difference !== 0;
    case '<': return difference < 0;
    case '>': return difference > 0;
    case '<=': return difference <= 0;
    case '>=': return difference >= 0;
  }
}

/** Negative where the value is less than the literal; NaN where they cannot be compared, which is only unequal. */
function differenceOf(value: string | number | boolean, literal: string | number | boolean): number {
  if (typeof value === 'string' && typeof literal === 'string') return textDifference(value, literal);
  // WMI takes `'1'` for a number, `TRUE`, `1` and `'true'` for a boolean.
  return numberOf(value) - numberOf(literal);
}

function numberOf(value: string | number | boolean): number {
  if (typeof value !== 'string') return Number(value);
  const word = value.trim().toLowerCase();
  return word === 'true' ? 1 : word === 'false' ? 0 : word === '' ? Number.NaN : Number(word);
}

function textDifference(a: string, b: string): number {
  const [timeA, timeB] = [instantOf(a), instantOf(b)];
  if (timeA !== null && timeB !== null) return timeA - timeB;
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()];
  return lowerA === lowerB ? 0 : lowerA < lowerB ? -1 : 1;
}

const datetime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-]\d{3})$/;

/** Milliseconds of a CIM datetime, its microseconds as a fraction; null for any other text. */
function instantOf(text: string): number | null {
  if (text.length !== 25) return null;
  const parts = datetime.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, micros = 0, zone = 0] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute - zone, second) + micros / 1000;
}
