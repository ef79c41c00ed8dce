import { lookBeside } from '../apply/beside.ts';
import { carryOut } from '../apply/carry-out.ts';
import type { CarriedOut, OnStep } from '../apply/carry-out.ts';
import { planRemedy, seenBefore } from '../apply/plan-remedy.ts';
import { waysBack } from '../apply/ways-back.ts';
import { judgeCase } from '../diagnose/judge-case.ts';
import type { Applied, RemedyPlan } from '../model/apply.ts';
import { cleanText } from '../model/clean.ts';
import type { ActivationAttempt, Case } from '../model/evidence.ts';
import { seen } from '../model/evidence.ts';
import type { Diagnosis } from '../model/report.ts';
import { appliedText } from '../report/applied-text.ts';
import { outcomeWords } from '../report/outcome-words.ts';
import { painter } from '../report/paint.ts';
import { refuseUnknownRemedy, remedyOfDiagnosis } from './apply-choice.ts';
import { consentTo } from './apply-consent.ts';
import { knownSoFar } from './apply-interrupted.ts';
import { openPerformer } from './apply-perform.ts';
import { catalogue as house } from './catalogue.ts';
import type { ApplyRequest, CheckRequest } from './check-request.ts';
import { gatherCase } from './gather-case.ts';
import type { GatherWith } from './gather-case.ts';
import type { OwnSettings } from './own-settings.ts';
import { accessOf } from './read-live-machines.ts';
import type { Access } from './read-live.ts';
import type { LiveTarget } from './target.ts';
import { terminalOf } from './terminal.ts';

/** What `check --apply` came to: the case as it is now, and what stands in front of its report. */
export type ApplyOutcome = { case: Case; notes: string[]; applied: Applied; text: string; /** Asked to be run, and cannot be: the sentence. */ refused: string | null };

export const isOwnRemedy = (id: string): boolean => !house.remedies.some((r) => r.id === id);

/** `check TARGET --apply REMEDY`: looks, shows or asks, carries out, looks again. Throws UsageError where nothing may be done. */
export async function applyRemedy(request: CheckRequest, apply: ApplyRequest, live: LiveTarget, use: GatherWith, own: OwnSettings, onGathered: () => void): Promise<ApplyOutcome> {
  refuseUnknownRemedy(apply.remedy, own.catalogue);
  const access = await accessOf(request, use);
  const judge = (subject: Case): Diagnosis => judgeCase(subject, request.settings, own.catalogue, request.selection.includes);
  const look = (): ReturnType<typeof gatherCase> => gatherCase(request, { ...use, access }).finally(onGathered);
  const before = await look();
  const diagnosis = judge(before.case);
  const plan = planRemedy(remedyOfDiagnosis(apply.remedy, diagnosis), before.case, diagnosis, isOwnRemedy(apply.remedy));
  const answer = await consentTo(plan, cleanText(live.text), apply, request.access.yes);
  const layout = { width: Math.max(40, Math.min(terminalOf(request.color, request.output !== null).width, 120)), paint: painter(terminalOf(request.color, request.output !== null).color) };
  if (answer !== 'run') {
    const applied = unapplied(plan, live, diagnosis);
    return { ...before, applied, text: appliedText(applied, plan, layout), refused: answer === 'refused' ? `${plan.remedy} was not carried out. ${plan.refusal ?? ''}` : null };
  }
  const ranAt = new Date(use.now()).toISOString();
  const known = knownSoFar(plan, { case: before.case, diagnosis }, cleanText(live.text));
  const tell = tellSteps(plan);
  const sayWhatIsKnown = (): void => void process.stderr.write(known.words() ?? '');
  use.signal.addEventListener('abort', sayWhatIsKnown);
  const carried = await carryOutOn(live, plan, access, (news) => {
    known.onStep(news);
    tell(news);
  });
  known.end();
  use.signal.removeEventListener('abort', sayWhatIsKnown);
  const again = await look();
  const subject = withAttempts(again.case, carried.attempts);
  const applied = appliedOf(plan, live, ranAt, carried, { case: before.case, diagnosis }, judge(subject));
  return { case: subject, notes: again.notes, applied, text: appliedText(applied, plan, layout), refused: null };
}

/** Carries a plan out on a machine. */
export async function carryOutOn(live: LiveTarget, plan: RemedyPlan, access: Access, onStep: OnStep): Promise<CarriedOut> {
  const performer = await openPerformer(live, access);
  try {
    return await carryOut(plan, performer.perform, access.signal, onStep);
  } finally {
    performer.close();
  }
}

/** What a remedy that was carried out came to, beside what was seen before. */
export function appliedOf(plan: RemedyPlan, live: LiveTarget, ranAt: string, { steps, begun }: CarriedOut, before: { case: Case; diagnosis: Diagnosis }, after: Diagnosis): Applied {
  const remedy = before.diagnosis.remedies[plan.remedy];
  return {
    ...headOf(plan, live), dryRun: false, ranAt, steps, undo: waysBack(begun, seenBefore(before.case, before.diagnosis), remedy?.noWayBack),
    before: lookBeside(before.diagnosis, plan), after: lookBeside(after, plan),
  };
}

const headOf = ({ remedy, title, risk, where, machine, refusal }: RemedyPlan, live: LiveTarget) => ({ remedy, title, risk, where, machine, refusal, target: cleanText(live.text) });

const unapplied = (plan: RemedyPlan, live: LiveTarget, diagnosis: Diagnosis): Applied => ({
  ...headOf(plan, live), dryRun: true, ranAt: null, undo: plan.undo, before: lookBeside(diagnosis, plan), after: null,
  steps: plan.steps.map(({ say, command, actions }) => ({ say, command, outcome: actions === null || plan.refusal !== null ? 'left-to-you' : 'not-run', code: null, detail: null })),
});

/** The case of after, with the tries to activate that the remedy made. */
export const withAttempts = (subject: Case, attempts: readonly ActivationAttempt[]): Case => (attempts.length === 0 ? subject : {
  ...subject, evidence: { ...subject.evidence, activationAttempts: seen([...attempts], { by: 'activation by the remedy (--apply)', vantage: 'client', at: attempts[0]?.at ?? null, tookMs: null }) },
});

/** One line on standard error as each step begins and ends, where a person sees it. */
function tellSteps(plan: RemedyPlan, stderr: NodeJS.WriteStream = process.stderr): OnStep {
  return ({ number, step, ended }) => {
    if (stderr.isTTY) stderr.write(`${cleanText(ended === null ? `${number} of ${plan.steps.length}  ${step.say}` : `     ${outcomeWords[ended.outcome].word}`)}\n`);
  };
}
