import { defineCheck } from '../../src/model/check.ts';
import type { ActivationAttempt, LicensingProduct, Observed } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { officeSetupKey } from '../setup-key-for.ts';
import { hasKey, nameOf, noKeyCodes, officeRows } from '../licence-rows.ts';

export default defineCheck({
  id: 'office/key-installed',
  title: 'Office has a product key',
  sources: ['https://learn.microsoft.com/deployoffice/vlactivation/troubleshoot-volume-activation-of-office'],
  needs: [],
  wants: ['licensingProducts', 'activationAttempts'],
  findings: {
    OFFICE_NO_KEY: {
      severity: 'fail',
      says: (a: { product: string; reason: string; officeGvlk: string | null }) => `${a.product} has no product key installed${a.reason === '' ? '' : ` (${a.reason})`}.`,
    },
  },
  when: ({ role, licensingProducts, activationAttempts }) =>
    role === 'client' && (keylessAttempt(activationAttempts) !== null
      || (licensingProducts.state === 'seen' && (ofOffice(licensingProducts.value).length > 0 || lookedAtOffice(licensingProducts.source.by, licensingProducts.value)))),
  judge({ licensingProducts, activationAttempts }, raise) {
    const products = valueOf(licensingProducts) ?? [];
    const all = ofOffice(products);
    if (officeRows(products).length > 0 || all.some(hasKey)) return [];
    const told = all.filter((p) => noKeyCodes.includes(p.reasonCode ?? ''));
    const first = told[0] ?? all[0];
    if (first !== undefined && told.length === 0 && first.licenseStatus === null) return [];
    // A listing of installed keys does not show an Office that has none; what its activation said tells.
    const tried = first === undefined ? keylessAttempt(activationAttempts) : null;
    if (tried !== null) return [raise.OFFICE_NO_KEY({ product: tried.product ?? 'Office', reason: tried.code ?? '', officeGvlk: null })];
    return [raise.OFFICE_NO_KEY({ product: told.length === 1 && first !== undefined ? nameOf(first) : 'Office', reason: first?.reasonCode ?? '', officeGvlk: first === undefined ? null : officeSetupKey(first) })];
  },
});

const ofOffice = (products: readonly LicensingProduct[]): LicensingProduct[] => products.filter((p) => p.application === 'office' && p.channel !== 'kms-host');

const keylessAttempt = (attempts: Observed<ActivationAttempt[]>): ActivationAttempt | null =>
  (valueOf(attempts) ?? []).find((a) => /\bOffice|Visio|Project\b/i.test(a.product ?? '') && noKeyCodes.includes(a.code ?? '')) ?? null;

/** `ospp.vbs /dstatus` that lists nothing has looked for Office keys and found none. */
const lookedAtOffice = (by: string, products: readonly LicensingProduct[]): boolean => /ospp/i.test(by) && products.length === 0;
