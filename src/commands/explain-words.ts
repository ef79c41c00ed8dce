import { causes, checks, remedies } from '../../checks/index.ts';
import { mergedCauses } from '../../checks/merged-causes.ts';
import type { ExplainCatalogue } from '../explain/entry.ts';

/** Causes, checks and tags, for the words that no table of codes, events, keys or channels holds. */
export const explainCatalogue = (): ExplainCatalogue => ({ causes, checks, remedies, mergedCauses });
