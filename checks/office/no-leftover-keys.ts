import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type LicensingProduct } from '../../src/model/evidence.ts';
import { isOfLeftoverKey, standingFailures } from '../activation-history.ts';
import { nameOf, officeRows, officeStanding } from '../licence-rows.ts';

export default defineCheck({
  id: 'office/no-leftover-keys',
  title: 'No leftover key stands beside the licensed Office',
  sources: [
    'https://learn.microsoft.com/deployoffice/vlactivation/tools-to-manage-volume-activation-of-office',
    'https://learn.microsoft.com/deployoffice/vlactivation/troubleshoot-volume-activation-of-office',
  ],
  needs: [],
  wants: ['licensingProducts', 'activationAttempts', 'events'],
  findings: {
    LEFTOVER_GRACE_KEY: {
      severity: 'warn',
      says: (a: { product: string; key: string; reason: string }) =>
        `${a.product}${a.key === '' ? '' : ` (${a.key})`} is a leftover key beside the volume licence of Office${a.reason === '' ? '' : ` and reports ${a.reason}`}; it does no harm and can be removed.`,
    },
  },
  when: ({ role, licensingProducts, activationAttempts }) =>
    role === 'client'
    && (officeRows(valueOf(licensingProducts) ?? []).length > 0 || (valueOf(activationAttempts) ?? []).some((a) => isOfLeftoverKey(a.product))),
  judge({ licensingProducts, activationAttempts, events, at }, raise) {
    const products = valueOf(licensingProducts) ?? [];
    const rows = officeRows(products).filter((p) => officeStanding(p, products) === 'leftover');
    const failed = standingFailures({ licensingProducts, activationAttempts, events }, 'attempt', at).filter((f) => isOfLeftoverKey(f.row?.name ?? f.product));
    const codes = new Map(failed.map((f) => [f.row, f.code]));
    const reasonOf = (p: LicensingProduct): string => p.reasonCode ?? codes.get(p) ?? '';
    const leftover = new Set(rows);
    const tried = failed.filter((f) => f.row === null || !leftover.has(f.row));
    return [
      ...rows.map((p) => raise.LEFTOVER_GRACE_KEY({ product: nameOf(p), key: p.partialProductKey ?? '', reason: reasonOf(p) })),
      ...tried.map((f) => raise.LEFTOVER_GRACE_KEY({ product: f.product, key: f.row?.partialProductKey ?? '', reason: f.code ?? '' })),
    ];
  },
});
