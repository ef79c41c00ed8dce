import { windowsProduct } from '../products.ts';
import type { MachineState, Product } from '../state.ts';
import type { EditionId, WindowsSystem } from '../systems.ts';

/** "The Software Licensing Service reported that the product key is not available." Source: slerror.h, Windows SDK. */
const noKey = '0xC004F014';

const made = new Map<string, readonly Product[]>();

function idleRows(system: WindowsSystem, editionId: EditionId): readonly Product[] {
  const channels = system.kind === 'server' ? ['kms-host', 'retail', 'mak', 'kms-client'] as const : ['retail', 'mak', 'oem', 'kms-client'] as const;
  return channels.map((channel) => ({ ...windowsProduct(system, editionId, channel, null), licenseStatus: 0 as const, reason: noKey, stateEndsAt: null }));
}

/**
 * Rows of SoftwareLicensingProduct for licences that Windows came with and no key is installed for. A real machine has
 * dozens; these stand for them. Every Windows Server has one of a KMS host, which makes it none.
 */
export function idleProducts({ system, editionId, products }: MachineState): Product[] {
  const key = `${system.build} ${system.kind} ${editionId}`;
  const rows = made.get(key) ?? idleRows(system, editionId);
  made.set(key, rows);
  return rows.filter((row) => !products.some((p) => p.activationId === row.activationId));
}
