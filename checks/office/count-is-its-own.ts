import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type LicensingProduct } from '../../src/model/evidence.ts';
import { standingCodes } from '../codes-in-evidence.ts';
import { isKmsClient, isLicensed, operatingSystemRows } from '../licence-rows.ts';

const countTooLow = new Set(['0xC004F038']);

export default defineCheck({
  id: 'office/count-is-its-own',
  title: 'Office is counted apart from Windows',
  sources: ['https://learn.microsoft.com/deployoffice/vlactivation/configure-a-kms-host-computer-for-office'],
  needs: [],
  wants: ['licensingProducts', 'activationAttempts', 'events'],
  findings: {
    OFFICE_COUNT_TOO_LOW: {
      severity: 'note',
      says: (a: { product: string; reason: string }) => `${a.product} was told that too few machines have asked (${a.reason}); Office has a count of its own on the host and needs 5, however many Windows machines there are.`,
    },
    OFFICE_COUNT_ALONE_TOO_LOW: { severity: 'note', says: (a: { product: string }) => `Of the products of this machine ${a.product} alone was told that too few machines have asked; Windows was not.` },
  },
  when: ({ role, licensingProducts, activationAttempts, events, at }) =>
    role === 'client' && standingCodes({ licensingProducts, activationAttempts, events }, countTooLow, at).some(isOffice),
  judge({ licensingProducts, activationAttempts, events, at }, raise) {
    const told = standingCodes({ licensingProducts, activationAttempts, events }, countTooLow, at);
    const office = told.filter(isOffice);
    const first = office[0];
    return [
      ...office.map(({ product, code }) => raise.OFFICE_COUNT_TOO_LOW({ product, reason: code })),
      // Where Windows is not a KMS client, or is not seen, it was told nothing either.
      ...(first !== undefined && office.length === told.length && isServed(valueOf(licensingProducts) ?? []) ? [raise.OFFICE_COUNT_ALONE_TOO_LOW({ product: first.product })] : []),
    ];
  },
});

const isServed = (products: readonly LicensingProduct[]): boolean => operatingSystemRows(products).some((p) => isKmsClient(p) && isLicensed(p));

const isOffice = ({ row, product }: { row: { application: string } | null; product: string }): boolean =>
  row === null ? /\bOffice|Visio|Project\b/i.test(product) : row.application === 'office';
