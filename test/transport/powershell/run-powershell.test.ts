import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { findPowerShell } from '../../../src/transport/powershell/find-powershell.ts';
import { runPowerShell } from '../../../src/transport/powershell/run-powershell.ts';
import type { RunRequest } from '../../../src/transport/powershell/run-powershell.ts';

const folder = mkdtempSync(join(tmpdir(), 'kmsdoctor-powershell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that stands in for PowerShell: what is tested here is how it is run. */
function standIn(body: string): string {
  const path = join(folder, `powershell-${crypto.randomUUID()}`);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

const run = (program: string, but: Partial<RunRequest> = {}) =>
  runPowerShell({ programs: [program], script: '& {\n1\n}\n\n', totalMs: 20_000, signal: new AbortController().signal, env: { ...process.env }, platform: process.platform, ...but });

describe('the PowerShell of a machine', () => {
  test('is Windows’ own by its full path, then PowerShell 7', () => {
    expect(findPowerShell('win32', { SystemRoot: 'D:\\Windows' })).toEqual({ ok: true, programs: ['D:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', 'pwsh.exe'] });
  });

  test('is the program that is named, on any system', () => {
    for (const platform of ['win32', 'linux', 'darwin'] as const) expect(findPowerShell(platform, { KMSDOCTOR_POWERSHELL: 'my-shell' })).toEqual({ ok: true, programs: ['my-shell'] });
  });

  test('is none off Windows, and the sentence says what would work', () => {
    for (const env of [{}, { KMSDOCTOR_POWERSHELL: '' }]) expect(findPowerShell('linux', env)).toMatchObject({ ok: false, sentence: expect.stringMatching(/no Windows.*winrm:\/\/.*KMSDOCTOR_POWERSHELL\.$/) });
  });
});

describe.skipIf(process.platform === 'win32')('a PowerShell process', () => {
  test('gets the script on standard input, and no word of it on the command line', async () => {
    const made = await run(standIn('printf "%s\\n" "$@"; echo ---; cat'));
    expect(made).toMatchObject({ ok: true, ending: 'ended', exitCode: 0, complaint: null });
    expect(made.ok && made.text).toBe('-NoLogo\n-NoProfile\n-NonInteractive\n-ExecutionPolicy\nBypass\n-OutputFormat\nText\n-Command\n-\n---\n& {\n1\n}\n\n');
  });

  test('inherits nothing of kmsdoctor’s own settings: a password may be among them', async () => {
    const made = await run(standIn('cat > /dev/null; env'), { env: { ...process.env, KMSDOCTOR_PASSWORD: 'made-up-secret', kmsdoctor_other: 'x', PLAIN: 'yes' } });
    expect(made.ok && made.text).toContain('PLAIN=yes');
    expect(made.ok && made.text).not.toMatch(/made-up-secret|kmsdoctor_/i);
  });

  test('is the next one where the first does not exist, and a sentence where none does', async () => {
    expect(await run('', { programs: [join(folder, 'absent'), standIn('cat > /dev/null; echo second')] })).toMatchObject({ ok: true, text: 'second\n' });
    expect(await run(join(folder, 'absent'))).toMatchObject({ ok: false, sentence: expect.stringMatching(/^There is no PowerShell: .*absent could not be found\.$/) });
  });

  test('that cannot be run is a sentence', async () => {
    const path = join(folder, 'no-program');
    writeFileSync(path, 'x', { mode: 0o600 });
    expect(await run(path)).toMatchObject({ ok: false, sentence: expect.stringContaining('could not be started') });
  });

  test('that takes no input and fails tells what it complained of', async () => {
    expect(await run(standIn('echo "Zugriff verweigert" >&2; exit 7'), { script: 'x'.repeat(1_000_000) })).toMatchObject({ ok: true, exitCode: 7, complaint: 'Zugriff verweigert', text: '' });
  });

  test('whose time is up is ended with its children, and what it said stands', async () => {
    // The pipe ends when the last process that holds it has: the child's child.
    const held = join(folder, 'held');
    execFileSync('mkfifo', [held]);
    const [made, childSaid] = await Promise.all([run(standIn(`echo said; (echo begun; exec sleep 300) > "${held}" & wait`), { totalMs: 1500 }), readFile(held, 'utf8')]);
    expect(made).toMatchObject({ ok: true, ending: 'timeout', text: 'said\n' });
    expect(childSaid).toBe('begun\n');
  });

  test('that nobody wants any more is ended', async () => {
    const stop = new AbortController();
    const running = run(standIn('sleep 300'), { signal: stop.signal });
    stop.abort();
    expect(await running).toMatchObject({ ok: true, ending: 'stopped' });
    expect(await run(standIn('sleep 300'), { signal: AbortSignal.abort() })).toMatchObject({ ok: true, ending: 'stopped' });
  });

  test('that prints without end is ended', async () => {
    expect(await run(standIn('exec yes "a line that is printed again and again without any end whatsoever"'))).toMatchObject({ ok: true, ending: 'endless' });
  });
});
