import { spawn } from 'node:child_process';
import { endTree } from './end-tree.ts';

export type ProcessRequest = {
  program: string;
  arguments: readonly string[];
  /** For standard input; empty for none. */
  input: string;
  /** Handed on as it is, but for what is called KMSDOCTOR_…: passwords and settings of ours are nobody else's. */
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** It may ask at the terminal: then it stays in our session, which has one, and ends its children itself. */
  atTerminal?: boolean;
  /** Limit of the whole, in milliseconds. */
  totalMs: number;
  /** When aborted, the process and its children are ended. */
  signal: AbortSignal;
};

/** How a run ended: by itself, because its time was up, because nobody wants it any more, or because it printed without end. */
export type RunEnding = 'ended' | 'timeout' | 'stopped' | 'endless';

export type ProcessRun =
  | { started: true; output: Buffer; errors: Buffer; exitCode: number | null; ending: RunEnding }
  /** `missing`: there is no such program. */
  | { started: false; missing: boolean; detail: string };

/** No evidence of one machine is larger; a program that prints more is not our script. */
const mostOctets = 64 * 1024 * 1024;
const mostErrorOctets = 256 * 1024;

const inheritable = (env: ProcessRequest['env']): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(env).filter(([name]) => !/^KMSDOCTOR_/i.test(name)));

/** Runs a program without a shell, within its time, and ends it with what it started. Never rejects for anything that it does. */
export function runProcess(request: ProcessRequest): Promise<ProcessRun> {
  const { program, input, env, platform, totalMs, signal, atTerminal = false } = request;
  return new Promise((resolve) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let octets = 0;
    let errorOctets = 0;
    let ending: RunEnding = 'ended';
    const inOwnGroup = !atTerminal && platform !== 'win32';
    const child = spawn(program, request.arguments, { env: inheritable(env), detached: inOwnGroup, windowsHide: true, shell: false, stdio: ['pipe', 'pipe', 'pipe'] });
    const end = (how: RunEnding): void => {
      if (ending !== 'ended') return;
      ending = how;
      if (inOwnGroup || platform === 'win32') endTree(child, platform);
      else child.kill('SIGTERM');
      // A grandchild that left the tree may hold the pipes open.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const stop = (): void => end('stopped');
    const timer = setTimeout(() => end('timeout'), totalMs);
    const settle = (result: ProcessRun): void => {
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
    // A program that fails before it reads closes its input; what it says instead is what counts.
    child.stdin.on('error', () => {});
    child.on('error', (error) => settle({ started: false, missing: 'code' in error && error.code === 'ENOENT', detail: error.message }));
    child.on('close', (exitCode) => settle({ started: true, output: Buffer.concat(out), errors: Buffer.concat(err), exitCode, ending }));
    child.stdin.end(input);
  });
}
