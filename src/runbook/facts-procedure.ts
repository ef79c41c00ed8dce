import type { Code } from '../model/evidence.ts';
import type { Procedure, ProcedureStep } from '../model/runbook.ts';
import type { CodeFacts } from '../knowledge/codes.ts';
import { escalation } from './escalation.ts';
import { looks } from './looks.ts';

type Asked = { id: string; title: string; understood: string; intro: readonly string[]; code: Code; facts: CodeFacts };

/** The procedure for a code that no cause of the catalogue explains: what the table of codes says of it. */
export function factsProcedure({ id, title, understood, intro, code, facts }: Asked): Procedure {
  const isOfHost = facts.scope.some((s) => /host/i.test(s)) && !facts.scope.some((s) => /client/i.test(s));
  const where = isOfHost ? 'host' : 'client';
  const state = looks.licensingProducts?.run[0] ?? '';
  const retry = looks.activationAttempts;
  const look: ProcedureStep = {
    id: 'licensingProducts', title: 'See where the code comes from', where, changes: false, needs: [], checks: [],
    say: [`Read the licence state of the machine, and which program shows ${code}.`, ...facts.evidence].map((s) => s.replace(/\.?$/, '.')).join(' '), run: [state],
    outcomes: [
      facts.remedies.length > 0
        ? { id: 'the-code', see: `It is ${code}`, means: facts.causes.join('; '), signs: [code], next: { kind: 'repair', repairs: [id] } }
        : { id: 'the-code', see: `It is ${code}`, means: [...facts.causes, 'No source tells of a repair'].join('; '), signs: [code], next: { kind: 'step', step: 'activationAttempts' } },
      { id: 'none-of-these', see: 'Another code', means: 'Look that code up: kmsdoctor runbook CODE', signs: [], next: { kind: 'escalate' } },
    ],
  };
  const again: ProcedureStep = {
    id: 'activationAttempts', title: retry?.title ?? '', where, say: retry?.say ?? '', run: retry?.run ?? [], changes: true, needs: [], checks: [],
    outcomes: [
      { id: 'activated', see: '“Product activated successfully”', means: 'It works.', signs: [], next: { kind: 'done' } },
      { id: 'none-of-these', see: 'The code again', means: '', signs: [], next: { kind: 'escalate' } },
    ],
  };
  return {
    id, title, understood, intro, steps: [look, again], rare: [], escalation, sources: facts.sources.slice(0, 3),
    repairs: facts.remedies.length === 0 ? [] : [{
      id, title: `What is known to help against ${code}`, says: facts.meaning.replace(/\.?$/, '.'),
      remedies: [{ id, title: 'What the sources say', risk: isOfHost ? 'changes-host' : 'changes-client', where, steps: facts.remedies.map((say) => ({ say })) }],
      proof: [{ check: null, where: 'client', run: retry?.run[0] ?? '', shows: `another answer than ${code}` }],
    }],
  };
}
