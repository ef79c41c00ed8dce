import { describe, expect, it } from 'vitest';

import { catalogue } from '../../src/commands/catalogue.ts';
import { judge } from '../../src/commands/runbook-walk-evidence.ts';
import { nextByEvidence } from '../../src/commands/runbook-walk-answers.ts';
import { loadBuiltInScenarios } from '../../src/commands/scenario/built-in-scenarios.ts';
import { gatherScenario } from '../../src/commands/scenario/gather-scenario.ts';
import { procedureFor } from '../../src/runbook/procedure-for.ts';
import { freshWalk, positionOf, walkOn, type Question } from '../../src/runbook/walk.ts';

const scenarios = (await loadBuiltInScenarios()).filter((s) => s.group === 'cause');
const symptoms = ['new laptop does not activate', '0xC004F074', 'Office is not activated but Windows is'] as const;

/** The first question that a person is asked who walks this page with the whole evidence at hand. */
async function firstAsked(symptom: string, scenario: (typeof scenarios)[number]): Promise<{ confirmed: string[]; repairs: string[]; question: Question | null }> {
  const understood = await procedureFor(symptom, catalogue);
  if (!understood.ok) throw new Error(understood.refusal);
  const { procedure } = understood;
  const { case: subject } = await gatherScenario(scenario);
  const { look } = scenario;
  const judged = judge(subject, { approvedHosts: look.approvedHosts.map((h) => h.toLowerCase()), domains: look.domains.map((d) => d.toLowerCase()) });
  const known = { target: judged, all: judged };
  let state = freshWalk;
  for (;;) {
    const found = nextByEvidence(procedure, state, known);
    if (found === null) break;
    state = walkOn(procedure, state, { kind: 'answer', answer: found.answer });
  }
  const position = positionOf(procedure, state);
  return {
    confirmed: judged.diagnosis.causes.filter((c) => c.certainty === 'confirmed').map((c) => c.cause), repairs: procedure.repairs.map((r) => r.id),
    question: position.at === 'question' ? position.question : null,
  };
}

describe.each(symptoms)('a walk of %s with the evidence of a machine', (symptom) => {
  it('asks nobody to look at something else where the evidence confirms a cause that the page repairs', async () => {
    const astray: string[] = [];
    let walked = 0;
    for (const scenario of scenarios) {
      const { confirmed, repairs, question } = await firstAsked(symptom, scenario);
      const here = confirmed.filter((c) => repairs.includes(c));
      if (here.length === 0) continue;
      walked += 1;
      if (question?.kind !== 'repair' || !here.includes(question.repair.id)) astray.push(`${scenario.id}: ${here.join(', ')} but asks ${question?.key ?? 'nothing'}`);
    }
    expect(astray).toEqual([]);
    expect(walked).toBeGreaterThan(5);
  });
});
