import { cleanText } from '../../model/clean.ts';
import { emptyKmsEvent } from '../../model/evidence.ts';
import type { KmsEventFacts } from '../../model/evidence.ts';
import { toCode } from '../code.ts';
import { licenseStatusOf } from '../license-status.ts';
import { readRequestTime } from './event-time.ts';

type Field =
  | 'result' | 'flags' | 'hostAndPort' | 'clientName' | 'cmid' | 'requestTime' | 'isVirtual' | 'licenseStatus' | 'minutesRemaining'
  | 'activationId' | 'requiredCount' | 'activated' | 'unused' | 'currentCount' | 'activationInterval' | 'renewalInterval';

type Layout = {
  role: KmsEventFacts['role'];
  fields: readonly Field[];
  /** Fields that every Windows writes; those after them may be missing. */
  certain: number;
};

/**
 * The fields of the Info string of the three KMS events, in order.
 * Source: Windows Event Log, Volume Activation, table 11 (learn.microsoft.com/previous-versions//ff793440(v=technet.10))
 * and the Volume Activation 2.0 Operations Guide, pages 26 to 29.
 */
const layouts: ReadonlyMap<number, Layout> = new Map([
  [12288, {
    role: 'client-request',
    fields: ['result', 'flags', 'hostAndPort', 'cmid', 'requestTime', 'isVirtual', 'licenseStatus', 'minutesRemaining', 'activationId', 'requiredCount'],
    certain: 9,
  }],
  [12289, {
    role: 'client-response',
    fields: ['result', 'flags', 'activated', 'unused', 'currentCount', 'activationInterval', 'renewalInterval', 'requestTime'],
    certain: 8,
  }],
  [12290, {
    role: 'host-request',
    fields: ['result', 'requiredCount', 'clientName', 'cmid', 'requestTime', 'isVirtual', 'licenseStatus', 'minutesRemaining', 'activationId'],
    certain: 9,
  }],
]);

const guid = /^\{?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\}?$/i;
/** DWORD -1: Windows' word for "not set". */
const unset = 0xffff_ffff;

const squeeze = (text: string): string => text.replace(/\s+/g, '');

function readCount(text: string): number | null {
  const digits = squeeze(text);
  if (!/^[0-9]{1,10}$/.test(digits)) return null;
  const n = Number(digits);
  return n >= unset ? null : n;
}

function readFlag(text: string): boolean | null {
  const digit = squeeze(text);
  if (digit === '1') return true;
  return digit === '0' ? false : null;
}

const readGuid = (text: string): string | null => guid.exec(squeeze(text))?.[1] ?? null;

/** A name, or null where a guide's placeholder in angle brackets, or nothing, stands in its place. */
function readName(text: string): string | null {
  const name = squeeze(cleanText(text));
  return name === '' || /^<.*>$/.test(name) ? null : name;
}

function readHostAndPort(text: string): { host: string | null; port: number | null } {
  const at = text.lastIndexOf(':');
  if (at === -1) return { host: readName(text), port: null };
  const port = readCount(text.slice(at + 1));
  const host = readName(text.slice(0, at))?.replace(/^\[([0-9a-f:.%]+)\]$/i, '$1') ?? null;
  return { host, port: port === null || port < 1 || port > 65_535 ? null : port };
}

function setField(facts: KmsEventFacts, field: Field, text: string): void {
  switch (field) {
    case 'result': facts.resultCode = toCode(squeeze(text)); return;
    case 'flags': facts.flags = toCode(squeeze(text)); return;
    case 'hostAndPort': {
      const { host, port } = readHostAndPort(text);
      facts.kmsHost = host;
      facts.kmsPort = port;
      return;
    }
    case 'clientName': facts.clientName = readName(text); return;
    case 'cmid': facts.cmid = readGuid(text); return;
    case 'requestTime': facts.requestTime = readRequestTime(text); return;
    case 'isVirtual': facts.isVirtual = readFlag(text); return;
    case 'licenseStatus': facts.licenseStatus = /^[0-6]$/.test(squeeze(text)) ? licenseStatusOf(Number(squeeze(text))) : null; return;
    case 'minutesRemaining': facts.minutesRemaining = readCount(text); return;
    case 'activationId': facts.activationId = readGuid(text); return;
    case 'requiredCount': facts.requiredCount = readCount(text); return;
    case 'activated': facts.activated = readFlag(text); return;
    case 'currentCount': facts.currentCount = readCount(text); return;
    case 'activationInterval': facts.activationIntervalMinutes = readCount(text); return;
    case 'renewalInterval': facts.renewalIntervalMinutes = readCount(text); return;
    case 'unused': return;
  }
}

/** True for 12288, 12289 and 12290, the three events that carry KMS facts. */
export const isKmsEventId = (id: number): boolean => layouts.has(id);

/** How many fields the Info string of this event has at most, and how many every Windows writes; zeros for any other event. */
export function countInfoFields(id: number): { most: number; certain: number } {
  const layout = layouts.get(id);
  return { most: layout?.fields.length ?? 0, certain: layout?.certain ?? 0 };
}

/** The fields of an Info string. A trailing comma gives an empty last field; nothing after the twelfth is looked at. */
export const splitInfo = (info: string): string[] => info.slice(0, 4096).split(',', 12).map((f) => f.trim());

/**
 * What the insertion strings of event 12288, 12289 or 12290 say, whichever of the three ways the log holds them: one
 * string with commas, a string a field, or the whole line first and then a string a field (told apart by whether the
 * first holds a comma). Codes are `0x` and eight digits (success is `0x00000000`), the request time is UTC, and a field
 * that is missing, cut or a placeholder is null. Without strings every field is null. Null for any other event. Never throws.
 */
export function readKmsInfo(id: number, strings: readonly string[]): KmsEventFacts | null {
  const layout = layouts.get(id);
  if (layout === undefined) return null;
  const facts = emptyKmsEvent(layout.role);
  const first = strings[0] ?? '';
  const whole = first.includes(',') ? splitInfo(first) : [];
  const single = first.includes(',') ? strings.slice(1) : strings;
  layout.fields.forEach((field, i) => {
    const own = single.length > 1 || whole.length === 0 ? single[i] : undefined;
    const text = own === undefined || own.trim() === '' ? whole[i] : own;
    if (text !== undefined) setField(facts, field, text.slice(0, 1024));
  });
  return facts;
}

const looksLikeCode = (text: string): boolean => /^0x[0-9a-f]{1,8}$/i.test(squeeze(text));

/**
 * The event that an Info string belongs to, told by its fields alone: 12288 has a host and port and then a GUID, 12289 a
 * flag and four numbers, 12290 a count, a name and then a GUID. Null where that is not unmistakable.
 */
export function kmsEventIdOf(info: string): number | null {
  const f = splitInfo(info);
  const at = (i: number): string => f[i] ?? '';
  if (!looksLikeCode(at(0))) return null;
  if (readGuid(at(3)) !== null && readRequestTime(at(4)) !== null) {
    if (looksLikeCode(at(1)) && /:[0-9]{1,5}$/.test(squeeze(at(2)))) return 12288;
    return readCount(at(1)) !== null ? 12290 : null;
  }
  const numbers = [at(3), at(4), at(5), at(6)].every((n) => readCount(n) !== null);
  return looksLikeCode(at(1)) && readFlag(at(2)) !== null && numbers ? 12289 : null;
}
