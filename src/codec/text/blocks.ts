/** Lines `[from..to)` that belong together; `whole` is false where the block is not closed. */
export type Block = { from: number; to: number; whole: boolean };

const opensJson = /^\s*[{[]\s*(?:$|["{}[\]\-0-9tfn])/;
/** What a line inside JSON can begin with; anything else ends a block that was cut short. */
const insideJson = /^\s*(?:$|["{}[\]:,\-0-9]|true\b|false\b|null\b)/;

/** True where a JSON object or array may begin at the line's first character. */
export const mayOpenJson = (line: string): boolean => opensJson.test(line.slice(0, 200));

/** How many lines a string may be broken over before it counts as cut off where it began. */
const mostBrokenLines = 40;

/**
 * The JSON object or array that opens in `lines[from]`, to the line of its closing bracket. Strings are respected; one that a
 * line break broke goes on in the next lines where its closing mark is near. Where the block is cut short it ends before the
 * first line that cannot be JSON.
 */
export function jsonBlockAt(lines: readonly string[], from: number): Block {
  let depth = 0;
  let inString = false;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (at > from && !inString && !insideJson.test(line)) return { from, to: at, whole: false };
    let i = 0;
    if (inString) i = endOfString(line, 0) + 1;
    inString = i > line.length;
    for (; i < line.length; i += 1) {
      const c = line.charCodeAt(i);
      if (c === 0x22) {
        i = endOfString(line, i + 1);
        inString = i >= line.length;
      } else if (c === 0x7b || c === 0x5b) depth += 1;
      else if (c === 0x7d || c === 0x5d) depth -= 1;
    }
    if (inString && !closesSoon(lines, at + 1)) return { from, to: at + 1, whole: false };
    if (depth <= 0 && !inString) return { from, to: at + 1, whole: depth === 0 };
  }
  return { from, to: lines.length, whole: false };
}

function closesSoon(lines: readonly string[], from: number): boolean {
  for (let at = from; at < Math.min(lines.length, from + mostBrokenLines); at += 1) if (lines[at]?.includes('"')) return true;
  return false;
}

/** The index of the quotation mark that ends the string, or the line's length or more where it does not end in this line. */
function endOfString(line: string, from: number): number {
  let i = from;
  while (i < line.length && line.charCodeAt(i) !== 0x22) i += line.charCodeAt(i) === 0x5c ? 2 : 1;
  return Math.min(i, line.length);
}

const opensXml = /^\s*<(?:(Events?)(?:[\s>]|$)|\?xml\s|(Objs)\s)/;

/** True where XML begins that may hold events. */
export const mayOpenXml = (line: string): boolean => opensXml.test(line.slice(0, 200));

/**
 * The XML element that opens in `lines[from]`, to the line that closes it. An event that is not closed ends before the line
 * that opens the next; what is never closed ends with the text.
 */
export function xmlBlockAt(lines: readonly string[], from: number): Block {
  const first = opensXml.exec((lines[from] ?? '').slice(0, 200));
  let root = first?.[1] ?? first?.[2] ?? null;
  let open = 0;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (at > from && opensXml.test(line.slice(0, 200))) {
      const starts = opensXml.exec(line.slice(0, 200))?.[1];
      if (root !== null && (root !== 'Events' || starts !== 'Event')) return { from, to: at, whole: false };
    }
    root ??= /<([A-Za-z][\w.:-]{0,60})/.exec(line)?.[1] ?? null;
    if (root === null) continue;
    open += count(line, `<${root}`, /[\s>]/) - count(line, `</${root}`, /[\s>]/);
    if (open <= 0) return { from, to: at + 1, whole: true };
  }
  return { from, to: lines.length, whole: false };
}

/** How often `what` stands in `line` with `after` behind it, or at its end. */
function count(line: string, what: string, after: RegExp): number {
  let found = 0;
  for (let i = line.indexOf(what); i !== -1; i = line.indexOf(what, i + what.length)) {
    const next = line[i + what.length];
    if (next === undefined || after.test(next)) found += 1;
  }
  return found;
}
