import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { folderFor, program } from './program.ts';

const folder = folderFor('runbook');

describe('kmsdoctor runbook', () => {
  it('prints the procedure of a code as Markdown on standard output and nothing else', async () => {
    const { code, out, err } = await program(['runbook', '0xC004F074']);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(/^# 0xC004F074: /);
  });

  it('takes plain words without quotes, and says what it understood', async () => {
    const { code, out } = await program(['runbook', 'new', 'laptop', 'does', 'not', 'activate']);
    expect(code).toBe(0);
    expect(out).toContain('Understood `new laptop does not activate` as: a machine does not activate');
  });

  it.each([[['runbook', 'my', 'printer', 'smokes']], [['runbook']], [['runbook', '0xC004F999']], [['runbook', '--all']], [['runbook', '--all', '0xC004F074', '-o', 'x']], [['runbook', '0xC004F074', 'winrm://ws-0142']], [['runbook', '0xC004F074', '--kms-host', 'kms1']], [['runbook', '0xC004F074', '--no-shell']]])(
    'answers %j with one sentence and exit 64',
    async (args) => {
      const { code, out, err } = await program(args);
      expect([code, out]).toEqual([64, '']);
      expect(err).toMatch(/^[^\n]+\n$/);
    },
  );

  it('writes one page, and writes over it again, but never over a file of another', async () => {
    const mine = join(folder.path, 'page.md');
    expect((await program(['runbook', 'dns-srv-stale', '-o', mine])).code).toBe(0);
    expect((await program(['runbook', '0xC004F038', '-o', mine])).code).toBe(0);
    expect(readFileSync(mine, 'utf8')).toContain('# 0xC004F038');
    const foreign = folder.put('notes.md', '# My own notes\n');
    const { code, err } = await program(['runbook', '0xC004F038', '-o', foreign]);
    expect(code).toBe(64);
    expect(err).toContain('was not written by kmsdoctor');
    expect(readFileSync(foreign, 'utf8')).toBe('# My own notes\n');
  });

  it('writes every page into a folder, again too, with an index', async () => {
    const base = join(folder.path, 'base');
    expect((await program(['runbook', '--all', '-o', base])).code).toBe(0);
    expect((await program(['runbook', '--all', '-o', base])).code).toBe(0);
    const files = readdirSync(base);
    expect(files.length).toBeGreaterThan(600);
    const index = readFileSync(join(base, 'index.md'), 'utf8');
    const links = [...index.matchAll(/\]\(([^)]+)\)/g)].map((m) => m[1] ?? '');
    expect(links.filter((l) => !existsSync(join(base, l)))).toEqual([]);
    expect(links.toSorted()).toEqual(files.filter((f) => f !== 'index.md').toSorted());
  });

  it('writes not one page where one of them would be written over a file of another, nor into a file', async () => {
    const base = join(folder.path, 'base');
    folder.put('base/code-0xC004F074.md', 'mine\n');
    const before = statSync(join(base, 'index.md')).mtimeMs;
    expect((await program(['runbook', '--all', '-o', base])).err).toContain('code-0xC004F074.md was not written by kmsdoctor');
    expect(statSync(join(base, 'index.md')).mtimeMs).toBe(before);
    expect((await program(['runbook', '--all', '-o', folder.put('a-file', 'x')])).err).toContain('is a file');
  });

  it('cleans what it repeats of the symptom', async () => {
    const { err } = await program(['runbook', '\u001B[31mzzz\u202Eqqq\u0007']);
    expect(err).toContain('zzzqqq');
    expect(err).not.toMatch(/[\u001b\u202e\u0007]/u);
  });
});
