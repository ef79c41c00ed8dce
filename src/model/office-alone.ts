import type { Finding } from './check.ts';
import type { LicensingProduct } from './evidence.ts';
import type { RemedyStep } from './remedy.ts';

/** Go there first: `ospp.vbs` is called by its bare name. Office 2016 and later; Office 2013 is in Office15, a 32-bit Office on 64-bit Windows under %ProgramFiles(x86)%. */
export const officeFolder: RemedyStep = {
  say: 'Go to the folder of ospp.vbs (Office15 for Office 2013; %ProgramFiles(x86)% for a 32-bit Office on 64-bit Windows):', run: 'cd /d "%ProgramFiles%\\Microsoft Office\\Office16"', does: [],
};

/**
 * Whether Office alone is what does not activate: by the products that the findings name, and where they name none, by
 * the products that are not licensed. `slmgr.vbs /ato` without an id activates Windows alone (its own text), so it would do nothing.
 */
export function isOfficeAlone(findings: readonly Finding[], products: readonly LicensingProduct[]): boolean {
  const named = findings.flatMap(({ args: { product } }) => (typeof product === 'string' ? [product] : []));
  if (named.length > 0) return named.every((name) => isOffice(name, products));
  const sick = products.filter((p) => p.licenseStatus !== null && p.licenseStatus !== 'licensed');
  const meant = sick.length > 0 ? sick : products;
  return meant.length > 0 && meant.every((p) => p.application === 'office');
}

/** `Office 21, Office21ProPlus2021VL_KMS_Client_AE edition`; `Office` where the text says no more. */
const isOffice = (name: string, products: readonly LicensingProduct[]): boolean =>
  products.some((p) => p.application === 'office' && p.name === name) || /^Office\b/.test(name);
