import { forecasters } from '../../checks/forecasts/index.ts';
import { causes, checks, remedies } from '../../checks/index.ts';
import type { Catalogue } from '../diagnose/judge-case.ts';
import { meaningOf } from '../knowledge/code-meanings.ts';
import { waysToSee } from '../knowledge/ways-to-see.ts';

/** All that kmsdoctor judges with. */
export const catalogue: Catalogue = { checks, causes, remedies, waysToSee, meaningOf, forecasters };
