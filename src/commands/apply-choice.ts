import type { Catalogue } from '../diagnose/judge-case.ts';
import { cleanText } from '../model/clean.ts';
import { nearestWords } from '../model/nearest.ts';
import type { Remedy } from '../model/remedy.ts';
import type { Diagnosis } from '../model/report.ts';
import { UsageError } from './usage-error.ts';

/** Throws UsageError with the nearest ids for a remedy that nobody knows. */
export function refuseUnknownRemedy(id: string, { remedies }: Catalogue): void {
  const ids = remedies.map((r) => r.id);
  if (ids.includes(id)) return;
  const begun = id.length < 3 ? [] : ids.filter((known) => known.startsWith(id.toLowerCase())).slice(0, 5);
  const near = begun.length > 0 ? begun : nearestWords(id, ids);
  throw new UsageError(`No remedy has the id ${cleanText(id).slice(0, 80)}: ${near.length === 0 ? 'check without --apply names those that fit, and check --format json lists their ids' : `did you mean ${near.join(' or ')}?`}${near.length === 0 ? '.' : ''}`);
}

/** The remedy, filled from the evidence, where the diagnosis names it. Throws UsageError with those that it names. */
export function remedyOfDiagnosis(id: string, diagnosis: Diagnosis): Remedy {
  const remedy = diagnosis.remedies[id];
  if (remedy !== undefined) return remedy;
  const named = Object.keys(diagnosis.remedies);
  const shown = named.length > 12 ? [...named.slice(0, 12), `${named.length - 12} more`] : named;
  throw new UsageError(`Nothing was run: ${id} is no remedy for what was found (${cleanText(diagnosis.headline).replace(/\.+$/, '')}). ${named.length === 0 ? 'The diagnosis names none.' : `The diagnosis names ${shown.join(', ')}.`}`);
}
