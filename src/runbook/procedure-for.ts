import { cleanText } from '../model/clean.ts';
import { nearestWords } from '../model/nearest.ts';
import type { Procedure } from '../model/runbook.ts';
import { showTyped } from '../model/show-typed.ts';
import { codeOfWin32, readNumber } from '../knowledge/code-forms.ts';
import { allCodeMeanings } from '../knowledge/code-meanings.ts';
import { maskKeys } from '../knowledge/setup-keys.ts';
import type { RunbookCatalogue } from './catalogue.ts';
import { faultlessProcedures } from './faultless.ts';
import { matchSymptom } from './match-words.ts';
import { causePage, codePage, eventPage, symptomPage, tagPage } from './pages.ts';

/** A procedure, or one sentence that says why there is none and names the nearest known symptoms. */
export type Understood = { ok: true; procedure: Procedure } | { ok: false; refusal: string };

const mostShown = 80;

/** The procedure for what was typed: a code in any form, an event id, a cause, a tag, the name of a procedure, or plain words. */
export async function procedureFor(typed: string, catalogue: RunbookCatalogue): Promise<Understood> {
  const text = cleanText(typed).trim().slice(0, 2000);
  if (text === '') return { ok: false, refusal: 'runbook needs a symptom: a code, an event id, a cause, or words, as in: kmsdoctor runbook "new laptop does not activate".' };
  const found = (await byNumber(text, catalogue)) ?? byName(text, catalogue);
  if (found !== null) return found === 'unknown' ? { ok: false, refusal: refuseCode(text) } : { ok: true, procedure: found };
  const { symptom, nearest } = matchSymptom(text);
  // An id with a slip in it is no sentence: what was meant is not guessed from its parts.
  const isId = /^[a-z\d]+(?:-[a-z\d]+)+$/i.test(text) && idsNear(text, catalogue).length > 0;
  if (symptom !== null && !isId) return { ok: true, procedure: symptomPage(symptom, `Understood ${quoted(text)} as: ${symptom.says}.`, catalogue) };
  return { ok: false, refusal: refuseWords(text, nearest.map((s) => s.example), catalogue) };
}

/** What was typed, cut short, its keys masked, as code in Markdown. */
function quoted(text: string): string {
  const masked = maskKeys(showTyped(text, Infinity)).replaceAll('`', '’');
  return `\`${masked.length > mostShown ? `${masked.slice(0, mostShown).trimEnd()}…` : masked}\``;
}

const understood = (text: string, what: string): string => (text === what ? `Understood as asked: \`${what}\`.` : `Understood ${quoted(text)} as: ${what}.`);

/** The first number in the text: in words too (`error 0xC004F074 at login`), but a small one only where it stands alone or after `event`. */
async function byNumber(text: string, catalogue: RunbookCatalogue): Promise<Procedure | 'unknown' | null> {
  const words = text.split(/[\s,;()"'“”]+/).map((w) => w.replace(/^(?:hr|hresult|code|error|id|event)[=:]+/i, '').replace(/[.:!?]+$/, '')).filter((w) => w !== '');
  const meant = words.filter((w) => !/^(?:error|code|event|events?id|id|the|hr|hresult)$/i.test(w));
  const event = /\bevent(?:\s*id)?[\s:=]*(\d{3,5})\b/i.exec(text)?.[1];
  const alone = meant.length === 1 ? meant[0] : undefined;
  const word = words.find((w) => /^0x[0-9a-f]{3,16}h?$/i.test(w) || /^[0-9a-f]{8}$/i.test(w) && /\d/.test(w) || /^-?\d{9,20}$/.test(w)) ?? event ?? alone;
  const number = word === undefined ? null : readNumber(word);
  if (number === null || word === undefined) return null;
  if (number.form === 'decimal' && number.value <= 0xffff) {
    const page = await eventPage(number.value, understood(text, `event ${number.value}`), catalogue);
    if (page !== null) return page;
  }
  const code = number.value <= 0xffff ? codeOfWin32(number.value) : number.code;
  return (await codePage(code, understood(text, code === text ? code : `the code ${code}`), catalogue)) ?? 'unknown';
}

function byName(text: string, catalogue: RunbookCatalogue): Procedure | null {
  const lower = text.toLowerCase();
  const faultless = faultlessProcedures.find((p) => p.id === lower.replaceAll(/[\s_]+/g, '-')) ?? faultlessProcedures.find((p) => p.askedAs.test(lower.replace(/^(?:how (?:do i|do we|can i|to)|i want to|we want to|please) /, '')));
  if (faultless !== undefined) return faultless.draw(understood(text, faultless.id === lower ? text : `the procedure “${faultless.id}”`));
  const cause = catalogue.causes.find((c) => c.id === lower);
  if (cause !== undefined) return causePage(cause, understood(text, lower === text ? text : `the cause ${cause.id}`), catalogue);
  return /^[A-Z0-9_]{4,}$/i.test(text) && text.includes('_') ? tagPage(text.toUpperCase(), understood(text, `the finding ${text.toUpperCase()}`), catalogue) : null;
}

function refuseCode(text: string): string {
  const digits = /[0-9a-f]{4,8}/i.exec(text.replace(/0x/i, ''))?.[0]?.toUpperCase() ?? '';
  const near = nearestWords(digits, allCodeMeanings().map((c) => c.code.slice(2)), 3).map((c) => `0x${c}`);
  return `No table holds ${quoted(text).replaceAll('`', '"')}; kmsdoctor explain takes any code apart.${near.length === 0 ? '' : ` Nearest: ${near.join(', ')}.`} Example: kmsdoctor runbook 0xC004F074`;
}

const idsNear = (text: string, { causes }: RunbookCatalogue): string[] => nearestWords(text, [...causes.map((c) => c.id), ...faultlessProcedures.map((p) => p.id)], 3);

function refuseWords(text: string, examples: readonly string[], catalogue: RunbookCatalogue): string {
  const ids = /\s/.test(text) ? [] : idsNear(text, catalogue);
  const near = [...ids, ...examples.map((e) => `"${e}"`)].slice(0, 4);
  return `${quoted(text).replaceAll('`', '"')} is no code, event or cause, and it matches no known symptom. Nearest: ${near.join(', ')}. Example: kmsdoctor runbook ${examples[0] === undefined ? '0xC004F074' : `"${examples[0]}"`}`;
}
