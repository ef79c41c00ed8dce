import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { deliver } from '../../src/commands/terminal.ts';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('hostile-words');
put('$(id).txt', 'nothing');
const own = mkdtempSync(join(tmpdir(), 'kmsdoctor-part-'));
afterAll(() => rmSync(own, { recursive: true, force: true }));

describe('words that a person typed', () => {
  const key = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';

  test.each([['check', '--only', key], ['check', '--timeout', key], ['check', '--apply', key, 'winrm://127.0.0.1:1'], [key]])('a whole key is not repeated: %s %s', async (...args) => {
    const { err } = await program(args, { cwd });
    expect(err).toMatch(/\S/);
    expect(err).not.toContain('BBBBB');
  });

  test.each([['--kms-host', 'a:hunter2@kms1'], ['--dns', 'http://a:hunter2@dns1'], ['--domain', 'a:hunter2@contoso.test'], ['--approved-host', 'a:hunter2@kms1']])('a password is not repeated: %s %s', async (...args) => {
    expect((await program(['check', ...args], { cwd })).err).not.toContain('hunter2');
  });

  test('characters that turn or hide text do not reach the terminal', async () => {
    expect((await program(['check', '--kms-host', 'a\u202Eb\u200Bc!'], { cwd })).err).toMatch(/not "abc!"/);
  });

  test('a file whose name a shell would run stands in no command', async () => {
    expect((await program(['$(id).txt'], { cwd })).err).toMatch(/kmsdoctor check FILE\.$/m);
  });
});

test('a link that waits beside a report’s place is not written through', async () => {
  const [report, other] = [join(own, 'report.txt'), join(own, 'other.txt')];
  writeFileSync(other, 'kept');
  symlinkSync(other, `${report}.${process.pid}.part`);
  await deliver('told', report);
  expect([readFileSync(report, 'utf8'), readFileSync(other, 'utf8')]).toEqual(['told', 'kept']);
});
