/** A member's name without its path, case, blanks and punctuation: `event_id`, `EventID` and `winlog.event_id` are one. */
export function plainKey(key: string): string {
  if (/^[a-z]+$/.test(key)) return key;
  const short = key.slice(-64);
  return short.slice(short.lastIndexOf('.') + 1).toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Members that say on their own that an object is an event, and containers of them. */
const eventKeys: ReadonlySet<string> = new Set(['eventid', 'eventcode', 'eventidentifier', 'instanceid', 'providername', 'sourcename']);
const holders: ReadonlySet<string> = new Set(['event', 'system', 'winlog', 'win', 'source', 'result', 'provider', 'eventsource']);

/** True for a member that an event, or an object around one, has. */
export const isEventKey = (plain: string): boolean => eventKeys.has(plain) || holders.has(plain);

const maxLines = 400;
const maxLength = 65_536;
const maxLevels = 10;
const maxBrokenStrings = 40;

/** A bracket under an open bracket, a comma or a member's name belongs to the JSON text before it. */
function isInside(lines: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && i > at - 4; i -= 1) {
    const above = (lines[i] ?? '').slice(-200).trim();
    if (above !== '') return /(?:^|[\]}"\s:\d])[[{,]$|"\s{0,9}:$/.test(above);
  }
  return false;
}

/**
 * True where line `at` opens a JSON object or array that holds an event: a member of an event's name stands in it, at
 * most ten levels down and 400 lines or 65,536 characters on. Bounded whatever follows.
 */
export function isEventJsonAt(lines: readonly string[], at: number): boolean {
  const first = (lines[at] ?? '').trimStart();
  if ((!first.startsWith('{') && !first.startsWith('[')) || isInside(lines, at)) return false;
  let depth = 0;
  let seen = 0;
  let broken = 0;
  let open: string | null = null;
  let last = '';
  for (let n = at; n < lines.length && n < at + maxLines && seen < maxLength; n += 1) {
    const line = (lines[n] ?? '').slice(0, maxLength - seen);
    seen += line.length + 1;
    for (let i = 0; i < line.length; i += 1) {
      if (open !== null || line[i] === '"') {
        const from: number = open === null ? i + 1 : i;
        const end = endOfString(line, from);
        const text: string = (open ?? '') + line.slice(from, Math.min(end, from + 64));
        open = end >= line.length ? text : null;
        last = text;
        i = end;
      } else if (line[i] === ':') {
        if (eventKeys.has(plainKey(last))) return true;
      } else if (line[i] === '{' || line[i] === '[') depth += 1;
      else if (line[i] === '}' || line[i] === ']') depth -= 1;
      if (depth <= 0 || depth > maxLevels) return false;
    }
    if (open !== null) broken += 1;
    if (broken > maxBrokenStrings) return false;
  }
  return false;
}

function endOfString(line: string, from: number): number {
  let i = from;
  while (i < line.length && line[i] !== '"') i += line[i] === '\\' ? 2 : 1;
  return i;
}
