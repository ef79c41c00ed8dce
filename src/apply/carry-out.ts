import type { AppliedStep, PlannedStep, RemedyPlan } from '../model/apply.ts';
import type { ActivationAttempt, Code } from '../model/evidence.ts';
import type { RemedyAction } from '../model/remedy.ts';

/** How one action ended. `unknown`: it was asked for and no answer came, so it may have been done. */
export type ActionEnd =
  | { outcome: 'done'; said: string | null; attempts?: readonly ActivationAttempt[] }
  | { outcome: 'failed'; code: Code | null; detail: string; attempts?: readonly ActivationAttempt[] }
  | { outcome: 'unknown'; detail: string };

/** Has a machine do one action. Never rejects for anything that the machine does. */
export type Perform = (action: RemedyAction) => Promise<ActionEnd>;

/** What came of a plan: its steps with how each ended, the actions that were begun, and tries to activate. */
export type CarriedOut = { steps: AppliedStep[]; begun: RemedyAction[]; attempts: ActivationAttempt[] };

/** Told before each step that does something, and when it has ended. */
export type OnStep = (news: { number: number; step: PlannedStep; ended: AppliedStep | null }) => void;

/**
 * Carries a plan out, step by step, and stops at the first action that fails or of which no answer came: but for a try to
 * activate that Windows itself ended with a code, which is an answer, and what follows may be what tidies up.
 */
export async function carryOut({ steps }: Pick<RemedyPlan, 'steps'>, perform: Perform, signal: AbortSignal, onStep: OnStep): Promise<CarriedOut> {
  const carried: CarriedOut = { steps: [], begun: [], attempts: [] };
  let isOver = false;
  for (const [at, step] of steps.entries()) {
    const begins = step.actions !== null && step.actions.some((a) => a.do !== 'look');
    if (begins && !isOver && !signal.aborted) onStep({ number: at + 1, step, ended: null });
    const { ended, stops } = await one(step, isOver || signal.aborted, perform, signal, carried);
    isOver ||= stops;
    carried.steps.push(ended);
    if (begins) onStep({ number: at + 1, step, ended });
  }
  return carried;
}

async function one({ say, command, actions }: PlannedStep, isOver: boolean, perform: Perform, signal: AbortSignal, carried: CarriedOut): Promise<{ ended: AppliedStep; stops: boolean }> {
  const end = (outcome: AppliedStep['outcome'], detail: string | null = null, code: Code | null = null): AppliedStep => ({ say, command, outcome, code, detail });
  if (actions === null) return { ended: end('left-to-you'), stops: false };
  const doing = actions.filter((a) => a.do !== 'look');
  if (doing.length === 0) return { ended: end(actions.length === 0 ? 'done' : 'looked', actions.length === 0 ? 'Not needed: it is asked of Windows itself.' : null), stops: false };
  if (isOver) return { ended: end('not-run'), stops: true };
  const said: string[] = [];
  for (const action of doing) {
    if (signal.aborted) return { ended: end(said.length === 0 ? 'not-run' : 'unknown', 'It was stopped before all of it was done.'), stops: true };
    carried.begun.push(action);
    const told = await perform(action);
    if (told.outcome === 'unknown') return { ended: end('unknown', told.detail), stops: true };
    carried.attempts.push(...(told.attempts ?? []));
    if (told.outcome === 'failed') return { ended: end('failed', told.detail, told.code), stops: !(action.do === 'activate' && (told.attempts ?? []).length > 0) };
    if (told.said !== null) said.push(told.said);
  }
  return { ended: end('done', said.length === 0 ? null : said.join('\n')), stops: false };
}
