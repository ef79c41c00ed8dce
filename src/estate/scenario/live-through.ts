import { applyFault } from '../faults/index.ts';
import type { World } from '../world.ts';
import type { ScenarioSpec } from './scenario-spec.ts';
import { setUpEstate } from './set-up-estate.ts';
import { durationMs } from './words.ts';

/**
 * Builds the estate of a scenario, puts its faults in when they are due, and lets it live until the time of the look, with
 * what is tried by hand just before. The same scenario always gives the same estate.
 */
export function liveThrough(scenario: Pick<ScenarioSpec, 'estate' | 'faults' | 'look'>): World {
  const beginsAt = Date.parse(scenario.estate.startsAt);
  const world = setUpEstate(scenario.estate, (young) => {
    for (const fault of scenario.faults) if (fault.at === 'before') applyFault(young, fault);
    // Set before anything else is due at that time, so that a fault of the beginning is there when machines start.
    for (const fault of scenario.faults) if (fault.at !== 'before') young.clock.at(beginsAt + durationMs(fault.at), () => applyFault(young, fault));
  });
  world.clock.runUntil(beginsAt + durationMs(scenario.look.at));
  const client = clientOf(scenario, world);
  if (client !== null) for (const application of scenario.look.tries) world.activate(client, application);
  return world;
}

/** The machine that is looked at: the one named, else the first that is no KMS host; null where none is to be. */
export function clientOf({ look }: Pick<ScenarioSpec, 'look'>, world: World): string | null {
  if (look.client !== undefined) return look.client;
  return [...world.machines.values()].find(({ publisher }) => publisher === null)?.state.name ?? null;
}
