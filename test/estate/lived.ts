import * as v from 'valibot';

import { liveThrough } from '../../src/estate/scenario/live-through.ts';
import { scenarioSpec } from '../../src/estate/scenario/scenario-spec.ts';
import type { World } from '../../src/estate/world.ts';

type Written = v.InferInput<typeof scenarioSpec>;

/** An estate as a scenario describes it, lived through until the time of the look. */
export function lived(but: { estate?: Written['estate']; faults?: readonly object[]; at?: string; tries?: ('windows' | 'office')[]; client?: string | null } = {}): World {
  const { at = '0m', tries = [], client, faults = [], estate = {} } = but;
  const spec = v.parse(scenarioSpec, {
    id: 'test', title: 'test', group: 'rule', estate, faults, look: { at, tries, ...(client !== undefined && { client }) }, expect: { verdict: 'healthy' },
  });
  return liveThrough(spec);
}

/** The Windows product of a machine, or its Office. */
export function productOf(world: World, name: string, application: 'windows' | 'office' = 'windows') {
  const found = world.machine(name).state.products.find((p) => p.application === application);
  if (found === undefined) throw new Error(`${name} has no ${application}`);
  return found;
}

/** Events of a machine with these numbers, their fields in one line whatever the layout. */
export const eventsOf = (world: World, name: string, ...ids: number[]): string[] =>
  world.machine(name).state.events.filter((e) => ids.includes(e.id)).map((e) => `${e.id}: ${e.strings[0]?.includes(', ') === true || e.id > 12_290 || e.id < 12_288 ? e.strings[0] : e.strings.join(', ')}`);
