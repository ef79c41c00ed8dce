import { spawn } from 'node:child_process';
import { decodeOutput } from '../../codec/powershell/decode-output.ts';
import { readErrorOutput } from '../../codec/powershell/error-output.ts';
import { endTree } from './end-tree.ts';

export type RunRequest = {
  /** Programs in the order in which they are tried: the next where one does not exist. */
  programs: readonly string[];
  /** For standard input, as `powershell -Command -` takes it (`scriptForStdout`, `probeScript`). */
  script: string;
  /** Limit of the whole, in milliseconds. */
  totalMs: number;
  /** When aborted, the process and its children are ended. */
  signal: AbortSignal;
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
};

/** How a run ended: by itself, because its time was up, because nobody wants it any more, or because it printed without end. */
export type RunEnding = 'ended' | 'timeout' | 'stopped' | 'endless';

/** What a script printed and how it ended; `complaint` is PowerShell's own words on standard error, null where it had none. */
export type PowerShellRun =
  | { ok: true; text: string; complaint: string | null; ending: RunEnding; exitCode: number | null }
  | { ok: false; sentence: string };

/** No evidence of one machine is larger; a program that prints more is not our script. */
const mostOctets = 64 * 1024 * 1024;
const mostErrorOctets = 256 * 1024;

/**
 * Standard input carries the script: a command line holds 32,767 characters at most, and files are subject to the
 * execution policy. The policy is lifted for this process alone, because Microsoft's own modules are scripts too.
 */
const parameters = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-OutputFormat', 'Text', '-Command', '-'] as const;

/** Passwords and settings of ours are nobody else's. */
const inheritable = (env: RunRequest['env']): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(env).filter(([name]) => !/^KMSDOCTOR_/i.test(name)));

function start(program: string, request: RunRequest): Promise<PowerShellRun | 'missing'> {
  const { script, totalMs, signal, env, platform } = request;
  return new Promise((resolve) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let octets = 0;
    let errorOctets = 0;
    let ending: RunEnding = 'ended';
    const child = spawn(program, parameters, { env: inheritable(env), detached: platform !== 'win32', windowsHide: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const settle = (result: PowerShellRun | 'missing'): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(result);
    };
    const end = (how: RunEnding): void => {
      if (ending !== 'ended') return;
      ending = how;
      endTree(child, platform);
      // A grandchild that left the tree may hold the pipes open.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const stop = (): void => end('stopped');
    const timer = setTimeout(() => end('timeout'), totalMs);
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
    // A program that takes no input closes it; what it says instead is what counts.
    child.stdin.on('error', () => {});
    child.on('error', (error) => settle('code' in error && error.code === 'ENOENT' ? 'missing' : { ok: false, sentence: `${program} could not be started: ${error.message}.` }));
    child.on('close', (exitCode) => settle({
      ok: true, text: decodeOutput(Buffer.concat(out)), complaint: readErrorOutput(decodeOutput(Buffer.concat(err))), ending, exitCode,
    }));
    child.stdin.end(script);
  });
}

/** Runs one script in one PowerShell process, ended with its children when its time is up. Never rejects for anything that it does. */
export async function runPowerShell(request: RunRequest): Promise<PowerShellRun> {
  for (const program of request.programs) {
    const run = await start(program, request);
    if (run !== 'missing') return run;
  }
  return { ok: false, sentence: `There is no PowerShell: ${request.programs.join(' and ')} could not be found.` };
}
