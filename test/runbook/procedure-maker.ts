import type { NextMove, Procedure, ProcedureOutcome, ProcedureStep, Repair } from '../../src/model/runbook.ts';

/** Small procedures for tests of the walk: what matters is where an outcome leads. */

export const outcome = (id: string, next: NextMove, signs: readonly string[] = []): ProcedureOutcome => ({ id, see: `You see ${id}.`, means: '', signs, next });

export const toStep = (step: string): NextMove => ({ kind: 'step', step });
export const toRepair = (...repairs: string[]): NextMove => ({ kind: 'repair', repairs });
export const done: NextMove = { kind: 'done' };
export const escalate: NextMove = { kind: 'escalate' };

export const step = (id: string, outcomes: readonly ProcedureOutcome[], checks: readonly string[] = []): ProcedureStep => ({
  id, title: `Look at ${id}`, where: 'client', say: `Look at ${id}.`, run: [`show-${id}`], changes: false, needs: [], checks, outcomes,
});

export const repair = (id: string, check: string | null = null): Repair => ({
  id, title: `Cause ${id}`, says: `It is ${id}.`, remedies: [], proof: [{ check, where: 'client', run: `prove-${id}`, shows: 'it works' }],
});

export const procedure = (steps: readonly ProcedureStep[], repairs: readonly Repair[]): Procedure => ({
  id: 'symptom-test', title: 'A test', understood: 'A test.', intro: [], steps, repairs, rare: [],
  escalation: { when: 'Nothing fits.', evidence: [] }, sources: [],
});
