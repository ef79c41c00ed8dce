import type { Cause, Sign } from '../model/cause.ts';
import type { CheckResult, Settings } from '../model/check.ts';
import type { Case } from '../model/evidence.ts';
import { oncePer } from '../model/once-per.ts';
import type { Catalogue } from './judge-case.ts';
import type { RankedDiagnosis } from './rank-diagnosis.ts';
import { rankDiagnosis } from './rank-diagnosis.ts';
import { runChecks } from './run-checks.ts';
import type { Signs } from './signs.ts';
import { readSigns } from './signs.ts';
import type { Candidate, Fallen } from './weigh-causes.ts';
import { standing, weighEach } from './weigh-causes.ts';

/** All that is reasoned about one machine: `weighed` holds every cause of the catalogue, standing or fallen, in its order. */
export type Reasoning = RankedDiagnosis & { checks: CheckResult[]; signs: Signs; weighed: readonly (Candidate | Fallen)[] };

/** From evidence to ranked causes, for one machine and the KMS hosts beside it. */
export function reasonAbout(subject: Case, settings: Settings, catalogue: Pick<Catalogue, 'checks' | 'causes'>, selected: (checkId: string) => boolean = () => true): Reasoning {
  const checks = runChecks(catalogue.checks.filter((c) => selected(c.id)), subject, settings);
  const explained = explainedBy(catalogue.causes);
  const signs = readSigns(checks, (sign) => explained.has(sign));
  const weighed = weighEach(catalogue.causes, signs);
  return { checks, signs, weighed, ...rankDiagnosis(standing(weighed), signs) };
}

/** It is asked for with every case. */
const explainedBy = oncePer((causes: readonly Cause[]): ReadonlySet<Sign> => new Set(causes.flatMap((c) => c.explains)));
