import { catalogue } from '../../src/commands/catalogue.ts';
import { loadBuiltInScenarios } from '../../src/commands/scenario/built-in-scenarios.ts';
import { settingsOf } from '../../src/commands/scenario/draw-faults.ts';
import { gatherScenario } from '../../src/commands/scenario/gather-scenario.ts';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import type { Case } from '../../src/model/evidence.ts';

export type DiagnosisTimes = { cases: number; medianMs: number; p95Ms: number; worstMs: number; worst: string };

const rounds = 9;

/**
 * How long a diagnosis over all evidence of one machine takes with all checks and causes, once the program is warm: each scenario's
 * case, judged nine times after two rounds that do not count; the median of the nine stands for the case. Each time it is a copy that
 * nobody has judged before, as a user's evidence is: what is read once of a log (`oncePer`) is read in the time that counts. By the
 * clock, since the system counts CPU time in steps of several milliseconds.
 */
export async function timeDiagnoses(): Promise<DiagnosisTimes> {
  const cases = [];
  for (const scenario of await loadBuiltInScenarios()) cases.push({ id: scenario.id, settings: settingsOf(scenario.look), subject: (await gatherScenario(scenario)).case });
  const taken = cases.map((): number[] => []);
  for (let round = -2; round < rounds; round++) {
    // All copies first: what making them leaves behind is not to be tidied up while the clock runs.
    const copies = cases.map(({ subject }) => structuredClone(subject));
    for (const [i, { settings }] of cases.entries()) {
      const subject = copies[i] as Case;
      const started = performance.now();
      judgeCase(subject, settings, catalogue);
      if (round >= 0) taken[i]?.push(performance.now() - started);
    }
  }
  const sorted = cases.map(({ id }, i) => ({ id, ms: medianOf(taken[i] ?? []) })).toSorted((a, b) => a.ms - b.ms);
  const worst = sorted.at(-1);
  return { cases: cases.length, medianMs: medianOf(sorted.map((s) => s.ms)), p95Ms: sorted[Math.floor(sorted.length * 0.95)]?.ms ?? 0, worstMs: worst?.ms ?? 0, worst: worst?.id ?? '' };
}

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
