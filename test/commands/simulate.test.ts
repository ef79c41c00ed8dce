import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { folderFor, program } from './program.ts';

const simulate = (...args: string[]) => program(['simulate', ...args]);

describe('simulate, as a whole program', () => {
  test('ends with 0 where the plan works, with 1 where somebody is not activated', async () => {
    expect(await simulate('--clients', '30')).toMatchObject({ code: 0, err: '' });
    expect(await simulate('--clients', '30', '--hosts', '2')).toMatchObject({ code: 1, err: '' });
    expect(await simulate('--clients', '40', '--activated', '--outage', 'all:20+300')).toMatchObject({ code: 0, err: '' });
  });

  test('gives the same page for the same call', async () => {
    const [once, again] = await Promise.all([simulate('--clients', '40', '--uptime', '70%'), simulate('--clients', '40', '--uptime', '70%')]);
    expect(once).toEqual(again);
  });

  test('writes HTML to a file, and nothing to standard output', async () => {
    const { path } = folderFor('simulate');
    const file = join(path, 'plan.html');
    expect(await simulate('--clients', '30', '--format', 'html', '-o', file)).toEqual({ code: 0, signal: null, out: '', err: '' });
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>\n[^]*<\/html>\n$/);
  });

  test('says a wrong call in one sentence, exit 64', async () => {
    for (const args of [[], ['--clients', 'many'], ['--cleints', '30'], ['thirty'], ['--clients'], ['--clients', '30', '--format', 'xml']]) {
      const { code, out, err } = await simulate(...args);
      expect([code, out]).toEqual([64, '']);
      expect(err).toMatch(/^[A-Z-][^\n]*[.?)]\n$|^simulate [^\n]*\.\n$/);
    }
  });

  test('says that a file cannot be written', async () => {
    expect(await simulate('--clients', '30', '-o', '/no/such/folder/plan.txt')).toEqual({ code: 64, signal: null, out: '', err: '/no/such/folder/plan.txt cannot be written: its folder is not there.\n' });
  });

  test('has help that fits 80 columns, and examples that work', async () => {
    const { code, out, err } = await simulate('--help');
    expect([code, err, out.split('\n').filter((l) => l.length > 80)]).toEqual([0, '', []]);
    expect((await program(['help', 'simulate'])).out).toBe(out);
    const { path: cwd } = folderFor('simulate-help');
    const examples = out.split('\n').filter((l) => l.startsWith('  kmsdoctor simulate ')).map((l) => l.trim().split(' ').slice(1));
    const codes = await Promise.all(examples.map(async (args) => (await program(args, { cwd })).code));
    expect(codes).toEqual([1, 0, 0, 0, 0]);
  });
});
