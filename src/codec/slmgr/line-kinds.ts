import {
  activatingWords, errorWords, expirySentences, failureSentences, successSentences,
} from '../../knowledge/slmgr-labels-sentences.ts';
import type { ExpirySentence } from '../../knowledge/slmgr-labels-sentences.ts';
import type { Code } from '../../model/evidence.ts';
import { toCode } from '../code.ts';
import { guidOf } from '../plain-value.ts';
import { labelKey } from './label.ts';

/**
 * A command typed at a prompt: `slmgr /dlv`. `verb` is lower case without its slash, null where none was typed; `computer`
 * is the machine asked where it was named (`slmgr.vbs ws-0142 /dlv`).
 */
export type SlmgrCommand = { verb: string | null; activationId: string | null; computer: string | null };

const beforeTool = /^(?:&\s*)?(?:[cw]script(?:\.exe)?\s+(?:\/\/\S{1,40}\s+){0,4})?["']?[\w\\/%$.:()-]*$/i;
const afterTool = /^["']?(?:\s+([\w.-]{1,255})(?:\s+\S{1,100}\s+\S{1,100})?)??(?:\s+(?:\/\/\S{1,40}\s+){0,4}([/-][a-z-]{2,20}(?:\s.*)?))?\s*$/i;

/** The slmgr command that a line consists of (its prompt taken off), else null. A sentence that mentions slmgr is none. */
export function commandOf(line: string): SlmgrCommand | null {
  const text = line.trim().slice(0, 600);
  const at = text.search(/\bslmgr(?:\.vbs)?\b/i);
  if (at === -1 || !beforeTool.test(text.slice(0, at))) return null;
  const rest = text.slice(at).replace(/^slmgr(?:\.vbs)?/i, '').replace(/\s*(?:\d?>|\|).*$/, '');
  const found = afterTool.exec(rest);
  if (!found) return null;
  const verb = /^[/-]([a-z-]{2,20})/i.exec(found[2] ?? '')?.[1];
  if (verb === undefined && found[1] !== undefined) return null;
  return { verb: verb?.toLowerCase() ?? null, activationId: guidOf(found[2]), computer: found[1] ?? null };
}

/** What `/ato` prints before it tries: `Activating NAME (ACTIVATION ID) ...`. */
export type ActivatingLine = { product: string | null; activationId: string | null };

const activating = new RegExp(`^(?:${activatingWords.map((w) => w.replace(/\s+/g, '\\s+')).join('|')})\\s`, 'i');
const identified = /[(（]([0-9a-fx*-]{8,45})[)）]/i;
const productName = /(?:Microsoft\s)?(?:Windows|Office)\b.*$/i;

/** Known by its first word, or in any language by an id in brackets and the dots that end the line. */
export function activatingOf(line: string): ActivatingLine | null {
  const text = line.trim();
  if (text.length < 12 || text.length > 600) return null;
  const id = identified.exec(text);
  const known = activating.test(text) && (id !== null || productName.test(text));
  const trails = id !== null && /(?:\.{2,3}|…)/.test(text.slice(id.index));
  if (!known && !trails) return null;
  const before = text.slice(0, id?.index ?? text.length).replace(activating, '');
  const name = id === null ? undefined : productName.exec(before)?.[0].trim();
  return { product: name === undefined || name === '' ? null : name, activationId: guidOf(id?.[1]) };
}

const anyCode = /(?<![0-9a-z])0x[0-9a-f]{8}(?![0-9a-z])/i;

/** The first error code of a line; null where none stands in it, or where it says success. */
export function codeIn(line: string): Code | null {
  const code = toCode(anyCode.exec(line.slice(0, 2000))?.[0]);
  return code === '0x00000000' ? null : code;
}

const words = [...errorWords].sort((a, b) => b.length - a.length).map((w) => w.replace(/\s+/g, '\\s*')).join('|');
const labelledError = new RegExp(`^(?:${words})\\s*[:：]\\s*(0x[0-9a-f]{8})(?![0-9a-z])`, 'i');
const looseError = new RegExp(`^(?:${words})\\s*[:：#]?\\s*(0x[0-9a-f]{8})(?![0-9a-z])`, 'i');
const endingError = new RegExp(`(?:${words})\\s*[:：]\\s*(0x[0-9a-f]{8})[.。]?\\s*$`, 'i');
const hint = /\bslui(?:\.exe)?\s+0x2a\s+(0x[0-9a-f]{8})(?![0-9a-z])/i;

/** What OSPP.VBS prints; its own codec reads it. */
const ofOspp = /^ERROR (?:CODE|DESCRIPTION)\s*:/;

/** The code of a line that slmgr.vbs prints when it failed: `Error: 0x…`, `错误: 0x…`, or the hint at slui.exe. Else null. */
export function errorOf(line: string): Code | null {
  const text = line.trim().slice(0, 2000);
  if (ofOspp.test(text)) return null;
  return toCode(labelledError.exec(text)?.[1] ?? hint.exec(text)?.[1]);
}

/** What slmgr.vbs prints where it could not connect to the machine that it was pointed at. */
export type ConnectionLine = { code: Code; computer: string };

/** Source: the message constants of slmgr.vbs (English). */
const connection = /^Error\s+(0x[0-9a-f]{1,8})\s+occurred in connecting to (?:the registry on )?server\s+([\w.:-]{1,255}?)\.?$/i;

/** The code, and the machine that was not reached; null where the line is something else. */
export function connectionErrorOf(line: string): ConnectionLine | null {
  const found = connection.exec(line.trim().slice(0, 400));
  const code = toCode(found?.[1]);
  return code === null || found?.[2] === undefined ? null : { code, computer: found[2] };
}

/**
 * The code of a line that says by its shape alone that something failed: a code alone in its line, an error word before a
 * code, a code before a sentence, a sentence that ends in `Error code: 0x…`. A code in the middle of someone's own words is
 * none, nor is a question: that is no observation.
 */
export function strayErrorOf(line: string): Code | null {
  const text = line.trim().slice(0, 2000);
  if (ofOspp.test(text) || /[?？]/.test(text)) return null;
  const alone = /^["'(]?(0x[0-9a-f]{8})["').:]?$/i.exec(text)?.[1];
  const first = /^(0x[0-9a-f]{8})(?:\s?[:：.–-])?\s+(?=[\p{Lu}\p{Lo}])/iu.exec(text)?.[1];
  const leads = first !== undefined && /[\p{Lu}\p{Lo}]/u.test(text.slice(10).replace(/^[\s:：.–-]+/u, '').slice(0, 1)) ? first : undefined;
  const found = errorOf(text) ?? toCode(alone ?? looseError.exec(text)?.[1] ?? leads ?? endingError.exec(text)?.[1]);
  return found === '0x00000000' ? null : found;
}

const successes = successSentences.map(labelKey);
const failures = failureSentences.map(labelKey);

/** True or false where the line is the sentence that `/ato` prints on success or failure, else null. */
export function outcomeOf(line: string): boolean | null {
  const key = labelKey(line.trim().slice(0, 300));
  if (failures.includes(key)) return false;
  return successes.some((s) => key === s || key.endsWith(s)) ? true : null;
}

/** A line of `/xpr`: the sentence, and the date that follows it as it stands there, or null. */
export type ExpiryLine = ExpirySentence & { date: string | null };

const expiries = expirySentences.map((s) => ({ ...s, key: labelKey(s.sentence) }));

/** The sentence of `/xpr` that a text is, else null. */
export function expiryOf(line: string): ExpiryLine | null {
  const text = line.trim();
  if (text.length < 4 || text.length > 200) return null;
  const key = labelKey(text);
  const found = expiries.find((s) => (s.dated ? key.startsWith(s.key) : key === s.key));
  if (found === undefined) return null;
  const { key: _, ...sentence } = found;
  const digits = text.search(/\d/);
  return { ...sentence, date: found.dated && digits !== -1 ? text.slice(digits) : null };
}

/** The line that cscript.exe prints first, whatever the language of its copyright: a new command's output begins. */
export const isBanner = (line: string): boolean =>
  /^(?:Microsoft \(R\) Windows Script Host|Windows Script Host$)|Windows Script Host Version \d|\(Microsoft R\).{0,20} 5\.\d{1,4}$/i.test(line.trim().slice(0, 120));
