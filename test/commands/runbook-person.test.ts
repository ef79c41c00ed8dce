import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { loadBuiltInScenarios } from '../../src/commands/scenario/built-in-scenarios.ts';
import { clientOf, liveThrough } from '../../src/estate/scenario/live-through.ts';
import type { Followed } from './following-person.ts';
import { follow } from './following-person.ts';
import { folderFor } from './program.ts';

const { path } = folderFor('person');

async function followed(id: string, words: string): Promise<Followed> {
  const scenario = (await loadBuiltInScenarios()).find((s) => s.id === id);
  if (scenario === undefined) throw new Error(`There is no scenario ${id}.`);
  const world = liveThrough(scenario);
  const folder = join(path, id);
  mkdirSync(folder);
  return follow(words, { world, client: clientOf(scenario, world) ?? '', host: 'KMS1', zone: world.domain, folder });
}

/** Nothing is known to the one who types but what the machines print: no answer is chosen, only pasted, left open, done or handed on. */
const blind = new Set(['p', '?', '1', '2', 'q']);

describe('somebody who knows nothing of KMS, and follows the page that their own words lead to', () => {
  test.each([
    ['dns-srv-missing', 'new laptop does not activate'],
    ['client-dup-cmid', 'count stays at 1'],
    ['client-csvlk-installed', 'Windows asks for a product key'],
    ['client-override-dead', 'we replaced the kms server and pcs still ask the old one'],
    ['client-not-gvlk', 'the watermark says activate windows'],
  ])('repairs %s, told as “%s”, and proves it', async (cause, words) => {
    const { code, text, typed, carriedOut } = await followed(cause, words);
    expect(typed.filter((answer) => !blind.has(answer))).toEqual([]);
    expect(carriedOut.length).toBeGreaterThan(0);
    expect(text.slice(text.indexOf('TICKET SUMMARY')).replaceAll(/\s+/g, ' ')).toContain(`(${cause})`);
    expect(text).toContain('Repaired, and proven.');
    expect(code).toBe(0);
  });

  test('comes to an evaluation that has run out by the page that the pasted text points at, and hands on what only others can do', async () => {
    const { code, text } = await followed('client-eval-edition', 'Windows Server shows a watermark and does not activate');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('a procedure of its own, which is the shorter way: kmsdoctor runbook client-eval-edition');
    expect(text).toContain('the repair is still to be carried out.');
    expect(text.slice(text.indexOf('TICKET SUMMARY')).replaceAll(/\s+/g, ' ')).toContain('(client-eval-edition)');
    expect(code).toBe(1);
  });
});
