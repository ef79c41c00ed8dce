import { describe, expect, test } from 'vitest';
import { loadScenarios } from '../../src/commands/scenario/load-scenarios.ts';
import { folderFor } from './program.ts';

const { put } = folderFor('load-scenarios');
const own = put('own.yaml', 'id: own\ntitle: My own\ngroup: healthy\nexpect: { verdict: healthy }\n');
const idsOf = async (words: readonly string[]): Promise<string[]> => (await loadScenarios(words)).map(({ id }) => id);

describe('what --scenario names', () => {
  test('without a word all built-in scenarios, healthy ones first and each id once', async () => {
    const all = await loadScenarios([]);
    expect(all.length).toBeGreaterThanOrEqual(100);
    expect(all[0]?.group).toBe('healthy');
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test('an id is one scenario, a group all of its own, a star any run of letters', async () => {
    expect(await idsOf(['usual-client'])).toEqual(['usual-client']);
    expect((await loadScenarios(['healthy'])).every(({ group }) => group === 'healthy')).toBe(true);
    expect((await idsOf(['dns-*-missing'])).every((id) => id.startsWith('dns-') && id.endsWith('-missing'))).toBe(true);
  });

  test('a scenario that two words name comes once', async () => {
    expect(await idsOf(['usual-client', 'usual-*'])).toEqual((await idsOf(['usual-*'])).toSorted((a, b) => Number(b === 'usual-client') - Number(a === 'usual-client')));
  });

  test('a file stands beside built-in ones', async () => {
    expect(await idsOf([own, 'usual-client'])).toEqual(['own', 'usual-client']);
  });

  test('an unknown word is refused with the nearest; a pattern that fits nothing, too', async () => {
    await expect(loadScenarios(['usual-clinet'])).rejects.toThrow(/^"usual-clinet" is no scenario, group or file; nearest: usual-client/);
    await expect(loadScenarios(['helthy'])).rejects.toThrow('nearest: healthy');
    await expect(loadScenarios(['zzz*'])).rejects.toThrow('No scenario has an id like "zzz*"; kmsdoctor selftest lists them all.');
    await expect(loadScenarios(['no-such.yaml'])).rejects.toThrow('no-such.yaml is not there: no file has that name.');
  });
});
