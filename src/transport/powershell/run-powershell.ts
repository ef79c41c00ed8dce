import { decodeOutput } from '../../codec/powershell/decode-output.ts';
import { readErrorOutput } from '../../codec/powershell/error-output.ts';
import type { ProcessRequest, RunEnding } from '../run-process.ts';
import { runProcess } from '../run-process.ts';

export type RunRequest = Pick<ProcessRequest, 'env' | 'platform' | 'signal' | 'totalMs'> & {
  /** Programs in the order in which they are tried: the next where one does not exist. */
  programs: readonly string[];
  /** For standard input, as `powershell -Command -` takes it (`scriptForStdout`, `probeScript`). */
  script: string;
};

/** What a script printed and how it ended; `complaint` is PowerShell's own words on standard error, null where it had none. */
export type PowerShellRun =
  | { ok: true; text: string; complaint: string | null; ending: RunEnding; exitCode: number | null }
  | { ok: false; sentence: string };

/**
 * Standard input carries the script: a command line holds 32,767 characters at most, and files are subject to the
 * execution policy. The policy is lifted for this process alone, because Microsoft's own modules are scripts too.
 */
const parameters = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-OutputFormat', 'Text', '-Command', '-'] as const;

/** Runs one script in one PowerShell process, ended with its children when its time is up. Never rejects for anything that it does. */
export async function runPowerShell(request: RunRequest): Promise<PowerShellRun> {
  for (const program of request.programs) {
    const run = await runProcess({ ...request, program, arguments: parameters, input: request.script });
    if (run.started) return { ok: true, text: decodeOutput(run.output), complaint: readErrorOutput(decodeOutput(run.errors)), ending: run.ending, exitCode: run.exitCode };
    if (!run.missing) return { ok: false, sentence: `${program} could not be started: ${run.detail}.` };
  }
  return { ok: false, sentence: `There is no PowerShell: ${request.programs.join(' and ')} could not be found.` };
}
