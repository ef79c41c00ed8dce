/** A text that is no JSON: where it stops being so, counted from 1; `cut` where it simply ends too early; `within` the path of members there. */
export type JsonFault = { ok: false; cut: boolean; line: number; column: number; within: string };

/** Parses JSON, and where it cannot, says where the fault is. Never throws; linear in the text's length. */
export function parseJson(text: string): { ok: true; value: unknown } | JsonFault {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    // V8's message names a position for some faults only, so the place is found anew.
    const fault = findFault(text);
    return { ok: false, cut: fault.at >= text.trimEnd().length, ...placeOf(text, fault.at), within: fault.within };
  }
}

/** Line and column of a character, counted from 1. */
function placeOf(text: string, at: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) {
    line += 1;
    start = i + 1;
  }
  return { line, column: at - start + 1 };
}

/**
 * Where a member of a valid JSON text stands, counted from 1: at its key, or at the item of an array. Of a key that stands
 * twice the last one counts, as for JSON.parse. As far as the path goes: a member that is not there has the place of what should hold it.
 */
export function placeOfMember(text: string, path: readonly (string | number)[]): { line: number; column: number } {
  let place = skipSpace(text, 0);
  let value = place;
  for (const step of path) {
    const found = findMember(text, value, step);
    if (found === null) break;
    ({ place, value } = found);
  }
  return placeOf(text, place);
}

/** Where the key and the value of a member begin; for an item both are where it begins. */
function findMember(text: string, container: number, step: string | number): { place: number; value: number } | null {
  const isObject = text[container] === '{';
  if (!isObject && text[container] !== '[') return null;
  let found: { place: number; value: number } | null = null;
  let at = skipSpace(text, container + 1);
  for (let i = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; i += 1) {
    const place = at;
    let isMeant = i === step;
    if (isObject) {
      const end = endOfText(text, at + 1).at;
      isMeant = JSON.parse(text.slice(at, end)) === step;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (isMeant) found = { place, value: at };
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

function skipSpace(text: string, at: number): number {
  space.lastIndex = at;
  space.test(text);
  return space.lastIndex;
}

/** After the value that begins at `from`, in a text that is known to be JSON. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; ) {
    const c = text[at];
    if (c === '"') at = endOfText(text, at + 1).at;
    else {
      if (c === ',' && depth === 0) return at;
      if (c === '}' || c === ']') {
        if (depth === 0) return at;
        depth -= 1;
      } else if (c === '{' || c === '[') depth += 1;
      at += 1;
    }
  }
  return text.length;
}

type Wanted = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';
type Open = { array: boolean; step: string | number };

const plainToken = /-?(?:0|[1-9]\d{0,999})(?:\.\d{1,999})?(?:[eE][+-]?\d{1,9})?|true|false|null/y;
const space = /[ \t\r\n]*/y;

/** The first character that no JSON text could have there (the text's length where it ends too early), and the path of members around it. */
function findFault(text: string): { at: number; within: string } {
  const open: Open[] = [];
  let wanted: Wanted = 'value';
  let at = 0;
  for (;;) {
    space.lastIndex = at;
    space.test(text);
    at = space.lastIndex;
    const start = text[at];
    const inside = open.at(-1);
    const stop = { at: Math.min(at, text.length), within: pathOf(open) };
    if (start === undefined) return stop;
    if (wanted === 'colon' && start === ':') {
      wanted = 'value';
      at += 1;
    } else if (wanted === 'comma or end' && start === ',') {
      if (inside !== undefined) inside.step = typeof inside.step === 'number' ? inside.step + 1 : '';
      wanted = inside?.array === true ? 'value' : 'key';
      at += 1;
    } else if (wanted.endsWith('or end') && start === (inside?.array === true ? ']' : '}')) {
      open.pop();
      wanted = open.length === 0 ? 'nothing' : 'comma or end';
      at += 1;
    } else if (wanted.startsWith('value') && (start === '{' || start === '[')) {
      open.push({ array: start === '[', step: start === '[' ? 0 : '' });
      wanted = start === '[' ? 'value or end' : 'key or end';
      at += 1;
    } else if (start === '"' && (wanted.startsWith('key') || wanted.startsWith('value'))) {
      const end = endOfText(text, at + 1);
      if (!end.closed) return { ...stop, at: end.at };
      if (wanted.startsWith('key') && inside !== undefined) inside.step = text.slice(at + 1, Math.min(end.at - 1, at + 61));
      wanted = wanted.startsWith('key') ? 'colon' : afterValue(open);
      at = end.at;
    } else if (wanted.startsWith('value')) {
      plainToken.lastIndex = at;
      if (!plainToken.test(text)) return isCutWord(text, at) ? { ...stop, at: text.length } : stop;
      at = plainToken.lastIndex;
      wanted = afterValue(open);
    } else return stop;
  }
}

const afterValue = (open: readonly Open[]): Wanted => (open.length === 0 ? 'nothing' : 'comma or end');

/** `tru` or `-` at the very end began as a value. */
const isCutWord = (text: string, at: number): boolean => {
  const rest = text.slice(at, at + 6).trimEnd();
  return rest === '-' || (rest !== '' && ['true', 'false', 'null'].some((word) => word.startsWith(rest)));
};

/** Where a text ends that begins at `from`: after its quote, or at the character that it may not hold. */
function endOfText(text: string, from: number): { at: number; closed: boolean } {
  for (let i = from; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) return { at: i + 1, closed: true };
    if (unit < 0x20) return { at: i, closed: false };
    if (unit === 0x5c) i += 1;
  }
  return { at: text.length, closed: false };
}

const pathOf = (open: readonly Open[]): string => {
  let path = '';
  for (const { array, step } of open.slice(0, 8)) path += array ? `[${step}]` : step === '' ? '' : `${path === '' ? '' : '.'}${step}`;
  return path;
};
