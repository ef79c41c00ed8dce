import { isLicensingProvider } from './provider.ts';

/** What a labelled line of an event's text says; `other` is a known label that evidence has no place for. */
export type Role = 'log' | 'provider' | 'time' | 'clock' | 'id' | 'instance' | 'computer' | 'message' | 'strings' | 'other';

/** Roles by label, the labels without blanks and in lower case. */
export type LabelRoles = ReadonlyMap<string, Role>;

/**
 * English labels without blanks, lower case: Event Viewer's copied text and `wevtutil /f:text`, the event viewer of
 * Windows Server 2003, and the property names of `Get-WinEvent` and `Get-EventLog`, which are English in every language.
 */
export const englishRoles: LabelRoles = new Map<string, Role>([
  ['logname', 'log'], ['source', 'provider'], ['providername', 'provider'], ['eventsource', 'provider'], ['sourcename', 'provider'],
  ['date', 'time'], ['timecreated', 'time'], ['timegenerated', 'time'], ['logged', 'time'], ['time', 'clock'],
  ['eventid', 'id'], ['id', 'id'], ['eventidentifier', 'id'], ['instanceid', 'instance'],
  ['computer', 'computer'], ['machinename', 'computer'], ['computername', 'computer'],
  ['description', 'message'], ['message', 'message'], ['replacementstrings', 'strings'], ['properties', 'strings'],
  ...[
    'taskcategory', 'category', 'categorynumber', 'task', 'taskdisplayname', 'level', 'leveldisplayname', 'keyword', 'keywords',
    'keywordsdisplaynames', 'opcode', 'opcodedisplayname', 'user', 'username', 'userid', 'version', 'qualifiers', 'recordid', 'providerid',
    'processid', 'threadid', 'activityid', 'relatedactivityid', 'containerlog', 'matchedqueryids', 'bookmark', 'index', 'entrytype', 'data',
    'eventtype', 'eventcategory', 'eventxml', 'site', 'container', 'timewritten', 'eventrecordid', 'moreinformation',
  ].map((label): [string, Role] => [label, 'other']),
]);

const listLabels: ReadonlySet<string> = new Set([
  'providername', 'timecreated', 'timegenerated', 'id', 'instanceid', 'machinename', 'message', 'replacementstrings', 'properties',
  'leveldisplayname', 'taskdisplayname', 'keywordsdisplaynames', 'opcodedisplayname', 'recordid', 'providerid', 'entrytype', 'index',
  'timewritten', 'categorynumber',
]);

/** True for labels that only `Get-WinEvent | fl` and `Get-EventLog | fl` print. */
export const isListLabel = (label: string): boolean => listLabels.has(label);

/** A line `label: value`; the label without blanks and in lower case. */
export type LabelledLine = { label: string; value: string };

const labelled = /^\s{0,60}([^\s:：][^:：]{0,40}?)\s{0,40}[:：]/;

/** The label and value of a line, or null where it has no label of at most 41 characters. The colon may be a full-width one. */
export function readLabel(line: string): LabelledLine | null {
  const found = labelled.exec(line);
  const label = found?.[1];
  if (found === null || label === undefined) return null;
  return { label: label.toLowerCase().replace(/[\s\u00a0]+/g, ''), value: line.slice(found[0].length).trim() };
}

const numeric = /^\d{1,5}$/;

/** Event Viewer copies an event's lines in one order in every language; places are relative to the source's line. */
const places: readonly (readonly [offset: number, role: Role])[] = [
  [-1, 'log'], [0, 'provider'], [1, 'time'], [2, 'id'], [3, 'other'], [4, 'other'], [5, 'other'], [6, 'other'], [7, 'computer'], [8, 'message'],
];

/** The next labelled line in a direction, blank lines passed over; null where another line, or the end, comes first. */
function neighbour(lines: readonly string[], at: number, step: 1 | -1, edge: number): { at: number; line: LabelledLine } | null {
  for (let i = at + step; i !== edge && Math.abs(i - at) < 8; i += step) {
    const text = (lines[i] ?? '').slice(0, 400);
    if (text.trim() === '') continue;
    const line = readLabel(text);
    return line === null ? null : { at: i, line };
  }
  return null;
}

/**
 * The labelled lines around the line that names a licensing provider, by their place: the event's log is named on the
 * line before, its number stands on the second after. Null where that is not so (the order of another tool, or no event).
 */
function headerAround(lines: readonly string[], at: number, from: number, to: number): Map<string, Role> | null {
  const own = readLabel((lines[at] ?? '').slice(0, 400));
  const before = neighbour(lines, at, -1, from - 1);
  if (own === null || before === null) return null;
  const found = [before.line, own];
  let last = at;
  while (found.length < places.length) {
    const next = neighbour(lines, last, 1, to);
    if (next === null) break;
    found.push(next.line);
    last = next.at;
  }
  return numeric.test(found[3]?.value ?? '') ? new Map(found.map((l, i) => [l.label, places[i]?.[1] ?? 'other'])) : null;
}

const namesProvider = /SPP|SLC|Software|KmsRequests/i;

/** The provider's line of a header whose first line is `at`, in any language, or null. */
function providerLineAfter(lines: readonly string[], at: number): number | null {
  const next = neighbour(lines, at, 1, lines.length);
  return next !== null && namesProvider.test(next.line.value) && isLicensingProvider(next.line.value) ? next.at : null;
}

/** True where an event header in Event Viewer's order begins at this line, in any language. */
export function isHeaderAt(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').slice(0, 400);
  if (readLabel(line) === null) return false;
  const provider = providerLineAfter(lines, at);
  return provider !== null && headerAround(lines, provider, at, Math.min(lines.length, provider + 24)) !== null;
}

/** The English roles, and those of the labels of every other language that the lines' own headers show by their order. */
export function learnRoles(lines: readonly string[], from: number, to: number): LabelRoles {
  const roles = new Map<string, Role>();
  let known = '';
  for (let i = from; i < to; i += 1) {
    const text = lines[i] ?? '';
    if (text.length > 400 || !namesProvider.test(text)) continue;
    const line = readLabel(text);
    if (line === null || !isLicensingProvider(line.value) || line.label === known) continue;
    const header = headerAround(lines, i, from, to);
    if (header === null) continue;
    known = line.label;
    for (const [label, role] of header) roles.set(label, role);
  }
  return new Map([...roles, ...englishRoles]);
}
