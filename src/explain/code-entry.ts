import type { CodeCause } from '../knowledge/code-causes.ts';
import { takeApart } from '../knowledge/code-parts.ts';
import type { CodeFacts } from '../knowledge/codes.ts';
import type { Code } from '../model/evidence.ts';
import { emptyExplanation } from './entry.ts';
import type { Explanation } from './entry.ts';

const certainties: Readonly<Record<string, string>> = {
  high: 'high: read in the Windows SDK or on pages of Microsoft',
  medium: 'medium: partly general knowledge of Windows beside the sources named',
  low: 'low: general knowledge or third parties; no page of Microsoft was read for it',
  header: 'number and name are from the Windows SDK; causes and advice follow from what the name says',
};

/** An explanation from a row of the table of codes and the causes that end in the code. */
export function explainFacts(code: Code, asked: string | null, facts: CodeFacts, linked: readonly CodeCause[]): Explanation {
  return {
    ...emptyExplanation('code', code),
    asked: asked === null || asked.toUpperCase() === code.toUpperCase() ? null : asked,
    symbols: facts.symbols,
    scope: facts.scope,
    meaning: facts.says === null ? `${facts.meaning}.` : `${facts.meaning}. ${facts.says}`,
    causes: [...facts.causes.map((text) => ({ cause: null, text })), ...linkedCauses(linked)],
    evidence: facts.evidence,
    remedies: facts.remedies,
    avoid: facts.avoid,
    disputed: facts.disputed,
    verifyWith: checksOf(linked),
    sources: facts.sources,
    decoded: decodedOf(code),
    certainty: certainties[facts.confidence] ?? null,
  };
}

/** Causes as entries name them: the id, and its title as text; each once. */
export const linkedCauses = (linked: readonly CodeCause[]): Explanation['causes'] =>
  [...new Map(linked.map((c) => [c.title, { cause: c.cause, text: c.title }])).values()];

/** The checks that prove one of these causes gone, each once. */
export const checksOf = (linked: readonly CodeCause[]): string[] => [...new Set(linked.flatMap((c) => c.verifyWith))];

/** The `decoded` member of a code's entry. */
export function decodedOf(code: Code): NonNullable<Explanation['decoded']> {
  const { severity, facility, code: inside } = takeApart(code);
  return { severity, facility, code: inside };
}
