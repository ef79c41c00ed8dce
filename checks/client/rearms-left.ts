import { defineCheck } from '../../src/model/check.ts';
import { sawLicenceState, standingCodes } from '../codes-in-evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { nameOf, operatingSystemRows, statusOf } from '../licence-rows.ts';

const noneLeft = new Set(['0xC004D307']);

export default defineCheck({
  id: 'client/rearms-left',
  title: 'A rearm is left where one may be needed',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options'],
  needs: [],
  wants: ['licensingProducts', 'activationAttempts', 'events'],
  findings: {
    REARMS_EXHAUSTED: {
      severity: 'warn',
      says: (a: { product: string; reason: string }) => `${a.product} is not activated and has no rearm left, so its grace period and its CMID cannot be reset.`,
    },
  },
  when: ({ role }) => role === 'client',
  judge({ licensingProducts, activationAttempts, events, at }, raise, cannotTell) {
    const kinds = { licensingProducts, activationAttempts, events };
    const told = standingCodes(kinds, noneLeft, at).map(({ product, code }) => raise.REARMS_EXHAUSTED({ product, reason: code }));
    if (told.length > 0) return told;
    if (!sawLicenceState(kinds)) return [cannotTell('licensingProducts')];
    return operatingSystemRows(valueOf(licensingProducts) ?? [])
      .filter((p) => p.remainingWindowsRearms === 0 && !['licensed', 'oob-grace', null].includes(statusOf(p)))
      .map((p) => raise.REARMS_EXHAUSTED({ product: nameOf(p), reason: '' }));
  },
});
