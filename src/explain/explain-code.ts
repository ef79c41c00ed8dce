import type { Code } from '../model/evidence.ts';
import { codeOfWin32 } from '../knowledge/code-forms.ts';
import { loadCodeFacts } from '../knowledge/codes.ts';
import type { CodeFacts } from '../knowledge/codes.ts';
import { causesOfCode } from '../knowledge/code-causes.ts';
import { explainFacts } from './code-entry.ts';
import type { Explanation } from './entry.ts';

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
