import * as v from 'valibot';
import { code, listOf, number, orNull, text, time } from './schema-words.ts';

const licenseStatus = v.picklist([
  'unlicensed', 'licensed', 'oob-grace', 'oot-grace', 'non-genuine-grace', 'notification', 'extended-grace',
]);

const kmsClient = v.object({
  cmid: orNull(text),
  configuredHost: orNull(text),
  configuredPort: orNull(number),
  discoveredHost: orNull(text),
  discoveredPort: orNull(number),
  hostAddress: orNull(text),
  hostExtendedPid: orNull(text),
  activationIntervalMinutes: orNull(number),
  renewalIntervalMinutes: orNull(number),
  hostCaching: orNull(v.boolean()),
  lookupDomain: orNull(text),
});

const kmsHost = v.object({
  currentCount: orNull(number),
  listeningPort: orNull(number),
  dnsPublishing: orNull(v.boolean()),
  priority: orNull(v.picklist(['normal', 'low'])),
  totalRequests: orNull(number),
  failedRequests: orNull(number),
  unlicensedRequests: orNull(number),
  licensedRequests: orNull(number),
  initialGraceRequests: orNull(number),
  expiredOrToleranceRequests: orNull(number),
  nonGenuineRequests: orNull(number),
  notificationRequests: orNull(number),
});

/** `licensingProducts`: one row of SoftwareLicensingProduct or of Office's own class. */
export const licensingProducts = listOf(v.object({
  application: v.picklist(['windows', 'office', 'other']),
  name: orNull(text),
  description: orNull(text),
  channel: v.picklist(['kms-client', 'kms-host', 'mak', 'retail', 'oem', 'eval', 'avma', 'subscription', 'unknown']),
  channelText: orNull(text),
  activationId: orNull(text),
  applicationId: orNull(text),
  extendedPid: orNull(text),
  partialProductKey: orNull(text),
  licenseStatus: orNull(licenseStatus),
  reasonCode: orNull(code),
  graceMinutesRemaining: orNull(number),
  remainingWindowsRearms: orNull(number),
  remainingSkuRearms: orNull(number),
  activationType: orNull(v.picklist(['all', 'ad', 'kms', 'token'])),
  lastActivationType: orNull(v.picklist(['none', 'ad', 'kms', 'token'])),
  adObjectName: orNull(text),
  permanentlyActivated: orNull(v.boolean()),
  kmsClient: orNull(kmsClient),
  kmsHost: orNull(kmsHost),
}));

/** `activationAttempts`, in the order in which they were made. */
export const activationAttempts = listOf(v.object({
  at: orNull(time),
  product: orNull(text),
  activationId: orNull(text),
  succeeded: orNull(v.boolean()),
  code: orNull(code),
  remote: v.exactOptional(v.nullable(v.picklist(['asked', 'refused']))),
}));

const kmsEvent = v.object({
  role: v.picklist(['client-request', 'client-response', 'host-request']),
  resultCode: orNull(code),
  kmsHost: orNull(text),
  kmsPort: orNull(number),
  clientName: orNull(text),
  cmid: orNull(text),
  requestTime: orNull(time),
  isVirtual: orNull(v.boolean()),
  licenseStatus: orNull(licenseStatus),
  minutesRemaining: orNull(number),
  activationId: orNull(text),
  requiredCount: orNull(number),
  currentCount: orNull(number),
  activated: orNull(v.boolean()),
  flags: orNull(code),
  activationIntervalMinutes: orNull(number),
  renewalIntervalMinutes: orNull(number),
});

/** `events` of the licensing providers. */
export const events = listOf(v.object({
  id: number,
  provider: orNull(text),
  log: orNull(text),
  computer: orNull(text),
  time: orNull(time),
  kms: orNull(kmsEvent),
  code: orNull(code),
}));
