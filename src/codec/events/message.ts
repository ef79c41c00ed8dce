import { countInfoFields, kmsEventIdOf, splitInfo } from './kms-info.ts';

/**
 * Openings of English messages that only one event has, in lower case.
 * Source: message table of sppsvc.exe, Windows 7 to 11 (libyal winevt-kb).
 */
const openings: readonly (readonly [opening: string, id: number])[] = [
  ['the client has sent an activation request to the key management service machine', 12288],
  ['the client has processed an activation response from the key management service machine', 12289],
  ['an activation request has been processed', 12290],
  ['the software protection service has completed licensing', 1003],
  ['license activation (slui.exe) failed with the following error code', 8198],
  ['the rules engine reported a failed vl activation attempt', 8233],
  ['active directory activation has succeeded', 12308],
];

/** The event whose English message begins like this, or null. Leading blanks do not matter. */
export function eventIdOfWords(text: string): number | null {
  const start = text.slice(0, 200).trimStart().replace(/\s+/g, ' ').toLowerCase();
  return openings.find(([opening]) => start.startsWith(opening))?.[1] ?? null;
}

/** The first field of an Info string and the comma after it. */
const infoStart = /0x[0-9a-f]{1,8}\s*,/i;
const continues = /^(?=.*[0-9,])[\w.:,/<>{}[\] \t-]+$/;
const label = /^\s*[A-Za-z][A-Za-z ]*:(?:\s|$)/;

/** True where the field is whole: the line ended after it and not in its middle. */
const isWhole = (field: string): boolean =>
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$|^\d+$|^0x[0-9a-f]+$/i.test(field)
  || /^\d{4}\/\d{1,2}\/\d{1,2}\s+\d{1,2}:\d{2}$/.test(field);

/** What the last field that every Windows writes is: a GUID, or in 12289 the request time. */
const endsRecord = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:\s|$)|^\d{4}\/\d{1,2}\/\d{1,2}\s+\d{1,2}:\d{2}(?:\s|$)/i;

const guidInParts = /^[0-9a-f-]+(?:\s+[0-9a-f-]+)+$/i;

/**
 * The Info string of event 12288, 12289 or 12290 inside a message, on one line or hard-wrapped over several (a line
 * break stays where one stood, and is undone field by field). Null where there is none. Only the text up to 4,096
 * characters after its start is looked at.
 */
export function findInfo(id: number, message: string): string | null {
  const found = infoStart.exec(message);
  if (found === null) return null;
  const lines = message.slice(found.index, found.index + 4096).split(/\r?\n/);
  const { most, certain } = countInfoFields(id);
  let info = lines[0] ?? '';
  for (let i = 1; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    const fields = splitInfo(info);
    const last = joinGuid(fields.at(-1) ?? '');
    const missing = fields.length < certain || (fields.length === certain && !endsRecord.test(last)) || (fields.length <= most && last === '')
      || (fields.length < most && /^\s*,/.test(line));
    const lastNumberCut = fields.length === most && /\d$/.test(info) && /^\s*\d{1,2}\s*$/.test(line);
    if (!missing && !lastNumberCut) break;
    if (!continues.test(line) || label.test(line) || (fields.length > 2 && infoStart.test(line.slice(0, 12)))) break;
    info = `${info}\n${line.trim()}`;
  }
  return trimTail(info, most, certain);
}

/** A GUID that a line break cut in two, whole again; any other text as it is. */
function joinGuid(field: string): string {
  const joined = guidInParts.test(field) ? field.replace(/\s+/g, '') : field;
  return joined.length === 36 && isWhole(joined) ? joined : field;
}

/** True for what cannot be the beginning of something longer: the last field of a text that was cut short. */
const isWholeWhenCut = (field: string): boolean => /^0x[0-9a-f]{8}$|^[0-6]$|:1688$/i.test(field) || (!/^(?:\d+|0x[0-9a-f]+)$/i.test(field) && isWhole(field));

/** Cuts words that follow the last field on its own line, and a last field that may be half of one. */
function trimTail(info: string, most: number, certain: number): string {
  const fields = info.split(',', most);
  const last = joinGuid((fields.at(-1) ?? '').trim());
  if (fields.length < certain) {
    if (!isWholeWhenCut(last)) fields[fields.length - 1] = '';
    return fields.join(',');
  }
  fields[fields.length - 1] = /^[^\s"]+(?:\s+\d{1,2}:\d{2}(?!\S)|\s+\d{1,2}$)?/.exec(last)?.[0] ?? last;
  // Thresholds are 5 and 25: a lone 2 at the end is half of a 25 that was cut.
  if (most > certain && fields.length === most && fields.at(-1) === '2') fields[fields.length - 1] = '';
  return fields.join(',');
}

/**
 * The event that a message without a header belongs to: told by the English words it begins with, else by the fields of
 * an Info string, in any language. Null where neither is unmistakable.
 */
export function inferEventId(message: string): number | null {
  const byWords = eventIdOfWords(message);
  if (byWords !== null) return byWords;
  for (const id of [12288, 12290, 12289]) {
    const info = findInfo(id, message);
    if (info !== null && kmsEventIdOf(info) === id) return id;
  }
  return null;
}
