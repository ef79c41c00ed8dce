import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type LicensingProduct } from '../../src/model/evidence.ts';
import { noKeyCodes, operatingSystemRows } from '../licence-rows.ts';
import { windowsSetupKey } from '../setup-key-for.ts';

export default defineCheck({
  id: 'client/key-installed',
  title: 'Windows has a product key',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/troubleshoot-activation-error-codes'],
  needs: [],
  wants: ['licensingProducts', 'machine'],
  findings: {
    CLIENT_NO_KEY: {
      severity: 'fail',
      says: (a: { product: string; reason: string | null; gvlk: string | null }) => `${a.product} has no product key installed${a.reason === null ? '' : ` (${a.reason})`}.`,
    },
  },
  when: ({ role, licensingProducts, machine }) => role === 'client' && (licensingProducts.state === 'unseen' || tellsOfWindows(licensingProducts.value, licensingProducts.source.by, machine.state === 'seen')),
  judge({ licensingProducts, machine }, raise, cannotTell) {
    if (licensingProducts.state === 'unseen') return [cannotTell('licensingProducts')];
    const rows = operatingSystemRows(licensingProducts.value);
    if (rows.length === 0) return [raise.CLIENT_NO_KEY({ product: 'Windows', reason: null, gvlk: windowsSetupKey(valueOf(machine), null) })];
    if (rows.some((p) => !lacksKey(p))) return rows.every((p) => p.partialProductKey === null && p.licenseStatus === null) ? [cannotTell('licensingProducts')] : [];
    const first = rows[0] ?? null;
    return [raise.CLIENT_NO_KEY({ product: first?.name ?? 'Windows', reason: first?.reasonCode ?? null, gvlk: windowsSetupKey(valueOf(machine), first) })];
  },
});

/** A reason of the licensing service says so outright; an empty key alone does only beside the status that goes with it. */
const lacksKey = (p: LicensingProduct): boolean =>
  noKeyCodes.includes(p.reasonCode ?? '') || (p.partialProductKey === null && p.licenseStatus === 'unlicensed' && p.reasonCode === null);

/** A live machine lists every product that has a key; `ospp.vbs` and a paste with Office rows alone say nothing of Windows. */
function tellsOfWindows(products: readonly LicensingProduct[], by: string, wholeMachine: boolean): boolean {
  if (operatingSystemRows(products).length > 0) return true;
  return wholeMachine && !/ospp/i.test(by);
}
