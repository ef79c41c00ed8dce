import { basename } from 'node:path';
import type { Fragment } from '../codec/text-format.ts';
import type { AssembleOptions, Part } from '../evidence/assemble.ts';
import { joinParts } from '../evidence/assemble.ts';
import { findEvidence } from '../evidence/find-evidence.ts';
import { mapStrings } from '../evidence/map-strings.ts';
import { saysSomething } from '../evidence/piece.ts';
import { maskKeys } from '../knowledge/setup-keys.ts';
import { cleanText } from '../model/clean.ts';
import type { Case } from '../model/evidence.ts';
import type { ReadingNote } from '../model/reading.ts';
import { shellWord } from './command-line.ts';
import { decodeBytes } from './decode-bytes.ts';
import type { ReadBytes } from './read-bytes.ts';
import { readPath, readStream } from './read-bytes.ts';

/** What was read, as one case with notes for the reader, one sentence each; or why not, one sentence with place and reason. */
export type InputReading = { ok: true; case: Case; notes: string[] } | { ok: false; message: string };

/** Turns cleaned text into fragments: the text codecs. */
export type TextReader = (text: string) => { fragments: Fragment[]; notes: ReadingNote[] };

export type ReadOptions = {
  /** Most bytes of one input; 64 MiB unless said. */
  maxBytes?: number;
  /** What `-` reads; this process's standard input unless said. */
  stdin?: AsyncIterable<Uint8Array | string>;
  /** The time now, for inputs that do not say when they were made. */
  now?: Date;
  readText?: TextReader;
};

const defaultMaxBytes = 64 * 1024 * 1024;

/** What a person calls an input: in messages, and as a subject that nothing names. */
type Named = { name: string; label: string };

/**
 * Reads files (or `-`) that hold evidence in any form as one case, as if they were pasted together. The first input
 * that cannot be read ends it: nothing is judged by halves. Whole product keys that are not public are masked.
 */
export async function readInputs(paths: readonly string[], options: ReadOptions = {}): Promise<InputReading> {
  const parts: Part[] = [];
  const notes: string[] = [];
  let collectedAt = (options.now ?? new Date()).getTime();
  for (const path of paths) {
    const named = path === '-' ? { name: 'standard input', label: 'pasted text' } : nameOf(path);
    const read = await readOne(path, options);
    if (!read.ok) return { ok: false, message: sentence(named, read.reason) };
    if (read.writtenAt !== null) collectedAt = Math.min(collectedAt, read.writtenAt.getTime());
    const found = await readParts(read.text, named, options);
    if (!found.ok) return { ok: false, message: sentence(named, found.reason) };
    parts.push(...found.parts);
    const placed = read.note === null ? found.notes : [sentence(named, read.note), ...found.notes];
    notes.push(...(paths.length > 1 ? placed.map((n) => (n.startsWith(named.name) ? n : `${named.name}: ${n}`)) : placed));
  }
  return finish(parts, notes, new Date(collectedAt));
}

/** The same for text that was pasted into a session. */
export async function readPasted(text: string, options: ReadOptions = {}): Promise<InputReading> {
  const named = { name: 'The pasted text', label: 'pasted text' };
  if (!/\S/.test(text)) return { ok: false, message: sentence(named, 'is empty') };
  const found = await readParts(text, named, options);
  return found.ok ? finish(found.parts, found.notes, options.now ?? new Date()) : { ok: false, message: sentence(named, found.reason) };
}

const sentence = ({ name }: Named, reason: string): string => `${name} ${reason.replace('qe FILE ', () => `qe ${shellWord(name) ?? 'FILE'} `)}${/[.?!]$/.test(reason) ? '' : '.'}`;

function nameOf(path: string): Named {
  const name = cleanText(maskKeys(path)).slice(0, 300);
  return { name, label: basename(name) || name };
}

type Text = { ok: true; text: string; note: string | null; writtenAt: Date | null } | { ok: false; reason: string };

/** In a function of its own so that nothing holds the bytes once they are text. */
async function readOne(path: string, { maxBytes = defaultMaxBytes, stdin }: ReadOptions): Promise<Text> {
  // Node makes process.stdin when it is first named, which takes a sixth of the program's start: named only where it is read.
  const read: ReadBytes = path === '-' ? await readStream(stdin ?? process.stdin, maxBytes) : await readPath(path, maxBytes);
  if (!read.ok) return read;
  const decoded = decodeBytes(read.bytes);
  return decoded.ok ? { ...decoded, writtenAt: read.writtenAt } : decoded;
}

type Parts = { ok: true; parts: Part[]; notes: string[] } | { ok: false; reason: string };

async function readParts(text: string, named: Named, options: ReadOptions): Promise<Parts> {
  const parts: Part[] = [];
  const notes: string[] = [];
  for (const stretch of findEvidence(text)) {
    if (stretch.json) {
      const { readEvidenceJson } = await import('../evidence/read-file.ts');
      const read = readEvidenceJson(stretch.text, maskKeys, stretch.line);
      if (!read.ok) return read;
      parts.push({ label: named.label, case: read.value });
    } else {
      const readText = options.readText ?? (await import('../codec/text/read-text.ts')).readText;
      const found = readText(stretch.text);
      const fragments = found.fragments.filter(saysSomething).map((f) => mapStrings(f, (s) => maskKeys(cleanText(s))));
      const offset = stretch.line - 1;
      if (offset > 0) for (const f of fragments) f.line += offset;
      if (fragments.length > 0) parts.push({ label: named.label, fragments });
      notes.push(...notesOf(found.notes, found.fragments, offset));
    }
  }
  return parts.length > 0 ? { ok: true, parts, notes } : { ok: false, reason: `${await nothingReason(text)}${notes[0] === undefined ? '' : ` (${notes[0].replace(/\.$/, '')})`}` };
}

const mostNotes = 20;

/** Notes of the reading and of its pieces by line, each once, at most twenty. */
function notesOf(reading: readonly ReadingNote[], fragments: readonly Fragment[], offset: number): string[] {
  const all = [...reading, ...fragments.flatMap((f) => f.notes)].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const said = [...new Set(all.map((n) => cleanText(maskKeys(n.line === null || n.text.startsWith('Line ') ? n.text : `Line ${n.line + offset}: ${n.text}`))))];
  return said.length <= mostNotes ? said : [...said.slice(0, mostNotes), `${said.length - mostNotes} more notes of this kind were left out.`];
}

/** Why a text without evidence is none, with its first line, and what to do with a code that it names. */
async function nothingReason(text: string): Promise<string> {
  if (/^\s*\{/.test(text.slice(0, 1000))) {
    const { readEvidenceJson } = await import('../evidence/read-file.ts');
    const read = readEvidenceJson(text);
    if (!read.ok && read.reason.startsWith('is JSON')) return read.reason;
  }
  const lines = countLines(text);
  const start = text.search(/\S/);
  const first = cleanText(maskKeys(text.slice(start, start + 400).split(/[\r\n]/, 1)[0] ?? '')).trim();
  const quoted = first.length > 70 ? `${first.slice(0, 70)}…` : first;
  const code = /\b0x[4-9a-f][0-9a-f]{7}\b/i.exec(text)?.[0];
  const hint = code === undefined ? '' : `; it names ${code}, and "kmsdoctor explain ${code}" says what that means`;
  return `holds nothing that kmsdoctor can read as evidence: it read ${lines === 1 ? 'one line' : `${lines} lines`}, the first is "${quoted}"${hint}`;
}

function countLines(text: string): number {
  let lines = 1;
  const end = text.trimEnd().length;
  for (let i = text.indexOf('\n'); i !== -1 && i < end; i = text.indexOf('\n', i + 1)) lines += 1;
  return lines;
}

function finish(parts: readonly Part[], notes: string[], collectedAt: Date): InputReading {
  const label = [...new Set(parts.map((p) => p.label))].join(' and ');
  const options: AssembleOptions = { label, collectedAt: collectedAt.toISOString(), via: 'file' };
  const joined = joinParts(parts, options);
  return { ok: true, case: joined.case, notes: [...joined.notes, ...notes] };
}
