import type * as v from 'valibot';
import type { World } from '../world.ts';

/** Something that goes wrong in an estate: how it is written in a scenario, and what it does. */
export type FaultDefinition<S extends v.GenericSchema = v.GenericSchema> = {
  id: string;
  /** What it does, for the scenario schema and for people. */
  says: string;
  params: S;
  apply: (world: World, params: v.InferOutput<S>) => void;
};

/** A fault as the table holds it, its own parameters forgotten. */
export type Fault = FaultDefinition;

/** Returns its argument; it is here for inference, so that a fault sees the parameters that its own schema lets through. */
export const defineFault = <S extends v.GenericSchema>(fault: FaultDefinition<S>): Fault => fault as unknown as Fault;
