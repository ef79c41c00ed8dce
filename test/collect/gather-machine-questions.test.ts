import { describe, expect, it } from 'vitest';
import { gatherMachine } from '../../src/collect/gather-machine.ts';
import { questions, registryQuestions } from '../../src/collect/machine-questions.ts';
import { windowsSystems } from '../../src/estate/machine/systems.ts';
import { columnsOf, wmiClasses } from '../../src/estate/machine/wmi/class-table.ts';
import { windowsMachineOf } from '../../src/estate/machine/windows-machine.ts';
import type { ProgressEvent } from '../../src/model/progress.ts';
import type { WmiQuery } from '../../src/model/windows.ts';
import { client, machine, now } from '../estate/machine/reference-machine.ts';
import { network, request } from './gather-reference-machine.ts';

const parts = (query: WmiQuery): { cls: string; columns: string[] } => {
  const [, columns = '', cls = ''] = /^SELECT (.*?) FROM (\w+)/.exec(query.wql) ?? [];
  return { cls, columns: columns.split(', ') };
};

const all: WmiQuery[] = Object.values(questions).flat();

describe('The questions', () => {
  // OA3xOriginalProductKey is a whole key; OfflineInstallationId takes seconds to compute.
  it('name their columns, and never those that hold a key or are slow', () => {
    for (const query of all) {
      expect(query.wql).not.toMatch(/\*|OA3x|OfflineInstallationId/i);
      expect(query.wql.length).toBeLessThan(8192);
    }
  });

  it.each([['win11', 0], ['win8.1', 1], ['win7', -1]] as const)('name only what %s has, in the form for it', (id, form) => {
    const build = Number(windowsSystems[id].build);
    const wrong = Object.values(questions).flatMap((question) => {
      const { cls, columns } = parts(question.at(Math.min(form, question.length - 1)) as WmiQuery);
      const table = wmiClasses.get(cls.toLowerCase());
      const known = table === undefined ? [] : columnsOf(table, build);
      // A class that the system does not have at all is no fault of the question.
      return known.length === 0 ? [] : columns.filter((column) => !known.includes(column));
    });
    expect(wrong).toEqual([]);
  });

  it('end with the primary suffix among those of the registry', () => {
    expect(registryQuestions.at(-1)?.name).toBe('Domain');
  });

  it.each([['win7', 1], ['win11', 0]] as const)('for updates are for %s: %i', async (system, times) => {
    const asked: string[] = [];
    const own = windowsMachineOf(machine(system), { now }, null);
    await gatherMachine({ ...own, queryWmi: (query, limits) => (asked.push(query.wql), own.queryWmi(query, limits)) }, request(), () => undefined);
    expect(asked.filter((wql) => wql.includes('Win32_QuickFixEngineering'))).toHaveLength(times);
  });

  it('are all asked at once, the network once the settings that it needs are known', async () => {
    const events: ProgressEvent[] = [];
    await gatherMachine(windowsMachineOf(client(), { now }, network().net), request(), (event) => events.push(event));
    const steps = events.flatMap((e) => (e.type === 'evidence' ? [] : [`${e.type} ${e.step}`]));
    expect(steps.slice(0, 11).every((step) => step.startsWith('started machine '))).toBe(true);
    expect(steps.indexOf('started machine network')).toBeGreaterThan(steps.indexOf('finished machine products'));
    expect(events.some((e) => e.type === 'evidence' && e.evidence.dnsSrv.state === 'seen' && e.evidence.machine.state === 'seen' && e.evidence.rpcBind.state === 'unseen')).toBe(true);
  });
});
