import type { Network } from '../../model/network.ts';
import type { ServerNames } from '../../codec/ntlm/accounts.ts';
import { EstateAuthority } from '../certificates/authority.ts';
import type { IssuedCertificate } from '../certificates/authority.ts';
import type { MachineState } from '../machine/state.ts';
import { fullNameOf } from '../machine/state.ts';
import type { WinrmAccount } from './account.ts';
import { CopiedFiles } from './copied-files.ts';
import { scriptAnswerOf } from './script-answer.ts';
import { startListener } from './http-listener.ts';
import type { WinrmListener } from './http-listener.ts';
import type { Activate } from './licensing-methods.ts';
import { usualHttpLimits } from './listener-options.ts';
import type { HttpLimits, ListenerOptions } from './listener-options.ts';
import { WinrmService } from './service.ts';
import type { ServiceLimits } from './service.ts';
import { FaultPlan } from './winrm-fault.ts';
import type { WinrmFault } from './winrm-fault.ts';

export type WinrmMachineOptions = {
  machine: MachineState;
  /** The estate's clock, which the machine's answers are of. */
  clock: { readonly now: number };
  /** How the machine sees the network, for the probes that it is asked to run; null where it runs none. */
  network?: Network | null;
  /** Lets the machine try to activate a product when it is asked to; null where it cannot. */
  activate?: Activate | null;
  accounts: readonly WinrmAccount[];
  /** One http listener with Negotiate and sealing unless said: as Windows is by default. */
  listeners?: readonly ListenerOptions[];
  /** Signs the certificates of https listeners; one of its own unless given. */
  authority?: EstateAuthority;
  limits?: Partial<ServiceLimits>;
  httpLimits?: Partial<HttpLimits>;
  /** Told in one sentence what was refused; never with a password or a token. */
  log?: (line: string) => void;
  /** The real clock, in Unix milliseconds: for time limits, NTLM and certificates. */
  nowMs?: () => number;
};

/** A reference machine that answers WS-Management. */
export type WinrmMachine = {
  /** In the order asked for. */
  listeners: readonly WinrmListener[];
  /** The authority of its certificates in PEM. */
  ca: string;
  /** A certificate by which a listener with `certificate` knows the account. */
  certificateFor: (user: string) => IssuedCertificate;
  /** Shown from now on, in place of those before; none makes it work again. */
  setFaults: (faults: readonly WinrmFault[]) => void;
  /** Hangs up on everybody and forgets what was under way; it answers again at once. */
  reboot: () => void;
  /** False: whoever connects is reset, and whoever was connected too. */
  setUp: (isUp: boolean) => void;
  /** What the service remembers, and the connections that are open. */
  held: () => { enumerations: number; shells: number; connections: number };
  /** What clients copied to it, by path. */
  copied: () => ReadonlyMap<string, Uint8Array>;
  stop: () => Promise<void>;
};

/** Windows' own defaults, where it has any (installation and configuration for WinRM, quotas; Microsoft). */
const usualLimits: ServiceLimits = {
  timeoutMs: 60_000, most: 64, envelopeBytes: 500 * 1024, firstPageItems: null, shellsAllowed: true,
  shells: { most: 30, mostCommands: 25, idleMs: 7_200_000, mostInput: 1024 * 1024 },
};

function namesOf(machine: MachineState): ServerNames {
  const domain = machine.membership.joined ? machine.membership.domain : null;
  return {
    netbiosComputer: machine.name.toUpperCase(), netbiosDomain: (domain?.split('.')[0] ?? machine.name).toUpperCase().slice(0, 15), dnsComputer: fullNameOf(machine), dnsDomain: domain ?? '',
  };
}

/**
 * Starts a reference machine's WS-Management on loopback: what WMI, the registry and the shell of such a machine would say,
 * behind Windows' ways of signing in. It runs no command, and changes its state alone: by its own activation, and by the remedies of ours that it knows.
 */
export async function startWinrmMachine(options: WinrmMachineOptions): Promise<WinrmMachine> {
  const { machine, clock, accounts, network = null, activate = null, log = () => undefined, nowMs = Date.now } = options;
  const faults = new FaultPlan();
  const authority = options.authority ?? new EstateAuthority(nowMs());
  const files = new CopiedFiles();
  const service = new WinrmService({ machine, clock, network, activate, files, script: scriptAnswerOf(machine, clock, network, activate), limits: { ...usualLimits, ...options.limits }, nowMs, faults });
  const listeners: WinrmListener[] = [];
  let isUp = true;
  const reboot = (): void => {
    service.forgetAll();
    for (const listener of listeners) listener.hangUp();
  };
  const stop = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.stop()));
  };
  try {
    for (const listener of options.listeners ?? [{}]) {
      listeners.push(await startListener({
        options: listener, accounts, service, faults, log, authority, nowMs, reboot, names: namesOf(machine), limits: { ...usualHttpLimits, ...options.httpLimits },
        reachedBy: [fullNameOf(machine), 'localhost', '127.0.0.1', '::1'], isUp: () => isUp && machine.on,
      }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    listeners, ca: authority.certificate, certificateFor: (user) => authority.issueForUser(user), setFaults: (next) => faults.set(next), reboot, stop, copied: () => files.files,
    held: () => ({ ...service.held, connections: listeners.reduce((sum, { connections }) => sum + connections(), 0) }),
    setUp: (next) => {
      isUp = next;
      if (!next) reboot();
    },
  };
}
