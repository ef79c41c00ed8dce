import type { Cause } from '../../src/model/cause.ts';
import { inspectCauses } from './inspect-causes.ts';
import { keyCauses } from './key-causes.ts';
import { settingCauses } from './setting-causes.ts';
import { stateCauses } from './state-causes.ts';
import { surroundingsCauses } from './surroundings-causes.ts';

/** Causes that lie on the client: its key, its settings, the state of its licence, and what keeps it from being read. */
export const clientCauses: readonly Cause[] = [...keyCauses, ...settingCauses, ...stateCauses, ...surroundingsCauses, ...inspectCauses];
