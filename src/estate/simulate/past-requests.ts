import { kmsTimes } from '../../knowledge/thresholds.ts';
import type { SimulationPlan } from '../../model/simulation.ts';
import type { Random } from '../clock/random.ts';
import { dayMinutes } from './days.ts';

/** A request from before the first day; `minute` is negative. `isLast`: the machine's latest one. */
export type PastRequest = { machine: number; minute: number; isLast: boolean };

/** More earlier rounds would tell the hosts next to nothing new, and their number has to have a bound. */
const mostRounds = 5;

/**
 * What the machines of a running estate asked before the first day, oldest first: each renewed at some minute of the last
 * renewal interval. Where no host is kept (caching off) earlier rounds may have reached other hosts, which remember them.
 */
export function pastRequests(plan: SimulationPlan, machines: number, random: Random, tell: (request: PastRequest) => void): void {
  const interval = plan.renewalIntervalMinutes;
  const rounds = plan.hostCaching ? 1 : Math.min(mostRounds, 1 + Math.floor((kmsTimes.hostRemembersClientDays * dayMinutes) / interval));
  // Minute and machine in one number, which a typed array sorts without a callback.
  const order = new Float64Array(machines);
  for (let i = 0; i < machines; i++) order[i] = random.below(interval) * shift + i;
  order.sort();
  for (let round = rounds - 1; round >= 0; round--) {
    for (const key of order) {
      const machine = key % shift;
      tell({ machine, minute: (key - machine) / shift - interval * (round + 1), isLast: round === 0 });
    }
  }
}
const shift = 2 ** 22;
