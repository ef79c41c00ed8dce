import type { SimulationPlan } from '../../model/simulation.ts';
import { shortDate } from './dates.ts';
import { grouped } from './numbers.ts';

/** Text safe between tags and in quoted attributes. */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const left = 64;
const right = 150;
const top = 12;
const bottom = 28;
const width = 960;

/** A frame in which days go from left to right and numbers upwards. */
export type Frame = { plan: SimulationPlan; height: number; largest: number };

/** More points than this would be finer than a screen shows. */
export const mostPoints = 800;

const xOf = ({ plan }: Frame, day: number): number => left + ((width - left - right) * day) / plan.days;
const yOf = ({ height, largest }: Frame, value: number): number => top + (height - top - bottom) * (1 - value / Math.max(1, largest));
const rounded = (n: number): string => String(Math.round(n * 10) / 10);

/** A whole SVG figure: what it shows is in its title for those who do not see it. */
export const figure = (frame: Frame, id: string, title: string, inside: readonly string[]): string => [
  `<svg viewBox="0 0 ${width} ${frame.height}" role="img" aria-labelledby="${id}">`,
  `<title id="${id}">${escaped(title)}</title>`,
  ...inside, '</svg>',
].join('\n');

/** The area between two rows of values, as steps: a number holds for its whole stretch of days. */
export function area(frame: Frame, style: string, upper: readonly number[], lower: readonly number[] | null, daysPerPoint: number): string {
  const edge = (values: readonly number[]): [number, number][] => values.flatMap((v, i): [number, number][] => [
    [xOf(frame, i * daysPerPoint), yOf(frame, v)], [xOf(frame, Math.min((i + 1) * daysPerPoint, frame.plan.days)), yOf(frame, v)],
  ]);
  const around = [...edge(upper), ...edge(lower ?? upper.map(() => 0)).toReversed()];
  return `<path class="${style}" d="M${around.map(([x, y]) => `${rounded(x)} ${rounded(y)}`).join('L')}Z"/>`;
}

/** A dashed line at a threshold, with its words at the right. */
export function thresholdLine(frame: Frame, count: number, says: string): string {
  const y = rounded(yOf(frame, count));
  return `<line class="threshold" x1="${left}" x2="${width - right}" y1="${y}" y2="${y}"/><text x="${width - right + 6}" y="${rounded(yOf(frame, count) + 4)}">${escaped(says)}</text>`;
}

/** Axes with the numbers at the left and dates below. */
export function axes(frame: Frame, ticks: readonly number[]): string {
  const { plan, height } = frame;
  const base = height - bottom;
  const step = [1, 7, 14, 28, 56, 112, 224, 448].find((days) => (width - left - right) * days / plan.days >= 62) ?? 896;
  const dates: string[] = [];
  for (let day = 1; day <= plan.days; day += step) {
    const x = rounded(xOf(frame, day - 1));
    dates.push(`<line class="axis" x1="${x}" x2="${x}" y1="${base}" y2="${base + 5}"/><text x="${x}" y="${base + 19}">${escaped(shortDate(plan, day))}</text>`);
  }
  return [
    `<path class="axis" d="M${left} ${top}V${base}H${width - right}"/>`, ...dates,
    ...ticks.map((n) => `<text x="${left - 8}" y="${rounded(yOf(frame, n) + 4)}" text-anchor="end">${grouped(n)}</text>`),
  ].join('\n');
}

/** A name at the right of a chart, at a height of values. */
export const sideLabel = (frame: Frame, value: number, says: string): string => `<text x="${width - right + 6}" y="${rounded(yOf(frame, value) + 4)}">${escaped(says)}</text>`;
