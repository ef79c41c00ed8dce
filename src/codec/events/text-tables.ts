import { emptyDraft } from './build-event.ts';
import type { EventDraft } from './build-event.ts';
import type { Part } from './text-details.ts';

const header = /^\s*TimeCreated\s+(?:ProviderName\s+)?Id\s+LevelDisplayName\s+Message\s*$/i;
const logHeader = /^\s*Index\s+Time\s+EntryType\s+Source\s+InstanceID\s+Message\s*$/i;

/** True for the head of the table that `Get-WinEvent` or `Get-EventLog` prints. */
export const isTableHead = (line: string): boolean => line.length < 400 && (header.test(line) || logHeader.test(line));

const clock = String.raw`\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s[^\s\d]{1,6}){0,2}`;
const row = new RegExp(String.raw`^\s*(\S.{0,40}?${clock})\s+(?:(\S{3,60})\s+)?(\d{1,5})\s+(\S{1,30})(?:\s+(.*))?$`);
const logRow = /^\s*(\d{1,9})\s+(\S{3}\s\d{1,2}\s\d{2}:\d{2})\s+(\S+)\s+(\S.{0,60}?)\s+(\d{1,10})\s+(.*)$/;

function draftOfRow(line: string, at: number, provider: string | null): EventDraft | null {
  const text = line.slice(0, 400);
  const log = logRow.exec(text);
  if (log !== null) {
    // A column too narrow for the source shows its beginning and dots: that names nothing.
    const source = /(?:\.\.\.|…)$/.test(log[4] ?? '') ? null : (log[4] ?? null);
    return { ...emptyDraft(at), time: log[2] ?? null, provider: source, id: Number(log[5]) & 0xffff, message: log[6] ?? null };
  }
  const found = row.exec(text);
  if (found === null) return null;
  const [, time, named, id, , message] = found;
  return { ...emptyDraft(at), time: time ?? null, provider: named ?? provider, id: Number(id), message: message ?? null };
}

/**
 * The rows of a table whose head is at `at`; `provider` is the one named above it, or null. A message that the table cut
 * is kept as it is. The rows end where a line is no row.
 */
export function readTable(lines: readonly string[], at: number, to: number, provider: string | null): Part {
  const drafts: EventDraft[] = [];
  let named = provider;
  let i = at + 1;
  for (; i < to; i += 1) {
    const line = (lines[i] ?? '').slice(0, 4096);
    if (line.trim() === '' || /^[\s-]+$/.test(line) || isTableHead(line)) continue;
    const above = /^\s*ProviderName:\s*(\S.*)$/.exec(line.slice(0, 400))?.[1];
    if (above !== undefined) {
      named = above.trim();
      continue;
    }
    const draft = draftOfRow(line, i, named);
    if (draft === null) break;
    drafts.push(draft);
  }
  return { drafts, next: i };
}

const listed = /^(.{0,120}?)((?:Microsoft-Windows-)?Security-(?:SPP|Licensing-SLC))["\t ,]{1,12}(\d{1,5})["\t ,]{1,12}(?:[^"\t ,]{1,40}["\t ,]{1,12})?(.*)$/;

/**
 * A row of the list that Event Viewer saves as text or CSV (level, date and time, source, number, category, message), or
 * null. Its message may go on over the lines that follow.
 */
export function readListedRow(line: string, at: number): EventDraft | null {
  if (line.length > 65_536 || !/Security-(?:SPP|Licensing-SLC)["\t ,]/.test(line.slice(0, 200))) return null;
  const found = listed.exec(line.slice(0, 4096));
  const [, before, provider, id, message] = found ?? [];
  const time = /^\s*"?[^\s,"]{1,20}["\t ,]+(.*?\d{1,2}[:.]\d{2}.*?)["\t ,]*$/.exec(before ?? '')?.[1];
  if (time === undefined) return null;
  return { ...emptyDraft(at), time, provider: provider ?? null, id: Number(id), message: (message ?? '').replace(/^"/, '') };
}
