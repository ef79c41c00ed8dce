import type { Fragment, TextFormat } from '../text-format.ts';
import { gatherEvents } from './gather-fragments.ts';
import { eventIdOfWords } from './message.ts';
import { isLicensingEventId, isLicensingProvider } from './provider.ts';
import { englishRoles, isHeaderAt, readLabel } from './text-labels.ts';
import { isDetailsAt } from './text-details.ts';
import { isPrompt, readRecords } from './text-records.ts';
import { isTableHead, readListedRow } from './text-tables.ts';

const head = (lines: readonly string[], at: number): string => (lines[at] ?? '').slice(0, 400);

const looseId = /^\s*(?:[\w -]{1,30}:\s{0,4})?Event ID\s{1,9}\d{1,5}\s*$/i;

/** The nearest line above that is not blank, at most eight lines away; empty where there is none. */
function lineAbove(lines: readonly string[], at: number): string {
  for (let i = at - 1; i >= 0 && i > at - 8; i -= 1) if ((lines[i] ?? '').trim() !== '') return head(lines, i);
  return '';
}

/** Labels that open an event wherever they stand alone, and those that do unless a list's `Message` came before them. */
const opening: ReadonlySet<string> = new Set(['logname', 'timecreated', 'eventtype', 'index']);
const telling: ReadonlySet<string> = new Set(['eventid', 'id', 'providername', 'source', 'eventsource', 'instanceid', 'message']);

/** True where the label, with its value, can only be an event's: other listings have an `Id`, an `Index` and a `Source` too. */
function isTelling(lines: readonly string[], at: number, label: string, value: string): boolean {
  switch (label) {
    case 'eventid': return /^\d{1,5}$/.test(value);
    case 'id': return /^\d{1,5}$/.test(value) && isLicensingEventId(Number(value));
    case 'instanceid': return /^\d{4,10}$/.test(value);
    case 'index': return /^\d{1,9}$/.test(value) && /^\s*EntryType\s*:/i.test(head(lines, at + 1) || head(lines, at + 2));
    case 'message': return eventIdOfWords(value) !== null;
    case 'logname': case 'timecreated': case 'eventtype': return true;
    default: return isLicensingProvider(value);
  }
}

/** True where a property list's message, with no other label between, stands above: the label belongs to the same event. */
function followsMessage(lines: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && i > at - 80; i -= 1) {
    const line = head(lines, i);
    if (isPrompt(line)) return false;
    const label = readLabel(line)?.label;
    if (label !== undefined && englishRoles.has(label)) return label === 'message';
  }
  return false;
}

/** True where an event's header or opening words stand close above: the line is part of that event's message. */
function followsHeader(lines: readonly string[], at: number): boolean {
  let looked = 0;
  for (let i = at - 1; i >= 0 && i > at - 40 && looked < 14; i -= 1) {
    const line = head(lines, i);
    if (line.trim() === '') continue;
    looked += 1;
    if (isPrompt(line)) return false;
    if (/^\s*[<{"]/.test(line) || eventIdOfWords(line) !== null || /^\s*(?:[-+]\s*)?EventData\s*$/.test(line)) return true;
    if (looseId.test(line) || readListedRow(line, i) !== null) return true;
    const found = readLabel(line);
    // slmgr prints a Description too, but never an empty one.
    if (found === null || (found.label === 'description' && found.value !== '')) continue;
    if (isLicensingProvider(found.value) || (englishRoles.get(found.label) ?? 'other') !== 'other') return true;
  }
  return false;
}

const infoLine = /^\s*0x[0-9a-f]{1,8}\s*,\s*(?:0x[0-9a-f]{1,8}|\d{1,6})\s*,/i;

function startsAt(lines: readonly string[], at: number): boolean {
  const line = head(lines, at);
  if (line.trim() === '') return false;
  if (/^\s*Event\[\d{1,9}\]:?\s*$/.test(line) || isTableHead(line) || isDetailsAt(lines, at)) return true;
  if (eventIdOfWords(line) !== null || infoLine.test(line)) return !followsHeader(lines, at);
  if (looseId.test(line)) {
    const above = readLabel(lineAbove(lines, at));
    // `Here it is:` is someone's own words.
    return above === null || (above.value === '' && !englishRoles.has(above.label));
  }
  const found = readLabel(line);
  if (found === null) return readListedRow(line, at) !== null;
  const above = lineAbove(lines, at);
  if (/^\s*Event\[\d{1,9}\]:?\s*$/.test(above)) return false;
  if ((opening.has(found.label) || telling.has(found.label)) && isTelling(lines, at, found.label, found.value)) {
    const labelAbove = readLabel(above)?.label;
    if (labelAbove !== undefined && englishRoles.has(labelAbove)) return false;
    return opening.has(found.label) || !followsMessage(lines, at);
  }
  return isHeaderAt(lines, at) || readListedRow(line, at) !== null;
}

/** What printed the text, for people: told by words that only it prints. */
function printedBy(lines: readonly string[], from: number, to: number): string {
  for (let i = from; i < Math.min(to, from + 20); i += 1) {
    const line = head(lines, i);
    if (/^\s*Event\[\d/.test(line)) return 'wevtutil';
    if (/^\s*(?:TimeCreated|ProviderName|LevelDisplayName)\b/.test(line)) return 'Get-WinEvent';
    if (/^\s*(?:EntryType|InstanceId|TimeGenerated)\b/i.test(line) || /^\s*Index\s+Time\s/.test(line)) return 'Get-EventLog';
    if (/^\s*Log Name\s*:/.test(line)) return 'Event Viewer';
  }
  return 'event text';
}

/** Words that stand in a header copied as one line, in Event Viewer's order. */
const inOneLine = ['Source:', 'Date:', 'Event ID:', 'Task Category:', 'Level:', 'Keywords:', 'User:', 'Computer:', 'Description:'];

/** A header whose lines were joined into one, as several lines again; any other line as it is. */
function splitHeader(line: string): string[] {
  const start = line.slice(0, 2000);
  if (!start.includes('Log Name:') || !start.includes('Source:') || !start.includes('Event ID:')) return [line];
  const parts: string[] = [];
  let from = 0;
  for (const label of inOneLine) {
    const at = start.indexOf(label, from + 1);
    if (at === -1) continue;
    parts.push(line.slice(from, at));
    from = at;
  }
  return [...parts, line.slice(from)];
}

/**
 * Events as text: Event Viewer's copied general and Details views, `wevtutil /f:text`, `Get-WinEvent` and `Get-EventLog`
 * as list or table, the list that Event Viewer saves, and a KMS event's message alone. Any language where the order tells.
 */
export const eventTextFormat: TextFormat = {
  id: 'event-text',
  startsAt,
  read(lines, from, to): Fragment[] {
    const into = gatherEvents('event-text', printedBy(lines, from, to), from);
    const joined = lines.slice(from, Math.min(to, from + 5)).some((l) => l.includes('Log Name:') && l.includes('Event ID:'));
    if (joined) {
      const split = lines.slice(from, to).flatMap(splitHeader);
      readRecords(split, 0, split.length, into);
      return into.fragments().map((f) => ({ ...f, line: from + 1 }));
    }
    readRecords(lines, from, to, into);
    return into.fragments();
  },
};
