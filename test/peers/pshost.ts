import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll } from 'vitest';

import type { Peer } from './peer.ts';
import { describePeers, peer } from './peer.ts';

const script = fileURLToPath(new URL('lab/pshost.sh', import.meta.url));

export type Ran = { code: number | null; out: string; err: string };

const run = (program: string, args: readonly string[], env: Record<string, string> = {}, cwd?: string, input = ''): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(program, args, { env: { ...process.env, ...env }, cwd, maxBuffer: 64 * 1024 * 1024 }, (_error, out, err) => resolve({ code: child.exitCode, out, err }));
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });

/** The real PowerShell engine with a mocked Windows (lab/pshost/README.md says what of it is real). */
export type PsHost = {
  /** Path of a program that behaves as powershell.exe. */
  program: string;
  folder: string;
  /** Runs it on that machine; `lines` is what the script called of the mocked Windows. */
  powershell(windows: object, args: readonly string[], input?: string): Promise<Ran & { changes: string[] }>;
  /** The environment in which the program is that machine. */
  environment(windows: object): Record<string, string>;
  lint(file: string, ...options: readonly string[]): Promise<Ran>;
};

function hostOf({ folder }: Peer): PsHost {
  let count = 0;
  const program = join(folder, 'bin', 'powershell.exe');
  const environment = (windows: object): Record<string, string> => {
    count += 1;
    const file = join(folder, `machine-${count}.json`);
    writeFileSync(file, JSON.stringify(windows));
    return { PSHOST_WINDOWS: file, PSHOST_LOG: join(folder, `calls-${count}`) };
  };
  return {
    program, folder, environment,
    async powershell(windows, args, input = '') {
      const env = environment(windows);
      const ran = await run(program, args, env, folder, input);
      const log = env['PSHOST_LOG'] ?? '';
      writeFileSync(log, '', { flag: 'a' });
      return { ...ran, changes: readFileSync(log, 'utf8').split('\n').filter((line) => line.includes('"changes":true')) };
    },
    lint: (file, ...options) => run('bash', [script, 'lint', file, ...options]),
  };
}

/** Tests that need the engine: a visible skip where the .NET SDK is missing. Building it takes a quarter of a minute, once. */
export function describePowerShell(title: string, tests: (host: PsHost) => void): void {
  const engine = peer({ programs: ['bash', 'dotnet', 'flock'] });
  describePeers(title, [engine], () => {
    beforeAll(async () => {
      rmSync(engine.folder, { recursive: true, force: true });
      mkdirSync(engine.folder, { recursive: true });
      const made = await run('bash', [script, 'shim', join(engine.folder, 'bin')]);
      if (made.code !== 0) throw new Error(`pshost could not be built: ${made.err}`);
    }, 600_000);
    tests(hostOf(engine));
  });
}
