import { productOfRecord } from '../codec/cim/product-of-record.ts';
import { newRecord, putColumn } from '../codec/cim/record.ts';
import type { CimRecord } from '../codec/cim/record.ts';
import { licensingServiceOfRecord } from '../codec/cim/service-of-record.ts';
import { emptyService } from '../model/evidence.ts';
import type { LicensingProduct, LicensingService } from '../model/evidence.ts';
import type { WmiRow } from '../model/windows.ts';

/** A row as the codecs of pasted listings read it. */
export function recordOf(row: WmiRow, className: string | null = null): CimRecord {
  const record = newRecord(0, { className });
  for (const [name, value] of Object.entries(row)) putColumn(record, name, value);
  return record;
}

/** SoftwareLicensingService; null where it has no row. Columns that the system lacks are null. */
export const licensingServiceOf = (rows: readonly WmiRow[]): LicensingService | null =>
  (rows[0] === undefined ? null : { ...emptyService(), ...licensingServiceOfRecord(recordOf(rows[0])) });

/** A host key on a machine that serves nobody: its row says itself that this is no KMS host, and its counters say nothing. */
const servesNobody = ({ IsKeyManagementServiceMachine: flag }: WmiRow): boolean => flag === 0 || flag === false;

/**
 * Products with what only the service's own row says of them (slmgr.vbs prints both as one): the CMID, the cache of the
 * last host, the rearms of Windows, and on a host its port, publishing and priority. The CMID is that of the service's own
 * application: where Windows' service licenses Office too it is not said of Office.
 */
export function licensingProductsOf(rows: readonly WmiRow[], service: LicensingService | null, serviceOf: 'windows' | 'office'): LicensingProduct[] {
  return rows.map((row) => {
    const read = productOfRecord(recordOf(row));
    const product = servesNobody(row) ? { ...read, kmsHost: null } : read;
    if (service === null) return product;
    const { kmsClient, kmsHost } = product;
    const low = service.keyManagementServiceLowPriority;
    return {
      ...product,
      remainingWindowsRearms: product.application === 'windows' ? product.remainingWindowsRearms ?? service.remainingWindowsReArmCount : null,
      kmsClient: kmsClient && {
        ...kmsClient,
        cmid: product.application === serviceOf ? service.clientMachineId : null,
        hostCaching: service.keyManagementServiceHostCaching,
      },
      kmsHost: kmsHost && {
        ...kmsHost,
        listeningPort: service.keyManagementServiceListeningPort,
        dnsPublishing: service.keyManagementServiceDnsPublishing,
        priority: low === null ? null : low ? 'low' : 'normal',
      },
    };
  });
}
