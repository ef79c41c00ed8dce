import { consoleWidths } from '../text/wraps.ts';

/** A JSON text found in lines: its value and the line after its last. */
export type FoundJson = { value: unknown; next: number };

/** No listing nests deeper; text that does is not read. */
const deepest = 64;

type Scan = {
  /** The text up to where it ends or breaks off, without its breaks of line. */
  parts: string[];
  length: number;
  closers: string;
  inString: boolean;
  escaped: boolean;
  /** The last place after which the text can be closed by force: length and what has to be closed there. */
  safe: { length: number; closers: string } | null;
  done: boolean;
};

/**
 * Reads the JSON value that begins at `lines[from]`, at column `column`, and stops where its brackets are closed. A text
 * cut short is read up to its last whole member and closed there. Null where the text is no JSON. Never throws; time is
 * in proportion to length.
 */
export function readJsonAt(lines: readonly string[], from: number, to: number, column: number): FoundJson | null {
  const scan: Scan = { parts: [], length: 0, closers: '', inString: false, escaped: false, safe: null, done: false };
  let at = from;
  for (; at < to && !scan.done; at += 1) {
    // Breaks of line are left out: between tokens JSON needs none, inside a string or a number one is a console's hard wrap.
    const line = lines[at] ?? '';
    if (!scanLine(scan, at === from ? line.slice(column) : line)) return null;
    // A string that breaks off where no console ends was broken by a mailer, at a blank.
    if (scan.inString && !scan.escaped && !consoleWidths.has(line.length) && !/\s$/.test(line)) push(scan, ' ');
  }
  const text = scan.parts.join('');
  if (scan.done) {
    const value = parse(text);
    return value === undefined ? null : { value, next: at };
  }
  if (scan.safe === null) return null;
  const value = parse(text.slice(0, scan.safe.length) + scan.safe.closers);
  return value === undefined ? null : { value, next: at };
}

function push(scan: Scan, text: string): void {
  scan.parts.push(text);
  scan.length += text.length;
}

/** False where the text nests too deep or closes what was not opened. */
function scanLine(scan: Scan, line: string): boolean {
  for (let i = 0; i < line.length; i += 1) {
    const c = line.charAt(i);
    if (scan.inString) {
      if (scan.escaped) scan.escaped = false;
      else if (c === '\\') scan.escaped = true;
      else if (c === '"') scan.inString = false;
      continue;
    }
    const here = scan.length + i;
    if (c === '"') scan.inString = true;
    else if (c === '{' || c === '[') {
      if (scan.closers.length >= deepest) return false;
      scan.closers = (c === '{' ? '}' : ']') + scan.closers;
      scan.safe = { length: here + 1, closers: scan.closers };
    } else if (c === '}' || c === ']') {
      if (!scan.closers.startsWith(c)) return false;
      scan.closers = scan.closers.slice(1);
      scan.safe = { length: here + 1, closers: scan.closers };
      if (scan.closers === '') {
        push(scan, line.slice(0, i + 1));
        scan.done = true;
        return true;
      }
    } else if (c === ',') scan.safe = { length: here, closers: scan.closers };
  }
  push(scan, line);
  return true;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
