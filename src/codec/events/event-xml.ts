import { countLines } from '../count-lines.ts';
import { childOf, localName, readXml } from '../xml.ts';
import type { XmlNode } from '../xml.ts';
import type { Fragment, TextFormat } from '../text-format.ts';
import { emptyDraft } from './build-event.ts';
import type { EventDraft } from './build-event.ts';
import { readIsoTime } from './event-time.ts';
import { gatherEvents } from './gather-fragments.ts';
import type { EventGathering } from './gather-fragments.ts';

/** No event record is larger than 64 KB of strings (winevt.h); with its message and escaping this is generous. */
const limits = { length: 1024 * 1024, nodes: 5000, depth: 64 };

/** Elements of the event schema; anything else in angle brackets is text that was not escaped. */
const schemaNames = 'Event|System|Provider|EventID|Version|Level|Task|Opcode|Keywords?|TimeCreated|EventRecordID|Correlation|Execution|Channel'
  + '|Computer|Security|EventData|UserData|Data|Binary|ComplexData|RenderingInfo|Message|string';
const bareBracket = new RegExp(`<(?!/?(?:${schemaNames})[\\s/>]|[!?])`, 'g');
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)/gi;

/** Word processors put curly marks in place of those around attributes. */
const repair = (xml: string): string => xml.replace(/[‘’]/g, '\'').replace(/[“”]/g, '"').replace(bareAmpersand, '&amp;').replace(bareBracket, '&lt;');

/** EventID with its qualifiers in the upper half, or without; null where it is no number. */
export function readEventId(text: string | number | null | undefined): number | null {
  const s = String(text ?? '').trim();
  if (!/^-?[0-9]{1,10}$/.test(s)) return null;
  const n = Number(s);
  return n >= 0 && n <= 0xffff ? n : n & 0xffff;
}

/** Texts of Data elements in order; some tools write all of them into one, as `<string>` elements, escaped or not. */
function stringsOf(data: XmlNode): string[] {
  const inner = data.children.filter((c) => localName(c) === 'string');
  if (inner.length > 0) return inner.map((c) => c.text);
  if (!data.text.trimStart().startsWith('<string>')) return [data.text];
  const parts = data.text.split('</string>', 64);
  return parts.filter((part) => part.includes('<string>')).map((part) => part.slice(part.indexOf('<string>') + 8));
}

function leavesOf(node: XmlNode, found: string[] = []): string[] {
  for (const child of node.children) {
    if (child.children.length > 0) leavesOf(child, found);
    else if (child.text.trim() !== '' && found.length < 64) found.push(child.text);
  }
  return found;
}

function draftOf(event: XmlNode, at: number): EventDraft {
  const system = childOf(event, 'System');
  const provider = childOf(system, 'Provider');
  const data = childOf(event, 'EventData')?.children.filter((c) => localName(c) === 'Data').flatMap(stringsOf);
  const userData = childOf(event, 'UserData');
  const created = childOf(system, 'TimeCreated')?.attributes.get('SystemTime') ?? '';
  return {
    ...emptyDraft(at),
    id: readEventId(childOf(system, 'EventID')?.text),
    provider: provider?.attributes.get('Name') || provider?.attributes.get('EventSourceName') || null,
    log: childOf(system, 'Channel')?.text ?? null,
    computer: childOf(system, 'Computer')?.text ?? null,
    time: readIsoTime(created, true) ?? (created.startsWith('1601-') ? null : created.slice(0, 100)),
    strings: (data ?? (userData === null ? [] : leavesOf(userData))).slice(0, 64),
    message: childOf(childOf(event, 'RenderingInfo'), 'Message')?.text ?? null,
  };
}

function readOne(xml: string, at: number, into: EventGathering, whole: boolean): void {
  if (xml.length > limits.length) {
    into.note(at, 'An event longer than one million characters was not read.');
    return;
  }
  const first = readXml(xml, limits);
  const reading = first.ok || !whole ? first : readXml(repair(xml), limits);
  const tree = reading.ok ? reading.value : reading.partial;
  const draft = tree === null || localName(tree) !== 'Event' ? null : draftOf(tree, at);
  if (draft === null || draft.id === null) into.note(at, 'An event in XML is cut or damaged before its number, and was not read.');
  else {
    if (!reading.ok) into.note(at, 'An event in XML is cut or damaged; it was read as far as it goes.');
    into.add(draft);
  }
}

const startTag = /<(?:[A-Za-z][\w.-]{0,30}:)?Event[\s>]/g;
const endTag = /<\/(?:[A-Za-z][\w.-]{0,30}:)?Event\s{0,9}>/g;

/**
 * Reads every `<Event>` of a text, one at a time, into the gathering: memory is bounded by one event, time by the text.
 * `lineAt` is the line that the text begins on, counted from 0. An event cut at the text's end is read as far as it goes.
 */
function readEventXml(text: string, lineAt: number, into: EventGathering): void {
  startTag.lastIndex = 0;
  const lineOf = countLines(text, lineAt);
  let end = -1;
  let start = startTag.exec(text);
  while (start !== null) {
    const from = start.index;
    startTag.lastIndex = from + 1;
    const next = startTag.exec(text);
    if (end <= from) {
      endTag.lastIndex = from;
      const close = endTag.exec(text);
      end = close === null ? text.length + 1 : close.index + close[0].length;
    }
    const to = Math.min(end, next?.index ?? text.length);
    readOne(text.slice(from, to), lineOf(from), into, end <= to);
    start = next;
  }
}

const opening = /^\s*(?:[-+]\s*)?<(?:\?xml\b|(?:[A-Za-z][\w.-]{0,30}:)?Events?(?:[\s>]|$))/;
const anEvent = /<(?:[A-Za-z][\w.-]{0,30}:)?Events?[\s>]/;

/** Event XML: one `<Event>`, several with or without a root, as Event Viewer, wevtutil and `ToXml()` write them. */
export const eventXmlFormat: TextFormat = {
  id: 'event-xml',
  startsAt(lines, at) {
    const line = (lines[at] ?? '').slice(0, 2000);
    if (!opening.test(line)) return false;
    if (/^\s*<\?xml/.test(line) && !anEvent.test(`${line}\n${(lines[at + 1] ?? '').slice(0, 2000)}`)) return false;
    return at === 0 || !/^\s*<(?:\?xml\b[^<]*|Events(?:\s[^<>]*)?>)\s*$/.test((lines[at - 1] ?? '').slice(0, 2000));
  },
  read(lines, from, to): Fragment[] {
    const into = gatherEvents('event-xml', 'event XML', from);
    readEventXml(lines.slice(from, to).join('\n'), from, into);
    return into.fragments();
  },
};
