import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadScenarios } from '../../src/commands/scenario/load-scenarios.ts';
import { runAll } from '../../src/commands/scenario/run-all.ts';
import { folderFor, main } from './program.ts';

const { put } = folderFor('run-all');
const scenarios = (await loadScenarios(['healthy'])).slice(0, 30);
const quiet = (): void => {};
const idsOf = (outcomes: readonly { id: string }[]): string[] => outcomes.map(({ id }) => id);

describe('a run of many scenarios', () => {
  test('with a second thread gives each outcome once, in the order of the scenarios', async () => {
    const outcomes = await runAll(scenarios, join(main, '..', 'selftest.cjs'), quiet);
    expect(idsOf(outcomes)).toEqual(idsOf(scenarios));
  });

  test.each([
    ['cannot be loaded', 'throw new Error("no");'],
    ['takes scenarios and breaks down', 'exports.runBeside = () => { Atomics.add(require("node:worker_threads").workerData.next, 0, 5); throw new Error("no"); };'],
    ['takes scenarios and ends without a word', 'exports.runBeside = () => { Atomics.add(require("node:worker_threads").workerData.next, 0, 5); };'],
  ])('is whole though the second thread %s', async (_name, source) => {
    const outcomes = await runAll(scenarios, put('beside.cjs', source), quiet);
    expect(idsOf(outcomes)).toEqual(idsOf(scenarios));
  });

  test('says which one is taken as it goes', async () => {
    const taken: string[] = [];
    await runAll(scenarios.slice(0, 3), null, (place, { id }) => taken.push(`${place} ${id}`));
    expect(taken).toEqual(scenarios.slice(0, 3).map(({ id }, place) => `${place} ${id}`));
  });
});
