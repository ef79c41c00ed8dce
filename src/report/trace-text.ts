import { cleanText } from '../model/clean.ts';
import type { ExploreEnd, ExploreStep, ExploreTrace } from '../model/explore.ts';

/** How a loop ended, to follow "until". */
export const wayOfEnding: Readonly<Record<ExploreEnd, string>> = {
  'one-cause-stands': 'one cause stood that explains all that was found',
  'nothing-would-tell': 'nothing more that can be asked from here would have told causes apart',
  'limit-of-steps': 'the limit of steps was reached',
  'limit-of-time': 'the limit of time was reached',
  stopped: 'it was stopped',
};

const mostNamed = 5;

/** Each step of a loop for a person: what was asked and why, what came, and what became of the causes. Ends with a line feed. */
export function renderTrace({ steps, end, leftOut }: ExploreTrace): string {
  const lines = [
    ...steps.flatMap((step, i) => linesOf(step, i + 1)),
    `Stopped after ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}: ${wayOfEnding[end]}.`,
    ...(end === 'nothing-would-tell' && steps.at(-1)?.verdict !== 'healthy' ? ['What is still open only a person can find out: the report says what to look at and how.'] : []),
    ...(leftOut.length === 0 ? [] : [`Not asked: ${leftOut.join(', ')}.`]),
  ];
  return `${lines.map(cleanText).join('\n')}\n`;
}

function linesOf(step: ExploreStep, number: number): string[] {
  const seen = step.came.filter((c) => c.outcome === 'seen').map(({ kind, items }) => (items === null ? kind : `${kind} ${items}`));
  const reasons = step.came.filter((c) => c.outcome !== 'seen' && c.outcome !== 'not-asked').map(({ kind, outcome, detail }) => `${kind}: ${outcome}${detail === null ? '' : ` (${detail})`}`);
  return [
    `Step ${number}: ${step.label}`,
    `  why        it bears on ${some(step.wouldSplit)}`,
    `  came       ${seen.length === 0 ? 'nothing' : `seen: ${seen.join(', ')}`}${reasons.length === 0 ? '' : `; unseen: ${reasons.join('; ')}`}`,
    ...(step.confirmed.length === 0 ? [] : [`  confirmed  ${some(step.confirmed)}`]),
    ...(step.supported.length === 0 ? [] : [`  supported  ${some(step.supported)}`]),
    ...(step.possible.length === 0 ? [] : [`  possible   ${some(step.possible)}`]),
    ...byReason(step.fell).map(([why, causes]) => `  fell       ${causes.join(', ')}: ${why}`),
    `  first now  ${step.first === null ? 'no cause' : `${step.first.cause} (${step.first.certainty})`}, verdict ${step.verdict}`,
  ];
}

/** Dozens of causes fall for the same reason: each reason stands once, in the order in which it first came up. */
function byReason(fell: ExploreStep['fell']): [why: string, causes: string[]][] {
  const causes = new Map<string, string[]>();
  for (const { cause, why } of fell) causes.set(why, [...(causes.get(why) ?? []), cause]);
  return [...causes];
}

const some = (ids: readonly string[]): string => (ids.length <= mostNamed ? ids.join(', ') : `${ids.slice(0, mostNamed).join(', ')} and ${ids.length - mostNamed} more`);
