/** One JSON object found in a text. `whole` is false where the text ended, or went wrong, inside it. */
export type JsonPiece = { value: unknown; at: number; whole: boolean };

const maxDepth = 64;

/** Where the object that opens at `from` ends (after its brace), or -1 where the text ends first. Strings are respected. */
function endOfObject(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 0x22) {
      i += 1;
      while (i < text.length && text.charCodeAt(i) !== 0x22) i += text.charCodeAt(i) === 0x5c ? 2 : 1;
    } else if (c === 0x7b || c === 0x5b) depth += 1;
    else if (c === 0x7d || c === 0x5d) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}

/**
 * The objects of a text, one after another, whatever stands around them: a single one, an array's (the brackets and
 * commas are passed over), one on each line. Each is parsed by itself, so memory is bounded by the largest. An object
 * that is cut short, or broken by a line break inside a string, is read as far as it goes. Never throws; time is in
 * proportion to the text.
 */
export function* findJsonObjects(text: string): Generator<JsonPiece> {
  let from = text.indexOf('{');
  while (from !== -1) {
    const end = endOfObject(text, from);
    const slice = text.slice(from, end === -1 ? text.length : end);
    yield { at: from, ...parse(slice, end !== -1) };
    if (end === -1) return;
    from = text.indexOf('{', end);
  }
}

function parse(slice: string, closed: boolean): { value: unknown; whole: boolean } {
  if (closed) {
    try {
      return { value: JSON.parse(slice) as unknown, whole: true };
    } catch {
      // Read leniently below: what a paste breaks most often is a string, by a line break in it.
    }
  }
  return readLeniently(slice);
}

type Reader = { text: string; at: number; failed: boolean };

/**
 * Reads JSON whose strings may hold line breaks and that may stop anywhere. Half a number or word at the end is left
 * out; of half a string what stands before its last comma is kept.
 */
function readLeniently(text: string): { value: unknown; whole: boolean } {
  const r: Reader = { text, at: 0, failed: false };
  const value = readValue(r, 0);
  return { value, whole: !r.failed };
}

function skipBlanks(r: Reader): void {
  while (/\s/.test(r.text[r.at] ?? '')) r.at += 1;
}

function readValue(r: Reader, depth: number): unknown {
  skipBlanks(r);
  const c = r.text[r.at];
  if (depth > maxDepth || c === undefined) {
    r.failed = true;
    return undefined;
  }
  if (c === '{') return readObject(r, depth);
  if (c === '[') return readArray(r, depth);
  return c === '"' ? readString(r) : readWord(r);
}

function readObject(r: Reader, depth: number): Record<string, unknown> {
  const found = new Map<string, unknown>();
  r.at += 1;
  while (!r.failed) {
    skipBlanks(r);
    const c = r.text[r.at];
    if (c === '}') {
      r.at += 1;
      break;
    }
    if (c === ',') {
      r.at += 1;
      continue;
    }
    if (c !== '"') {
      r.failed = true;
      break;
    }
    const key = readString(r);
    skipBlanks(r);
    if (r.failed || r.text[r.at] !== ':') {
      r.failed = true;
      break;
    }
    r.at += 1;
    const value = readValue(r, depth + 1);
    if (value !== undefined) found.set(key, value);
  }
  return Object.fromEntries(found);
}

function readArray(r: Reader, depth: number): unknown[] {
  const found: unknown[] = [];
  r.at += 1;
  while (!r.failed) {
    skipBlanks(r);
    const c = r.text[r.at];
    if (c === ']') {
      r.at += 1;
      break;
    }
    if (c === ',') {
      r.at += 1;
      continue;
    }
    const value = readValue(r, depth + 1);
    if (value !== undefined) found.push(value);
  }
  return found;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function readString(r: Reader): string {
  const parts: string[] = [];
  let i = r.at + 1;
  let from = i;
  while (i < r.text.length && r.text[i] !== '"') {
    if (r.text[i] === '\\') {
      parts.push(r.text.slice(from, i));
      const letter = r.text[i + 1] ?? '';
      const hex = letter === 'u' ? /^[0-9a-f]{4}/i.exec(r.text.slice(i + 2, i + 6))?.[0] : undefined;
      parts.push(hex === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)));
      i += hex === undefined ? 2 : 6;
      from = i;
    } else i += 1;
  }
  parts.push(r.text.slice(from, i));
  const text = parts.join('');
  r.at = i + 1;
  if (i < r.text.length) return text;
  r.failed = true;
  return text.slice(0, text.lastIndexOf(',') + 1);
}

function readWord(r: Reader): unknown {
  const word = /^[\w+.-]{1,64}/.exec(r.text.slice(r.at, r.at + 64))?.[0] ?? '';
  r.at += word.length;
  if (word === '' || r.at >= r.text.length) r.failed = true;
  if (r.failed) return undefined;
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  const n = Number(word);
  if (Number.isFinite(n)) return n;
  r.failed = true;
  return undefined;
}
