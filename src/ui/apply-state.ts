import type { Applied, AppliedStep, RemedyPlan } from '../model/apply.ts';
import { isNameOf } from '../model/own-name.ts';
import { causeById } from './run-state.ts';
import { unscrolled } from './scrolling.ts';
import type { ApplyEvent, ApplyOrder } from './session-effects.ts';
import { screenOf, type State } from './shape.ts';
import { emptyField } from './text-entry.ts';

/** A remedy from the moment in which it was confirmed. */
export type Applying = {
  /** Counts up in a run; events of another are not this one's. */
  number: number;
  order: ApplyOrder;
  phase: 'running' | 'looking' | 'done' | 'failed';
  /** How each step of the plan ended; null while it has not. */
  ended: readonly (AppliedStep | null)[];
  /** The step that is under way, from 1. */
  current: number | null;
  applied: Applied | null;
  failure: string | null;
};

/** Whether a remedy is under way, so that nothing else may take its place. */
export const isApplying = ({ run }: State): boolean => run?.applying?.phase === 'running' || run?.applying?.phase === 'looking';

/** The plans of a cause's remedies in their order: those that can be carried out before the others. */
export function plansOf(state: State, cause: string): RemedyPlan[] {
  const { run } = state;
  const plans = (run === null ? [] : causeById(run, cause)?.remedies ?? []).flatMap((id) => run?.plans[id] ?? []);
  return [...plans.filter((p) => p.refusal === null), ...plans.filter((p) => p.refusal !== null)];
}

/** The remedies between which the apply screen goes; empty on any other. */
export function remediesToApply(state: State): RemedyPlan[] {
  const screen = screenOf(state);
  return screen.name === 'apply' ? plansOf(state, screen.cause) : [];
}

const notify = (state: State, text: string, tone: 'good' | 'caution' = 'caution'): State => ({ ...state, notice: { tone, text } });

const showing = (state: State, cause: string, remedy: string, screens: State['screens']): State => ({
  ...state, screens: [...screens, { name: 'apply', cause, remedy }], focused: 0, fields: { ...state.fields, confirm: emptyField }, scrolls: { ...state.scrolls, detail: unscrolled },
});

/** Shows what carrying out the first remedy of a cause would do; nothing is done. */
export function openApply(state: State, cause: string | null): State {
  if (state.run?.phase === 'running') return notify(state, 'The machine is still being looked at: wait until that is over.');
  const [plan] = cause === null ? [] : plansOf(state, cause);
  if (cause === null || plan === undefined) return notify(state, 'There is no remedy here that could be carried out.');
  if (isApplying(state)) return { ...state, screens: [...state.screens, { name: 'applying' }] };
  return showing(state, cause, plan.remedy, state.screens);
}

/** The next remedy of the same cause, in turn. */
export function nextRemedy(state: State): State {
  const screen = screenOf(state);
  const plans = remediesToApply(state);
  if (screen.name !== 'apply' || plans.length < 2) return state;
  const next = plans[(plans.findIndex((p) => p.remedy === screen.remedy) + 1) % plans.length];
  return next === undefined ? state : showing(state, screen.cause, next.remedy, state.screens.slice(0, -1));
}

/** Begins what is shown where it was confirmed; the app sees its number and starts the work. */
export function confirmApply(state: State): State {
  const screen = screenOf(state);
  const { run } = state;
  const plan = screen.name === 'apply' ? run?.plans[screen.remedy] : undefined;
  if (run === null || run.case === null || run.diagnosis === null || plan === undefined) return state;
  if (plan.refusal !== null) return notify(state, plan.refusal);
  const typed = state.fields.confirm.value.trim();
  if (plan.risk === 'read-only' ? !/^y(?:es)?$/i.test(typed) : !isNameOf(typed, plan.machine ?? '')) {
    return notify(state, plan.risk === 'read-only' ? 'Nothing was run: type y to run it.' : `Nothing was run: type the machine’s name, ${plan.machine ?? ''}.`);
  }
  const order = { request: run.request, plan, case: run.case, diagnosis: run.diagnosis };
  const applying: Applying = { number: (run.applying?.number ?? 0) + 1, order, phase: 'running', ended: plan.steps.map(() => null), current: null, applied: null, failure: null };
  return {
    ...state, run: { ...run, applying }, screens: [...state.screens.slice(0, -1), { name: 'applying' }], fields: { ...state.fields, confirm: emptyField }, scrolls: { ...state.scrolls, detail: unscrolled },
  };
}

/** What an event makes of the remedy that is being carried out; those of another are dropped. */
export function receiveApply(state: State, number: number, event: ApplyEvent): State {
  const { run } = state;
  if (run === null || run.applying === null || run.applying.number !== number || run.applying.phase === 'done' || run.applying.phase === 'failed') return state;
  const { applying } = run;
  const become = (change: Partial<Applying>): State => ({ ...state, run: { ...run, applying: { ...applying, ...change } } });
  switch (event.type) {
    case 'step':
      return become({ current: event.ended === null ? event.number : null, ended: applying.ended.map((e, i) => (i + 1 === event.number ? event.ended : e)) });
    case 'looking':
      return become({ phase: 'looking', current: null });
    case 'failed':
      return { ...become({ phase: 'failed', current: null, failure: event.message }), notice: null };
    case 'applied': {
      const after = { ...run, applying: { ...applying, phase: 'done' as const, current: null, applied: event.applied }, diagnosis: event.diagnosis, case: event.case, plans: event.plans };
      // What came of it stands where a notice would hide it.
      return { ...state, run: after, verdict: event.diagnosis.verdict, notice: null };
    }
    default:
      return event satisfies never;
  }
}
