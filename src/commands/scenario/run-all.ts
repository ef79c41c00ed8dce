import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import type { ScenarioOutcome } from '../../model/selftest.ts';
import { outcomeOf } from './outcome-of.ts';

/** Fewer are done before a second thread has begun. */
const fewest = 24;

/** What both threads take from: the scenarios, and the place of the next one that nobody has taken. */
type Shared = { scenarios: readonly ScenarioSpec[]; next: Int32Array };
type Taken = [place: number, outcome: ScenarioOutcome];

/**
 * Runs scenarios, on a second core too where there is one and it pays, and gives their outcomes in the order of the
 * scenarios. `bundle` is the built file that exports `runBeside`; null where there is none, and then one thread does it all.
 */
export async function runAll(scenarios: readonly ScenarioSpec[], bundle: string | null, onTaken: (done: number, scenario: ScenarioSpec) => void): Promise<ScenarioOutcome[]> {
  const shared: Shared = { scenarios, next: new Int32Array(new SharedArrayBuffer(4)) };
  const outcomes = new Map<number, ScenarioOutcome>();
  const beside = bundle !== null && scenarios.length >= fewest && availableParallelism() > 1 ? startBeside(bundle, shared) : Promise.resolve([]);
  for await (const [place, outcome] of takeInTurn(shared, (scenario, at) => onTaken(at, scenario))) outcomes.set(place, outcome);
  for (const [place, outcome] of await beside) outcomes.set(place, outcome);
  // What a second thread had taken when it broke down is done here.
  const all: ScenarioOutcome[] = [];
  for (const [place, scenario] of scenarios.entries()) all.push(outcomes.get(place) ?? await outcomeOf(scenario));
  return all;
}

async function* takeInTurn({ scenarios, next }: Shared, onTaken: (scenario: ScenarioSpec, place: number) => void): AsyncGenerator<Taken> {
  for (;;) {
    const place = Atomics.add(next, 0, 1);
    const scenario = scenarios[place];
    if (scenario === undefined) return;
    onTaken(scenario, place);
    yield [place, await outcomeOf(scenario)];
  }
}

/** What a second thread did; nothing where it broke down. */
function startBeside(bundle: string, shared: Shared): Promise<Taken[]> {
  return new Promise((resolve) => {
    const worker = new Worker('require(require("node:worker_threads").workerData.bundle).runBeside()', { eval: true, workerData: { bundle, ...shared }, resourceLimits: { maxYoungGenerationSizeMb: 64 } });
    worker.once('message', (taken: Taken[]) => resolve(taken)).once('error', () => resolve([])).once('exit', () => resolve([]));
  });
}

/** The second thread: takes scenarios until none are left, and says what came of them. */
export async function runBeside(): Promise<void> {
  const taken: Taken[] = [];
  for await (const one of takeInTurn(workerData as Shared, () => {})) taken.push(one);
  // oxlint-disable-next-line require-post-message-target-origin -- a thread's port, no window: it has no origins
  parentPort?.postMessage(taken);
}
