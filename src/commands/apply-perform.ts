import { readPerformed } from '../apply/read-performed.ts';
import type { ActionEnd, Perform } from '../apply/carry-out.ts';
import { performScript } from '../collect/powershell/perform-script.ts';
import type { RemedyAction } from '../model/remedy.ts';
import { findPowerShell } from '../transport/powershell/find-powershell.ts';
import { runPowerShell } from '../transport/powershell/run-powershell.ts';
import { gatherSsh } from '../transport/ssh/gather-ssh.ts';
import { whyMissing } from './gather-local.ts';
import { openWinrm } from './read-live.ts';
import type { Access } from './read-live.ts';
import type { LiveTarget } from './target.ts';

/** A machine on which actions can be done, to be closed by whoever opened it. */
export type Performer = { perform: Perform; close: () => void };

/** How long an action is waited for: Windows waits half a minute for each silent KMS host, and licence files are many. */
function limitOf(action: RemedyAction): number {
  if (action.do === 'reinstall-licence-files') return 900_000;
  return action.do === 'activate' ? 300_000 : 120_000;
}

/** Opens the way to a machine for doing actions there, each by one script of ours (`performScript`). */
export async function openPerformer(target: LiveTarget, access: Access): Promise<Performer> {
  switch (target.kind) {
    case 'winrm': return overWinrm(target, access);
    case 'ssh': return { perform: (action) => overSsh(target, access, action), close: () => undefined };
    case 'local': return { perform: (action) => here(access, action), close: () => undefined };
  }
}

const at = ({ now }: Access): string => new Date(now()).toISOString();

/** Reasons for which a script was not even begun. */
const notBegun = new Set(['denied', 'refused', 'unsupported']);

async function overWinrm(target: LiveTarget & { kind: 'winrm' }, access: Access): Promise<Performer> {
  const { machine } = await openWinrm(target, 'client', access);
  return {
    close: () => machine.close(),
    async perform(action): Promise<ActionEnd> {
      const run = await machine.runScript(performScript(action), { timeoutMs: limitOf(action), signal: access.signal });
      if (run.ok) return readPerformed(action, run.value, 'PowerShell there ended before it said what came of it.', at(access));
      const detail = sentence(run.detail ?? run.reason);
      return notBegun.has(run.reason) ? { outcome: 'failed', code: null, detail } : { outcome: 'unknown', detail };
    },
  };
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.+$/, '')}.`;

async function overSsh(target: LiveTarget & { kind: 'ssh' }, access: Access, action: RemedyAction): Promise<ActionEnd> {
  const totalMs = limitOf(action);
  const run = await gatherSsh({
    host: target.host, port: target.port, user: target.user, script: performScript(action), password: access.terminal ? null : await access.password(target), terminal: access.terminal,
    connectMs: Math.max(access.timeoutMs, 10_000), totalMs, signal: access.signal, env: process.env, platform: process.platform,
  });
  if (run.ok) return readPerformed(action, run.text, sentence(whyMissing(run, totalMs).detail ?? 'PowerShell there ended before it said what came of it'), at(access));
  return run.trouble === 'timeout' || run.trouble === 'stopped' || run.trouble === 'failed' ? { outcome: 'unknown', detail: run.sentence } : { outcome: 'failed', code: null, detail: run.sentence };
}

async function here({ signal, ...access }: Access, action: RemedyAction): Promise<ActionEnd> {
  const found = findPowerShell(process.platform, process.env);
  if (!found.ok) return { outcome: 'failed', code: null, detail: found.sentence };
  const totalMs = limitOf(action);
  const run = await runPowerShell({ programs: found.programs, script: performScript(action), totalMs, signal, env: process.env, platform: process.platform });
  if (!run.ok) return { outcome: 'failed', code: null, detail: run.sentence };
  return readPerformed(action, run.text, sentence(whyMissing(run, totalMs).detail ?? 'PowerShell ended before it said what came of it'), new Date(access.now()).toISOString());
}
