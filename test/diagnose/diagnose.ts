import { forecasters } from '../../checks/forecasts/index.ts';
import { causes, checks, remedies } from '../../checks/index.ts';
import type { Catalogue } from '../../src/diagnose/judge-case.ts';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import { meaningOf } from '../../src/knowledge/code-meanings.ts';
import { waysToSee } from '../../src/knowledge/ways-to-see.ts';
import type { Settings } from '../../src/model/check.ts';
import type { Case } from '../../src/model/evidence.ts';
import type { Certainty, Diagnosis } from '../../src/model/report.ts';

/** The whole catalogue, as the program judges with it. */
export const catalogue: Catalogue = { checks, causes, remedies, waysToSee, meaningOf, forecasters };

/** A case judged as the program judges it. */
export const diagnose = (subject: Case, settings: Partial<Settings> = {}): Diagnosis =>
  judgeCase(subject, { approvedHosts: [], domains: [], ...settings }, catalogue);

/** Ids of the causes of one certainty, best first. */
export const causesOf = (diagnosis: Diagnosis, certainty: Certainty): string[] =>
  diagnosis.causes.filter((c) => c.certainty === certainty).map((c) => c.cause);
