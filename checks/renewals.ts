import type { Evidence, LicensingProduct, Time } from '../src/model/evidence.ts';
import { isInternetCode, standingFailures } from './activation-history.ts';
import { isLicensed, kmsClientRows, kmsValidityMinutes, longestTermMinutes } from './licence-rows.ts';

/** Which KMS licences are valid and not being renewed; the check and the forecast must agree on it. No check of its own. */

/** Renewal is tried every 7 days; a week more allows for a machine that was switched off or away. */
const latestRenewalMinutes = 14 * 1440;
/** Minutes; activate-windows-clients-vamt, Microsoft. */
export const usualIntervals = { activation: 120, renewal: 10_080 } as const;

/** A licence whose renewal fails. `codes` are why, empty where it only has not come about; `age` is minutes since the last success, null where not known. */
export type FailingRenewal = { row: LicensingProduct; codes: string[]; age: number | null };

type Facts = { licensingProducts: readonly LicensingProduct[] } & Pick<Evidence, 'events' | 'activationAttempts'>;

/** Rows that KMS licenses and that it must renew. */
export const renewableRows = (products: readonly LicensingProduct[]): LicensingProduct[] => kmsClientRows(products).filter(renewsByKms);

/** Of those the ones whose renewal fails; `now` is when the facts were true. */
export function failingRenewals({ licensingProducts, events, activationAttempts }: Facts, now: Time | null): FailingRenewal[] {
  const failures = standingFailures(
    { licensingProducts: { state: 'seen', value: licensingProducts, source: { by: '', vantage: 'client', at: null, tookMs: null } }, events, activationAttempts },
    'event', now);
  const codesOf = Map.groupBy(failures, (f) => f.row);
  return renewableRows(licensingProducts).flatMap((row) => {
    const failed = [...(codesOf.get(row) ?? []), ...(row.application === 'windows' ? (codesOf.get(null) ?? []) : [])].flatMap((f) => f.codes);
    const codes = [...new Set(failed)].filter((c) => !isInternetCode(c));
    const age = ageOf(row);
    if (codes.length === 0 && (age === null || age <= Math.max(latestRenewalMinutes, longInterval(row) * 2))) return [];
    return [{ row, codes, age }];
  });
}

/** Minutes since the last success, as what is left of 180 days tells; null where it does not. */
function ageOf({ graceMinutesRemaining: left }: LicensingProduct): number | null {
  return left === null || left <= 0 || left > kmsValidityMinutes ? null : kmsValidityMinutes - left;
}

/** Whether a renewal should have come about by now; true where nothing tells when the last one did. */
export const isRenewalDue = (row: LicensingProduct): boolean => (ageOf(row) ?? Infinity) > longInterval(row);

/** AD and token activation follow rules of their own, and a term that KMS never gave is integrity/validity-possible's to tell. */
const renewsByKms = (p: LicensingProduct): boolean =>
  isLicensed(p) && p.lastActivationType !== 'ad' && p.lastActivationType !== 'token' && (p.graceMinutesRemaining ?? 0) <= longestTermMinutes;

/** A host may tell its clients to renew more rarely than every 7 days. */
const longInterval = (p: LicensingProduct): number => Math.max(p.kmsClient?.renewalIntervalMinutes ?? 0, usualIntervals.renewal);
