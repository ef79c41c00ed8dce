import type { World } from '../world.ts';
import type { Fault } from './define-fault.ts';
import { dnsFaults } from './dns-faults.ts';
import { hostFaults } from './host-faults.ts';
import { machineFaults } from './machine-faults.ts';
import { networkFaults } from './network-faults.ts';

/** Every fault that a scenario may put into an estate. */
export const faults: readonly Fault[] = [...dnsFaults, ...networkFaults, ...hostFaults, ...machineFaults];

const byId = new Map(faults.map((f) => [f.id, f]));

/** Puts a fault into the estate; its parameters are those that its schema let through. */
export function applyFault(world: World, given: { fault: string }): void {
  byId.get(given.fault)?.apply(world, given);
}
