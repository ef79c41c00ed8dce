import { actionsOf, seenBefore } from '../apply/plan-remedy.ts';
import { waysBack } from '../apply/ways-back.ts';
import type { OnStep } from '../apply/carry-out.ts';
import type { AppliedStep, RemedyPlan } from '../model/apply.ts';
import { cleanText } from '../model/clean.ts';
import type { Case } from '../model/evidence.ts';
import type { Diagnosis } from '../model/report.ts';

/** Listens to a remedy being carried out, so that what is known of it can be said when it is stopped in between. */
export type KnownSoFar = { onStep: OnStep; /** Null where nothing was begun, or all has ended. */ words: () => string | null; end: () => void };

/** What is known of a plan that is being carried out: `before` is what was seen of the machine before it began. */
export function knownSoFar(plan: RemedyPlan, before: { case: Case; diagnosis: Diagnosis }, target: string): KnownSoFar {
  const ended = new Map<number, AppliedStep>();
  let begun: number | null = null;
  let isOver = false;
  const words = (): string | null => {
    if (isOver || (begun === null && ended.size === 0)) return null;
    const named = (outcome: AppliedStep['outcome']): string[] => [...ended].filter(([, s]) => s.outcome === outcome).map(([n, s]) => `${n}. ${s.say.replace(/[:.]$/, '')}`);
    const open = begun === null ? [] : [`${begun}. ${plan.steps[begun - 1]?.say.replace(/[:.]$/, '') ?? ''}`];
    const steps = plan.steps.filter((_, i) => ended.has(i + 1) || i + 1 === begun);
    const undo = waysBack(actionsOf(steps), seenBefore(before.case, before.diagnosis), before.diagnosis.remedies[plan.remedy]?.noWayBack);
    return [
      `Stopped while ${plan.remedy} was being carried out on ${plan.machine ?? target}.`,
      ...list('Done', named('done')), ...list('Failed', named('failed')), ...list('Not known whether it was done', open),
      ...undo.map(({ say, command }) => `Undo: ${say}${command === null ? '' : ` ${command}`}`), `Look again: kmsdoctor check ${target}`, '',
    ].map((line) => cleanText(line)).join('\n');
  };
  return {
    words, end: () => { isOver = true; },
    onStep({ number, ended: how }) {
      begun = how === null ? number : null;
      if (how !== null) ended.set(number, how);
    },
  };
}

const list = (label: string, items: readonly string[]): string[] => (items.length === 0 ? [] : [`${label}: ${items.join('; ')}`]);
