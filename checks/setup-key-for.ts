import type { LicensingProduct, Machine } from '../src/model/evidence.ts';
import { editionOf } from '../src/knowledge/editions.ts';
import { allSetupKeys, setupKeyByLast5, setupKeyForInstalled } from '../src/knowledge/setup-keys.ts';

/** Microsoft's published setup key for what is installed, where the evidence tells one without doubt. No check of its own. */

/** The build of the machine, else the one in the extended product id (`03612-03290-000-000001-03-1033-22631.0000-0872026`); null where neither says. */
export function buildOf(machine: Machine | null, p: LicensingProduct | null): number | null {
  const text = machine?.build ?? /-(\d{4,5})\.\d{4}-\d{7}$/.exec(p?.extendedPid ?? '')?.[1] ?? null;
  const build = Number(text);
  return text !== null && Number.isInteger(build) && build > 0 ? build : null;
}

/** The edition word without the ending of an evaluation: `ServerStandardEval` becomes `ServerStandard`. */
export const withoutEval = (edition: string): string => edition.replace(/Eval(Cor)?$/i, '');

/** The GVLK of the installed Windows, as a whole key; of an Office row the one it has. Null rather than a guess. */
export function windowsSetupKey(machine: Machine | null, p: LicensingProduct | null): string | null {
  if (p !== null && p.application === 'office') return p.partialProductKey === null ? null : (setupKeyByLast5(p.partialProductKey)?.key ?? null);
  const edition = machine?.editionId ?? (p === null ? null : editionOf(p));
  const build = buildOf(machine, p);
  if (edition !== null && build !== null) return setupKeyForInstalled(withoutEval(edition), build)?.key ?? null;
  return p?.partialProductKey === null || p === null ? null : (setupKeyByLast5(p.partialProductKey)?.key ?? null);
}

/**
 * The GVLK of an Office product by its licence name, whatever key it has now: `Office21ProPlus2021VL_MAK_AE` and
 * `Office21ProPlus2021R_Retail` belong to `ProPlus2021Volume`. Office 2016 has no such name; null for it and all others.
 */
export function officeSetupKey(p: LicensingProduct): string | null {
  const word = /Office\d\d([A-Za-z]+20\d\d)(?:VL|R)\d*_/.exec(p.name ?? '')?.[1];
  return word === undefined ? null : (allSetupKeys().find((k) => k.officeProductIds.includes(`${word}Volume`))?.key ?? null);
}
