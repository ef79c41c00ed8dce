import { Random } from '../../estate/clock/random.ts';
import type { PairsRun, ScenarioOutcome } from '../../model/selftest.ts';
import { loadScenarios } from './load-scenarios.ts';
import type { Together } from './draw-faults.ts';
import { drawTogether, singlesOf } from './draw-faults.ts';
import { whyLost } from './why-lost.ts';

/** So often is drawn for each that is wanted, before it is given up: faults may want different estates, or hide each other. */
const mostDraws = 40;

/** The built-in scenarios' faults; what each of them tells alone is reasoned here, once for any number of runs. */
export const faultsToDraw = async (): ReturnType<typeof singlesOf> => singlesOf(await loadScenarios([]));

/**
 * Draws so many pairs (or triples: `size`) of faults that can be in one estate and do not hide each other, and asks of each
 * whether all its faults are among as many first causes. The same seed draws the same ones.
 */
export async function runPairs(faults: Awaited<ReturnType<typeof faultsToDraw>>, wanted: number, seed: number, size: number, onTaken: (done: number) => void): Promise<{ outcomes: ScenarioOutcome[]; pairs: PairsRun }> {
  const random = new Random(seed);
  const { singles, leftOut } = faults;
  const outcomes: ScenarioOutcome[] = [];
  const hidden: PairsRun['hidden'] = [];
  const different = new Map<string, number>();
  let drawn = 0;
  while (outcomes.length < wanted && drawn < wanted * mostDraws) {
    drawn += 1;
    const started = performance.now();
    const draw = await drawTogether(singles, size, random);
    if (draw.kind === 'not-combinable') different.set(draw.why, (different.get(draw.why) ?? 0) + 1);
    else if (draw.kind === 'hidden') hidden.push({ cause: draw.cause, by: draw.by });
    else {
      outcomes.push(outcomeOf(draw.together, performance.now() - started));
      onTaken(outcomes.length);
    }
  }
  const named = outcomes.filter((o) => o.passed).length;
  return { outcomes, pairs: { seed, size, wanted, tried: outcomes.length, named, drawn, hidden, notCombinable: [...different].map(([why, count]) => ({ why, count })), leftOut } };
}

function outcomeOf({ singles, reasoning }: Together, tookMs: number): ScenarioOutcome {
  const first = reasoning.ranked.slice(0, singles.length).map((c) => c.cause.id);
  const lost = singles.filter(({ names }) => !names.some((name) => first.includes(name)));
  return {
    id: singles.map(({ scenario }) => scenario.id).join(' + '), title: singles.map(({ scenario }) => scenario.title).join(' + '), group: 'pair', verdict: 'failing', passed: lost.length === 0,
    expected: singles.map(({ cause }) => cause.id), diagnosed: reasoning.ranked.slice(0, singles.length + 2).map((c) => c.cause.id), unexpected: [],
    problems: lost.map(({ cause }) => whyLost(cause.id, reasoning, singles.length)), tookMs,
  };
}
