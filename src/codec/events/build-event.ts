import { cleanText } from '../../model/clean.ts';
import type { Code, WindowsEvent } from '../../model/evidence.ts';
import { toCode } from '../code.ts';
import { findInfo, inferEventId } from './message.ts';
import { isKmsEventId, readKmsInfo } from './kms-info.ts';
import { isLicensingEventId, isLicensingProvider } from './provider.ts';

/** What a reader found of one event, whatever the format; null or empty is what the text does not say. */
export type EventDraft = {
  /** First line of the event in the pasted text, counted from 0. */
  at: number;
  id: number | null;
  provider: string | null;
  log: string | null;
  computer: string | null;
  time: string | null;
  /** The event's insertion strings, in order. */
  strings: string[];
  message: string | null;
};

/** A draft of which nothing is known but the line that it begins on, counted from 0. */
export const emptyDraft = (at: number): EventDraft =>
  ({ at, id: null, provider: null, log: null, computer: null, time: null, strings: [], message: null });

/**
 * Events whose strings or message hold a result code (%1, or `hr=`), the KMS events aside.
 * Source: message table of sppsvc.exe, Windows 7 to 11 (libyal winevt-kb). 1003, 1066 and 8230 list the codes of many
 * things and report no failure of their own.
 */
const resultEventIds: ReadonlySet<number> = new Set([
  1001, 1008, 1010, 1012, 1014, 1015, 1017, 1022, 1058, 1062, 1090, 8196, 8198, 8200, 8208, 8209, 8212, 8213, 8214, 8215, 8229, 8233,
  12291, 12292, 12293, 12309, 12310, 12321, 12322, 16385, 16387, 20484, 20486, 20487,
]);

/** A code that says failure: not success, and not one of the informational 0x4... codes. Otherwise null. */
const failing = (code: Code | null): Code | null => (code === null || code === '0x00000000' || /^0x[4-7]/.test(code) ? null : code);

function resultCodeIn(text: string): Code | null {
  const start = text.slice(0, 4096);
  const named = /\bhr\s{0,4}=\s{0,4}(0x[0-9a-f]{1,8})\b/i.exec(start)?.[1];
  return toCode(named ?? /\b0x[0-9a-f]{8}\b/i.exec(start)?.[0]);
}

function failingCodeOf(id: number, draft: EventDraft): Code | null {
  if (!resultEventIds.has(id)) return null;
  for (const text of [...draft.strings, draft.message ?? '']) {
    const code = resultCodeIn(text);
    if (code !== null) return failing(code);
  }
  return null;
}

const nameOrNull = (text: string | null): string | null => {
  const clean = text === null ? '' : cleanText(text).trim();
  return clean === '' || /^<.*>$/.test(clean) ? null : clean;
};

/** The strings of a KMS event: its own, or the Info string found in its message. */
function kmsStrings(id: number, draft: EventDraft): string[] {
  if (draft.strings.length > 1) return draft.strings;
  const only = draft.strings[0] ?? '';
  if (/^\s*0x[0-9a-f]{1,8}\s*,/i.test(only)) return draft.strings;
  const info = findInfo(id, only) ?? findInfo(id, draft.message ?? '');
  return info === null ? draft.strings : [info];
}

/** True where an event without a provider speaks of something else: VSS uses the numbers 12288 to 12293 as well. */
function isSomethingElse(id: number, draft: EventDraft): boolean {
  if (!isLicensingEventId(id)) return true;
  const message = draft.message?.trim() ?? '';
  if (/volume shadow copy|\bVSS\b/i.test(message.slice(0, 4096))) return true;
  if (!isKmsEventId(id) || message === '') return false;
  return findInfo(id, message) === null && inferEventId(message) !== id;
}

/**
 * The event of a draft, `other` for an event that has nothing to do with licensing, or null where the draft is no event
 * (no number, and a message that does not tell it). Texts are cleaned; an empty text or a placeholder is null. The three KMS
 * events always carry `kms`, every field of it null where the text has none. The level is never looked at: it is
 * Information on failures too.
 */
export function buildEvent(draft: EventDraft): WindowsEvent | 'other' | null {
  const id = draft.id ?? (draft.message === null ? null : inferEventId(draft.message));
  if (id === null) return null;
  const provider = nameOrNull(draft.provider);
  if (provider === null ? isSomethingElse(id, draft) : !isLicensingProvider(provider)) return 'other';
  const kms = isKmsEventId(id) ? readKmsInfo(id, kmsStrings(id, draft)) : null;
  return {
    id,
    provider,
    log: nameOrNull(draft.log),
    computer: nameOrNull(draft.computer),
    time: nameOrNull(draft.time),
    kms,
    code: kms === null ? failingCodeOf(id, draft) : failing(kms.resultCode),
  };
}
