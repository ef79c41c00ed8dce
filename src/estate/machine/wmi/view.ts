import type { WmiRow, WmiValue } from '../../../model/windows.ts';
import type { MachineState } from '../state.ts';

/** How each property of a class is read from a subject, under its own name. */
export type Readers<S> = Readonly<Record<string, (subject: S) => WmiValue>>;

/** Rows of one class of a machine at a time of the estate, with the columns asked for and no others. */
export type View = (machine: MachineState, now: number, columns: readonly string[]) => Iterable<WmiRow>;

/** One row: each column as its reader gives it. A column without a reader would be a fault of the table, and holds nothing. */
export function rowOf<S>(readers: Readers<S>, subject: S, columns: readonly string[]): WmiRow {
  const row: Record<string, WmiValue> = {};
  for (const column of columns) row[column] = readers[column]?.(subject) ?? null;
  return row;
}
