import { describe, expect, test } from 'vitest';
import { runGraph } from '../../src/collect/plan.ts';
import type { GraphOptions, Step, StepEnd } from '../../src/collect/plan.ts';
import type { ProgressEvent } from '../../src/model/progress.ts';

/** Lets every promise that can settle do so: nothing here waits for a clock. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Steps that end only when the test says so, and a record of which have begun. */
function stage(options: Partial<GraphOptions> = {}) {
  const begun: string[] = [];
  const events: ProgressEvent[] = [];
  const enders = new Map<string, (outcome: string) => void>();
  const step = (id: string, needs: readonly string[] = [], then: readonly Step[] = []): Step => ({
    id, needs, kind: null, label: id,
    async run(add) {
      begun.push(id);
      const outcome = await new Promise<string>((resolve) => enders.set(id, resolve));
      add(then);
      return outcome;
    },
  });
  const run = (steps: readonly Step[]): Promise<ReadonlyMap<string, StepEnd>> =>
    runGraph(steps, { concurrency: 8, signal: new AbortController().signal, now: () => 0, onProgress: (event) => events.push(event), ...options });
  const end = async (id: string): Promise<void> => {
    await settle();
    enders.get(id)?.(`${id} done`);
    await settle();
  };
  return { begun, events, step, run, end };
}

test('steps that need nothing begin together, the others once all that they need has ended', async () => {
  const { begun, step, run, end } = stage();
  const done = run([step('a'), step('c', ['a', 'b']), step('b')]);
  await settle();
  expect(begun).toEqual(['a', 'b']);
  await end('a');
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('c');
  expect([...(await done).values()].map(({ id, state }) => `${id} ${state}`)).toEqual(['a done', 'b done', 'c done']);
});

test('a step may add steps, such as need itself too, and one of a known id is passed over', async () => {
  const { begun, step, run, end } = stage();
  const done = run([step('a', [], [step('b', ['a']), step('a'), step('c')])]);
  await end('a');
  await end('b');
  await end('c');
  expect(begun).toEqual(['a', 'c', 'b']);
  expect((await done).size).toBe(3);
});

test('a dead step holds back only those that need it', async () => {
  const { begun, step, run, end } = stage();
  const done = run([step('dead'), step('quick'), step('after quick', ['quick']), step('after dead', ['dead'])]);
  await end('quick');
  expect(begun).toContain('after quick');
  expect(begun).not.toContain('after dead');
  for (const id of ['after quick', 'dead', 'after dead']) await end(id);
  await settle();
  expect((await done).size).toBe(4);
});

test('no more steps run at once than allowed', async () => {
  const { begun, step, run, end } = stage({ concurrency: 2 });
  const done = run([step('a'), step('b'), step('c')]);
  await settle();
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  await end('a');
  await end('c');
  await done;
});

describe('a step that throws', () => {
  test.each<[string, Step['run']]>([
    ['at once', () => { throw new Error('bug'); }],
    ['later', () => Promise.reject(new Error('bug'))],
  ])('%s is broken, and stops no other', async (_when, run) => {
    const { step, run: runAll, end } = stage();
    const done = runAll([{ id: 'bad', needs: [], kind: null, label: 'bad', run }, step('good'), step('after', ['bad'])]);
    await end('good');
    await end('after');
    expect((await done).get('bad')).toEqual({ id: 'bad', state: 'broken', outcome: 'bug' });
    expect((await done).get('after')?.state).toBe('done');
  });
});

test('a step whose need nobody provides is skipped', async () => {
  const { step, run } = stage();
  expect((await run([step('a', ['nobody'])])).get('a')).toEqual({ id: 'a', state: 'skipped', outcome: 'not started' });
});

test('two steps that need each other are skipped', async () => {
  const { step, run } = stage();
  expect([...(await run([step('a', ['b']), step('b', ['a'])])).values()].map(({ state }) => state)).toEqual(['skipped', 'skipped']);
});

test('once aborted no further step begins, and those under way are waited for', async () => {
  const controller = new AbortController();
  const { begun, step, run, end } = stage({ signal: controller.signal });
  const done = run([step('a'), step('b', ['a'])]);
  await settle();
  controller.abort();
  await end('a');
  expect([...(await done).values()].map(({ id, state }) => `${id} ${state}`)).toEqual(['a done', 'b skipped']);
  expect(begun).toEqual(['a']);
});

test('progress tells of each beginning and end, in order', async () => {
  const { events, step, run, end } = stage();
  const done = run([step('a')]);
  await end('a');
  await done;
  expect(events).toEqual([
    { type: 'started', step: 'a', kind: null, label: 'a', at: 0 },
    { type: 'finished', step: 'a', kind: null, label: 'a', at: 0, outcome: 'a done' },
  ]);
});

test('no steps at all are done at once', async () => {
  expect((await stage().run([])).size).toBe(0);
});
