import { describe, expect, it } from 'vitest';

import { catalogue } from '../../src/commands/catalogue.ts';
import { judge, type Judged } from '../../src/commands/runbook-walk-evidence.ts';
import { nextByEvidence } from '../../src/commands/runbook-walk-answers.ts';
import { loadBuiltInScenarios } from '../../src/commands/scenario/built-in-scenarios.ts';
import { gatherScenario } from '../../src/commands/scenario/gather-scenario.ts';
import type { Procedure } from '../../src/model/runbook.ts';
import { procedureFor } from '../../src/runbook/procedure-for.ts';
import { freshWalk, positionOf, walkOn, type Question } from '../../src/runbook/walk.ts';

const symptoms = ['new laptop does not activate', '0xC004F074', 'Office is not activated but Windows is'] as const;

/** The evidence of every single fault, judged once for all pages. */
const judgements: { id: string; judged: Judged; confirmed: string[] }[] = [];
for (const scenario of (await loadBuiltInScenarios()).filter((s) => s.group === 'cause')) {
  const { case: subject } = await gatherScenario(scenario);
  const { look } = scenario;
  const judged = judge(subject, { approvedHosts: look.approvedHosts.map((h) => h.toLowerCase()), domains: look.domains.map((d) => d.toLowerCase()) });
  judgements.push({ id: scenario.id, judged, confirmed: judged.diagnosis.causes.filter((c) => c.certainty === 'confirmed').map((c) => c.cause) });
}

/** The first question that a person is asked who walks this page with the whole evidence at hand; null where none is. */
function firstAsked(procedure: Procedure, judged: Judged): Question | null {
  const known = { target: judged, all: judged };
  let state = freshWalk;
  for (;;) {
    const found = nextByEvidence(procedure, state, known);
    if (found === null) break;
    state = walkOn(procedure, state, { kind: 'answer', answer: found.answer });
  }
  const position = positionOf(procedure, state);
  return position.at === 'question' ? position.question : null;
}

describe.each(symptoms)('a walk of %s with the evidence of a machine', (symptom) => {
  it('asks nobody to look at something else where the evidence confirms a cause that the page repairs', async () => {
    const understood = await procedureFor(symptom, catalogue);
    if (!understood.ok) throw new Error(understood.refusal);
    const { procedure } = understood;
    const astray: string[] = [];
    let walked = 0;
    for (const { id, judged, confirmed } of judgements) {
      const here = confirmed.filter((c) => procedure.repairs.some((r) => r.id === c));
      if (here.length === 0) continue;
      walked += 1;
      const question = firstAsked(procedure, judged);
      // The firmest one: what follows from it is not repaired first.
      if (question?.kind !== 'repair' || question.repair.id !== here[0]) astray.push(`${id}: ${here.join(', ')} but asks ${question?.key ?? 'nothing'}`);
    }
    expect(astray).toEqual([]);
    expect(walked).toBeGreaterThan(5);
  });
});
