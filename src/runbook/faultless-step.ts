import type { NextMove, Procedure, ProcedureOutcome, ProcedurePlace, ProcedureStep } from '../model/runbook.ts';
import { escalation } from './escalation.ts';

/** One outcome in short: what is seen, what it means, and where it leads: a step’s id, `done` or `hand on`. */
export type Short = readonly [id: string, see: string, means: string, to: string];

export type ShortStep = {
  id: string;
  title: string;
  where: ProcedurePlace;
  say: string;
  run?: readonly string[];
  changes?: boolean;
  outcomes: readonly Short[];
};

const moveOf = (to: string): NextMove => (to === 'done' ? { kind: 'done' } : to === 'hand on' ? { kind: 'escalate' } : { kind: 'step', step: to });

const outcomeOf = ([id, see, means, to]: Short): ProcedureOutcome => ({ id, see, means, signs: [], next: moveOf(to) });

const stepOf = ({ id, title, where, say, run = [], changes = false, outcomes }: ShortStep): ProcedureStep =>
  ({ id, title, where, say, run, changes, needs: [], checks: [], outcomes: outcomes.map(outcomeOf) });

/** A procedure without a fault: the name by which it is asked for, and the procedure once it is known how it was asked. */
export type FaultlessProcedure = { id: string; askedAs: RegExp; title: string; draw: (understood: string) => Procedure };

export const faultless = (id: string, title: string, askedAs: RegExp, intro: readonly string[], steps: readonly ShortStep[], sources: readonly string[]): FaultlessProcedure => ({
  id, askedAs, title,
  draw: (understood) => ({ id, title, understood, intro, steps: steps.map(stepOf), repairs: [], rare: [], escalation, sources }),
});
