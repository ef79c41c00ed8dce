import type { Catalogue } from '../../src/diagnose/judge-case.ts';
import { causes, checks, remedies } from '../../checks/index.ts';
import { clientCauses } from '../../checks/client/causes.ts';
import { clientRemedies } from '../../checks/client/remedies.ts';
import { directoryCauses } from '../../checks/directory/causes.ts';
import { directoryRemedies } from '../../checks/directory/remedies.ts';
import { integrityCauses } from '../../checks/integrity/causes.ts';
import { integrityRemedies } from '../../checks/integrity/remedies.ts';
import { officeCauses } from '../../checks/office/causes.ts';
import { officeRemedies } from '../../checks/office/remedies.ts';

/** Areas whose checks look at the client alone. */
export const clientAreas = ['client', 'office', 'integrity', 'directory'] as const;

export const ownChecks = checks.filter((c) => clientAreas.some((area) => c.id.startsWith(`${area}/`)));
export const ownCauses = [...clientCauses, ...officeCauses, ...integrityCauses, ...directoryCauses];
export const ownRemedies = [...clientRemedies, ...officeRemedies, ...integrityRemedies, ...directoryRemedies];

/** Everything the program judges with, without its words for codes. */
export const catalogue: Catalogue = { checks, causes, remedies, waysToSee: {}, meaningOf: () => null };
