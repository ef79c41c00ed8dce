import { countLines } from '../count-lines.ts';
import { findJsonObjects } from '../json-pieces.ts';
import type { Fragment, TextFormat } from '../text-format.ts';
import { emptyDraft } from './build-event.ts';
import type { EventDraft } from './build-event.ts';
import { readEpoch, readIsoTime } from './event-time.ts';
import { readEventId } from './event-xml.ts';
import { gatherEvents } from './gather-fragments.ts';
import type { EventGathering } from './gather-fragments.ts';
import { isEventJsonAt, isEventKey, plainKey } from './event-json-start.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members that hold the event, or parts of it, one level down. */
const containers: ReadonlySet<string> = new Set(['event', 'system', 'winlog', 'win', 'source', 'result', 'eventlog', 'renderinginfo']);

/** What an attribute or text node of XML is called by the tools that turn XML into JSON. */
const wrappers = ['text', 'value', 'name', 'systemtime', 'attributes', 'datetime', ''];

/** The object and the containers in it, outermost first. */
function layersOf(object: Fields): Fields[] {
  const layers: Fields[] = [object];
  for (let i = 0; i < layers.length && layers.length < 16; i += 1) {
    for (const [key, value] of Object.entries(layers[i] ?? {})) {
      if (isFields(value) && containers.has(plainKey(key))) layers.push(value);
    }
  }
  return layers;
}

/** A text or number, itself or inside what XML attributes became; null for anything else. */
function scalarOf(value: unknown, depth = 0): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!isFields(value) || depth > 3) return null;
  for (const name of wrappers) {
    for (const [key, inner] of Object.entries(value)) {
      const found = plainKey(key) === name ? scalarOf(inner, depth + 1) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

/** Every member of the layers by its plain name, outermost first. */
type Index = ReadonlyMap<string, readonly unknown[]>;

function indexOf(layers: readonly Fields[]): Index {
  const index = new Map<string, unknown[]>();
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      const plain = plainKey(key);
      const known = index.get(plain);
      if (known === undefined) index.set(plain, [value]);
      else known.push(value);
    }
  }
  return index;
}

function pick(index: Index, names: readonly string[]): string | null {
  for (const name of names) {
    for (const value of index.get(name) ?? []) {
      const found = scalarOf(value);
      if (found !== null && found !== '') return found;
    }
  }
  return null;
}

const skipped: ReadonlySet<string> = new Set(['attributes', 'name', 'binary', 'xmlns']);

function stringsIn(value: unknown, found: string[] = [], depth = 0): string[] {
  if (found.length >= 64 || depth > 6 || value === null || value === undefined) return found;
  if (Array.isArray(value)) for (const v of value) stringsIn(v, found, depth + 1);
  else if (isFields(value)) {
    for (const [key, v] of Object.entries(value)) if (!skipped.has(plainKey(key))) stringsIn(v, found, depth + 1);
  } else found.push(String(value));
  return found;
}

const stringHolders = ['properties', 'eventdata', 'userdata', 'replacementstrings', 'insertionstrings', 'strings', 'stringinserts'];

function stringsOf(index: Index): string[] {
  for (const holder of stringHolders) {
    for (const value of index.get(holder) ?? []) {
      const found = stringsIn(value);
      if (found.some((s) => s !== '')) return found;
    }
  }
  return [];
}

const timeNames = ['timecreated', 'timegenerated', 'systemtime', 'timestamp', 'eventtime', 'utctime', 'timewritten', 'time', 'date'];

function timeOf(index: Index): string | null {
  let asFound: string | null = null;
  for (const name of timeNames) {
    const text = pick(index, [name]);
    if (text === null) continue;
    const number = /^[0-9]{10,13}(?:\.[0-9]+)?$/.test(text) ? Number(text) : null;
    const time = number === null ? readIsoTime(text, name === 'systemtime') : readEpoch(number);
    if (time !== null) return time;
    asFound ??= text.startsWith('1601-') ? null : text.slice(0, 100);
  }
  return asFound;
}

/** An id member that is named merely `Id` or `code` counts only beside a provider: many things have an id. */
function draftOf(object: Fields, at: number): EventDraft | null {
  const index = indexOf(layersOf(object));
  const provider = pick(index, ['providername', 'sourcename', 'provider', 'eventsource', 'eventsourcename', 'source']);
  const id = readEventId(pick(index, ['eventid', 'eventcode', 'eventidentifier', 'instanceid']))
    ?? (provider === null ? null : readEventId(pick(index, ['id', 'code'])));
  if (id === null) return null;
  return {
    ...emptyDraft(at),
    id,
    provider,
    log: pick(index, ['channel', 'logname', 'log', 'logfile']),
    computer: pick(index, ['computer', 'computername', 'machinename', 'hostname', 'host']),
    time: timeOf(index),
    strings: stringsOf(index),
    message: pick(index, ['message']),
  };
}

/** Walks into arrays and objects that are no event themselves (`{"Events": [...]}`, a search answer's `hits`). */
function addEvents(value: unknown, at: number, into: EventGathering, depth = 0): void {
  if (depth > 10) return;
  if (Array.isArray(value)) for (const v of value) addEvents(v, at, into, depth + 1);
  if (!isFields(value)) return;
  const draft = Object.keys(value).some((k) => isEventKey(plainKey(k))) ? draftOf(value, at) : null;
  if (draft !== null) into.add(draft);
  else for (const v of Object.values(value)) if (typeof v === 'object') addEvents(v, at, into, depth + 1);
}

/**
 * Event JSON: flat objects of log shippers, `System`/`EventData` nesting of EVTX tools, winlogbeat's `winlog`, and
 * `Get-WinEvent | ConvertTo-Json`; one object, an array, or one on each line.
 */
export const eventJsonFormat: TextFormat = {
  id: 'event-json',
  startsAt: isEventJsonAt,
  read(lines, from, to): Fragment[] {
    const into = gatherEvents('event-json', 'event JSON', from);
    const text = lines.slice(from, to).join('\n');
    const lineOf = countLines(text, from);
    for (const piece of findJsonObjects(text)) {
      const line = lineOf(piece.at);
      if (!piece.whole) into.note(line, 'Event JSON is cut or damaged here; it was read as far as it goes.');
      addEvents(piece.value, line, into);
    }
    return into.fragments();
  },
};
