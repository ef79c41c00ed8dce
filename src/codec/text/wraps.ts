/** Widths at which consoles cut, and one less: the blank that stood in the last column is often lost. */
export const consoleWidths: ReadonlySet<number> = new Set([79, 80, 99, 100, 119, 120]);
/** How far before its end a line is searched for the tag that it was cut in. */
const tagReach = 2000;
/** The longest line that is rejoined, in pieces: certificate URLs and event XML, not whole books. */
const mostPieces = 2000;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** An extended PID, `03612-00206-563-124817-03-1033-20348.0000-1122025`. */
const pid = /^\d{5}-\d{5}-\d{3}-\d{6}-\d{2}-\d{4,5}-\d{4,5}\.\d{4}-\d{7}$/;
const codeTail = /(?:^|[^0-9a-z])(0(?:x[0-9a-f]{0,7})?)$/i;
const codeHead = /^x?[0-9a-f]{1,8}(?![0-9a-z])/i;
/** A label, a wmic column, a mark of structure: what begins something of its own and continues nothing. */
const beginning = /^(?:\p{L}[^:：=]{0,59}(?::(?=\s|$)|：)|[A-Za-z]\w{0,60}=|[A-Za-z][\w ]{0,60}\s=\s|-(?!\w)|_(?![A-Z])|[<{[=*]|\d{1,4}:\s)/u;
/** A label of several words whose blank after the colon was lost, as people who retype do: `Partial Product Key:BCD34`. */
const tightLabel = /^\p{Lu}\p{L}{1,20}(?:[ -][\p{L}\p{N}()]{1,20}){1,7}:[^\s/]/u;
/** The end of a line that a tag of XML was cut in. */
const cutTag = /<(?:[/?!]|[/?!]?[A-Za-z][\w.:-]{0,60}(?:\s[^<>]*)?)?$/;
/** The text of an element that a line ends in, and where the next line ends it. */
const cutText = /<[A-Za-z][\w.:-]{0,60}(?:\s[^<>]*)?>[^<>]+$/;
const endsText = /^[^<>]{0,4000}<\//;
/** Blanks between words, as tables have them: a table's rows are often as wide as the console, and are rows all the same. */
const columns = /\S {2,}\S/;

/**
 * Rejoins, in place, lines that a console cut at its last column in mid-word. Conservative: a GUID or a code that two lines
 * hold together is rejoined at any width; other text only where the line fills a usual console (79, 80, 99, 100, 119, 120
 * columns), the next is not indented, and that begins nothing of its own. One blank line between is passed over
 * where the text has blank lines between all. `quotedWidths` are the widths of lines before their quote marks were taken off,
 * by index. What was joined moves up; its own line is left blank, so that numbers stay true.
 */
export function joinWraps(lines: string[], quotedWidths: ReadonlyMap<number, number> = new Map()): void {
  const full = new Set<number>();
  for (const line of lines) if (line.length === 80 || line.length === 100 || line.length === 120) full.add(line.length);
  for (const width of quotedWidths.values()) if (width % 20 === 0) full.add(width);
  for (let at = 0; at < lines.length; at += 1) {
    let last = lines[at] ?? '';
    if (last === '') continue;
    const pieces: string[] = [];
    let width = quotedWidths.get(at) ?? last.length;
    let inTag = cutTag.test(last.slice(-tagReach));
    let next = nextLine(lines, at, at);
    while (next !== -1 && pieces.length < mostPieces) {
      const rest = lines[next] ?? '';
      const glue = inTag ? glueInTag(last, rest, width, full) : glueBetween(last, rest, width, full);
      if (glue === null) break;
      if (pieces.length === 0) pieces.push(last);
      const piece = rest.trimStart();
      pieces.push(glue + piece);
      lines[next] = '';
      if (/[<>]/.test(piece)) inTag = cutTag.test(piece.slice(-tagReach));
      last = (glue === '' ? tailOf(last) : ' ') + piece;
      // What follows is judged by the width of the piece as it stood, not as it was put together.
      width = quotedWidths.get(next) ?? rest.length;
      if (!consoleWidths.has(width)) break;
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

/** Within a tag of XML nothing begins that is not its own: all that tells is whether the line fills a console. */
function glueInTag(line: string, next: string, width: number, full: ReadonlySet<number>): string | null {
  if (!consoleWidths.has(width) || /^\s{0,1}<(?!\/?$)/.test(next)) return null;
  // `<Provider` and `Name=` are two words wherever the line was broken, as are an attribute's end and the next one's beginning.
  const apart = /(?:<[A-Za-z][\w.:-]*|["'])$/.test(line.slice(-100)) && /^\s?[A-Za-z][\w.:-]{0,60}=["']/.test(next);
  return apart || /^\s/.test(next) || full.has(width + 1) ? ' ' : '';
}

/** What belongs between two lines that are one: nothing or a blank; null where they are two. */
function glueBetween(line: string, next: string, width: number, full: ReadonlySet<number>): string | null {
  const rest = next.trimStart();
  if (rest === '') return null;
  if (splitsGuid(line, rest) || splitsPid(line, rest) || splitsCode(line, rest)) return '';
  if (cutText.test(line.slice(-tagReach)) && endsText.test(next)) return glueInTag(line, next, width, full);
  // `internet address = 10.0.0.1` and `svr hostname   = kms1.corp.exa` have columns too, and one word at their end.
  const inLastWord = /=\s\S{1,255}$/.test(line.slice(-260)) && /^[\w.:-]{1,255}$/.test(rest) && !/[:]$/.test(rest);
  if (!inLastWord && (columns.test(line) || columns.test(rest))) return null;
  // A blank that the cut left at the beginning of the next line is one column; more is indentation.
  const indent = next.length - rest.length;
  if (!consoleWidths.has(width) || indent > 1) return null;
  const inUrl = /https?:\/\/\S{0,400}$/i.test(line.slice(-420)) && /^[^\s:]+$/.test(rest.slice(0, 400));
  if (!inUrl && (beginning.test(rest) || tightLabel.test(rest))) return null;
  // Where other lines are one column longer, this one lost the blank that stood in that column.
  const lostBlank = full.has(width + 1);
  return (lostBlank || indent === 1) && !inUrl ? ' ' : '';
}

function splitsGuid(line: string, rest: string): boolean {
  if (!/[0-9a-f-]$/i.test(line)) return false;
  const tail = /[0-9a-f-]{1,36}$/i.exec(line.slice(-36))?.[0] ?? '';
  const head = /^[0-9a-f-]{1,36}/i.exec(rest)?.[0] ?? '';
  return tail.length < 36 && head.length < 36 && guid.test(tail + head);
}

function splitsPid(line: string, rest: string): boolean {
  if (!/[\d.-]$/.test(line)) return false;
  const tail = /[\d.-]{1,60}$/.exec(line.slice(-60))?.[0] ?? '';
  return !pid.test(tail) && pid.test(tail + (/^[\d.-]{1,60}/.exec(rest)?.[0] ?? ''));
}

function splitsCode(line: string, rest: string): boolean {
  const tail = codeTail.exec(line.slice(-12))?.[1];
  const head = codeHead.exec(rest)?.[0];
  return tail !== undefined && head !== undefined && /^0x[0-9a-f]{8}$/i.test(tail + head);
}
