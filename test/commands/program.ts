import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll } from 'vitest';

/** Runs the built program as a whole process, as a person or a script does: `npm test` builds before it tests. */

export const main = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url));

export type Outcome = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string };
export type Call = {
  stdin?: string | Buffer;
  env?: Record<string, string>;
  /** Where it runs; the folder of this test file unless said. */
  cwd?: string;
  /** Called with the process while it runs. */
  during?: (child: ReturnType<typeof spawn>) => void;
};

export const program = (args: readonly string[], { stdin, env = {}, cwd, during }: Call = {}): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const { PATH = '', TMPDIR, SystemRoot, TEMP } = process.env;
    const inherited = Object.fromEntries(Object.entries({ PATH, TMPDIR, SystemRoot, TEMP }).filter((e): e is [string, string] => e[1] !== undefined));
    const child = spawn(process.execPath, [main, ...args], { env: { ...inherited, ...env }, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.stdin.on('error', () => {});
    child.on('error', reject).on('close', (code, signal) => resolve({ code, signal, out, err }));
    if (stdin !== undefined || during === undefined) child.stdin.end(stdin ?? '');
    during?.(child);
  });

/** A folder of its own for a test file, gone after it. */
export function folderFor(name: string): { path: string; put: (file: string, content: string | Buffer) => string } {
  const path = mkdtempSync(join(tmpdir(), `kmsdoctor-${name}-`));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    put(file, content) {
      const full = join(path, file);
      writeFileSync(full, content);
      return full;
    },
  };
}
