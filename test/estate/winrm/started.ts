import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';

import type { WinrmAccount } from '../../../src/estate/winrm/account.ts';
import type { ListenerOptions } from '../../../src/estate/winrm/listener-options.ts';
import { startWinrmMachine } from '../../../src/estate/winrm/winrm-machine.ts';
import type { WinrmMachine, WinrmMachineOptions } from '../../../src/estate/winrm/winrm-machine.ts';
import { connectWinrm } from '../../../src/transport/winrm/winrm-machine.ts';
import type { WinrmMachine as Connected, WinrmTarget } from '../../../src/transport/winrm/target.ts';
import { client, now } from '../machine/reference-machine.ts';

/** A made-up account with a password of this run. */
export const reader: WinrmAccount = { user: 'reader', password: `Pa-${randomBytes(9).toString('base64url')}` };

export type Started = { winrm: WinrmMachine; log: string[]; url: string; port: number };

/** A reference machine on loopback, its first listener first; it is stopped when the test ends. */
export async function start(options: Partial<WinrmMachineOptions> = {}): Promise<Started> {
  const log: string[] = [];
  const winrm = await startWinrmMachine({ machine: client(), clock: { now }, accounts: [reader], log: (line) => log.push(line), ...options });
  onTestFinished(winrm.stop);
  const [first] = winrm.listeners;
  return { winrm, log, url: first?.url ?? '', port: first?.port ?? 0 };
}

export const startListener = (listener: ListenerOptions, options: Partial<WinrmMachineOptions> = {}): Promise<Started> => start({ ...options, listeners: [listener] });

/** Our own client on a machine's listener, as `reader`. */
export function connect({ winrm }: Started, but: Partial<WinrmTarget> = {}, listener = 0): Connected {
  const { host, port, tls } = winrm.listeners[listener] ?? { host: '', port: 0, tls: false };
  const connected = connectWinrm({ host, port, tls, auth: 'auto', credentials: { user: `CONTOSO\\${reader.user}`, password: reader.password }, ca: winrm.ca, allowShell: true, ...but });
  onTestFinished(() => connected.close());
  return connected;
}

export const limits = (timeoutMs = 10_000): { timeoutMs: number; signal: AbortSignal } => ({ timeoutMs, signal: new AbortController().signal });
