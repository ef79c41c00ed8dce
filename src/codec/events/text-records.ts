import { emptyDraft } from './build-event.ts';
import type { EventDraft } from './build-event.ts';
import { readIsoTime } from './event-time.ts';
import { readEventId } from './event-xml.ts';
import type { EventGathering } from './gather-fragments.ts';
import { eventIdOfWords, inferEventId } from './message.ts';
import { isLicensingEventId } from './provider.ts';
import { isListLabel, learnRoles, readLabel } from './text-labels.ts';
import type { LabelledLine, LabelRoles, Role } from './text-labels.ts';
import { isDetailsAt, readDetails } from './text-details.ts';
import { isTableHead, readListedRow, readTable } from './text-tables.ts';

/** How the event being read is laid out: Event Viewer's header, a property list, or a message alone. */
type Style = 'viewer' | 'list' | 'bare';

type Open = {
  draft: EventDraft;
  style: Style;
  firstLabel: string;
  labels: Set<string>;
  message: string[] | null;
  instance: string | null;
  date: string | null;
  clock: string | null;
  strings: string | null;
  idAt: number;
};

/** A shell's prompt with what was typed at it. */
export const isPrompt = (line: string): boolean => /^\s*(?:PS\s)?[A-Za-z]:\\[^<>|"]{0,200}>/.test(line.slice(0, 300));

const separator = /^\s*Event\[\d{1,9}\]:?\s*$/;
const looseId = /^\s*(?:[\w -]{1,30}:\s{0,4})?Event ID:?\s{1,9}(\d{1,5})\s*$/i;
const infoLine = /^\s*0x[0-9a-f]{1,8}\s*,/i;

const open = (at: number, style: Style, firstLabel: string): Open => ({
  draft: emptyDraft(at), style, firstLabel, labels: new Set(), message: null, instance: null, date: null, clock: null, strings: null, idAt: -1,
});

/** Reads the events of `lines[from..to)` into the gathering, whatever their layouts. Linear in the lines. */
export function readRecords(lines: readonly string[], from: number, to: number, into: EventGathering): void {
  const roles = learnRoles(lines, from, to);
  let current: Open | null = null;
  const close = (): void => {
    if (current !== null) finish(current, to, into);
    current = null;
  };
  let i = from;
  while (i < to) {
    const line = lines[i] ?? '';
    const part = isDetailsAt(lines, i) ? readDetails(lines, i, to) : readTableAt(lines, i, to, current);
    if (part !== null) {
      if (!isTableHead(line)) close();
      current = null;
      for (const draft of part.drafts) into.add(draft);
      i = Math.max(part.next, i + 1);
    } else {
      const taken: Open | 'closed' | null = take(current, line, i, roles);
      if (taken !== current) close();
      current = taken === 'closed' ? null : taken;
      i += 1;
    }
  }
  if (!isRepeatedAsXml(lines, from, to)) close();
}

function readTableAt(lines: readonly string[], at: number, to: number, current: Open | null): ReturnType<typeof readDetails> | null {
  return isTableHead(lines[at] ?? '') ? readTable(lines, at, to, current?.draft.provider ?? null) : null;
}

/**
 * True where the lines end with the label under which Event Viewer repeats an event as XML (`Event Xml:` in English), and the
 * XML follows, with the event's number in it. It says the same as the text, and its time in UTC: the text is not read then.
 */
function isRepeatedAsXml(lines: readonly string[], from: number, to: number): boolean {
  let last = to - 1;
  while (last > from && last > to - 6 && (lines[last] ?? '').trim() === '') last -= 1;
  const label = (lines[last] ?? '').slice(0, 200).trim();
  if (!/xml/i.test(label) || !/[:：]$/.test(label) || !/^\s*(?:-\s*)?<Event[\s>]/.test((lines[to] ?? '').slice(0, 200))) return false;
  return lines.slice(to, to + 24).some((line) => line.slice(0, 4096).includes('</EventID>'));
}

/** Gives the record that the line belongs to: the current one, a new one, or `closed` where it ends the current one. */
function take(current: Open | null, line: string, at: number, roles: LabelRoles): Open | 'closed' | null {
  if (line.trim() === '') return current;
  if (isPrompt(line)) return 'closed';
  if (separator.test(line.slice(0, 100))) return open(at, 'viewer', '');
  const listed = readListedRow(line, at);
  if (listed !== null) return { ...open(at, 'bare', ''), draft: listed, message: [listed.message ?? ''] };
  const loose = looseId.exec(line.slice(0, 100))?.[1];
  const found = loose === undefined ? readLabel(line.slice(0, 65_536)) : { label: 'eventid', value: loose };
  const role = found === null ? undefined : roles.get(found.label);
  if (found !== null && role !== undefined && isHeaderLine(current, found, role)) return takeLabel(current, found, role, at);
  return takeText(current, line, at);
}

/** Inside a message only what must be a header is one: descriptions have lines with colons of their own. */
function isHeaderLine(current: Open | null, line: LabelledLine, role: Role): boolean {
  if (current === null || current.message === null) return current !== null || role !== 'other';
  if (current.style === 'list') return true;
  return line.label === current.firstLabel || role === 'log' || (line.label === 'eventid' && /^\d{1,5}$/.test(line.value));
}

function takeLabel(current: Open | null, line: LabelledLine, role: Role, at: number): Open {
  const again = current === null || current.labels.has(line.label)
    || (current.message !== null && current.style !== 'list') || (current.firstLabel !== '' && line.label === current.firstLabel);
  const record = again ? open(at, isListLabel(line.label) ? 'list' : 'viewer', line.label) : current;
  record.labels.add(line.label);
  setRole(record, role, line.value, at);
  return record;
}

function setRole(record: Open, role: Role, value: string, at: number): void {
  const { draft } = record;
  switch (role) {
    case 'log': draft.log ??= value; break;
    case 'provider': draft.provider ??= value; break;
    case 'time': record.date ??= value; break;
    case 'clock': record.clock ??= value; break;
    case 'id':
      draft.id ??= readEventId(/^0x[0-9a-f]{8}$/i.test(value) ? Number(value) : /^\d{1,10}$/.exec(value)?.[0]);
      record.idAt = at;
      break;
    case 'instance': record.instance ??= value; break;
    case 'computer': draft.computer ??= value; break;
    case 'message': record.message = [value]; break;
    case 'strings': record.strings ??= value; break;
    case 'other': break;
  }
}

function takeText(current: Open | null, line: string, at: number): Open | null {
  const words = eventIdOfWords(line);
  const begins = words !== null || infoLine.test(line.slice(0, 200));
  if (current === null) return begins ? { ...open(at, 'bare', ''), message: [line] } : null;
  const message = current.message;
  if (message === null) {
    if (current.style === 'viewer' && current.draft.id !== null) current.message = [line];
    else if (begins && current.style !== 'list') return { ...open(at, 'bare', ''), message: [line] };
    return current;
  }
  const full = begins && message.some((m) => (words === null ? infoLine.test(m) : infoLine.test(m) || eventIdOfWords(m) !== null));
  if (full) return { ...open(at, 'bare', ''), message: [line] };
  if (message.length < 2000) message.push(line);
  return current;
}

function finish(record: Open, to: number, into: EventGathering): void {
  const { draft } = record;
  draft.id ??= readEventId(record.instance);
  // Half a number at the text's very end would be the number of another event.
  if (draft.id !== null && record.idAt === to - 1 && !isLicensingEventId(draft.id)) return;
  const date = record.date === null || record.clock === null ? record.date : `${record.date} ${record.clock}`;
  if (date !== null) draft.time = readIsoTime(date, false) ?? date.slice(0, 100);
  if (record.message !== null) draft.message = record.message.join('\n');
  const inner = /^\{(.*?)\}?$/.exec(record.strings ?? '')?.[1];
  if (inner !== undefined && /^\s*(?:0x|hr=)/i.test(inner) && (draft.message === null || inferEventId(draft.message) === null)) draft.strings = [inner];
  into.add(draft);
}
