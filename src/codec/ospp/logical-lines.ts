import { osppLabels, readOsppLine } from './labels.ts';
import type { OsppLine } from './labels.ts';

/** A line with its wrapped rest joined to it. `line` counts from 0 in the pasted text. */
export type LogicalLine = OsppLine & { line: number };

const escaped = (label: string): string => label.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const anyLabel = [...osppLabels].filter(([, l]) => l.own).map(([label]) => escaped(label)).join('|');
const beforeLabel = new RegExp(`(?=(?:${anyLabel}|DNS auto-discovery|KMS machine name from DNS|Activation Object name|AO (?:DN|extended PID|activation ID))\\s{0,3}:)`);
const labelsInside = /(?:SKU ID|LICENSE (?:NAME|DESCRIPTION|STATUS)|ERROR CODE|Last 5 characters of installed product key|Coordinated Universal Time Written|ERROR\/HOST)\s{0,3}:/g;

/** Lines that a web form or a chat ran together (`LICENSE NAME: …LICENSE DESCRIPTION: …`) fall apart before each label. */
function unjoin(line: string): string[] {
  if (line.length < 60 || (line.match(labelsInside)?.length ?? 0) < 2) return [line];
  return line.split(beforeLabel).flatMap((part) => part.split(/(?<!-)(?=-{5})|(?<=-{5})(?=[^-\s])|(?=<(?:Product|Offline|No installed))/));
}

/** Columns that a line fills on a console, where a tab stands for eight. */
const widthOf = (line: string): number => {
  const text = line.trimEnd();
  return text.startsWith('\t') ? text.length + 7 : text.length;
};

/** A line shorter than this was not wrapped by a console or a mailer. */
const wrapAt = 66;
/** From this width on it was the console that cut, be it in mid-word. */
const consoleWidth = 79;
/** No field needs more lines than this; what follows is something else. */
const mostParts = 4;

type OpenField = Extract<OsppLine, { kind: 'field' }> & { line: number };

/**
 * Reads `lines[from..to)` and joins the rest of hard-wrapped fields to them. A console cuts in mid-word at its last
 * column, a mailer at a blank: what filled the console, and a host name without its port, is joined without a blank.
 * A wrapped ERROR DESCRIPTION and lines that are nothing of OSPP.VBS stay out.
 */
export function* readLogicalLines(lines: readonly string[], from: number, to: number): Generator<LogicalLine> {
  let open: OpenField | null = null;
  let width = 0;
  let blanks = 0;
  let parts = 0;
  for (let at = Math.max(0, from); at < Math.min(to, lines.length); at += 1) {
    const physical = lines[at] ?? '';
    for (const part of unjoin(physical)) {
      const read = readOsppLine(part);
      if (read.kind === 'blank') {
        blanks += 1;
        continue;
      }
      if (read.kind === 'text') {
        if (open !== null && open.field !== 'errorDescription' && blanks < 2 && width >= wrapAt && parts < mostParts) {
          open = joined(open, read.text, width);
          width = widthOf(physical);
          blanks = 0;
          parts += 1;
        }
        continue;
      }
      if (open !== null) yield open;
      open = null;
      blanks = 0;
      parts = 1;
      width = widthOf(physical);
      if (read.kind === 'field') open = { ...read, line: at };
      else yield { ...read, line: at };
    }
  }
  if (open !== null) yield open;
}

function joined(open: OpenField, rest: string, width: number): OpenField {
  const hostCut = (open.field === 'configuredHost' || open.field === 'discoveredHost') && !/:\d+$/.test(open.value);
  return { ...open, value: open.value + (width >= consoleWidth || hostCut ? '' : ' ') + rest };
}
