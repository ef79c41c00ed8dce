import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { licensedDlv } from './outputs.ts';
import { folderFor, program } from './program.ts';

const commands = ['', 'check', 'collect', 'explain', 'runbook', 'session', 'simulate', 'selftest', 'estate', 'collector', 'demo'];
const helpOf = async (command: string): Promise<string> => (await program([...(command === '' ? [] : [command]), '--help'])).out;
const helps = new Map(await Promise.all(commands.map(async (c): Promise<[string, string]> => [c, await helpOf(c)])));

describe('help', () => {
  test.each(commands)('%s: fits 80 columns and has examples', (command) => {
    const help = helps.get(command) ?? '';
    expect(help.split('\n').filter((l) => l.length > 80)).toEqual([]);
    expect(help).toContain('Examples:\n');
  });

  test('names no command, format or option that is not built', () => {
    expect([...helps.values()].join('\n')).not.toMatch(/\bfleet\b|[|]markdown|nagios|sarif/i);
  });

  test('is on standard output and no error when it was asked for', async () => {
    expect(await program(['check', '-h'])).toMatchObject({ code: 0, err: '' });
    expect((await program(['help', 'collect'])).out).toBe(helps.get('collect'));
    expect((await program(['help'])).out).toBe(helps.get(''));
  });

  test('says every option that check knows in the README as well', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const options = helps.get('check')?.match(/(?<=^ {2}(?:-\w, )?)--[a-z-]+/gm) ?? [];
    expect(options.length).toBeGreaterThan(12);
    expect(options.filter((o) => !['--help', '--quiet', '--verbose', '--output'].includes(o) && !readme.includes(o))).toEqual([]);
  });

  test('the examples of files and codes work as they stand', async () => {
    const { path: cwd, put } = folderFor('help');
    for (const file of ['dlv.txt', 'ato.txt', 'client.txt', 'host.txt', 'pasted.txt']) put(file, licensedDlv);
    const examples = [...helps.values()].flatMap((h) => h.slice(h.indexOf('Examples:')).split('\n')).map((l) => l.trim().split(/ {2,}/)[0] ?? '')
      .filter((l) => /^kmsdoctor (?:check|collect|explain) /.test(l) && !/--domain|--kms-host |:\/\//.test(l) && !/kmsdoctor-CLIENT1/.test(l));
    expect(examples.length).toBeGreaterThan(6);
    const codes = await Promise.all([...new Set(examples)].map(async (example) => {
      const [call = '', input] = example.split(' < ');
      const args = call.split(' ').slice(1).map((a) => a.replaceAll('"', ''));
      return [example, (await program(args, { cwd, ...(input === undefined ? {} : { stdin: licensedDlv }) })).code];
    }));
    expect(codes.filter(([, code]) => code !== 0)).toEqual([]);
  });

  test('--version is the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
    for (const flag of ['--version', '-V']) expect(await program([flag])).toEqual({ code: 0, signal: null, out: `${version}\n`, err: '' });
  });
});
