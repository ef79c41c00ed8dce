import type { LicensingProduct, LicensingService, Observed } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';

/** The port on which a host listens by its own word; null where it does not say. WMI gives 0 where the default is in use. No check of its own. */
export function listeningPort(products: readonly LicensingProduct[], service: Observed<LicensingService>): number | null {
  const ofProduct = products.find((p) => (p.kmsHost?.listeningPort ?? null) !== null)?.kmsHost?.listeningPort ?? null;
  const port = valueOf(service)?.keyManagementServiceListeningPort ?? ofProduct;
  return port === 0 ? 1688 : port;
}
