import { expect, test } from 'vitest';
import { catalogue } from '../../src/commands/catalogue.ts';
import { gatherScenario } from '../../src/commands/scenario/gather-scenario.ts';
import { explore } from '../../src/diagnose/explore.ts';
import { measureScenario, singleFaultScenarios } from '../../tools/scenario/explore-measure.ts';
import { guideOrder } from '../../tools/scenario/guide-order.ts';
import { replayOf } from '../../tools/scenario/explore-replay.ts';

/** Every ninth scenario of one fault: spread over all areas, and few enough for a test. `npm run explore-table` measures all. */
const some = (await singleFaultScenarios()).filter((_, i) => i % 9 === 0);

test('the loop ends at the same first cause as asking everything, and asks no more', async () => {
  const measured = [];
  for (const scenario of some) measured.push(await measureScenario(scenario));
  for (const { id, loop, whole, asked, everything } of measured) {
    expect([id, loop.cause]).toEqual([id, whole.cause]);
    expect(asked).toBeLessThanOrEqual(everything);
  }
  const share = measured.filter((m) => m.everything > 0).map((m) => m.asked / m.everything).toSorted((a, b) => a - b);
  expect(share[Math.floor(share.length / 2)]).toBeLessThanOrEqual(0.5);
});

test('it makes no look twice, none that could not be had, and the same ones each time', async () => {
  for (const scenario of some.slice(0, 6)) {
    const replay = replayOf((await gatherScenario(scenario)).case);
    const run = () => explore(replay.begin, {
      settings: { approvedHosts: [], domains: [] }, catalogue, selected: () => true, asks: replay.asks, look: replay.look,
      limits: { mostSteps: 100, mostMs: 1, now: () => 0, signal: new AbortController().signal },
    });
    const { trace } = await run();
    const made = trace.steps.map((s) => s.ask);
    expect(new Set(made).size).toBe(made.length);
    expect(replay.asks.map((a) => a.id)).toEqual(expect.arrayContaining(made));
    expect((await run()).trace).toEqual(trace);
  }
});

test('the guide’s order begins at the client’s licences and asks all that the loop could', async () => {
  const [scenario] = some;
  if (scenario === undefined) throw new Error('There is no scenario of one fault.');
  const { asks } = replayOf((await gatherScenario(scenario)).case);
  const ordered = guideOrder(asks);
  expect(ordered.map((a) => a.id).toSorted()).toEqual(asks.map((a) => a.id).toSorted());
  expect(ordered[0]?.id).toBe('licensingProducts');
});
