import { spawn } from 'node:child_process';
import { endTree } from '../powershell/end-tree.ts';

/** One run of the ssh program. */
export type SshRunRequest = {
  program: string;
  arguments: readonly string[];
  /** For standard input; empty for none. */
  input: string;
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** It may ask at the terminal: then it stays in our session, which has one. */
  atTerminal: boolean;
  totalMs: number;
  signal: AbortSignal;
};

/** How a run ended: by itself, because its time was up, because nobody wants it any more, or because it printed without end. */
export type SshEnding = 'ended' | 'timeout' | 'stopped' | 'endless';

export type SshProcess =
  | { started: true; output: Buffer; errors: string; exitCode: number | null; ending: SshEnding }
  /** `missing`: there is no such program. */
  | { started: false; missing: boolean; detail: string };

/** No evidence of one machine is larger. */
const mostOctets = 64 * 1024 * 1024;
const mostErrorOctets = 256 * 1024;

/** Passwords and settings of ours are nobody else's; and ssh's words shall be English. */
const inheritable = (env: SshRunRequest['env']): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^KMSDOCTOR_/i.test(name) && !/^(?:LC_ALL|LANGUAGE)$/.test(name))), LC_ALL: 'C',
});

/** Runs ssh without a shell, within its time, and ends it with what it started. Never rejects. */
export function runSsh(request: SshRunRequest): Promise<SshProcess> {
  const { program, input, env, platform, atTerminal, totalMs, signal } = request;
  return new Promise((resolve) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let octets = 0;
    let errorOctets = 0;
    let ending: SshEnding = 'ended';
    const inOwnGroup = !atTerminal && platform !== 'win32';
    const child = spawn(program, request.arguments, { env: inheritable(env), detached: inOwnGroup, windowsHide: true, shell: false, stdio: ['pipe', 'pipe', 'pipe'] });
    const end = (how: SshEnding): void => {
      if (ending !== 'ended') return;
      ending = how;
      // At the terminal ssh leads no group of its own; it ends its proxy command itself.
      if (inOwnGroup || platform === 'win32') endTree(child, platform);
      else child.kill('SIGTERM');
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const stop = (): void => end('stopped');
    const timer = setTimeout(() => end('timeout'), totalMs);
    const settle = (result: SshProcess): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(result);
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    child.stdout.on('data', (chunk: Buffer) => {
      octets += chunk.length;
      if (octets > mostOctets) end('endless');
      else out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errorOctets += chunk.length;
      if (errorOctets <= mostErrorOctets) err.push(chunk);
    });
    // ssh that fails before it reads closes its input; what it says instead is what counts.
    child.stdin.on('error', () => {});
    child.on('error', (error) => settle({ started: false, missing: 'code' in error && error.code === 'ENOENT', detail: error.message }));
    child.on('close', (exitCode) => settle({ started: true, output: Buffer.concat(out), errors: Buffer.concat(err).toString('utf8'), exitCode, ending }));
    child.stdin.end(input);
  });
}
