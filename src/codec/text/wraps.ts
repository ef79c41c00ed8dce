/** Widths at which consoles cut, and one less: the blank that stood in the last column is often lost. */
const widths: ReadonlySet<number> = new Set([79, 80, 99, 100, 119, 120]);
/** The longest line that is rejoined, in pieces: certificate URLs and event XML, not whole books. */
const mostPieces = 2000;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const codeTail = /(?:^|[^0-9a-z])(0(?:x[0-9a-f]{0,7})?)$/i;
const codeHead = /^x?[0-9a-f]{1,8}(?![0-9a-z])/i;
/** A label, a wmic column, a mark of structure: what begins something of its own and continues nothing. */
const beginning = /^(?:\p{L}[^:：=]{0,59}(?::(?=\s|$)|：)|[A-Za-z]\w{0,60}=|[A-Za-z][\w ]{0,60}\s=\s|[-<{[=*_]|\d{1,4}:\s)/u;
/** Blanks between words, as tables have them: a table's rows are often as wide as the console, and are rows all the same. */
const columns = /\S {2,}\S/;

/**
 * Rejoins, in place, lines that a console cut at its last column in mid-word. Conservative: a GUID or a code that two lines
 * hold together is rejoined at any width; other text only where the line fills a usual console (79, 80, 99, 100, 119, 120
 * columns), the next is not indented, and that begins nothing of its own. One blank line between is passed over
 * where the text has blank lines between all. What was joined moves up; its own line is left blank, so that numbers stay true.
 */
export function joinWraps(lines: string[]): void {
  const full = new Set<number>();
  for (const line of lines) if (line.length === 80 || line.length === 100 || line.length === 120) full.add(line.length);
  for (let at = 0; at < lines.length; at += 1) {
    let last = lines[at] ?? '';
    if (last === '') continue;
    const pieces: string[] = [];
    let next = nextLine(lines, at, at);
    while (next !== -1 && pieces.length < mostPieces) {
      const rest = lines[next] ?? '';
      const glue = glueBetween(last, rest, full);
      if (glue === null) break;
      if (pieces.length === 0) pieces.push(last);
      const piece = rest.trimStart();
      pieces.push(glue + piece);
      lines[next] = '';
      last = glue === '' ? tailOf(last) + piece : piece;
      // What follows is judged by the width of the piece as it stood, not as it was put together.
      if (!widths.has(rest.length)) break;
      last = last.slice(-rest.length);
      next = nextLine(lines, next, at);
    }
    if (pieces.length > 0) lines[at] = pieces.join('');
  }
}

/** Enough of a line's end to hold a GUID that a third line completes. */
const tailOf = (line: string): string => line.slice(-40);

function nextLine(lines: readonly string[], at: number, first: number): number {
  if (at + 1 >= lines.length) return -1;
  if (lines[at + 1] !== '') return at + 1;
  const spaced = first === 0 || lines[first - 1] === '';
  return spaced && at + 2 < lines.length && lines[at + 2] !== '' ? at + 2 : -1;
}

/** What belongs between two lines that are one: nothing or a blank; null where they are two. */
function glueBetween(line: string, next: string, full: ReadonlySet<number>): string | null {
  const rest = next.trimStart();
  if (rest === '') return null;
  if (splitsGuid(line, rest) || splitsCode(line, rest)) return '';
  if (columns.test(line) || columns.test(rest)) return null;
  // A blank that the cut left at the beginning of the next line is one column; more is indentation.
  const indent = next.length - rest.length;
  if (!widths.has(line.length) || indent > 1) return null;
  const inUrl = /https?:\/\/\S{0,400}$/i.test(line.slice(-420)) && /^[^\s:]+$/.test(rest.slice(0, 400));
  if (!inUrl && beginning.test(rest)) return null;
  // Where other lines are one column longer, this one lost the blank that stood in that column.
  const lostBlank = full.has(line.length + 1);
  return (lostBlank || indent === 1) && !inUrl ? ' ' : '';
}

function splitsGuid(line: string, rest: string): boolean {
  if (!/[0-9a-f-]$/i.test(line)) return false;
  const tail = /[0-9a-f-]{1,36}$/i.exec(line.slice(-36))?.[0] ?? '';
  const head = /^[0-9a-f-]{1,36}/i.exec(rest)?.[0] ?? '';
  return tail.length < 36 && head.length < 36 && guid.test(tail + head);
}

function splitsCode(line: string, rest: string): boolean {
  const tail = codeTail.exec(line.slice(-12))?.[1];
  const head = codeHead.exec(rest)?.[0];
  return tail !== undefined && head !== undefined && /^0x[0-9a-f]{8}$/i.test(tail + head);
}
