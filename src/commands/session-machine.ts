import { existsSync } from 'node:fs';
import { isIP } from 'node:net';

import { cleanText } from '../model/clean.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { findPowerShell } from '../transport/powershell/find-powershell.ts';
import { Secret } from '../ui/secret.ts';
import type { MachineReading, SessionRequest } from '../ui/session-effects.ts';
import { isDnsName } from './endpoint.ts';
import { askForPassword } from './password.ts';
import type { LiveTarget } from './target.ts';
import { isLive, readTarget } from './target.ts';
import { isUsageError, UsageError } from './usage-error.ts';

export type Surroundings = { env: Readonly<Record<string, string | undefined>>; platform: NodeJS.Platform };

const wanted = (sentence: string): MachineReading => ({ ok: false, wanted: sentence });

/**
 * A machine as a person typed it into the session: a target as the command line takes it, or the bare name or address of a
 * host, which is taken as WinRM. A WinRM machine is asked for what its target and `KMSDOCTOR_PASSWORD` do not say.
 */
export function readTypedMachine(typed: string, { env, platform }: Surroundings = process): MachineReading {
  const text = typed.trim();
  if (text === '') return wanted('Type a machine first, such as winrm://ws-0142, ssh://admin@ws-0142 or local.');
  const assumed = bareHost(text);
  try {
    const target = readTarget(assumed ?? text, 'client');
    if (!isLive(target)) return wanted(`${shown(text)} is no machine: type winrm://HOST, winrms://HOST, ssh://USER@HOST or local; a file goes to "Something saved".`);
    const here = target.kind === 'local' ? findPowerShell(platform, env) : null;
    if (here?.ok === false) return wanted(here.sentence);
    const note = assumed === null ? null : `${shown(text)} is taken as ${assumed}, WinRM over HTTP; winrms:// is over TLS, ssh:// by SSH.`;
    return { ok: true, target: target.text, asks: askedOf(target, env), note };
  } catch (error) {
    if (isUsageError(error)) return wanted(error.message);
    throw error;
  }
}

const shown = (text: string): string => cleanText(text).slice(0, 80);

function askedOf(target: LiveTarget, env: Surroundings['env']): ('user' | 'password')[] {
  if (target.kind !== 'winrm') return [];
  return [...(target.user === null ? ['user' as const] : []), ...(env['KMSDOCTOR_PASSWORD'] === undefined ? ['password' as const] : [])];
}

/** The WinRM target that a bare `HOST`, `HOST:PORT` or address stands for; null for all else, and for a code or a file. */
function bareHost(text: string): string | null {
  if (text === 'local' || existsSync(text) || /^(?:0x[0-9a-f]+|[0-9a-f]{8})$/i.test(text)) return null;
  if (isIP(text) === 6) return `winrm://[${text}]`;
  const host = text.replace(/:\d{1,5}$/, '').replace(/^\[(.*)\]$/, '$1');
  return isDnsName(host) || isIP(host) !== 0 ? `winrm://${text}` : null;
}

/**
 * The session's request for a machine of the command line. A password that it wants is asked for here, while the terminal
 * is still the person's own; nothing may ask on it once the session draws.
 */
export async function requestMachine(target: LiveTarget, { env }: Pick<Surroundings, 'env'> = process): Promise<SessionRequest> {
  const request = { kind: 'machine', target: target.text } as const;
  if (target.kind !== 'winrm' || target.user === null || env['KMSDOCTOR_PASSWORD'] !== undefined) return { ...request, password: null };
  const who = cleanText(target.user);
  const password = await askForPassword(`Password of ${who} on ${target.host}`);
  if (password === null || password === '') throw new UsageError(`No password for ${who} was given: type it when asked, or set KMSDOCTOR_PASSWORD.`);
  return { ...request, password: new Secret(password) };
}

/** What is waited for with machines that answer a whole script at once; null where the gathering tells its own steps. */
export function scriptStep(target: LiveTarget, at: number): Extract<ProgressEvent, { type: 'started' }> | null {
  if (target.kind === 'winrm') return null;
  return { type: 'started', step: 'script', kind: null, label: target.kind === 'local' ? 'PowerShell on this machine' : `PowerShell on ${target.host}, by SSH`, at };
}
