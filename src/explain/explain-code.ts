import type { Code } from '../model/evidence.ts';
import { codeOfWin32 } from '../knowledge/code-forms.ts';
import { takeApart } from '../knowledge/code-parts.ts';
import { loadCodeFacts } from '../knowledge/codes.ts';
import type { CodeFacts } from '../knowledge/codes.ts';
import { causesOfCode } from '../knowledge/code-causes.ts';
import type { CodeCause } from '../knowledge/code-causes.ts';
import { emptyExplanation } from './entry.ts';
import type { Explanation } from './entry.ts';

const certainties: Readonly<Record<string, string>> = {
  high: 'high: read in the Windows SDK or on pages of Microsoft',
  medium: 'medium: partly general knowledge of Windows beside the sources named',
  low: 'low: general knowledge or third parties; no page of Microsoft was read for it',
  header: 'number and name are from the Windows SDK; causes and advice follow from what the name says',
};

/**
 * Explains a code (`0x` and eight upper-case digits). A bare Win32 number (`0x000006BA`) is explained as its HRESULT.
 * A code that no table holds is taken apart, with `known: false`.
 */
export async function explainCode(number: Code, asked: string | null): Promise<Explanation> {
  const value = Number.parseInt(number.slice(2), 16);
  const code = value <= 0xffff ? codeOfWin32(value) : number;
  const facts = await loadCodeFacts(code);
  if (facts === null) {
    const { explainOtherCode } = await import('./explain-other-code.ts');
    return explainOtherCode(code, asked);
  }
  const same = facts.sameAs === null ? null : await loadCodeFacts(facts.sameAs);
  const linked = [...causesOfCode(code), ...(facts.sameAs === null ? [] : causesOfCode(facts.sameAs))];
  return explainFacts(code, asked, same === null ? facts : mergeFacts(facts, same), linked);
}

/** A slip for another code takes over what is known about that one. */
const mergeFacts = (facts: CodeFacts, same: CodeFacts): CodeFacts => ({
  ...facts,
  causes: [...facts.causes, ...same.causes],
  evidence: [...facts.evidence, ...same.evidence],
  remedies: [...new Set([...facts.remedies, ...same.remedies])],
  avoid: [...new Set([...facts.avoid, ...same.avoid])],
});

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
