import { emptyDraft } from './build-event.ts';
import type { EventDraft } from './build-event.ts';
import { readIsoTime } from './event-time.ts';

/** What reading a part of the lines gave, and the line after it. */
export type Part = { drafts: EventDraft[]; next: number };

/** True where Event Viewer's copied Details view begins: `- System`, then `- Provider` (a cleaned paste has lost the dashes). */
export function isDetailsAt(lines: readonly string[], at: number): boolean {
  if (!/^\s*(?:[-+]\s*)?System\s*$/.test((lines[at] ?? '').slice(0, 200))) return false;
  for (let i = at + 1; i < lines.length && i < at + 6; i += 1) {
    const line = (lines[i] ?? '').slice(0, 200).trim();
    if (line !== '') return /^[-+]?\s*Provider\b/.test(line);
  }
  return false;
}

const attribute = /^\[\s*(\w{1,40})\s*\]\s*(.*)$/;
const element = /^(?:[-+]\s*)?(EventID|Channel|Computer|EventData|UserData|System)\b\s*(.*)$/;

/** The Details view of one event that begins at `at`. Its names are those of the event schema in every language. */
export function readDetails(lines: readonly string[], at: number, to: number): Part {
  const draft = emptyDraft(at);
  const data: string[] = [];
  let inData = false;
  let i = at + 1;
  for (; i < to && !isDetailsAt(lines, i); i += 1) {
    const line = (lines[i] ?? '').slice(0, 4096).trim();
    if (line === '') continue;
    if (inData) {
      if (data.length < 64) data.push(line);
      continue;
    }
    const [, name, value] = attribute.exec(line) ?? [];
    if (name === 'Name' || name === 'EventSourceName') draft.provider ??= value ?? null;
    else if (name === 'SystemTime') draft.time = readIsoTime(value ?? '', true) ?? value ?? null;
    const [, tag, text] = element.exec(line) ?? [];
    if (tag === 'EventID' && /^\d{1,5}$/.test(text ?? '')) draft.id = Number(text);
    else if (tag === 'Channel') draft.log = text ?? null;
    else if (tag === 'Computer') draft.computer = text ?? null;
    else if (tag === 'EventData' || tag === 'UserData') inData = true;
  }
  // A line with commas is a whole Info string, or the beginning of one that a console wrapped.
  if (data[0]?.includes(',') === true) draft.message = data.join('\n');
  else draft.strings = data;
  return { drafts: [draft], next: i };
}
