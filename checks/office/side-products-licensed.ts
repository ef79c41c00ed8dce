import { defineCheck } from '../../src/model/check.ts';
import { isLicensed, nameOf, officeRows, officeStanding, statusOf } from '../licence-rows.ts';

export default defineCheck({
  id: 'office/side-products-licensed',
  title: 'Every Office product beside the licensed one is licensed too',
  sources: ['https://learn.microsoft.com/deployoffice/vlactivation/tools-to-manage-volume-activation-of-office'],
  needs: ['licensingProducts'],
  findings: {
    OFFICE_SIDE_PRODUCT: {
      severity: 'warn',
      says: (a: { product: string; licensed: string; reason: string }) =>
        `${a.product} is not licensed${a.reason === '' ? '' : ` (${a.reason})`}, while ${a.licensed} is; it has a retail key and does not use KMS.`,
    },
  },
  when: ({ role, licensingProducts }) => role === 'client' && officeRows(licensingProducts).length > 1,
  judge({ licensingProducts }, raise) {
    const rows = officeRows(licensingProducts);
    const licensed = rows.find(isLicensed);
    if (licensed === undefined) return [];
    return rows
      .filter((p) => !isLicensed(p) && statusOf(p) !== null && officeStanding(p, licensingProducts) === 'side')
      .map((p) => raise.OFFICE_SIDE_PRODUCT({ product: nameOf(p), licensed: nameOf(licensed), reason: p.reasonCode ?? '' }));
  },
});
