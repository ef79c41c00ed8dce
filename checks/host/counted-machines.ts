import type { KmsHostFacts, LicensingProduct, LicensingService, Observed } from '../../src/model/evidence.ts';

/** What a KMS host says of its keys and counts. No check of its own. */

const mayCount = ({ licenseStatus }: LicensingProduct): boolean => licenseStatus === null || licenseStatus === 'licensed';

/** A count: Windows has one, each Office version with a host key has its own. */
export type Count = { what: 'windows' | 'office'; name: string; count: number; facts: KmsHostFacts | null };

/**
 * Rows of host keys (CSVLK) that are installed. A whole listing of SoftwareLicensingProduct holds a host row without a key
 * on every Windows Server; such rows are none, unless nothing else is there that tells of KMS.
 */
export function hostKeyRows(products: readonly LicensingProduct[]): LicensingProduct[] {
  const rows = products.filter((p) => p.channel === 'kms-host');
  return rows.filter((p) => p.partialProductKey !== null || (p.licenseStatus !== 'unlicensed' && (p.licenseStatus !== null || p.kmsHost !== null)));
}

/**
 * The counts that host keys show; the service's own figure fills in where no Windows row has one. A key that is not
 * activated refuses everybody and counts nobody, so it has no count. One that was never asked shows none (class page of
 * SoftwareLicensingService), which is 0.
 */
export function countsOf(products: readonly LicensingProduct[], service: Observed<LicensingService>): Count[] {
  const rows = hostKeyRows(products);
  const counts = rows.filter(mayCount).flatMap((p): Count[] => {
    const count = p.kmsHost?.currentCount ?? (p.kmsHost?.totalRequests === 0 ? 0 : null);
    return count === null ? [] : [{ what: p.application === 'office' ? 'office' : 'windows', name: p.name ?? 'KMS host', count, facts: p.kmsHost }];
  });
  const ofService = service.state === 'seen' ? service.value.keyManagementServiceCurrentCount : null;
  const isSilenced = rows.some((p) => p.application === 'windows' && !mayCount(p));
  if (ofService !== null && !isSilenced && !counts.some((c) => c.what === 'windows')) counts.push({ what: 'windows', name: 'Windows', count: ofService, facts: null });
  return counts;
}
