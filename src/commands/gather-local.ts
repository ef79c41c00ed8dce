import { scriptForStdout } from '../collect/powershell/collect-script.ts';
import { readScriptOutput } from '../evidence/read-script-output.ts';
import type { WhyMissing } from '../evidence/read-script-output.ts';
import type { Case } from '../model/evidence.ts';
import { findPowerShell } from '../transport/powershell/find-powershell.ts';
import { runPowerShell } from '../transport/powershell/run-powershell.ts';
import type { PowerShellRun } from '../transport/powershell/run-powershell.ts';

export type LocalRequest = {
  role: 'client' | 'host' | 'auto';
  /** Limit of each single probe of the network, and of the whole, in milliseconds. */
  timeoutMs: number;
  totalMs: number;
  /** False: no packet is sent. */
  network: boolean;
  signal: AbortSignal;
  /** Unix milliseconds. */
  now: () => number;
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
};

/** A case of one machine, or a sentence that says why there is none. */
export type LocalReading = { ok: true; value: Case } | { ok: false; sentence: string };

/** Why what the script did not say was not said. Shared by everything that runs it. */
export function whyMissing({ ending, complaint, exitCode }: Pick<Extract<PowerShellRun, { ok: true }>, 'ending' | 'complaint' | 'exitCode'>, totalMs: number): WhyMissing {
  if (ending === 'timeout') return { reason: 'timeout', detail: `PowerShell had not come to it after ${totalMs} ms` };
  if (ending === 'stopped') return { reason: 'not-asked', detail: 'stopped before it was asked' };
  if (ending === 'endless') return { reason: 'unparsable', detail: 'PowerShell printed without end' };
  return { reason: 'unparsable', detail: complaint ?? `PowerShell ended before it came to it (exit code ${exitCode ?? 'none'})` };
}

/**
 * Reads this machine by one PowerShell process: everything that `collect.ps1` reads, the network as this machine sees it
 * included. Whatever the process said before it ended, or before its time was up, is the evidence; the rest has its reason.
 */
export async function gatherLocal(request: LocalRequest): Promise<LocalReading> {
  const { role, timeoutMs, totalMs, network, signal, platform, env } = request;
  const found = findPowerShell(platform, env);
  if (!found.ok) return found;
  const startedAt = new Date(request.now()).toISOString();
  const run = await runPowerShell({ programs: found.programs, script: scriptForStdout({ role, timeoutMs, network }), totalMs, signal, env, platform });
  if (!run.ok) return run;
  const missing = whyMissing(run, totalMs);
  const read = readScriptOutput(run.text, missing);
  if (read === null) return { ok: false, sentence: `PowerShell printed nothing that could be read${missing.detail === null ? '' : `: ${missing.detail.replace(/\.+$/, '')}`}.` };
  const { machine } = read.evidence;
  const told = machine.state === 'seen' ? machine.value.hostName?.toLowerCase() ?? null : null;
  return {
    ok: true,
    value: { subject: read.subject ?? told ?? 'this machine', evidence: read.evidence, via: 'local', collectedAt: read.collectedAt ?? startedAt, redacted: false, related: [] },
  };
}
