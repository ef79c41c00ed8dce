import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { runPlan } from '../../../src/estate/simulate/run-plan.ts';
import type { SimulationPlan } from '../../../src/model/simulation.ts';
import { liveSlowly } from './slow-model.ts';
import { host, plan } from './plans.ts';

const span = (days: number) => fc.record({ fromDay: fc.integer({ min: 1, max: days }), days: fc.integer({ min: 1, max: 8 }) });
const share = fc.constantFrom(0.2, 0.5, 1);

const plans = (days: number): fc.Arbitrary<SimulationPlan> => fc.record({
  clients: fc.integer({ min: 0, max: 40 }), servers: fc.integer({ min: 0, max: 8 }),
  hosts: fc.array(fc.record({
    name: fc.constant('kms'), priority: fc.constantFrom(0, 0, 10), weight: fc.constantFrom(0, 0, 5, 60),
    outages: fc.array(span(days), { maxLength: 2 }), restartDays: fc.array(fc.integer({ min: 1, max: days }), { maxLength: 2 }),
  }), { minLength: 1, maxLength: 3 }),
  uptime: fc.constantFrom<SimulationPlan['uptime']>({ kind: 'always' }, { kind: 'office-hours' }, { kind: 'office-hours' }),
  laptops: fc.option(fc.record({ share, days: fc.integer({ min: 1, max: 6 }) })),
  away: fc.array(fc.tuple(span(days), share).map(([s, n]) => ({ ...s, share: n })), { maxLength: 2 }),
  rolloutPerWorkday: fc.option(fc.integer({ min: 1, max: 15 })),
  retire: fc.array(fc.record({ day: fc.integer({ min: 2, max: days }), share }), { maxLength: 2 }),
  startsActivated: fc.boolean(), hostCaching: fc.boolean(),
  renewalIntervalMinutes: fc.constantFrom(10_080, 600, 4321), activationIntervalMinutes: fc.constantFrom(120, 15, 700),
  startDate: fc.constantFrom('2026-01-05', '2026-02-28', '2028-02-27'), seed: fc.integer({ min: 0, max: 4_294_967_295 }),
}).map((p) => plan({ ...p, days, rolloutPerWorkday: p.startsActivated ? null : p.rolloutPerWorkday }));

/** The engine's story in the rows of the slow model. */
function fastRows(of: SimulationPlan) {
  const { clients, servers, hosts, unanswered } = runPlan(of);
  const sum = (column: keyof typeof clients.days, d: number): number => (clients.days[column][d] ?? 0) + (servers.days[column][d] ?? 0);
  return {
    rows: Array.from({ length: of.days }, (_, d) => ({
      counts: hosts.map((h) => h.count[d]), present: sum('present', d), activated: sum('activated', d), inGrace: sum('inGrace', d), overdue: sum('overdue', d),
      lapses: sum('lapses', d), graceEnds: sum('graceEnds', d), activations: sum('activations', d), unanswered: unanswered[d],
    })),
    notActivatedAtEnd: clients.notActivatedAtEnd + servers.notActivatedAtEnd,
  };
}

const down = (fromDay: number, days: number) => [host('kms1', { outages: [{ fromDay, days }] })];

function sameBothWays(of: SimulationPlan): void {
  expect(fastRows(of)).toEqual(liveSlowly(of));
}

test('a plan of some days fares as when every machine is looked at every minute', () => {
  fc.assert(fc.property(plans(16), sameBothWays), { numRuns: 30, seed: 20_260_105 });
});

test('so does one in which the initial grace and the count’s 30 days end', () => {
  fc.assert(fc.property(plans(45), sameBothWays), { numRuns: 8, seed: 7 });
});

test('so does one that goes beyond the 180 days of an activation, with an outage in it and machines that leave', () => {
  const long = plan({
    clients: 26, servers: 6, days: 215, startsActivated: true, hosts: [host('kms1', { outages: [{ fromDay: 8, days: 186 }] }), host('kms2', { priority: 10, outages: [{ fromDay: 2, days: 190 }] })],
    retire: [{ day: 100, share: 0.1 }, { day: 187, share: 0.3 }], uptime: { kind: 'office-hours' },
  });
  const fast = fastRows(long);
  expect(fast).toEqual(liveSlowly(long));
  expect(fast.rows.some((r) => r.lapses > 0)).toBe(true);
});

test('so does one whose host comes back while activations are ending, which are counted as lapsed even if renewed within the hour', () => {
  const back = plan({ clients: 60, servers: 6, days: 180, startsActivated: true, hosts: down(2, 176) });
  const fast = fastRows(back);
  expect(fast).toEqual(liveSlowly(back));
  expect(fast.rows.some((r) => r.lapses > 0 && r.activations > 0)).toBe(true);
});

test('so does one whose machines ask to the last minute of their hours, and not after it', () => {
  const idle = plan({ clients: 40, days: 8, uptime: { kind: 'office-hours' }, hosts: down(1, 8), activationIntervalMinutes: 15 });
  expect(fastRows(idle)).toEqual(liveSlowly(idle));
});
