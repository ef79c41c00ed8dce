import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { gatherScenario } from '../../../src/commands/scenario/gather-scenario.ts';
import { scenarioSpec } from '../../../src/estate/scenario/scenario-spec.ts';
import type { World } from '../../../src/estate/world.ts';
import type { Forecast } from '../../../src/model/forecast.ts';
import { diagnose } from '../../diagnose/diagnose.ts';
import { productOf } from '../../estate/lived.ts';

/** What is foretold of a reference estate comes true when the estate lives on: the argument for every date that is printed. */

const dayMs = 86_400_000;
const seeds = [1, 2, 3, 5, 8, 13, 21, 34];

type Written = Omit<v.InferInput<typeof scenarioSpec>, 'id' | 'title' | 'group' | 'expect' | 'faults'> & { faults?: readonly object[] };

async function look(written: Written): Promise<{ world: World; forecasts: Forecast[]; at: number }> {
  const spec = v.parse(scenarioSpec, { id: 'test', title: 'test', group: 'rule', expect: { verdict: 'healthy' }, ...written });
  const { world, case: subject } = await gatherScenario(spec);
  return { world, forecasts: diagnose(subject).outlook.forecasts, at: world.clock.now };
}

const only = (forecasts: readonly Forecast[], what: Forecast['what']): { at: number; says: string } => {
  const found = forecasts.filter((f) => f.what === what);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`Foretold is ${forecasts.map((f) => f.says).join(' ') || 'nothing'}`);
  return { at: Date.parse(found[0].at ?? ''), says: found[0].says };
};

function countOf(world: World, application: 'windows' | 'office' = 'windows'): number {
  return productOf(world, 'KMS1', application).hostKey?.cache.count(world.clock.now) ?? 0;
}

describe('a count that is foretold to fall', () => {
  test.each(seeds)('falls under 25 on that day and not before, whoever was scrapped when (seed %i)', async (seed) => {
    const { world, forecasts } = await look({
      estate: { seed, machines: [], crowd: { clients: 26 + (seed % 4), servers: 2 } },
      faults: [{ fault: 'crowd-leaves', clients: 6 + (seed % 7), at: `${1 + (seed % 5)}d` }],
      look: { at: '21d', client: null, hosts: ['KMS1'] },
    });
    const { at } = only(forecasts, 'count-falls');
    world.clock.runUntil(at - dayMs);
    const before = countOf(world);
    world.clock.runUntil(at + dayMs);
    expect({ before: before >= 25, after: countOf(world) < 25 }).toEqual({ before: true, after: true });
  });

  test.each(seeds)('takes the course that was drawn, day by day (seed %i)', async (seed) => {
    const { world, forecasts, at } = await look({
      estate: { seed, machines: [], crowd: { clients: 27, servers: 3 } },
      faults: [{ fault: 'crowd-leaves', clients: 4 + (seed % 9), at: '2d' }, { fault: 'crowd-leaves', clients: 15, at: '4d' }],
      look: { at: '22d', client: null, hosts: ['KMS1'] },
    });
    const course = forecasts.find((f) => f.what === 'count-falls')?.course ?? [];
    const lived = course.map((_, day) => {
      world.clock.runUntil(at + day * dayMs);
      return countOf(world);
    });
    expect(course).toHaveLength(30);
    expect(course).toEqual(lived);
  });

  test.each(seeds)('has fallen by the day that is told where the log is younger than some who are counted (seed %i)', async (seed) => {
    const { world, forecasts } = await look({
      estate: { seed, machines: [], crowd: { clients: 27, servers: 3 } },
      faults: [{ fault: 'crowd-leaves', clients: 8 + (seed % 5), at: '2d' }, { fault: 'kms-log', machine: 'KMS1', effect: 'cleared', at: '3d' }],
      look: { at: '20d', client: null, hosts: ['KMS1'] },
    });
    const { at, says } = only(forecasts, 'count-falls');
    expect({ isCaution: says.includes('at the latest'), now: countOf(world) }).toEqual({ isCaution: true, now: 30 });
    world.clock.runUntil(at);
    expect(countOf(world)).toBeLessThan(25);
  });

  test('falls for Office on its own day', async () => {
    const { world, forecasts } = await look({
      estate: { machines: [], hosts: [{ name: 'KMS1', address: '10.0.0.11', keys: [{ windows: 'ws2022' }, { office: '2021' }] }], crowd: { clients: 34, servers: 3, office: 6 } },
      faults: [{ fault: 'crowd-leaves', clients: 3, at: '3d' }], look: { at: '20d', client: null, hosts: ['KMS1'] },
    });
    const { at } = only(forecasts, 'count-falls');
    world.clock.runUntil(at - dayMs);
    expect(countOf(world, 'office')).toBeGreaterThanOrEqual(5);
    world.clock.runUntil(at + dayMs);
    expect(countOf(world, 'office')).toBeLessThan(5);
    expect(countOf(world)).toBeGreaterThanOrEqual(25);
  });
});

describe('where nothing is foretold of a count', () => {
  test.each(seeds)('it does not fall in the month that follows, though machines are away for a week (seed %i)', async (seed) => {
    const away = Array.from({ length: 8 }, (_, i) => `PC-${String(i + 1).padStart(3, '0')}`);
    const { world, forecasts, at } = await look({
      estate: { seed, machines: [], crowd: { clients: 24, servers: 3 } },
      faults: away.flatMap((machine) => [{ fault: 'off', machine, at: `${14 + (seed % 3)}d` }, { fault: 'restart', machine, at: '21d' }]),
      look: { at: '20d', client: null, hosts: ['KMS1'] },
    });
    const least = Array.from({ length: 31 }, (_, day) => {
      world.clock.runUntil(at + day * dayMs);
      return countOf(world);
    });
    expect({ foretold: forecasts.filter((f) => f.what === 'count-falls'), below: least.filter((n) => n < 25) }).toEqual({ foretold: [], below: [] });
  });
});

describe('a licence that is foretold to lapse', () => {
  test.each(seeds)('lapses on that day and not before (seed %i)', async (seed) => {
    const { world, forecasts } = await look({
      estate: { seed, machines: [{ name: 'WS-0142' }] },
      faults: [{ fault: 'path', from: ['WS-0142'], to: ['KMS1'], effect: 'drop' }],
      look: { at: `${20 + seed * 3}d`, client: 'WS-0142' },
    });
    const { at } = only(forecasts, 'licence-lapses');
    world.clock.runUntil(at - dayMs);
    const before = productOf(world, 'WS-0142').licenseStatus;
    world.clock.runUntil(at + dayMs);
    expect({ before, after: productOf(world, 'WS-0142').licenseStatus }).toEqual({ before: 1, after: 5 });
  });

  test.each(seeds)('does not lapse where nothing is foretold (seed %i)', async (seed) => {
    const { world, forecasts, at } = await look({ estate: { seed, machines: [{ name: 'WS-0142' }] }, look: { at: `${7 + seed}d`, client: 'WS-0142' } });
    world.clock.runUntil(at + 200 * dayMs);
    expect({ foretold: forecasts.filter((f) => f.what === 'licence-lapses'), status: productOf(world, 'WS-0142').licenseStatus }).toEqual({ foretold: [], status: 1 });
  });

  test('leaves Office 30 days of grace, which is foretold in its turn', async () => {
    const { world, forecasts } = await look({
      estate: { machines: [{ name: 'WS-0142', office: [{ generation: '2021' }] }], crowd: { office: 8 }, hosts: [{ name: 'KMS1', address: '10.0.0.11', keys: [{ windows: 'ws2022' }, { office: '2021' }] }] },
      faults: [{ fault: 'path', from: ['WS-0142'], to: ['KMS1'], effect: 'drop' }], look: { at: '30d', client: 'WS-0142' },
    });
    const office = forecasts.find((f) => f.what === 'licence-lapses' && f.says.includes('Office'));
    expect(office?.says).toMatch(/30 days of grace left/);
    world.clock.runUntil(Date.parse(office?.at ?? '') + dayMs);
    expect(productOf(world, 'WS-0142', 'office').licenseStatus).toBe(3);
  });
});

describe('a first grace period that is foretold to end', () => {
  test.each(seeds)('ends on that day and not before (seed %i)', async (seed) => {
    const { world, forecasts } = await look({
      estate: { seed, machines: [{ name: 'WS-0500', windows: { state: 'new' } }] },
      faults: [{ fault: 'path', from: ['WS-0500'], to: ['KMS1'], effect: 'drop', at: 'before' }],
      look: { at: `${seed % 28}d 1h`, client: 'WS-0500' },
    });
    const { at } = only(forecasts, 'initial-grace-ends');
    world.clock.runUntil(at - dayMs);
    const before = productOf(world, 'WS-0500').licenseStatus;
    world.clock.runUntil(at + dayMs);
    expect({ before, after: productOf(world, 'WS-0500').licenseStatus }).toEqual({ before: 2, after: 5 });
  });
});
