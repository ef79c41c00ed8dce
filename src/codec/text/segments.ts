import type { ReadingNote } from '../../model/reading.ts';
import type { FormatId, TextFormat } from '../text-format.ts';
import { jsonBlockAt, mayOpenJson, mayOpenXml, xmlBlockAt } from './blocks.ts';

/** Lines `[from..to)` for a format to read; with several formats the first that finds something of its own is meant. */
export type Segment = { formats: readonly TextFormat[]; from: number; to: number; notes: ReadingNote[] };

const isJson = (id: FormatId): boolean => id === 'cim-json' || id === 'event-json';
/** Resolve-DnsName prints text, and its objects through ConvertTo-Json too: the last to be asked about a JSON block. */
const readsJsonToo = (id: FormatId): boolean => id === 'resolve-dnsname';
const isXml = (id: FormatId): boolean => id === 'event-xml';

/**
 * Cuts cleaned lines into runs for the formats. A run begins where a format's `startsAt` fires and lasts until another
 * format's does; lines before the first, and nothing else, are noise and belong to no segment. JSON and XML are exact blocks: from their
 * opening line to their closing one, or, cut short, as far as they go, with a note. Where several formats claim a line, the
 * one whose run it already is keeps it, else the first in the list. Every line is looked at a bounded number of times.
 */
export function segment(lines: readonly string[], formats: readonly TextFormat[]): Segment[] {
  const texts = formats.filter((f) => !isJson(f.id) && !isXml(f.id));
  const jsons = formats.filter((f) => isJson(f.id));
  const readers = [...jsons, ...formats.filter((f) => readsJsonToo(f.id))];
  const xmls = formats.filter((f) => isXml(f.id));
  const found: Segment[] = [];
  const runs: { format: TextFormat; from: number }[] = [];
  const endRun = (to: number): void => {
    const run = runs.pop();
    if (run !== undefined) found.push({ formats: [run.format], from: run.from, to, notes: [] });
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const block = xmlSegment(lines, at, xmls, texts) ?? jsonSegment(lines, at, jsons, readers);
    if (block !== null) {
      endRun(at);
      if (block.formats.length > 0) found.push(block);
      at = block.to;
      continue;
    }
    const current = runs.at(-1)?.format;
    const claims = texts.filter((f) => f.startsAt(lines, at));
    const [first] = claims;
    if (first !== undefined && (current === undefined || !claims.includes(current))) {
      endRun(at);
      runs.push({ format: first, from: at });
    }
    at += 1;
  }
  endRun(lines.length);
  return found;
}

function xmlSegment(
  lines: readonly string[], at: number, xmls: readonly TextFormat[], texts: readonly TextFormat[],
): Segment | null {
  const claims = xmls.some((f) => f.startsAt(lines, at));
  if (!claims && !mayOpenXml(lines[at] ?? '')) return null;
  const block = xmlBlockAt(lines, at);
  if (block.whole) return { formats: xmls, from: at, to: block.to, notes: [] };
  const to = firstOtherStart(lines, at + 1, block.to, texts);
  return { formats: xmls, from: at, to, notes: [cutNote('XML', at)] };
}

function jsonSegment(lines: readonly string[], at: number, jsons: readonly TextFormat[], readers: readonly TextFormat[]): Segment | null {
  const claims = jsons.filter((f) => f.startsAt(lines, at));
  if (claims.length === 0 && !mayOpenJson(lines[at] ?? '')) return null;
  const block = jsonBlockAt(lines, at);
  // Brackets that close in their own line and that no format knows are prose: `[1] Error: …`.
  if (claims.length === 0 && block.whole && block.to === at + 1 && !/[}\]]\s*,?\s*$/.test(lines[at] ?? '')) return null;
  const formats = [...claims, ...readers.filter((f) => !claims.includes(f))];
  return { formats, from: at, to: Math.max(block.to, at + 1), notes: block.whole ? [] : [cutNote('JSON', at)] };
}

/** XML that is never closed would swallow what was pasted after it: it ends where a format of text begins. */
function firstOtherStart(lines: readonly string[], from: number, to: number, texts: readonly TextFormat[]): number {
  for (let at = from; at < to; at += 1) {
    if ((lines[at] ?? '').trim() !== '' && texts.some((f) => f.startsAt(lines, at))) return at;
  }
  return to;
}

const cutNote = (what: string, at: number): ReadingNote =>
  ({ line: at + 1, text: `The ${what} that begins in line ${at + 1} is cut short; it was read as far as it goes.` });
