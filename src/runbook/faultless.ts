import { chooseMethod } from './choose-method.ts';
import type { FaultlessProcedure } from './faultless-step.ts';
import { moveHost } from './move-host.ts';
import { setUpHost } from './set-up-host.ts';

/** Procedures that begin without a fault. */
export const faultlessProcedures: readonly FaultlessProcedure[] = [setUpHost, moveHost, chooseMethod];
