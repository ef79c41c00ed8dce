import { gatherMachine } from '../collect/gather-machine.ts';
import type { MachineRequest } from '../collect/gather-machine.ts';
import { registryQuestions } from '../collect/machine-questions.ts';
import { calledOf } from '../model/windows.ts';
import { scriptForStdout } from '../collect/powershell/collect-script.ts';
import { readProbeOutput, readScriptOutput } from '../evidence/read-script-output.ts';
import type { Body, UnseenReason, Via } from '../model/evidence.ts';
import { evidenceKinds, evidenceOf, unseen } from '../model/evidence.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { gatherSsh } from '../transport/ssh/gather-ssh.ts';
import { unseenReasonOf } from '../transport/ssh/ssh-trouble.ts';
import { connectWinrm } from '../transport/winrm/winrm-machine.ts';
import type { WinrmTarget } from '../transport/winrm/target.ts';
import { activateOn } from './activate-on.ts';
import { gatherLocal, whyMissing } from './gather-local.ts';
import type { LiveTarget } from './target.ts';
import { unreadReasons } from './unread-reasons.ts';
import { UsageError } from './usage-error.ts';

/** How machines may be reached and for how long they are waited for. */
export type Access = {
  /** Limit of each question and probe, in milliseconds. */
  timeoutMs: number;
  /** Certificates in PEM that TLS believes in place of the usual ones; null for those. */
  ca: string | null;
  insecure: boolean;
  /** False: no shell may be opened on the machine. */
  allowShell: boolean;
  /** Asked for when a machine wants one; null where nobody has one. */
  password: (target: LiveTarget) => Promise<string | null>;
  /** A person sits at a terminal, whom ssh may ask. */
  terminal: boolean;
  /** True: Windows itself is to try activation, and what it says becomes evidence. Consent has been given. */
  active: boolean;
  network: boolean;
  signal: AbortSignal;
  now: () => number;
  onProgress: (event: ProgressEvent) => void;
};

/** What a live machine told, and what a person should know of how it was reached. */
export type LiveReading = { body: Body; via: Via; collectedAt: string; notes: string[] };

/** A script waits for Windows' own slow questions and for the network. */
const scriptMs = 180_000;

/** Reads a machine while it runs. What cannot be read is unseen with its reason; only a call that can never work throws UsageError. */
export function readLive(target: LiveTarget, role: 'client' | 'host', access: Access): Promise<LiveReading> {
  switch (target.kind) {
    case 'winrm': return readByWinrm(target, role, access);
    case 'ssh': return readBySsh(target, role, access);
    case 'local': return readHere(role, access);
  }
}

async function readByWinrm(target: LiveTarget & { kind: 'winrm' }, role: 'client' | 'host', access: Access): Promise<LiveReading> {
  const { now, onProgress } = access;
  const { machine, request } = await openWinrm(target, role, access);
  const collectedAt = new Date(now()).toISOString();
  try {
    const read = await gatherMachine(machine, request, onProgress);
    const tried = access.active ? await activateOn(machine, read.evidence, request, onProgress) : { evidence: read.evidence, notes: [] };
    return { body: { subject: read.subject ?? target.host.toLowerCase(), evidence: tried.evidence }, via: 'winrm', collectedAt, notes: [...machine.facts().warnings, ...tried.notes, ...unreadReasons(tried.evidence)] };
  } finally {
    machine.close();
  }
}

/** A machine over WinRM, to be closed by whoever opened it, and how it is to be asked. */
export async function openWinrm(target: LiveTarget & { kind: 'winrm' }, role: 'client' | 'host', access: Access): Promise<{ machine: ReturnType<typeof connectWinrm>; request: MachineRequest }> {
  const { timeoutMs, ca, insecure, allowShell, signal, now } = access;
  const password = target.user === null ? null : await access.password(target);
  const connection: WinrmTarget = {
    host: target.host, tls: target.tls, auth: 'auto', allowShell, insecure, ...(target.port !== null && { port: target.port }), ...(ca !== null && { ca }),
    ...(target.user !== null && password !== null && { credentials: { user: target.user, password } }),
  };
  const names = registryQuestions.map(calledOf);
  const unread = { reason: 'unparsable' as const, detail: 'the script ended before it came to it' };
  const request: MachineRequest = { role, timeoutMs, signal, now, skip: { network: !access.network }, by: 'cim', readProbe: (text) => readProbeOutput(text, names, unread) };
  return { machine: connectWinrm(connection), request };
}

async function readBySsh(target: LiveTarget & { kind: 'ssh' }, role: 'client' | 'host', access: Access): Promise<LiveReading> {
  const { timeoutMs, signal, now } = access;
  if (access.active) throw new UsageError('--active works over winrm:// and winrms:// in this version, not over ssh.');
  const collectedAt = new Date(now()).toISOString();
  const run = await gatherSsh({
    host: target.host, port: target.port, user: target.user, script: scriptForStdout({ role, timeoutMs, network: access.network }),
    password: access.terminal ? null : await access.password(target), terminal: access.terminal, connectMs: Math.max(timeoutMs, 10_000), totalMs: scriptMs, signal,
    env: process.env, platform: process.platform,
  });
  if (!run.ok) return unreadable(target.host, 'ssh', collectedAt, unseenReasonOf(run.trouble), run.sentence);
  const missing = whyMissing(run, scriptMs);
  const read = readScriptOutput(run.text, missing);
  if (read === null) return unreadable(target.host, 'ssh', collectedAt, missing.reason, `PowerShell on ${target.host} printed nothing that could be read${missing.detail === null ? '' : `: ${missing.detail}`}`);
  return { body: { subject: read.subject ?? target.host.toLowerCase(), evidence: read.evidence }, via: 'ssh', collectedAt: read.collectedAt ?? collectedAt, notes: unreadReasons(read.evidence) };
}

async function readHere(role: 'client' | 'host', access: Access): Promise<LiveReading> {
  if (access.active) throw new UsageError('--active works over winrm:// and winrms:// in this version; here, run slmgr.vbs /ato yourself and look again.');
  const { timeoutMs, signal, now } = access;
  const read = await gatherLocal({ role: role === 'host' ? 'host' : 'auto', timeoutMs, totalMs: scriptMs, network: access.network, signal, now, platform: process.platform, env: process.env });
  if (!read.ok) throw new UsageError(read.sentence);
  return { body: read.value, via: 'local', collectedAt: read.value.collectedAt, notes: unreadReasons(read.value.evidence) };
}

/** A machine of which nothing could be read: every kind has the reason, and the report is `unknown`. */
function unreadable(host: string, via: Via, collectedAt: string, reason: UnseenReason, sentence: string): LiveReading {
  const evidence = evidenceOf(Object.fromEntries(evidenceKinds.filter((kind) => kind !== 'directory' && kind !== 'dnsUpdate' && kind !== 'certificates').map((kind) => [kind, unseen(reason, sentence)])));
  return { body: { subject: host.toLowerCase(), evidence }, via, collectedAt, notes: [] };
}
