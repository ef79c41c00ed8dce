import { runPlan } from '../../src/estate/simulate/run-plan.ts';
import type { Simulation, SimulationPlan } from '../../src/model/simulation.ts';
import { host, plan } from '../estate/simulate/plans.ts';

export const run = (but: Partial<SimulationPlan>): Simulation => runPlan(plan(but));

/** The questions that people come with, and some odd plans, by name. */
export const stories: Readonly<Record<string, Simulation>> = {
  'two hosts split': run({ servers: 2, days: 60, hosts: [host('kms1'), host('kms2')] }),
  'an outage of three weeks': run({ clients: 200, days: 120, startsActivated: true, hosts: [host('kms1', { outages: [{ fromDay: 30, days: 21 }] })] }),
  'the count falls in summer': run({ clients: 60, days: 300, startsActivated: true, uptime: { kind: 'office-hours' }, away: [{ fromDay: 170, days: 42, share: 0.85 }] }),
  'down for good': run({ clients: 40, days: 300, startsActivated: true, hosts: [host('kms1', { outages: [{ fromDay: 20, days: 300 }] })] }),
  'down at the end': run({ clients: 40, days: 60, startsActivated: true, hosts: [host('kms1', { outages: [{ fromDay: 20, days: 300 }] })] }),
  'too few': run({ clients: 20, servers: 2 }),
  'servers alone': run({ clients: 0, servers: 9 }),
  'one machine, one day': run({ clients: 1, days: 1 }),
  'a rollout': run({ clients: 500, days: 90, rolloutPerWorkday: 20 }),
  'ten years, many hosts': run({ clients: 40, days: 3650, startsActivated: true, hosts: Array.from({ length: 12 }, (_, i) => host(`kms-host-with-a-long-name-${i}`, { priority: i, outages: [{ fromDay: 100 * (i + 1), days: 50 }] })) }),
  'an outage from the first day': run({ days: 45, hosts: [host('kms1', { outages: [{ fromDay: 1, days: 40 }] })] }),
  'an unfinished rollout': run({ clients: 1000, days: 20, rolloutPerWorkday: 5 }),
  'laptops away for long': run({ clients: 100, days: 400, startsActivated: true, laptops: { share: 0.3, days: 200 } }),
  'restarts': run({ clients: 30, days: 90, startsActivated: true, hosts: [host('kms1', { restartDays: [10, 20, 30, 40, 50, 60, 70, 80] })] }),
};
