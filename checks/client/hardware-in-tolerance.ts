import { defineCheck } from '../../src/model/check.ts';
import { sawLicenceState, standingCodes } from '../codes-in-evidence.ts';

const outOfTolerance = new Set(['0xC004F00F']);

export default defineCheck({
  id: 'client/hardware-in-tolerance',
  title: 'The hardware is what the licence was bound to',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/troubleshoot-activation-error-codes'],
  needs: [],
  wants: ['licensingProducts', 'activationAttempts', 'events'],
  findings: {
    HARDWARE_OUT_OF_TOLERANCE: {
      severity: 'fail',
      says: (a: { product: string; reason: string }) => `${a.product} no longer accepts this machine's hardware as the one it was activated on (${a.reason}).`,
    },
  },
  when: ({ role }) => role === 'client',
  judge({ licensingProducts, activationAttempts, events, at }, raise, cannotTell) {
    const kinds = { licensingProducts, activationAttempts, events };
    const told = standingCodes(kinds, outOfTolerance, at).map(({ product, code }) => raise.HARDWARE_OUT_OF_TOLERANCE({ product, reason: code }));
    return told.length > 0 || sawLicenceState(kinds) ? told : [cannotTell('licensingProducts')];
  },
});
