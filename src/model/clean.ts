/** Breaks of line and tabs: a space stands in their place, so that words do not run together. */
const blanks = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/gu;

/**
 * What a terminal, a log viewer or a reader's eye could be deceived with: C0, DEL, C1, soft hyphen, bidirectional marks,
 * overrides and isolates, zero-width and filler characters, variation selectors, interlinear marks, tags.
 */
const unsafe = new RegExp(
  '[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e'
  + '\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{e0000}-\\u{e0fff}]',
  'u',
);

const ESC = 0x1b;
/** ESC and the letter, or the C1 character alone, that open a string: DCS, SOS, OSC, PM, APC (ECMA-48 §5.6). */
const stringOpeners = new Set('PX]^_');
const stringOpenersC1 = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f]);

const between = (code: number, low: number, high: number): boolean => code >= low && code <= high;

/** The index after the parameters, intermediates and final byte of a control sequence whose parameters begin at `at`. */
function endOfControlSequence(s: string, at: number): number {
  let i = at;
  while (between(s.charCodeAt(i), 0x20, 0x3f)) i += 1;
  return between(s.charCodeAt(i), 0x40, 0x7e) ? i + 1 : at;
}

/** Where a string that begins at `at` ends: after BEL or ST; `closed` is false where a line break or the text's end came first. */
function endOfString(s: string, at: number): { end: number; closed: boolean } {
  for (let i = at; i < s.length; i += 1) {
    const code = s.charCodeAt(i);
    if (code === 0x07 || code === 0x9c) return { end: i + 1, closed: true };
    if (code === ESC && s[i + 1] === '\\') return { end: i + 2, closed: true };
    if (code === 0x0a || code === 0x0d) return { end: i, closed: false };
  }
  return { end: s.length, closed: false };
}

/** Removes whole escape sequences; of one that never ends only its opening goes, so that the evidence after it stays. */
function removeSequences(s: string): string {
  let kept = '';
  let from = 0;
  let i = 0;
  // Before this index no string is closed: remembered, so that many openings cost one search and not one each.
  let openUntil = 0;
  while (i < s.length) {
    const code = s.charCodeAt(i);
    if (code !== ESC && !between(code, 0x80, 0x9f)) {
      i += 1;
      continue;
    }
    const next = code === ESC ? (s[i + 1] ?? '') : '';
    let end = i + 1;
    if (next === '[' || code === 0x9b) end = endOfControlSequence(s, code === ESC ? i + 2 : i + 1);
    else if (stringOpeners.has(next) || stringOpenersC1.has(code)) {
      end = code === ESC ? i + 2 : i + 1;
      if (end > openUntil) {
        const found = endOfString(s, end);
        if (found.closed) end = found.end;
        else openUntil = found.end;
      }
    } else if (code === ESC && between(s.charCodeAt(i + 1), 0x20, 0x2f)) {
      while (between(s.charCodeAt(end), 0x20, 0x2f)) end += 1;
      if (between(s.charCodeAt(end), 0x30, 0x7e)) end += 1;
    } else if (code === ESC && between(s.charCodeAt(i + 1), 0x30, 0x7e)) end = i + 2;
    kept += s.slice(from, i);
    from = end;
    i = end;
  }
  return kept + s.slice(from);
}

/**
 * Text from elsewhere (evidence, a peer, a paste) as one line that is safe to draw, log or paste into a ticket: escape
 * sequences are removed whole, tabs and breaks of line become a space, and control characters, bidirectional controls
 * and characters without width are removed. Lone surrogates become U+FFFD. Never throws; time is in proportion to length.
 */
export function cleanText(s: string): string {
  const wellFormed = s.toWellFormed();
  if (!unsafe.test(wellFormed)) return wellFormed;
  return removeSequences(wellFormed)
    .replace(blanks, ' ')
    .replace(new RegExp(unsafe.source, 'gu'), '');
}
