import type { HostStory, SimulationPlan } from '../../model/simulation.ts';
import { dayAndDate } from './dates.ts';
import { best } from './facts.ts';
import { peak } from './numbers.ts';

/** What a host counts, in words: `up to 50, then as few as 21 (day 80, Thu 25 Mar), 27 at the end`. */
export function hostInWords(plan: SimulationPlan, host: HostStory): string {
  const highest = best(host);
  if (highest === 0) return 'nobody';
  const from = peak(host.count).at;
  const later = [...host.count.subarray(from)];
  const lowest = Math.min(...later);
  const at = from + later.indexOf(lowest);
  const dip = lowest < (host.count[from] ?? 0) ? `, then as few as ${lowest} on ${dayAndDate(plan, at + 1)}${host.isUp[at] === 0 ? ', while it is down' : ''}` : '';
  return `up to ${highest}${dip}, ${host.count.at(-1) ?? 0} at the end`;
}
