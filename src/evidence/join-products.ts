import type { KmsClientFacts, LicensingProduct } from '../model/evidence.ts';

/** Rows of one machine by what names them, so that a later reading of the same product finds the earlier one. */
export type ProductJoin = { add(row: LicensingProduct): void; rows(): LicensingProduct[] };

/**
 * Joins readings of one machine's products in the order in which they were made. The same activation id is the same
 * product; a reading without one (`/dli`, `/xpr`) is the product with the same partial key, or else the same name. A
 * later reading replaces the earlier, which still fills what the later leaves open.
 */
export function joinProducts(): ProductJoin {
  const rows: LicensingProduct[] = [];
  const byId = new Map<string, number>();
  const byKey = new Map<string, number>();
  /** -1 where several rows have the name: then it names none of them. */
  const byName = new Map<string, number>();

  const find = (row: LicensingProduct): number | undefined => {
    const id = row.activationId === null ? undefined : byId.get(row.activationId.toLowerCase());
    if (id !== undefined) return id;
    const fits = (at: number | undefined): at is number => at !== undefined && couldBeSame(rows[at], row);
    const key = row.partialProductKey === null ? undefined : byKey.get(keyOf(row, row.partialProductKey));
    if (fits(key)) return key;
    const named = row.name === null ? undefined : byName.get(keyOf(row, row.name));
    return fits(named) ? named : undefined;
  };
  const remember = (row: LicensingProduct, at: number): void => {
    if (row.activationId !== null) byId.set(row.activationId.toLowerCase(), at);
    if (row.partialProductKey !== null) byKey.set(keyOf(row, row.partialProductKey), at);
    if (row.name === null) return;
    const name = keyOf(row, row.name);
    byName.set(name, (byName.get(name) ?? at) === at ? at : -1);
  };
  return {
    add(row) {
      const at = find(row);
      const earlier = at === undefined ? undefined : rows[at];
      const index = at ?? rows.length;
      rows[index] = earlier === undefined ? row : joinReadings(earlier, row);
      remember(rows[index], index);
    },
    rows: () => rows,
  };
}

const keyOf = (row: LicensingProduct, word: string): string => `${row.application}|${word.toLowerCase()}`;

/** Two rows may be one product only where what both of them say does not differ. */
function couldBeSame(a: LicensingProduct | undefined, b: LicensingProduct): boolean {
  return a !== undefined
    && agree(a.activationId, b.activationId)
    && agree(a.partialProductKey, b.partialProductKey)
    && agree(a.name, b.name);
}

const agree = (a: string | null, b: string | null): boolean => a === null || b === null || a.toLowerCase() === b.toLowerCase();

/** Every member of `later`, and where it is null, that of `earlier`. */
export function fillFrom<T extends object>(later: T, earlier: T): T {
  const joined: T = { ...earlier };
  for (const [key, value] of Object.entries(later)) if (value !== null && value !== undefined) Object.assign(joined, { [key]: value });
  return joined;
}

function joinReadings(earlier: LicensingProduct, later: LicensingProduct): LicensingProduct {
  const joined = fillFrom(later, earlier);
  joined.application = later.application === 'other' ? earlier.application : later.application;
  joined.channel = later.channel === 'unknown' ? earlier.channel : later.channel;
  if (later.licenseStatus !== null && later.licenseStatus !== earlier.licenseStatus) {
    // The reason and the time left belong to the state that is over.
    joined.reasonCode = later.reasonCode;
    joined.graceMinutesRemaining = later.graceMinutesRemaining;
    joined.permanentlyActivated = later.permanentlyActivated;
  }
  if (later.kmsClient !== null && earlier.kmsClient !== null) joined.kmsClient = joinKmsClient(earlier.kmsClient, later.kmsClient);
  if (later.kmsHost !== null && earlier.kmsHost !== null) joined.kmsHost = fillFrom(later.kmsHost, earlier.kmsHost);
  return joined;
}

function joinKmsClient(earlier: KmsClientFacts, later: KmsClientFacts): KmsClientFacts {
  const joined = fillFrom(later, earlier);
  // A reading that names the CMID printed the whole block: what it does not name there is no longer set.
  if (later.cmid === null) return joined;
  const { configuredHost, configuredPort, discoveredHost, discoveredPort, hostAddress, hostExtendedPid, lookupDomain } = later;
  return { ...joined, configuredHost, configuredPort, discoveredHost, discoveredPort, hostAddress, hostExtendedPid, lookupDomain };
}
