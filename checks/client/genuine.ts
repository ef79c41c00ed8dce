import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { sawLicenceState, standingCodes } from '../codes-in-evidence.ts';
import { nameOf } from '../licence-rows.ts';
import { windowsSetupKey } from '../setup-key-for.ts';

/** Not genuine; its grace over; its grace still running, in both spellings; damaged or foreign system files. */
const notGenuine = new Set(['0xC004F200', '0xC004F064', '0xC004F065', '0x4004F065', '0x8004FE21']);

export default defineCheck({
  id: 'client/genuine',
  title: 'Windows passes its genuine check',
  sources: [
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/troubleshoot-activation-error-codes',
    'https://learn.microsoft.com/troubleshoot/windows-client/licensing-and-activation/activation-failures-not-genuine-notifications-volume-licensed-kms-client',
  ],
  needs: [],
  wants: ['licensingProducts', 'activationAttempts', 'events', 'machine', 'windowsState'],
  findings: {
    NOT_GENUINE: {
      severity: 'fail',
      says: (a: { product: string; reason: string; gvlk: string | null }) => `${a.product} failed its genuine check${a.reason === '' ? '' : ` (${a.reason})`}.`,
    },
    WINDOWS_7_CLIENT: { severity: 'note', says: (a: { product: string }) => `${a.product} is Windows 7 with a KMS client key; update KB971033 is known to break its genuine check.` },
    KB971033_INSTALLED: { severity: 'note', says: (a: { subject: string }) => `Update KB971033 is installed on ${a.subject}; Microsoft asks for its removal from every Windows 7 with a volume licence.` },
    KB971033_NOT_INSTALLED: { severity: 'note', says: (a: { subject: string }) => `Update KB971033 is not installed on ${a.subject}.` },
  },
  when: ({ role }) => role === 'client',
  judge({ subject, licensingProducts, activationAttempts, events, machine, windowsState, at }, raise, cannotTell) {
    const kinds = { licensingProducts, activationAttempts, events };
    const byCode = standingCodes(kinds, notGenuine, at).map(({ product, code, row }) => raise.NOT_GENUINE({ product, reason: code, gvlk: windowsSetupKey(valueOf(machine), row) }));
    const byStatus = (valueOf(licensingProducts) ?? [])
      .filter((p) => p.licenseStatus === 'non-genuine-grace' && !notGenuine.has(p.reasonCode ?? ''))
      .map((p) => raise.NOT_GENUINE({ product: nameOf(p), reason: p.reasonCode ?? '', gvlk: windowsSetupKey(valueOf(machine), p) }));
    const found = [...byCode, ...byStatus];
    if (found.length === 0 && !sawLicenceState(kinds)) return [cannotTell('licensingProducts')];
    const seven = found.length === 0 ? [] : (valueOf(licensingProducts) ?? []).filter((p) => p.channel === 'kms-client' && /Windows(?:\(R\))? 7\b/i.test(p.name ?? ''));
    const update = seven.length === 0 ? null : valueOf(windowsState)?.hasKb971033 ?? null;
    return [
      ...found, ...seven.map((p) => raise.WINDOWS_7_CLIENT({ product: nameOf(p) })),
      ...(update === null ? [] : [update ? raise.KB971033_INSTALLED({ subject }) : raise.KB971033_NOT_INSTALLED({ subject })]),
    ];
  },
});
