export { productName as nameOf } from '../src/model/product-name.ts';
import type { Channel, LicenseStatus, LicensingProduct, LicensingService, Time } from '../src/model/evidence.ts';
import { setupKeyByLast5 } from '../src/knowledge/setup-keys.ts';
import { subscriptionOf } from '../src/knowledge/subscription.ts';
import { oncePer } from '../src/model/once-per.ts';

/** Which licence rows say what about a machine; several checks must agree on it. No check of its own. */

/** A KMS licence is valid for 180 days from the last success (KMS activation planning, Microsoft). */
export const kmsValidityMinutes = 180 * 1440;

/** KMS gives 180 days; ten more allow for clocks that were set back. A longer term is none that KMS gave. */
export const longestTermMinutes = kmsValidityMinutes + 10 * 1440;

/** The longest first grace of any Windows with KMS: Server 2008 had 60 days, all others 30 (Microsoft, troubleshooting KMS). */
const longestGraceMinutes = 60 * 1440;

/** "No product key is installed", "no product key was found" (Microsoft, activation error codes). */
export const noKeyCodes: readonly string[] = ['0xC004F014', '0xC004F213'];

/** Extended security updates and side-loading rights are licences beside Windows, not the licence of Windows. */
const isAddOn = (p: LicensingProduct): boolean => /\badd-?on\b|\bESU\b|-ESU-|APPXLOB/i.test(`${p.name ?? ''} ${p.description ?? ''}`);

/** True where a key is installed for this row. */
export const hasKey = (p: LicensingProduct): boolean => p.partialProductKey !== null && !noKeyCodes.includes(p.reasonCode ?? '');

/**
 * The row's channel. Where it was not said (`/xpr`, a cut text), Office's licence names tell it, as do the KMS client part
 * of the row and a published setup key.
 */
export function channelOf(p: LicensingProduct): Channel {
  if (p.channel !== 'unknown') return p.channel;
  if (/_KMS_Client(?:_AE)?\b/i.test(p.name ?? '')) return 'kms-client';
  if (/_MAK(?:_AE)?\b/i.test(p.name ?? '')) return 'mak';
  if (p.application === 'office' && /R\d*_(?:Retail|Grace|OEM|Sub)/i.test(p.name ?? '')) return 'retail';
  const hasSetupKey = p.partialProductKey !== null && setupKeyByLast5(p.partialProductKey) !== null;
  return hasSetupKey || (p.kmsClient !== null && (p.kmsClient.discoveredHost ?? p.kmsClient.configuredHost) !== null) ? 'kms-client' : 'unknown';
}

/** True where the row's key makes the machine a KMS client. */
export const isKmsClient = (p: LicensingProduct): boolean => channelOf(p) === 'kms-client';

/**
 * The status of the row. Where it was not said, 60 days or more left tell that a volume product is licensed, since no
 * grace is that long, and a permanent activation tells it too.
 */
export function statusOf(p: LicensingProduct): LicenseStatus | null {
  if (p.licenseStatus !== null) return p.licenseStatus;
  if (p.permanentlyActivated === true) return 'licensed';
  return p.channel !== 'eval' && (p.graceMinutesRemaining ?? 0) > longestGraceMinutes ? 'licensed' : null;
}

export const isLicensed = (p: LicensingProduct): boolean => statusOf(p) === 'licensed';

/**
 * Rows of the operating system itself. Add-ons (ESU) are not it, nor are editions without a key beside the one that has a
 * key. A row of no known application counts where there is neither a Windows nor an Office row: a cut text.
 */
export function operatingSystemRows(products: readonly LicensingProduct[]): LicensingProduct[] {
  const windows = products.filter((p) => p.application === 'windows' && !isAddOn(p));
  const nameless = products.every((p) => p.application === 'other') ? products.filter((p) => !isAddOn(p)) : [];
  const rows = windows.length > 0 ? windows : nameless;
  const keyed = rows.filter(hasKey);
  if (keyed.length > 0) return keyed;
  const inUse = rows.filter((p) => statusOf(p) !== null && statusOf(p) !== 'unlicensed');
  return inUse.length > 0 ? inUse : rows;
}

/** Office rows with a key or a state of their own; editions without a key are not installed products. */
export const officeRows = (products: readonly LicensingProduct[]): LicensingProduct[] =>
  products.filter((p) => p.application === 'office' && (hasKey(p) || ![null, 'unlicensed'].includes(statusOf(p))));

/** Office by volume licence: KMS client or MAK. A host key is no client's licence. */
const isVolume = (p: LicensingProduct): boolean => ['kms-client', 'mak'].includes(channelOf(p));

/** A key that setup put in for the first days: `Office19ProPlus2019R_Grace`, `RETAIL(Grace)`. */
const isGraceKey = (p: LicensingProduct): boolean =>
  isGraceName(p.name) || /\(Grace\)/i.test(`${p.channelText ?? ''} ${p.description ?? ''}`);

/** The same by the product's name alone, for attempts. */
export const isGraceName = (name: string | null): boolean => /_Grace\b/i.test(name ?? '');

/** A Microsoft 365 suite: licensed by the user's sign-in, whatever its row here says. */
export const isSubscriptionSuite = (p: LicensingProduct): boolean =>
  p.application === 'office' && (p.channel === 'subscription' || /O365|M365|Microsoft 365|_Sub(?:scription|Test|Trial)?\d*\b/i.test(p.name ?? ''));

/** What of Office the row licenses: Visio and Project stand beside the suite. */
const officeFamily = (p: LicensingProduct): 'visio' | 'project' | 'suite' =>
  /visio/i.test(p.name ?? '') ? 'visio' : /project/i.test(p.name ?? '') ? 'project' : 'suite';

/**
 * How an Office row stands among the others: `own` is judged by itself; `leftover` is a grace or retail key beside a
 * volume licence, or a grace key beside a licensed product of its family; `side` is a retail product that is not
 * licensed while another one is; `subscription` is a Microsoft 365 row on a machine whose Windows row is also known.
 */
export function officeStanding(p: LicensingProduct, products: readonly LicensingProduct[]): 'own' | 'leftover' | 'side' | 'subscription' {
  // What follows is neither a volume row nor licensed, so it is never among the others that it is compared with.
  if (isVolume(p) || p.channel === 'kms-host' || isLicensed(p)) return 'own';
  const { volume, licensed, windows } = officeSummary(products);
  const family = officeFamily(p);
  if ((volume.size > 0 && (isGraceKey(p) || volume.has(family))) || (isGraceKey(p) && licensed.has(family))) return 'leftover';
  if (isSubscriptionSuite(p) && (volume.size > 0 || windows)) return 'subscription';
  return licensed.size > 0 ? 'side' : 'own';
}

type OfficeSummary = { volume: ReadonlySet<string>; licensed: ReadonlySet<string>; windows: boolean };

/** Families with a volume licence, and with a licensed product; kept per array, since every row of a long paste asks. */
const officeSummary = oncePer((products: readonly LicensingProduct[]): OfficeSummary => {
  const rows = officeRows(products);
  return {
    volume: new Set(rows.filter(isVolume).map(officeFamily)),
    licensed: new Set(rows.filter(isLicensed).map(officeFamily)),
    windows: products.some((o) => o.application === 'windows'),
  };
});

/** Rows whose licence decides about the machine: Windows itself, and every Office product that stands for itself. */
export const decidingRows = (products: readonly LicensingProduct[]): LicensingProduct[] => [
  ...operatingSystemRows(products),
  ...officeRows(products).filter((p) => p.channel !== 'kms-host' && officeStanding(p, products) === 'own'),
];

/** Rows that activate by KMS: the operating system's and Office's. */
export const kmsClientRows = (products: readonly LicensingProduct[]): LicensingProduct[] =>
  [...operatingSystemRows(products), ...officeRows(products)].filter(isKmsClient);

/** True where a subscription activates Windows, so that a retail or OEM key is as it should be. */
export const isSubscribed = (service: LicensingService | null): boolean => subscriptionOf(service) !== null;

/** When so many minutes after `at` are over, as a day (`2027-05-01`); null where either is not known. */
export function dayAfter(at: Time | null, minutes: number | null): string | null {
  const start = Date.parse(at ?? '');
  if (!Number.isFinite(start) || minutes === null) return null;
  const end = start + minutes * 60_000;
  return Math.abs(end) > 8.64e15 ? null : new Date(end).toISOString().slice(0, 10);
}

export const daysOf = (minutes: number): number => Math.floor(minutes / 1440);
