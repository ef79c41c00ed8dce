import type { Cause } from '../model/cause.ts';
import type { Check } from '../model/check.ts';
import type { Remedy } from '../model/remedy.ts';

/** One entry of `explain --format json` (schema `kmsdoctor.explain/1`); every member is always there. */
export type ExplainEntry = {
  kind: 'code' | 'event' | 'key' | 'channel' | 'cause' | 'check' | 'tag';
  id: string;
  /** False for a code that no table holds: it is only taken apart. */
  known: boolean;
  symbols: readonly string[];
  /** Where it is met. */
  scope: readonly string[];
  meaning: string;
  causes: readonly { cause: string | null; text: string }[];
  evidence: readonly string[];
  remedies: readonly string[];
  avoid: readonly string[];
  verifyWith: readonly string[];
  sources: readonly string[];
  /** Null for everything but codes. */
  decoded: { severity: string; facility: string; code: number } | null;
};

/** An entry with what only the text form shows. */
export type Explanation = ExplainEntry & {
  /** What was typed, where it differs from `id`. */
  asked: string | null;
  /** Where guides or Microsoft's own pages say something else; in the JSON form these lead `avoid`. */
  disputed: readonly string[];
  /** Remedies with their commands apart, where they are more than lines; in the JSON form they are `remedies`. */
  procedures: readonly { title: string; steps: readonly { say: string; run?: string }[] }[];
  /** How sure the sources are, as a sentence; null where there is nothing to say. */
  certainty: string | null;
};

/** What explaining needs of the checks; loaded only for words that nothing else knows. */
export type ExplainCatalogue = {
  causes: readonly Cause[];
  checks: readonly Check[];
  remedies?: readonly Remedy[];
  /** Causes that stand within another, by old id: the id that stands, and a sentence for its page. */
  mergedCauses?: Readonly<Record<string, { into: string; says: string }>>;
};

export type LoadCatalogue = () => Promise<ExplainCatalogue>;

/** An explanation with all lists empty, for the members that a kind has nothing to say in. */
export const emptyExplanation = (kind: ExplainEntry['kind'], id: string): Explanation => ({
  kind, id, known: true, symbols: [], scope: [], meaning: '', causes: [], evidence: [], remedies: [], avoid: [], verifyWith: [],
  sources: [], decoded: null, asked: null, disputed: [], procedures: [], certainty: null,
});
