import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { windowsSetupKey } from '../setup-key-for.ts';
import { dayAfter, daysOf, kmsClientRows, longestTermMinutes, nameOf } from '../licence-rows.ts';

export default defineCheck({
  id: 'integrity/validity-possible',
  title: 'The KMS licence runs no longer than KMS grants',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-activation-planning'],
  needs: ['licensingProducts'],
  wants: ['machine'],
  findings: {
    VALIDITY_IMPOSSIBLE: {
      severity: 'fail',
      says: (a: { product: string; days: number; until: string | null; gvlk: string | null }) =>
        `${a.product} claims a KMS licence for ${a.days} more days${a.until === null ? '' : ` (until ${a.until})`}; KMS never grants more than 180, so the licence store was altered.`,
    },
  },
  when: ({ role, licensingProducts }) => role === 'client' && kmsClientRows(licensingProducts).some((p) => p.graceMinutesRemaining !== null),
  judge: ({ licensingProducts, machine, at }, raise) =>
    kmsClientRows(licensingProducts).flatMap((p) => {
      const left = p.graceMinutesRemaining;
      return left === null || left <= longestTermMinutes ? [] : [raise.VALIDITY_IMPOSSIBLE({ product: nameOf(p), days: daysOf(left), until: dayAfter(at, left), gvlk: windowsSetupKey(valueOf(machine), p) })];
    }),
});
