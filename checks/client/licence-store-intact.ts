import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { sawLicenceState, standingCodes } from '../codes-in-evidence.ts';
import { isLicensed } from '../licence-rows.ts';
import { windowsSetupKey } from '../setup-key-for.ts';

/** Licence not consumable, store inconsistent, rules not evaluable, licensing cache altered. */
const damaged = new Set(['0xC004E015', '0xC004E002', '0xC004E003', '0xC004D501']);

export default defineCheck({
  id: 'client/licence-store-intact',
  title: 'The licence store can be read',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/error-0xc004e015-sl-e-eul-consumption-failed-activate-windows'],
  needs: [],
  wants: ['licensingProducts', 'activationAttempts', 'events', 'machine'],
  findings: {
    LICENSE_STORE_DAMAGED: {
      severity: 'fail',
      says: (a: { product: string; reason: string; gvlk: string | null }) => `The licence store of this machine is damaged or was altered: ${a.product} reports ${a.reason}.`,
    },
  },
  when: ({ role }) => role === 'client',
  judge({ licensingProducts, activationAttempts, events, machine, at }, raise, cannotTell) {
    const kinds = { licensingProducts, activationAttempts, events };
    const told = standingCodes(kinds, damaged, at).map(({ product, code, row }) => raise.LICENSE_STORE_DAMAGED({ product, reason: code, gvlk: windowsSetupKey(valueOf(machine), row) }));
    // What spoils the store of a product that waits may stand in its log alone.
    if (told.length === 0 && events.state === 'unseen' && (valueOf(licensingProducts) ?? []).some((p) => p.partialProductKey !== null && !isLicensed(p))) return [cannotTell('events')];
    return told.length > 0 || sawLicenceState(kinds) ? told : [cannotTell('licensingProducts')];
  },
});
