import type { OtherDraws, SimulationPlan } from '../../model/simulation.ts';
import { activationThresholds } from '../../knowledge/thresholds.ts';
import { runPlan } from './run-plan.ts';

const mostDraws = 20;
const fewestDraws = 5;
/** Machines times days of all draws together: some tenths of a second. */
const mostMachineDays = 200_000;

/**
 * How the same plan fares with other seeds, where it may depend on chance: several hosts of one priority, and not so many
 * machines that each of them counts enough anyway. Null where chance decides nothing, or where asking would take long.
 */
export function otherDraws(plan: SimulationPlan): OtherDraws | null {
  const machines = plan.clients + plan.servers;
  const required = plan.clients > 0 ? activationThresholds.windowsClient : activationThresholds.windowsServer;
  const mayChoose = plan.hosts.some((host, i) => plan.hosts.some((other, j) => j !== i && other.priority === host.priority));
  if (!mayChoose || machines < required || machines > required * 2 * plan.hosts.length) return null;
  const draws = Math.min(mostDraws, Math.floor(mostMachineDays / (machines * plan.days)));
  if (draws < fewestDraws) return null;
  let fails = 0;
  for (let i = 1; i <= draws; i++) if (runPlan({ ...plan, seed: (plan.seed + i) >>> 0 }).outcome === 'fails') fails++;
  return { draws, fails };
}
