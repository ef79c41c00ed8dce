import { classOfName } from './class-names.ts';
import { classOfRecord, newRecord, putColumn, textIn } from './record.ts';
import type { CimRecord, CimValue } from './record.ts';

/** Members that PowerShell adds around the columns; they repeat or describe them. */
const wrappers: ReadonlySet<string> = new Set(['cimclass', 'ciminstanceproperties', 'cimsystemproperties', 'properties', 'systemproperties', 'qualifiers', 'classpath', 'scope', 'options']);
const deepest = 8;

type Names = { className: string | null; computer: string | null };
type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members | null =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : null;

/**
 * The instances in a JSON value: objects that are instances of a known class, alone, in arrays, or under members such as
 * `value` (PowerShell 5 wraps arrays so) or a class's name. Objects of other kinds are looked into, and else left out.
 */
export function* recordsOfJson(value: unknown, line: number, names: Names = { className: null, computer: null }, depth = 0): Generator<CimRecord> {
  if (depth > deepest) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* recordsOfJson(item, line, names, depth + 1);
    return;
  }
  const members = membersOf(value);
  if (members === null) return;
  const record = recordOf(members, line, names);
  if (classOfRecord(record) !== null && !isEnvelope(members)) {
    yield record;
    return;
  }
  for (const [name, member] of Object.entries(members)) {
    if (member === null || typeof member !== 'object' || wrappers.has(name.toLowerCase())) continue;
    const className = classOfName(name) === null ? names.className : name;
    yield* recordsOfJson(member, line, { ...names, className }, depth + 1);
  }
}

/** An object with nothing but members of its own kind around: `{ "value": [...], "Count": 2 }`, or classes by name. */
function isEnvelope(members: Members): boolean {
  const keys = Object.keys(members);
  return Array.isArray(members['value']) || (keys.length > 0 && keys.every((key) => classOfName(key) !== null));
}

function recordOf(members: Members, line: number, names: Names): CimRecord {
  const system = membersOf(members['CimSystemProperties']);
  const cimClass = membersOf(members['CimClass']);
  const named = system?.['ClassName'] ?? cimClass?.['CimClassName'] ?? null;
  const record = newRecord(line, { className: typeof named === 'string' ? named : names.className });
  for (const [name, member] of Object.entries(members)) {
    if (!wrappers.has(name.toLowerCase())) putColumn(record, name, valueOf(member));
  }
  const server = system?.['ServerName'] ?? names.computer;
  if (typeof server === 'string' && textIn(record, 'PSComputerName') === null) putColumn(record, 'PSComputerName', server);
  return record;
}

/** Scalars and lists as they are; PowerShell 5 writes some dates as `{ "value": "/Date(…)/", "DateTime": "…" }`. */
function valueOf(member: unknown): CimValue {
  if (typeof member === 'string' || typeof member === 'number' || typeof member === 'boolean' || member === null) return member;
  if (Array.isArray(member)) return member.slice(0, 1000).map((item: unknown) => (item !== null && typeof item === 'object' ? null : valueOf(item)));
  const inner = membersOf(member)?.['value'];
  return inner === undefined || membersOf(inner) !== null ? null : valueOf(inner);
}
