import { cleanText } from '../../model/clean.ts';
import type { ActivationObject } from '../../model/evidence.ts';

/** An entry of a directory: attributes by name, a value or several, as text or octets. */
export type DirectoryEntry = Readonly<Record<string, string | Uint8Array | readonly (string | Uint8Array)[]>>;

/**
 * What is read of an activation object: names of [MS-ADA2] §2.481 to §2.491 and [MS-ADSC] §2.166. The object's
 * confirmation and issuance data (msSPP-ConfigLicense, msSPP-PhoneLicense and so on) are of no use here and not asked for.
 */
export const activationObjectAttributes = [
  'cn', 'displayName', 'msSPP-CSVLKPartialProductKey', 'msSPP-CSVLKPid', 'msSPP-CSVLKSkuId', 'msSPP-KMSIds',
] as const;

/** Those whose values are octets: ids of 16 octets each. */
export const octetAttributes = ['msSPP-CSVLKSkuId', 'msSPP-KMSIds'] as const;

export const activationObjectClass = 'msSPP-ActivationObject';

const longestText = 256;

const textOf = (value: string | Uint8Array | undefined): string | null => {
  if (value === undefined) return null;
  const text = cleanText(typeof value === 'string' ? value.slice(0, 4 * longestText) : Buffer.from(value.subarray(0, 4 * longestText)).toString('utf8')).trim();
  return text === '' ? null : text.slice(0, longestText);
};

function valuesOf(entry: DirectoryEntry, name: string): readonly (string | Uint8Array)[] {
  const found = Object.entries(entry).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (found === undefined) return [];
  return typeof found === 'string' || found instanceof Uint8Array ? [found] : found;
}

/** The first three groups of a GUID stand in the order of little-endian numbers ([MS-DTYP] §2.3.4.2). */
function guidOf(octets: Uint8Array): string | null {
  if (octets.length !== 16) return null;
  const hex = (from: number, to: number): string => Buffer.from(octets.subarray(from, to)).toString('hex');
  const turned = (from: number, to: number): string => Buffer.from(octets.subarray(from, to)).reverse().toString('hex');
  return `${turned(0, 4)}-${turned(4, 6)}-${turned(6, 8)}-${hex(8, 10)}-${hex(10, 16)}`;
}

const octetsOf = (value: string | Uint8Array): Uint8Array => (typeof value === 'string' ? Buffer.from(value, 'utf8') : value);

/** An activation object out of an entry of any shape. What is not there, or is no value of its kind, is null. */
export function readActivationObject(entry: DirectoryEntry): ActivationObject {
  const first = (name: string): string | null => textOf(valuesOf(entry, name)[0]);
  const sku = valuesOf(entry, 'msSPP-CSVLKSkuId')[0];
  const kmsIds = valuesOf(entry, 'msSPP-KMSIds');
  const key = first('msSPP-CSVLKPartialProductKey')?.replace(/[^a-z0-9]/gi, '').toUpperCase() ?? '';
  return {
    name: first('displayName') ?? first('cn') ?? (textOf(valuesOf(entry, 'dn')[0])?.replace(/^CN=([^,]*),.*$/i, '$1') ?? 'an object without a name'),
    activationId: sku === undefined ? null : guidOf(octetsOf(sku)),
    extendedPid: first('msSPP-CSVLKPid'),
    // Windows writes five characters there; whatever else stands there, no more are kept.
    partialProductKey: key.length < 5 ? null : key.slice(-5),
    kmsIdCount: kmsIds.length === 0 ? null : kmsIds.reduce((sum, value) => sum + Math.max(1, Math.floor(octetsOf(value).length / 16)), 0),
  };
}

/** `DC=contoso,DC=test` (the end of any distinguished name) as `contoso.test`; null where there are no such parts. */
export function domainOfName(distinguishedName: string): string | null {
  if (distinguishedName.length > 1024) return null;
  const labels = [...distinguishedName.matchAll(/(?:^|,)\s*DC=([\p{L}\p{N}_-]{1,63})(?=,|$)/giu)].map((m) => m[1] ?? '');
  return labels.length === 0 ? null : labels.join('.').toLowerCase();
}
