import type { LicensingService, Time } from '../model/evidence.ts';

/**
 * Last five characters of the generic retail keys that Windows 10 and 11 show where a digital licence or a subscription,
 * not the key, activates the machine. General Windows knowledge, not printed on one Microsoft page: used for a remark only.
 */
const genericRetail = new Map([['3V66T', 'Pro'], ['8HV2C', 'Enterprise'], ['7CFBY', 'Education'], ['8HVX7', 'Home'], ['2YV77', 'Pro for Workstations']]);

/** The edition whose generic retail key ends so, else null. */
export const genericRetailEdition = (last5: string | null): string | null => genericRetail.get((last5 ?? '').toUpperCase()) ?? null;

/**
 * The edition that a subscription grants this machine (SoftwareLicensingService.SubscriptionEdition), with its end where
 * known; null where there is none. Windows writes `UNKNOWN(…)` where no subscription was ever granted. A machine with
 * one keeps its retail or OEM key and is rightly no KMS client.
 */
export function subscriptionOf(service: LicensingService | null): { edition: string; expiry: Time | null } | null {
  const edition = service?.subscriptionEdition?.trim() ?? '';
  return edition === '' || /^(?:unknown|none|n\/a)\b/i.test(edition) ? null : { edition, expiry: service?.subscriptionExpiry ?? null };
}
