/** Days laid out on the columns of a chart: so many columns a day, or so many days a column, never both above 1. */
export type Columns = { columns: number; daysPerColumn: number; columnsPerDay: number };

/** The layout of so many days in at most so many columns; a short plan is drawn up to six columns a day wide. */
export function layDays(days: number, room: number): Columns {
  const daysPerColumn = Math.max(1, Math.ceil(days / room));
  const columnsPerDay = daysPerColumn > 1 ? 1 : Math.max(1, Math.min(6, Math.floor(room / days)));
  return { daysPerColumn, columnsPerDay, columns: daysPerColumn > 1 ? Math.ceil(days / daysPerColumn) : days * columnsPerDay };
}

/** One number a column: of several days the lowest (so that no dip is hidden) or the highest. */
export function resample(column: ArrayLike<number>, { columns, daysPerColumn, columnsPerDay }: Columns, keep: 'lowest' | 'highest'): number[] {
  return Array.from({ length: columns }, (_, c) => {
    const from = Math.floor(c / columnsPerDay) * daysPerColumn;
    let kept = column[from] ?? 0;
    for (let day = from + 1; day < Math.min(from + daysPerColumn, column.length); day++) {
      const n = column[day] ?? 0;
      if (keep === 'lowest' ? n < kept : n > kept) kept = n;
    }
    return kept;
  });
}

/** The column in which a day (from 1) begins. */
export const columnOfDay = (day: number, { daysPerColumn, columnsPerDay }: Columns): number => Math.floor((day - 1) / daysPerColumn) * columnsPerDay;
