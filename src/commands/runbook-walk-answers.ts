import type { Procedure, ProcedureStep } from '../model/runbook.ts';
import type { Answer, Position, Question, WalkState } from '../runbook/walk.ts';
import { confirmedWord, positionOf } from '../runbook/walk.ts';
import type { SeenOutcome } from '../runbook/walk-judge.ts';
import { outcomeSeen, proofSeen } from '../runbook/walk-judge.ts';
import type { Judged, Known } from './runbook-walk-evidence.ts';
import { meansOf, suspectsOf } from './runbook-walk-evidence.ts';
import { plain, seeAlone } from './runbook-walk-screens.ts';

/** An answer that the evidence gives, and the sentence in which a person is told of it. */
export type EvidenceAnswer = { answer: Omit<Answer, 'question'>; says: string };

const longest = 1000;
const mostReasons = 3;

/** An answer as it is kept: cleaned, and with the causes that the evidence at hand speaks for. */
export const answerWith = (said: Pick<Answer, 'said' | 'by' | 'saw'>, known: Known): Omit<Answer, 'question'> =>
  ({ ...said, saw: said.saw.map((s) => plain(s).slice(0, longest)), suspects: suspectsOf(known.all) });

/**
 * What the evidence answers to the next question; null where only a person can. Where it confirms a cause that the page repairs,
 * no look is made that leads elsewhere: that would send a person to a machine with which nothing is wrong.
 */
export function nextByEvidence(procedure: Procedure, state: WalkState, known: Known): EvidenceAnswer | null {
  const position = positionOf(procedure, state);
  if (position.at === 'end' || position.question.kind !== 'step' || position.question.again || state.insist.includes(position.question.key)) return null;
  const { step } = position.question;
  const ofTarget = outcomeSeen(step, meansOf(known.target));
  const seen = ofTarget ?? outcomeSeen(step, meansOf(known.all));
  const confirmed = confirmedAnswer(position, known, known.target === null ? 'paste' : 'evidence');
  if (confirmed !== null && (seen === null || !leadsOn(step, seen, known))) return confirmed;
  if (seen === null) return null;
  return {
    answer: answerWith({ said: seen.outcome, by: ofTarget === null ? 'paste' : 'evidence', saw: seen.saw }, known),
    says: `Step ${stepsIn(position) + 1}: ${step.title} - seen: ${wordsOf(step, seen)}`,
  };
}

/** Leaves the look out and goes to the repair of the cause that the evidence confirms; null where it confirms none of this page. */
export function confirmedAnswer(position: Extract<Position, { at: 'question' }>, known: Known, by: Answer['by']): EvidenceAnswer | null {
  const reasons = (known.all?.diagnosis.causes ?? []).find((c) => c.certainty === 'confirmed')?.because ?? [];
  const answer = answerWith({ said: confirmedWord, by, saw: reasons.slice(0, mostReasons) }, known);
  if (position.question.kind !== 'step' || !position.takes(answer)) return null;
  return { answer, says: `What is seen confirms a cause, so the other looks are not needed: ${reasons.slice(0, mostReasons).join(' ')}` };
}

/** Whether an outcome leads to another look, or to the repair of the firmest cause: of one that follows from it, as a failing renewal does, nobody is sent to repair first. */
function leadsOn({ outcomes }: ProcedureStep, { outcome }: SeenOutcome, { all }: Known): boolean {
  const next = outcomes.find((o) => o.id === outcome)?.next;
  if (next?.kind !== 'repair') return next?.kind === 'step';
  const firmest = all?.diagnosis.causes.find((c) => c.certainty === 'confirmed');
  return firmest !== undefined && next.repairs.includes(firmest.cause);
}

/** What a look that was made for this question answers to it; null where it does not decide. */
export function settledBy(question: Question, judged: Judged | null): (Pick<Answer, 'said' | 'saw'> & { says: string }) | null {
  const means = meansOf(judged);
  const proof = question.kind === 'proof' ? proofSeen(question.repair, means.results) : null;
  const outcome = question.kind === 'step' ? outcomeSeen(question.step, means) : null;
  const said = outcome?.outcome ?? (proof === null ? null : proof.holds ? 'proven' : 'not-proven');
  if (said === null) return null;
  const saw = outcome?.saw ?? proof?.saw ?? [];
  return { said, saw, says: `Seen: ${question.kind === 'step' && outcome !== null ? wordsOf(question.step, outcome) : saw.join(' ')}` };
}

/** What was seen, in the words of the findings; where there are none, in those of the page. */
const wordsOf = (step: ProcedureStep, { outcome, saw }: SeenOutcome): string =>
  (saw.length > 0 ? saw.join(' ') : `${seeAlone(step.outcomes.find((o) => o.id === outcome)?.see ?? '')}.`);

/** How many looks were asked for so far. */
export const stepsIn = ({ trail }: Position): number => trail.filter((a) => a.question.kind === 'step').length;
