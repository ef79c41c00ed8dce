import { readPieces } from '../codec/powershell/pieces.ts';
import { meaningOf } from '../knowledge/code-meanings.ts';
import { cleanText } from '../model/clean.ts';
import type { ActivationAttempt, Code } from '../model/evidence.ts';
import type { RemedyAction } from '../model/remedy.ts';
import type { ActionEnd } from './carry-out.ts';

type Call = { name: string; ok: boolean; code: number | null; said: string | null };
type Try = { id: string; name: string };

/** Return values of Win32_Service's StartService and StopService. Source: learn.microsoft.com/windows/win32/cimwin32prov/startservice-method-in-class-win32-service. */
const serviceWords: Readonly<Record<number, string>> = {
  1: 'the service does not support it', 2: 'the account may not do it', 3: 'other services that run depend on it', 5: 'the service takes no such order now', 6: 'the service has not been started',
  7: 'the service did not answer in time', 8: 'it failed for a reason that was not told', 9: 'the program of the service was not found', 10: 'the service runs already', 11: 'the list of services is locked',
  12: 'a service that it depends on was removed', 13: 'a service that it depends on could not be found', 14: 'the service is disabled', 15: 'the account of the service could not sign in',
  16: 'the service is about to be removed', 20: 'its name holds a character that is not allowed', 24: 'the service is paused',
};

const asCode = (n: number): Code => `0x${n.toString(16).toUpperCase().padStart(8, '0')}`;
const isHresult = (n: number): boolean => n >= 0x8000_0000;

const longestSaid = 4000;
const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.slice(0, longestSaid).split('\n').map((line) => cleanText(line).trimEnd()).join('\n').trim() : null);

function callOf(value: unknown): Call | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, ok, code, said } = value as Record<string, unknown>;
  if (typeof name !== 'string' || typeof ok !== 'boolean') return null;
  return { name: cleanText(name).slice(0, 100), ok, code: typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= 0xFFFF_FFFF ? code : null, said: textOf(said) };
}

const tryOf = (value: unknown): Try => {
  const { id, name } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return { id: typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id) ? id.toLowerCase() : '', name: textOf(name)?.slice(0, 200) ?? '' };
};

/** Why a call failed, in one sentence. */
function wordsOf({ name, code, said }: Call): string {
  const because = (words: string | null): string => `${name} failed${words === null ? '' : `: ${words.split('\n').slice(0, 3).join(' ').replace(/\.+$/, '')}`}.`;
  if (code === null) return because(said);
  if (isHresult(code)) return because(`${asCode(code)}${meaningOf(asCode(code)) === null ? (said === null ? '' : ` (${said.split('\n')[0]?.slice(0, 300) ?? ''})`) : ` (${meaningOf(asCode(code))?.meaning ?? ''})`}`);
  if (name.startsWith('Win32_Service.')) return because(serviceWords[code] ?? `it gave back ${code}`);
  return because(`${name.endsWith('.exe') ? `exit code ${code}` : `it gave back ${code}`}${said === null ? '' : `, “${said.split('\n').slice(-1)[0]?.slice(0, 300) ?? ''}”`}`);
}

/** Each try to activate with how it ended, from pieces in their order; a try without an end has none. */
function attemptsOf(pieces: readonly { name: string; value: unknown }[], at: string): ActivationAttempt[] {
  const attempts: ActivationAttempt[] = [];
  let open: Try | null = null;
  for (const { name, value } of pieces) {
    if (name === 'try') open = tryOf(value);
    const call = name === 'call' ? callOf(value) : null;
    if (open === null || call === null || !call.name.endsWith('.Activate')) continue;
    if (call.ok || call.code !== null) attempts.push({ at, product: open.name === '' ? null : open.name, activationId: open.id === '' ? null : open.id, succeeded: call.ok, code: call.ok || call.code === null ? null : asCode(call.code) });
    open = null;
  }
  return attempts;
}

/** Actions of which a person wants to read what was printed. */
const isReading = (action: RemedyAction): boolean => action.do.startsWith('show-');

/**
 * How an action ended, by what its script printed. `why`: what cut it short, in words, where it did not come to its end. Of
 * a script that said nothing, or not that it came to its end, nobody knows what it did. `at` is ISO 8601. Never throws.
 */
export function readPerformed(action: RemedyAction, text: string, why: string, at: string): ActionEnd {
  const { pieces, whole } = readPieces(text);
  const calls = pieces.flatMap((p) => (p.name === 'call' ? callOf(p.value) ?? [] : []));
  const failed = calls.find((c) => !c.ok);
  const attempts = attemptsOf(pieces, at);
  const tried = attempts.length === 0 ? {} : { attempts };
  if (failed !== undefined) return { outcome: 'failed', code: failed.code !== null && isHresult(failed.code) ? asCode(failed.code) : null, detail: wordsOf(failed), ...tried };
  if (!whole || calls.length === 0) return { outcome: 'unknown', detail: why };
  const said = isReading(action) ? calls.map((c) => c.said).filter((s) => s !== null).join('\n') : '';
  if (attempts.length > 0) return { outcome: 'done', said: attempts.map((a) => `${a.product ?? 'The product'} was activated.`).join('\n'), attempts };
  return { outcome: 'done', said: said === '' ? null : said };
}
