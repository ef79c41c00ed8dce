import type { Simulation } from '../../model/simulation.ts';
import type { Paint } from '../paint.ts';
import { cell } from '../spark.ts';
import type { Columns } from './columns.ts';
import { columnOfDay } from './columns.ts';
import { shortDate } from './dates.ts';

export type Threshold = { count: number; what: string };

/**
 * Bars of one column each, over rows of `step`, with a dashed line where a threshold lies and its number at the left. The
 * lines hold no more than the label of 16 columns, the axis, and the bars.
 */
export function barChart(values: readonly number[], thresholds: readonly Threshold[], step: number, paint: Paint): string[] {
  const highest = Math.max(...values, ...thresholds.map((t) => t.count + step));
  const rows = Math.ceil(highest / step);
  const line = Math.max(0, ...thresholds.map((t) => t.count));
  return Array.from({ length: rows }, (_, r) => {
    const floor = (rows - 1 - r) * step;
    const threshold = thresholds.find((t) => t.count > floor - step && t.count <= floor);
    const label = threshold === undefined ? '' : `${threshold.count} ${threshold.what}`;
    const cells = values.map((v) => (v <= floor && threshold !== undefined ? '┄' : cell((v - floor) / step)));
    return `${label.padStart(labelWidth)} ${threshold === undefined ? '│' : '┤'}${painted(cells, values, line, paint)}`.trimEnd();
  });
}

/** Width of what stands left of a chart's axis. */
export const labelWidth = 17;

/** Green from the larger threshold on, yellow below, in runs: a code for each cell would swell a log. */
function painted(cells: readonly string[], values: readonly number[], line: number, paint: Paint): string {
  let text = '';
  for (let from = 0; from < cells.length;) {
    const style = styleOf(cells[from] ?? '', values[from] ?? 0, line);
    let to = from;
    while (to < cells.length && styleOf(cells[to] ?? '', values[to] ?? 0, line) === style) to++;
    const run = cells.slice(from, to).join('');
    text += style === null ? run : paint(style, run);
    from = to;
  }
  return text;
}

const styleOf = (text: string, value: number, line: number): 'green' | 'yellow' | 'dim' | null => (text === ' ' ? null : text === '┄' ? 'dim' : value >= line ? 'green' : 'yellow');

/** The axis under a chart, with dates where there is room for them. */
export function dayAxis({ plan }: Simulation, columns: Columns): string[] {
  const ticks = tickDays(plan.days, columns);
  const marks = Array.from({ length: columns.columns }, () => '─');
  let dates = '';
  for (const day of ticks) {
    const at = columnOfDay(day, columns);
    marks[at] = '┬';
    dates = dates.padEnd(at) + shortDate(plan, day);
  }
  return [`${' '.repeat(labelWidth)} └${marks.join('')}`, `${'day 1 is'.padStart(labelWidth)}  ${dates}`];
}

/** Weeks, fortnights, … from day 1 on, at least ten columns apart. */
function tickDays(days: number, columns: Columns): number[] {
  const apart = (step: number): number => columnOfDay(1 + step, columns);
  let step = 1;
  while (apart(step) < 10) step = step < 7 ? step + 1 : step + 7;
  if (step < 7 && apart(7) <= 20) step = 7;
  const ticks: number[] = [];
  for (let day = 1; day <= days && columnOfDay(day, columns) + 6 <= columns.columns; day += step) ticks.push(day);
  return ticks;
}
