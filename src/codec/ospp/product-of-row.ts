import { emptyKmsClient, emptyProduct } from '../../model/evidence.ts';
import type { ActivationAttempt, ActivationType, KmsClientFacts, LicensingProduct } from '../../model/evidence.ts';
import { channelOf } from '../channel.ts';
import { toCode } from '../code.ts';
import { licenseStatusOf } from '../license-status.ts';
import { guidOf, hostAndPortOf, lastFiveOf, textOf } from '../plain-value.ts';
import type { OsppField } from './labels.ts';
import { kmsClientFields } from './rows.ts';
import type { OsppRow } from './rows.ts';

type Fields = ReadonlyMap<OsppField, string>;

/**
 * The product of a row. OSPP.VBS lists Office alone, so `application` is office. PRODUCT ID is not the extended PID and
 * is not read. A row of /act names a product without its state: `licenseStatus` is null there, and the code of the
 * failed attempt is the attempt's, not the product's reason.
 */
export function productOfRow(row: OsppRow): LicensingProduct {
  const { fields } = row;
  const description = textOf(fields.get('description'));
  const product: LicensingProduct = {
    ...emptyProduct(),
    application: 'office',
    name: textOf(fields.get('name')),
    description,
    ...channelOf(null, description),
    activationId: guidOf(fields.get('skuId')),
    partialProductKey: lastFiveOf(fields.get('lastFive')),
  };
  if (row.kind !== 'status') return product;
  return {
    ...product,
    licenseStatus: licenseStatusOf(fields.get('status')),
    reasonCode: codeOf(fields.get('errorCode')),
    graceMinutesRemaining: graceMinutesOf(fields.get('remainingGrace')),
    activationType: activationTypeOf(fields.get('activationType')),
    lastActivationType: /^AD\b/i.test(fields.get('mostRecent') ?? '') || fields.has('adObjectName') ? 'ad' : null,
    adObjectName: textOf(fields.get('adObjectName')),
    kmsClient: kmsClientOf(fields),
  };
}

/** The attempt that a row of /act, or an error that stands alone, tells of. Success with an informational code is success. */
export function attemptOfRow(row: OsppRow): ActivationAttempt {
  const code = codeOf(row.fields.get('errorCode'));
  const failed = code !== null ? /^0x[89A-F]/.test(code) : row.fields.has('errorDescription');
  return {
    at: null,
    product: textOf(row.fields.get('name')),
    activationId: guidOf(row.fields.get('skuId')),
    succeeded: row.activated || (code !== null && !failed) ? true : failed ? false : null,
    code,
  };
}

/** A whole code (a text cut short ends in half of one), before `(for information purposes only as the status is licensed)` or anything else after it. */
const codeOf = (raw: string | undefined): string | null => toCode(/^0x[0-9a-f]{8}\b/i.exec(raw ?? '')?.[0]);

/** `180 days  (259200 minute(s) before expiring`: the minutes where they stand, else the days in minutes. */
function graceMinutesOf(raw: string | undefined): number | null {
  const minutes = /(\d{1,10})\s{0,3}minute/i.exec(raw ?? '')?.[1];
  if (minutes !== undefined) return known(Number(minutes));
  const days = /^(\d{1,7})\s{0,3}day/i.exec(raw ?? '')?.[1];
  return days === undefined ? null : Number(days) * 1440;
}

function minutesOf(raw: string | undefined): number | null {
  const minutes = /^(\d{1,10})\b/.exec(raw ?? '')?.[1];
  return minutes === undefined ? null : known(Number(minutes));
}

/** WMI holds -1 as 4294967295 in unsigned columns, and OSPP.VBS prints it so. */
const known = (n: number): number | null => (n >= 0xffff_ffff ? null : n);

const activationTypes: ReadonlyMap<string, ActivationType> = new Map([['all', 'all'], ['ad', 'ad'], ['kms', 'kms'], ['token', 'token']]);

const activationTypeOf = (raw: string | undefined): ActivationType | null => activationTypes.get((raw ?? '').toLowerCase()) ?? null;

function kmsClientOf(fields: Fields): KmsClientFacts | null {
  if (!kmsClientFields.some((f) => fields.has(f))) return null;
  const configured = hostAndPortOf(fields.get('configuredHost'));
  const discovered = hostAndPortOf(fields.get('discoveredHost'));
  const caching = (fields.get('hostCaching') ?? '').toLowerCase();
  return {
    ...emptyKmsClient(),
    configuredHost: configured.host,
    configuredPort: configured.port,
    discoveredHost: discovered.host,
    discoveredPort: discovered.port,
    activationIntervalMinutes: minutesOf(fields.get('activationInterval')),
    renewalIntervalMinutes: minutesOf(fields.get('renewalInterval')),
    hostCaching: caching.startsWith('enabled') ? true : caching.startsWith('disabled') ? false : null,
    lookupDomain: textOf(fields.get('lookupDomain')),
  };
}
