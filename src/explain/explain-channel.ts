import { channelFactsOf } from '../knowledge/channels.ts';
import { emptyExplanation } from './entry.ts';
import type { Explanation } from './entry.ts';

/** Explains a licence channel in any spelling of slmgr, ospp or WMI; null where the word is none. */
export function explainChannel(word: string): Explanation | null {
  const facts = channelFactsOf(word);
  if (facts === null) return null;
  return {
    ...emptyExplanation('channel', facts.channel),
    asked: word === facts.channel ? null : word,
    meaning: `${facts.title}. ${facts.meaning}`,
    evidence: [`Spelled ${[...new Set(facts.words)].slice(1).join(', ')}`, ...facts.evidence],
    remedies: facts.remedies,
    avoid: facts.avoid,
    sources: facts.sources,
  };
}
