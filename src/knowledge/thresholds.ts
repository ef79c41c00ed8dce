import type { LicensingProduct } from '../model/evidence.ts';

/**
 * How many machines a KMS host must have counted before it activates a product: 25 for Windows client systems, 5 for
 * Windows Server, 5 for Office, which has a host key and a count of its own.
 * Source: https://learn.microsoft.com/windows-server/get-started/kms-activation-planning
 */
export const activationThresholds = { windowsClient: 25, windowsServer: 5, office: 5 } as const;

/** The threshold that applies to a product, or null where it cannot be told whether it is a client or a server system. */
export function thresholdOf(product: Pick<LicensingProduct, 'application' | 'name' | 'description'>): number | null {
  if (product.application === 'office') return activationThresholds.office;
  if (product.application !== 'windows' || product.name === null) return null;
  return isServerProduct(product) ? activationThresholds.windowsServer : activationThresholds.windowsClient;
}

/** `Windows(R), ServerStandard edition`, `Windows Server(R), …`: the names that slmgr gives to server systems. */
export const isServerProduct = (product: Pick<LicensingProduct, 'name' | 'description'>): boolean =>
  /\bserver/i.test(product.name ?? '') || /Windows Server/i.test(product.description ?? '');

/** Minutes; Microsoft, slmgr.vbs options and activate-windows-clients-vamt. */
export const kmsTimes = {
  activationIntervalMinutes: 120,
  renewalIntervalMinutes: 10_080,
  validityMinutes: 259_200,
  hostRemembersClientDays: 30,
  clockToleranceMs: 4 * 3_600_000,
} as const;
