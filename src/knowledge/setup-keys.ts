import table from './data/setup-keys.tsv';

/**
 * A product key that Microsoft itself prints in its documentation. It activates nothing alone: a GVLK makes a machine
 * a KMS client, an AVMA key makes a virtual machine ask its Hyper-V host. Source: the page named in `source`.
 */
export type SetupKey = {
  /** `kms-client` is a GVLK; `avma` is for virtual machines on an activated Datacenter host. */
  use: 'kms-client' | 'avma';
  product: string;
  edition: string;
  family: string;
  kind: 'client' | 'server' | 'office';
  generation: string;
  key: string;
  /** Equals `partialProductKey` where this key is installed. */
  last5: string;
  /** Registry EditionID values that go with it; general Windows knowledge, a hint. Empty for Office and AVMA. */
  editionIds: readonly string[];
  /** Machines that a KMS host must have counted: 25 or 5; null for AVMA, which counts nothing. */
  threshold: number | null;
  /** First build of the generation, null where the table says none. */
  buildMin: number | null;
  /** The only builds it is for (LTSC, LTSB); empty where `buildMin` decides. */
  builds: readonly number[];
  /** Office Deployment Tool product ids. */
  officeProductIds: readonly string[];
  /** Once printed by Microsoft, no longer: to be recognised, never recommended. */
  withdrawn: boolean;
  note: string | null;
  source: string;
};

type Tables = { all: readonly SetupKey[]; byLast5: ReadonlyMap<string, SetupKey>; byKey: ReadonlyMap<string, SetupKey> };

let tables: Tables | null = null;

function readTables(): Tables {
  if (tables !== null) return tables;
  const sources: string[] = [];
  const all: SetupKey[] = [];
  for (const line of table.split('\n')) {
    const c = line.split('\t');
    if (c[0] === '#source') sources.push(c[2] ?? '');
    else if (c.length > 10 && c[0] !== '#columns') all.push(readRow(c, sources));
  }
  tables = {
    all,
    byLast5: new Map(all.map((k) => [k.last5, k])),
    byKey: new Map(all.map((k) => [k.key, k])),
  };
  return tables;
}

const listOf = (text: string | undefined): string[] => (text ? text.split(',') : []);

function readRow(c: readonly string[], sources: readonly string[]): SetupKey {
  const key = c[6] ?? '';
  return {
    use: c[0] === 'avma' ? 'avma' : 'kms-client',
    product: c[1] ?? '',
    edition: c[2] ?? '',
    family: c[3] ?? '',
    kind: c[4] === 'client' || c[4] === 'office' ? c[4] : 'server',
    generation: c[5] ?? '',
    key,
    last5: key.slice(-5),
    editionIds: listOf(c[7]),
    threshold: c[8] ? Number(c[8]) : null,
    buildMin: c[9] ? Number(c[9]) : null,
    builds: listOf(c[10]).map(Number),
    officeProductIds: listOf(c[11]),
    withdrawn: c[12] === 'yes',
    note: c[13] || null,
    source: sources[Number(c[14])] ?? '',
  };
}

/** Every published key, GVLK and AVMA, in the order of Microsoft's pages. */
export const allSetupKeys = (): readonly SetupKey[] => readTables().all;

/** The GVLK that ends in these five characters, in any letter case; null where no published GVLK does. AVMA keys are not GVLKs. */
export function setupKeyByLast5(last5: string): SetupKey | null {
  const found = publishedKeyByLast5(last5);
  return found?.use === 'kms-client' ? found : null;
}

/** The published key of either use that ends in these five characters, else null. */
export const publishedKeyByLast5 = (last5: string): SetupKey | null => readTables().byLast5.get(last5.toUpperCase()) ?? null;

/** The published key of either use that this whole key is (any letter case), else null. */
export const publishedKey = (fullKey: string): SetupKey | null => readTables().byKey.get(fullKey.toUpperCase()) ?? null;

/** True where the whole key, GVLK or AVMA, stands in Microsoft's public documentation and so is no secret. */
export const isSetupKey = (fullKey: string): boolean => publishedKey(fullKey) !== null;

export type SetupKeyFilter = {
  /** Part of the product's name, any letter case: `Windows Server 2022`. */
  product?: string;
  /** The edition as Microsoft's table calls it, any letter case: `Standard`. */
  edition?: string;
  kind?: SetupKey['kind'];
  generation?: string;
  /** A registry EditionID, any letter case: `EnterpriseS`. */
  editionId?: string;
};

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** GVLKs that may be recommended and fit everything that is asked for; withdrawn ones are left out. Empty where none fits. */
export function setupKeysFor(filter: SetupKeyFilter): readonly SetupKey[] {
  return allSetupKeys().filter(
    (k) =>
      k.use === 'kms-client' && !k.withdrawn
      && (filter.product === undefined || k.product.toLowerCase().includes(filter.product.toLowerCase()))
      && (filter.edition === undefined || same(k.edition, filter.edition))
      && (filter.kind === undefined || k.kind === filter.kind)
      && (filter.generation === undefined || same(k.generation, filter.generation))
      && (filter.editionId === undefined || k.editionIds.some((id) => same(id, filter.editionId ?? ''))),
  );
}

/**
 * The GVLK of an installed Windows from its EditionID and build (`22631`, without revision). Null where the edition has
 * none or several would fit: an edition id is a hint, and a wrong key is worse than no key.
 */
export function setupKeyForInstalled(editionId: string, build: number): SetupKey | null {
  const fitting = setupKeysFor({ editionId }).filter((k) =>
    k.builds.length > 0 ? k.builds.includes(build) : k.buildMin !== null && k.buildMin <= build);
  const newest = Math.max(...fitting.map((k) => k.buildMin ?? Math.max(...k.builds)));
  const best = fitting.filter((k) => (k.buildMin ?? Math.max(...k.builds)) === newest);
  return best.length === 1 ? (best[0] ?? null) : null;
}

/** Hyphens that mail programs and word processors put in place of the plain one. */
const dash = String.raw`[ \t]?[-\u2010-\u2015\u2212][ \t]?(?:\r?\n[> \t]{0,8})?`;
const fiveByFive = new RegExp(`(?<![A-Za-z0-9])[A-Za-z0-9]{5}(?:${dash}[A-Za-z0-9]{5}){4}(?![A-Za-z0-9])`, 'g');
/** Without hyphens only the letters that Windows product keys use count, so that no hash or name is taken for a key. */
const joined = /(?<![A-Za-z0-9])[2346789BCDFGHJKMNPQRTVWXY]{25}(?![A-Za-z0-9])/gi;

const maskOne = (found: string): string => {
  const letters = found.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  const groups = letters.match(/.{5}/g) ?? [];
  return isSetupKey(groups.join('-')) ? found : `XXXXX-XXXXX-XXXXX-XXXXX-${letters.slice(-5)}`;
};

/** The text with every whole product key that Microsoft did not publish masked to its last five characters. Linear in the text's length. */
export const maskKeys = (text: string): string => text.replace(fiveByFive, maskOne).replace(joined, maskOne);
