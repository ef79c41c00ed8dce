import type { SimulationPlan } from '../../model/simulation.ts';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const dateOf = ({ startDate }: SimulationPlan, day: number): Date => new Date(Date.parse(`${startDate}T00:00:00Z`) + (day - 1) * 86_400_000);

/** `2026-01-05`, of a day counted from 1. */
export const isoDate = (plan: SimulationPlan, day: number): string => dateOf(plan, day).toISOString().slice(0, 10);

/** `5 Jan`. */
export function shortDate(plan: SimulationPlan, day: number): string {
  const date = dateOf(plan, day);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''}`;
}

/** `Mon 5 Jan 2026`. */
export function fullDate(plan: SimulationPlan, day: number): string {
  const date = dateOf(plan, day);
  return `${weekdays[date.getUTCDay()] ?? ''} ${shortDate(plan, day)} ${date.getUTCFullYear()}`;
}

/** `Mon 5 Jan`, with the year where it is not that of day 1. */
export const longDate = (plan: SimulationPlan, day: number): string =>
  (dateOf(plan, day).getUTCFullYear() === dateOf(plan, 1).getUTCFullYear() ? fullDate(plan, day).slice(0, -5) : fullDate(plan, day));

/** `day 41 (Sat 14 Feb)`. */
export const dayAndDate = (plan: SimulationPlan, day: number): string => `day ${day} (${longDate(plan, day)})`;

/** The day (from 1) and the time of day of a minute of the plan. */
export const momentOf = (minute: number): { day: number; time: string } => ({
  day: Math.floor(minute / 1440) + 1,
  time: `${String(Math.floor((minute % 1440) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
});
