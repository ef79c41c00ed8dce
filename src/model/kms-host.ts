import type { Evidence } from './evidence.ts';
import { valueOf } from './evidence.ts';

/**
 * True where the body shows a machine that offers KMS: its counters, WMI's own flag, or requests it has processed (12290).
 * A whole listing of SoftwareLicensingProduct holds a host row without a key on every Windows Server; such a row is no host.
 */
export function isKmsHost({ evidence }: { evidence: Evidence }): boolean {
  const products = valueOf(evidence.licensingProducts) ?? [];
  const events = valueOf(evidence.events) ?? [];
  return (
    valueOf(evidence.service)?.isKeyManagementServiceMachine === true
    || products.some((p) => p.kmsHost !== null && (p.partialProductKey !== null || p.licenseStatus !== 'unlicensed'))
    || (!products.some((p) => p.kmsClient !== null) && events.some((e) => e.kms?.role === 'host-request'))
  );
}
