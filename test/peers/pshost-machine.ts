import { eventDays, eventIds, eventLogs, questions, registryQuestions } from '../../src/collect/machine-questions.ts';
import type { MachineState } from '../../src/estate/machine/state.ts';
import { windowsMachineOf } from '../../src/estate/machine/windows-machine.ts';
import { now } from '../estate/machine/reference-machine.ts';
import { limits } from './peer.ts';

/** Parts of a mocked Windows, as lab/pshost/README.md describes them. */
export type MockedWindows = { computer: string; cim: Record<string, unknown>; registry: Record<string, unknown>; events: unknown[] } & Record<string, unknown>;

/** The whole instances of each class that is asked for: the mock answers queries on them itself. */
async function instances(state: MachineState): Promise<Record<string, unknown>> {
  const machine = windowsMachineOf(state, { now }, null);
  const found: Record<string, unknown> = {};
  for (const [query] of Object.values(questions)) {
    const cls = / FROM (\w+)/.exec(query.wql)?.[1] ?? '';
    const reading = await machine.queryWmi({ namespace: query.namespace, wql: `SELECT * FROM ${cls}` }, limits());
    if (reading.ok) found[`${query.namespace.replace('\\', '/')}:${cls}`] = reading.value;
  }
  return found;
}

async function registryKeys(state: MachineState): Promise<Record<string, Record<string, unknown>>> {
  const reading = await windowsMachineOf(state, { now }, null).readRegistry(registryQuestions, limits());
  const keys: Record<string, Record<string, unknown>> = {};
  for (const [i, { hive, key, name }] of registryQuestions.entries()) {
    const value = reading.ok ? reading.value[i] ?? null : null;
    const values = keys[`${hive}\\${key}`] ?? {};
    keys[`${hive}\\${key}`] = value === null ? values : { ...values, [name]: value };
  }
  return keys;
}

async function loggedEvents(state: MachineState): Promise<unknown[]> {
  const machine = windowsMachineOf(state, { now }, null);
  const logs = await Promise.all(eventLogs.map((log) => machine.readEvents({ log, ids: eventIds, since: now - eventDays * 86_400_000 }, limits())));
  // The mock numbers its records in the order given: oldest first.
  return logs.flatMap((log) => (log.ok ? log.value.toReversed() : [])).map(({ id, provider, log, computer, time, strings }) => ({ id, provider, log, machine: computer, time, properties: strings }));
}

/** A reference machine as the Windows of pshost: the same rows, values and events. */
export async function mockedWindows(state: MachineState, but: Record<string, unknown> = {}): Promise<MockedWindows> {
  return {
    computer: state.name, now: new Date(now).toISOString(), os: { version: state.system.version },
    cim: await instances(state), registry: await registryKeys(state), events: await loggedEvents(state), ...but,
  };
}
