import { defineCheck } from '../../src/model/check.ts';
import { standingCodes } from '../codes-in-evidence.ts';

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
  },
  when: ({ role, licensingProducts, activationAttempts, events, at }) =>
    role === 'client' && standingCodes({ licensingProducts, activationAttempts, events }, countTooLow, at).some(isOffice),
  judge: ({ licensingProducts, activationAttempts, events, at }, raise) =>
    standingCodes({ licensingProducts, activationAttempts, events }, countTooLow, at).filter(isOffice).map(({ product, code }) => raise.OFFICE_COUNT_TOO_LOW({ product, reason: code })),
});

const isOffice = ({ row, product }: { row: { application: string } | null; product: string }): boolean =>
  row === null ? /\bOffice|Visio|Project\b/i.test(product) : row.application === 'office';
