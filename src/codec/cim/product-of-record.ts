import { emptyKmsClient, emptyKmsHost, emptyProduct } from '../../model/evidence.ts';
import type { ActivationType, KmsClientFacts, KmsHostFacts, LicensingProduct, LicenseStatus } from '../../model/evidence.ts';
import { applicationOf } from '../application.ts';
import { channelOf } from '../channel.ts';
import { toCode } from '../code.ts';
import { licenseStatusOf } from '../license-status.ts';
import { guidOf, lastFiveOf, portOf } from '../plain-value.ts';
import { booleanIn, hasColumn, numberIn, textIn } from './record.ts';
import type { CimRecord } from './record.ts';

/** VLActivationTypeEnabled and VLActivationType by number. Source: the class page of SoftwareLicensingProduct. */
const enabledTypes: readonly ActivationType[] = ['all', 'ad', 'kms', 'token'];
const lastTypes: readonly NonNullable<LicensingProduct['lastActivationType']>[] = ['none', 'ad', 'kms', 'token'];

/** A row of SoftwareLicensingProduct or OfficeSoftwareProtectionProduct in the words of our evidence; absent columns are null. */
export function productOfRecord(record: CimRecord): LicensingProduct {
  const name = textIn(record, 'Name');
  const description = textIn(record, 'Description');
  const applicationId = guidOf(textIn(record, 'ApplicationID'));
  const application = applicationOf(applicationId, name, description);
  const channel = channelOf(textIn(record, 'ProductKeyChannel'), description);
  const licenseStatus = licenseStatusOf(textIn(record, 'LicenseStatus'));
  const grace = numberIn(record, 'GracePeriodRemaining');
  return {
    ...emptyProduct(),
    application,
    name,
    description,
    ...channel,
    activationId: guidOf(textIn(record, 'ID')),
    applicationId,
    extendedPid: textIn(record, 'ProductKeyID'),
    partialProductKey: lastFiveOf(textIn(record, 'PartialProductKey')),
    licenseStatus,
    reasonCode: failureIn(record, 'LicenseStatusReason'),
    graceMinutesRemaining: grace,
    // The count of the application family is Windows' own count where the family is Windows.
    remainingWindowsRearms: application === 'windows' ? numberIn(record, 'RemainingAppReArmCount') : null,
    remainingSkuRearms: numberIn(record, 'RemainingSkuReArmCount'),
    activationType: enabledTypes[numberIn(record, 'VLActivationTypeEnabled') ?? -1] ?? null,
    lastActivationType: lastTypes[numberIn(record, 'VLActivationType') ?? -1] ?? null,
    adObjectName: textIn(record, 'ADActivationObjectName'),
    permanentlyActivated: permanence(licenseStatus, grace),
    kmsClient: kmsClientIn(record, channel.channel === 'kms-client'),
    kmsHost: kmsHostIn(record, channel.channel === 'kms-host'),
  };
}

/**
 * A code other than success; wmic prints it signed or unsigned. Licensing codes begin at 0x40000000 (slerror.h, Windows
 * SDK): a smaller number is a decimal that was cut short, and no code.
 */
function failureIn(record: CimRecord, column: string): string | null {
  const code = toCode(textIn(record, column));
  return code === null || Number(code) < 0x4000_0000 ? null : code;
}

/** Licensed with no time running is permanent; licensed with time running is not; any other state tells nothing. */
function permanence(status: LicenseStatus | null, graceMinutes: number | null): boolean | null {
  return status !== 'licensed' || graceMinutes === null ? null : graceMinutes === 0;
}

const clientColumns = [
  'KeyManagementServiceMachine', 'KeyManagementServicePort', 'DiscoveredKeyManagementServiceMachineName',
  'DiscoveredKeyManagementServiceMachinePort', 'DiscoveredKeyManagementServiceMachineIpAddress',
  'KeyManagementServiceProductKeyID', 'KeyManagementServiceLookupDomain', 'VLActivationInterval', 'VLRenewalInterval',
] as const;

const portIn = (record: CimRecord, column: string): number | null => portOf(String(numberIn(record, column) ?? ''));

function kmsClientIn(record: CimRecord, isClient: boolean): KmsClientFacts | null {
  if (!clientColumns.some((column) => hasColumn(record, column))) return null;
  const facts: KmsClientFacts = {
    ...emptyKmsClient(),
    configuredHost: textIn(record, 'KeyManagementServiceMachine'),
    configuredPort: portIn(record, 'KeyManagementServicePort'),
    discoveredHost: textIn(record, 'DiscoveredKeyManagementServiceMachineName'),
    discoveredPort: portIn(record, 'DiscoveredKeyManagementServiceMachinePort'),
    hostAddress: textIn(record, 'DiscoveredKeyManagementServiceMachineIpAddress'),
    hostExtendedPid: textIn(record, 'KeyManagementServiceProductKeyID'),
    activationIntervalMinutes: numberIn(record, 'VLActivationInterval'),
    renewalIntervalMinutes: numberIn(record, 'VLRenewalInterval'),
    lookupDomain: textIn(record, 'KeyManagementServiceLookupDomain'),
  };
  // Every row has these columns; on one that is no KMS client they tell something only where a host stands in them.
  const tells = facts.configuredHost ?? facts.discoveredHost ?? facts.lookupDomain;
  return isClient || tells !== null ? facts : null;
}

const hostColumns = [
  'KeyManagementServiceCurrentCount', 'KeyManagementServiceTotalRequests', 'KeyManagementServiceFailedRequests',
  'KeyManagementServiceListeningPort', 'IsKeyManagementServiceMachine',
] as const;

function kmsHostIn(record: CimRecord, isHostKey: boolean): KmsHostFacts | null {
  const isHost = booleanIn(record, 'IsKeyManagementServiceMachine') === true || isHostKey;
  if (!isHost || !hostColumns.some((column) => hasColumn(record, column))) return null;
  const lowPriority = booleanIn(record, 'KeyManagementServiceLowPriority');
  return {
    ...emptyKmsHost(),
    currentCount: numberIn(record, 'KeyManagementServiceCurrentCount'),
    listeningPort: portIn(record, 'KeyManagementServiceListeningPort'),
    dnsPublishing: booleanIn(record, 'KeyManagementServiceDnsPublishing'),
    priority: lowPriority === null ? null : lowPriority ? 'low' : 'normal',
    totalRequests: numberIn(record, 'KeyManagementServiceTotalRequests'),
    failedRequests: numberIn(record, 'KeyManagementServiceFailedRequests'),
    unlicensedRequests: numberIn(record, 'KeyManagementServiceUnlicensedRequests'),
    licensedRequests: numberIn(record, 'KeyManagementServiceLicensedRequests'),
    initialGraceRequests: numberIn(record, 'KeyManagementServiceOOBGraceRequests'),
    expiredOrToleranceRequests: numberIn(record, 'KeyManagementServiceOOTGraceRequests'),
    nonGenuineRequests: numberIn(record, 'KeyManagementServiceNonGenuineGraceRequests'),
    notificationRequests: numberIn(record, 'KeyManagementServiceNotificationRequests'),
  };
}
