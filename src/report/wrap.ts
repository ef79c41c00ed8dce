/** True for letters that terminals draw two columns wide (East Asian wide and full-width forms, emoji). */
const isWide = (point: number): boolean =>
  point >= 0x1100
  && (point <= 0x115f || (point >= 0x2e80 && point <= 0xa4cf && point !== 0x303f) || (point >= 0xac00 && point <= 0xd7a3)
    || (point >= 0xf900 && point <= 0xfaff) || (point >= 0xfe30 && point <= 0xfe6f) || (point >= 0xff00 && point <= 0xff60)
    || (point >= 0xffe0 && point <= 0xffe6) || (point >= 0x1f300 && point <= 0x1faff) || (point >= 0x20000 && point <= 0x3fffd));

/** Nearly all text is; one test of a whole text is many times faster than a look at each letter. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** Columns that a text takes on a terminal; combining marks and zero-width joiners take none. */
export function columnsOf(text: string): number {
  if (isPlain(text)) return text.length;
  let columns = 0;
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    if ((point >= 0x300 && point <= 0x36f) || (point >= 0x200b && point <= 0x200f) || (point >= 0xfe00 && point <= 0xfe0f)) continue;
    columns += isWide(point) ? 2 : 1;
  }
  return columns;
}

/**
 * The text in lines of at most `width` columns, broken between words (and between wide letters, which are written without
 * spaces). The first line starts with `indent`, the others with `hanging`. A word longer than a line, such as an address,
 * stands whole on a line of its own, so that it can still be copied. Line breaks in the text are kept, and so are several
 * blanks within a line.
 */
export function wrap(text: string, width: number, indent = '', hanging = indent): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) wrapParagraph(paragraph, width, lines.length === 0 ? indent : hanging, hanging, lines);
  return lines.join('\n');
}

function wrapParagraph(text: string, width: number, first: string, hanging: string, lines: string[]): void {
  if (isPlain(text)) return wrapPlain(text, width, first, hanging, lines);
  let line = first;
  let columns = columnsOf(first);
  let isEmpty = true;
  for (const piece of piecesOf(text)) {
    const size = columnsOf(piece.text);
    const blanks = isEmpty ? '' : piece.blanks;
    if (!isEmpty && columns + blanks.length + size > width) {
      lines.push(line);
      line = hanging + piece.text;
      columns = columnsOf(hanging) + size;
    } else {
      line += blanks + piece.text;
      columns += blanks.length + size;
    }
    isEmpty = false;
  }
  lines.push(line);
}

/** The same for text of one column a letter, by looking for the last space that fits: every start of the program pays for this. */
function wrapPlain(text: string, width: number, first: string, hanging: string, lines: string[]): void {
  let rest = text.trim();
  let indent = first;
  for (;;) {
    const room = Math.max(1, width - columnsOf(indent));
    if (rest.length <= room) break;
    const fitting = rest.lastIndexOf(' ', room);
    const cut = fitting === -1 ? rest.indexOf(' ') : fitting;
    if (cut === -1) break;
    lines.push(indent + rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
    indent = hanging;
  }
  lines.push(indent + rest);
}

/** A word, or one wide letter, with the blanks that stand before it. */
type Piece = { text: string; blanks: string };

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const [, blanks = '', word = ''] of text.replaceAll('\t', ' ').matchAll(/( *)([^ ]+)/g)) {
    let run = '';
    let before = blanks;
    for (const letter of word) {
      if (!isWide(letter.codePointAt(0) ?? 0)) {
        run += letter;
        continue;
      }
      if (run !== '') pieces.push({ text: run, blanks: before });
      pieces.push({ text: letter, blanks: run === '' ? before : '' });
      run = '';
      before = '';
    }
    if (run !== '') pieces.push({ text: run, blanks: before });
  }
  return pieces;
}
