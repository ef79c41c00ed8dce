import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { folderFor, program } from './program.ts';

const home = folderFor('kept-code').path;
const kept = join(home, '.cache', 'kmsdoctor');
const evidence = fileURLToPath(new URL('../../fixtures/evidence/count-short-with-host.json', import.meta.url));
/** What it says, without the heading, which holds the time. */
async function check(env: Record<string, string>): Promise<{ code: number | null; err: string; body: string }> {
  const { code, err, out } = await program(['check', evidence], { env });
  return { code, err, body: out.slice(out.indexOf('\n')) };
}

test('a run with kept code says what a run without says, from the first to the last that adds to it', async () => {
  const plain = await check({});
  expect(plain.code).toBe(1);
  expect(plain.body).toContain('FAILING');
  for (let run = 0; run < 5; run++) expect(await check({ HOME: home })).toEqual(plain);
  const names = readdirSync(kept);
  expect(names.filter((n) => n.startsWith('program-check-'))).toHaveLength(1);
  expect(names.filter((n) => n.startsWith('read-evidence-check-'))).toHaveLength(1);
});

test('damaged code is made anew, not run', async () => {
  const [name = ''] = readdirSync(kept).filter((n) => n.startsWith('program-check-'));
  const damaged = readFileSync(join(kept, name));
  damaged.fill(0x5a, 1000, 5000);
  writeFileSync(join(kept, name), damaged);
  expect(await check({ HOME: home })).toEqual(await check({}));
  expect(readFileSync(join(kept, name)).subarray(1000, 1004)).not.toEqual(Buffer.from([0x5a, 0x5a, 0x5a, 0x5a]));
});

test('what nobody calls twice is not kept: the word on the command line names no file', async () => {
  await program(['../../../evil'], { env: { HOME: home } });
  expect(existsSync(join(home, '.cache', 'evil'))).toBe(false);
  expect(readdirSync(kept).every((n) => /^[\w-]+-v[\d.]+-\w+\.code$/.test(n))).toBe(true);
});
