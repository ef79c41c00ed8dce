/** A stretch of an input: an evidence file (or a report) as JSON, or any other text; `line` is where it begins, counted from 1. */
export type Stretch = { json: boolean; text: string; line: number };

/** The schema member of any of our files, of this version or another. */
const marker = /"kmsdoctor\.[a-z]{1,20}\/\d{1,6}"/g;

/** An evidence file cut off before its schema was whole. */
const cutMarker = /^\s{0,64}\{\s{0,64}"schema"\s{0,8}:\s{0,8}"kms[^"]{0,40}$/;

/** Openings that turned out to be none; above this many the input is no paste of ours. */
const mostMisses = 100;

/**
 * Takes an input apart into evidence files and the text between them, in order; stretches of blanks are left out.
 * An evidence file begins with a brace at the start of a line, or just before its schema, and ends where its braces
 * close, or with the input where they never do.
 */
export function findEvidence(input: string): Stretch[] {
  const found: Stretch[] = [];
  const counter = lineCounter(input);
  let from = 0;
  let misses = 0;
  const put = (json: boolean, start: number, end: number): void => {
    const text = start === 0 && end === input.length ? input : input.slice(start, end);
    if (/\S/.test(text)) found.push({ json, text, line: counter(start) });
  };
  marker.lastIndex = 0;
  for (let m = marker.exec(input); m !== null && misses < mostMisses; m = marker.exec(input)) {
    const start = openingBefore(input, m.index, from);
    const end = start === null ? 0 : endOfObject(input, start);
    if (start === null || end <= m.index) {
      misses += 1;
      continue;
    }
    put(false, from, start);
    put(true, start, end);
    from = end;
    marker.lastIndex = end;
  }
  if (from === 0 && cutMarker.test(input.slice(0, 400))) return [{ json: true, text: input, line: 1 }];
  put(false, from, input.length);
  return found;
}

/** The brace that opens the object around `at`, not before `from`; null where none is in sight. */
function openingBefore(input: string, at: number, from: number): number | null {
  const near = input.lastIndexOf('{', at);
  if (near >= from && /^\{\s*"schema"\s*:\s*$/.test(input.slice(near, at))) return near;
  // Written with its members sorted, the schema comes last; only the outermost brace stands at the start of a line.
  const first = input.startsWith('{', from) ? from : input.indexOf('\n{', from) + 1;
  return first >= from && first < at && input[first] === '{' ? first : null;
}

/** The index after the brace that closes the object at `start`; the input's length where it never closes. */
function endOfObject(input: string, start: number): number {
  let depth = 0;
  for (let i = start; i < input.length; i += 1) {
    const unit = input.charCodeAt(i);
    if (unit === 0x22) {
      i += 1;
      while (i < input.length && input.charCodeAt(i) !== 0x22) i += input.charCodeAt(i) === 0x5c ? 2 : 1;
    } else if (unit === 0x7b) depth += 1;
    else if (unit === 0x7d) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return input.length;
}

/** Line numbers of ascending places, each part of the input looked at once. */
function lineCounter(input: string): (at: number) => number {
  let line = 1;
  let seen = 0;
  return (at) => {
    for (let i = input.indexOf('\n', seen); i !== -1 && i < at; i = input.indexOf('\n', i + 1)) line += 1;
    seen = at;
    return line;
  };
}
