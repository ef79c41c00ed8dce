import { readNumber } from '../knowledge/code-forms.ts';
import type { ReadNumber } from '../knowledge/code-forms.ts';
import type { Explanation, LoadCatalogue } from './entry.ts';
import { explainCode } from './explain-code.ts';

export type Answer =
  | { ok: true; explanations: Explanation[] }
  /** One sentence that says why there is no explanation and names the nearest known words. */
  | { ok: false; refusal: string };

/**
 * Explains one word. The tables are looked at in an order in which the usual words load the least; the catalogue of
 * checks comes last. A number that is both an event and a Win32 error gives both.
 */
export async function explainWord(word: string, loadCatalogue: LoadCatalogue | null): Promise<Answer> {
  const number = readNumber(word);
  if (number !== null) return { ok: true, explanations: await explainNumber(word, number) };
  const found = (await explainKeyOrChannel(word)) ?? (await explainSymbol(word)) ?? (await explainCatalogueWord(word, loadCatalogue));
  if (found !== null) return { ok: true, explanations: found };
  const { refuseWord } = await import('./refuse.ts');
  return { ok: false, refusal: await refuseWord(word, loadCatalogue) };
}

async function explainNumber(word: string, number: ReadNumber): Promise<Explanation[]> {
  const id = eventIdOf(number);
  if (id === null) return [await explainCode(number.code, word)];
  const { explainEvent } = await import('./explain-event.ts');
  const [event, code] = await Promise.all([explainEvent(id), explainCode(number.code, word)]);
  const isSmall = number.value <= 0xffff;
  // A message id of the classic log looks like any other code: an error that is known goes first and alone.
  if (event !== null && (isSmall || !code.known)) return code.known ? [event, code] : [event];
  return [isSmall && !code.known ? { ...code, evidence: [...code.evidence, `No table of licensing events has an event ${id} either`] } : code];
}

/**
 * The event id that a number may be: a small decimal, or the 32-bit message id of the classic log, whose low half is the
 * event id and whose high half the qualifier (0x4000 information, 0x8000 warning, 0xC000 error).
 */
function eventIdOf({ form, value }: ReadNumber): number | null {
  if (value <= 0xffff) return form === 'decimal' ? value : null;
  return [0x4000, 0x8000, 0xc000].includes(value >>> 16) && (value & 0xffff) >= 900 ? value & 0xffff : null;
}

async function explainKeyOrChannel(word: string): Promise<Explanation[] | null> {
  const [{ explainKey }, { explainChannel }] = await Promise.all([import('./explain-key.ts'), import('./explain-channel.ts')]);
  const found = explainKey(word) ?? explainChannel(word);
  return found === null ? null : [found];
}

async function explainSymbol(word: string): Promise<Explanation[] | null> {
  if (!/^[a-z][\w()]*$/i.test(word)) return null;
  const { codesNamed } = await import('./named-codes.ts');
  const codes = codesNamed(word);
  if (codes.length === 0) return null;
  return Promise.all(codes.map((code) => explainCode(code, word)));
}

async function explainCatalogueWord(word: string, loadCatalogue: LoadCatalogue | null): Promise<Explanation[] | null> {
  if (loadCatalogue === null) return null;
  const [{ explainFromCatalogue }, catalogue] = await Promise.all([import('./explain-catalogue.ts'), loadCatalogue()]);
  const found = explainFromCatalogue(word, catalogue);
  return found === null ? null : [found];
}
