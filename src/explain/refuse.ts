import { showTyped } from '../model/show-typed.ts';
import { channels } from '../knowledge/channels.ts';
import { allCodeMeanings } from '../knowledge/code-meanings.ts';
import { loadEventTable } from '../knowledge/events.ts';
import { allSetupKeys, maskKeys } from '../knowledge/setup-keys.ts';
import { genericRetailEdition } from '../knowledge/subscription.ts';
import type { LoadCatalogue } from './entry.ts';
import { looksLikeKey, refuseKey } from './explain-key.ts';
import { allNames } from './named-codes.ts';
import { nearestWords } from '../model/nearest.ts';

/**
 * Why a word cannot be explained, in one sentence, and the nearest words that can. Whole product keys are never repeated;
 * other words are shown as far as they are short and printable.
 */
export async function refuseWord(word: string, loadCatalogue: LoadCatalogue | null): Promise<string> {
  const generic = looksLikeKey(word) || /^[A-Z0-9]{5}$/i.test(word) ? genericRetailEdition(word.slice(-5)) : null;
  if (generic !== null) return `${word.slice(-5).toUpperCase()} ends the generic retail key of Windows ${generic}, which Windows shows where a digital licence or a subscription activates it: it is no KMS client setup key, and a machine with it asks no KMS host.`;
  if (looksLikeKey(word)) return refuseKey(word);
  const near = await nearTo(word, loadCatalogue);
  const shown = maskKeys(showTyped(word, Infinity));
  const quoted = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  const hint = near.length === 0 ? 'Try a code (0xC004F074), an event id (12290), a channel (VOLUME_KMSCLIENT) or a published setup key' : `Nearest: ${near.join(', ')}`;
  return `"${quoted}" is no code, event, key, channel, cause, check or tag that kmsdoctor knows. ${hint}.`;
}

async function nearTo(word: string, loadCatalogue: LoadCatalogue | null): Promise<string[]> {
  const codes = nearCodes(word);
  if (codes.length > 0) return codes;
  const catalogue = loadCatalogue === null ? [] : (await import('./explain-catalogue.ts')).catalogueWords(await loadCatalogue());
  const digits = /^\d+$/.test(word) ? Object.keys((await loadEventTable()).events) : [];
  const keyEnds = /^[a-z0-9]{4,6}$/i.test(word) && /\d/.test(word) ? allSetupKeys().map((k) => k.last5) : [];
  return nearestWords(word, [...digits, ...catalogue, ...channels.flatMap((c) => c.words), ...keyEnds, ...allNames()]);
}

/** Codes whose digits are near: a digit too many or too few, a letter O for a zero, or only the last four. */
function nearCodes(word: string): string[] {
  const digits = /^(?:0?x)?([0-9a-fo]{4,10})h?$/i.exec(word)?.[1]?.toUpperCase().replace(/O/g, '0');
  if (digits === undefined || !/\d/.test(digits)) return [];
  const all = allCodeMeanings().map((c) => c.code.slice(2));
  const ending = digits.length < 8 ? all.filter((c) => c.endsWith(digits)).slice(0, 5) : [];
  const near = ending.length > 0 ? ending : digits.length < 6 ? [] : nearestWords(digits, all);
  return near.map((c) => `0x${c}`);
}
