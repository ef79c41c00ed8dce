import type { Code } from '../model/evidence.ts';

/** What is known about one error code of Windows or Office licensing; every row names its sources. */
export type CodeFacts = {
  symbols: readonly string[];
  /** Where it is met: `KMS client`, `KMS host`, `MAK`, `Office` … */
  scope: readonly string[];
  meaning: string;
  /** The same for a person without KMS knowledge, in one or two sentences; null where the meaning is plain enough. */
  says: string | null;
  /** A code that this one is probably a slip for. */
  sameAs: Code | null;
  causes: readonly string[];
  evidence: readonly string[];
  remedies: readonly string[];
  avoid: readonly string[];
  /** Where guides or Microsoft's own pages say something else, and which is believed. */
  disputed: readonly string[];
  sources: readonly string[];
  /** How well the sources support it: `high`, `medium`, `low`, or `header` where only an SDK header tells of it. */
  confidence: string;
};

type Shard = Readonly<Record<string, CodeFacts>>;

/** One file for each last digit, so that explaining a code reads a sixteenth of the table. */
const shards: readonly (() => Promise<{ default: Shard }>)[] = [
  () => import('./data/errors/0.json'), () => import('./data/errors/1.json'), () => import('./data/errors/2.json'),
  () => import('./data/errors/3.json'), () => import('./data/errors/4.json'), () => import('./data/errors/5.json'),
  () => import('./data/errors/6.json'), () => import('./data/errors/7.json'), () => import('./data/errors/8.json'),
  () => import('./data/errors/9.json'), () => import('./data/errors/a.json'), () => import('./data/errors/b.json'),
  () => import('./data/errors/c.json'), () => import('./data/errors/d.json'), () => import('./data/errors/e.json'),
  () => import('./data/errors/f.json'),
];

/**
 * The facts about a code (`0x` and eight upper-case digits), or null where the table does not hold exactly this number.
 * Sources: the SDK header slerror.h, Microsoft's articles on activation errors, and those that each row names.
 */
export async function loadCodeFacts(code: Code): Promise<CodeFacts | null> {
  const load = shards[Number.parseInt(code.slice(-1), 16)];
  if (load === undefined) return null;
  const shard = (await load()).default;
  return Object.hasOwn(shard, code) ? (shard[code] ?? null) : null;
}

/**
 * The same number with the other severities that Windows prints it with: slmgr and Microsoft's pages write 0xC004F065
 * where the SDK header has 0x4004F065 (information). Only for licensing codes (facility 4); else empty.
 */
export function twinsOf(code: Code): Code[] {
  const severity = code.slice(2, 3);
  if (code.slice(3, 6) !== '004' || !'48C'.includes(severity)) return [];
  return [...'4C8'].filter((s) => s !== severity).map((s) => `0x${s}${code.slice(3)}`);
}
