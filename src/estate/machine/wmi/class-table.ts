import table from './classes.tsv';

/** A CIM type as WMI names it; `[]` marks an array. */
export type CimType =
  | 'string' | 'string[]' | 'boolean' | 'datetime' | 'uint8' | 'uint16' | 'uint16[]' | 'uint32' | 'sint16' | 'sint32';

/** `since` is the first build that has the property, `until` the first that no longer has it (null: all later ones do). */
export type WmiProperty = { name: string; type: CimType; since: number; until: number | null };

export type WmiClass = { name: string; namespace: 'root\\cimv2' | 'root\\StandardCimv2'; properties: readonly WmiProperty[] };

const cells = (line: string): string[] => line.split('\t');

function readTable(): ReadonlyMap<string, WmiClass> {
  const classes = new Map<string, WmiClass & { properties: WmiProperty[] }>();
  for (const line of table.split('\n').slice(1)) {
    if (line === '' || line.startsWith('#')) continue;
    const [name = '', property = '', type = '', since = '', until = ''] = cells(line);
    const known = classes.get(name.toLowerCase())
      ?? { name, namespace: name.startsWith('MSFT_') ? 'root\\StandardCimv2' : 'root\\cimv2', properties: [] };
    classes.set(name.toLowerCase(), known);
    known.properties.push({ name: property, type: type as CimType, since: Number(since), until: until === '' ? null : Number(until) });
  }
  return classes;
}

/**
 * The classes that reference machines have, by their names in lower case, with each property's type and the builds that
 * have it; the sources stand in `classes.tsv`. 9200 (Windows 8, Server 2012) is Microsoft's pages against its Server 2019
 * listing; 19041 for the subscription columns and 25398 for the two of Azure are assumed: only Server 23H2 is known to
 * have them, and Server 2019 not to.
 */
export const wmiClasses = readTable();

const columnLists = new Map<string, readonly string[]>();

/** The properties of a class on a build, in the table's order. The same list each time; empty where that build lacks the class. */
export function columnsOf(cls: WmiClass, build: number): readonly string[] {
  const key = `${cls.name} ${build}`;
  const known = columnLists.get(key) ?? cls.properties.filter((p) => build >= p.since && (p.until === null || build < p.until)).map((p) => p.name);
  columnLists.set(key, known);
  return known;
}
