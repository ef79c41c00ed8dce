import type { PlannedHost, SimulationPlan } from '../../../src/model/simulation.ts';

/** A plan of new installations, always on, with one host that never fails; days from Monday, 5 January 2026. */
export const plan = (but: Partial<SimulationPlan> = {}): SimulationPlan => ({
  clients: 30, servers: 0, days: 30, startDate: '2026-01-05', hosts: [host('kms1')], uptime: { kind: 'always' }, laptops: null, away: [],
  rolloutPerWorkday: null, retire: [], startsActivated: false, renewalIntervalMinutes: 10_080, activationIntervalMinutes: 120, hostCaching: true, seed: 1,
  ...but,
});

export const host = (name: string, but: Partial<PlannedHost> = {}): PlannedHost => ({ name, priority: 0, weight: 0, outages: [], restartDays: [], ...but });
