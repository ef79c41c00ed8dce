import { isIP } from 'node:net';

/** Whom to log in to; null is left to the user's ssh configuration. */
export type SshTarget = { host: string; port: number | null; user: string | null };

/** Letters, digits and what stands in names: no option, no pattern, no token of ssh_config (`%h`), nothing that a shell reads. */
const hostName = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?$/;
const userName = /^[\p{L}\p{N}_][\p{L}\p{N}_.@\\-]*(?: [\p{L}\p{N}_.@\\][\p{L}\p{N}_.@\\-]*)*$/u;

/** Why this is no target, as a sentence; null where it is one. */
export function refuseTarget({ host, port, user }: SshTarget): string | null {
  if (!hostName.test(host) && (isIP(host) === 0 || host.includes('%'))) return 'ssh:// wants the name or address of a machine, of letters, digits, dots and hyphens, and not one that begins with a hyphen.';
  if (port !== null && (!Number.isInteger(port) || port < 1 || port > 65_535)) return 'ssh:// wants a port from 1 to 65535.';
  if (user !== null && (user.length > 256 || !userName.test(user) || user.endsWith('\\'))) return 'ssh:// wants a user such as helpdesk or CONTOSO%5Chelpdesk, without quotes, signs of a shell or a hyphen at its beginning.';
  return null;
}

/**
 * How questions of ssh are answered: by nobody (they fail), by the person at the terminal, or by our answerer, which
 * knows the password and answers nothing else.
 */
export type SshQuestions = 'nobody' | 'terminal' | 'answerer';

export type SshCall = SshTarget & {
  questions: SshQuestions;
  connectMs: number;
  /** ssh's configuration instead of the user's own. */
  configFile: string | null;
  /** The user's configuration lets any host key pass. */
  keyCheckIsOff: boolean;
};

/**
 * What runs on the other side. It is the same text in every call: a machine's OpenSSH hands it to cmd.exe or PowerShell,
 * and the script comes on standard input.
 */
export const remoteCommand = (program: 'powershell' | 'pwsh'): string =>
  `${program} -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -OutputFormat Text -Command -`;

const placeOf = ({ host, port, user, configFile }: SshCall): string[] => [
  ...(configFile === null ? [] : ['-F', configFile]),
  ...(port === null ? [] : ['-p', String(port)]),
  ...(user === null ? [] : ['-l', user]),
  '--', host,
];

/** Arguments that make ssh print what its configuration makes of this target, without connecting. */
export const inquiryArguments = (call: SshCall): string[] => ['-G', ...placeOf(call)];

/**
 * The arguments of one call of a target that `refuseTarget` let pass. Whatever the configuration says stands (keys, agent,
 * jump hosts, known hosts), but nothing is forwarded, nothing local is run, and the check of host keys is never off: where
 * the configuration switches it off, new hosts pass and changed ones do not.
 */
export function sshArguments(call: SshCall, program: 'powershell' | 'pwsh'): string[] {
  const seconds = String(Math.max(1, Math.ceil(call.connectMs / 1000)));
  const options = [
    `BatchMode=${call.questions === 'nobody' ? 'yes' : 'no'}`, 'LogLevel=ERROR', `ConnectTimeout=${seconds}`, 'ConnectionAttempts=1', 'ServerAliveInterval=15',
    'ClearAllForwardings=yes', 'PermitLocalCommand=no', 'RemoteCommand=none', 'ControlMaster=no',
    ...(call.questions === 'answerer' ? ['NumberOfPasswordPrompts=1'] : []),
    ...(call.keyCheckIsOff ? ['StrictHostKeyChecking=accept-new'] : []),
  ];
  return ['-T', '-a', '-x', ...options.flatMap((option) => ['-o', option]), ...placeOf(call), remoteCommand(program)];
}

/** What ssh made of its configuration (`ssh -G`): one keyword and its value a line. */
export type SshSettings = { user: string; host: string; hostKeyAlias: string | null; keyCheckIsOff: boolean; hasJump: boolean };

/** Reads what `ssh -G` printed. */
export function readSettings(text: string): SshSettings {
  const of = new Map<string, string>();
  for (const line of text.slice(0, 256 * 1024).split(/\r?\n/)) {
    const at = line.indexOf(' ');
    if (at > 0 && !of.has(line.slice(0, at).toLowerCase())) of.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
  }
  const alias = of.get('hostkeyalias') ?? '';
  return {
    user: of.get('user') ?? '', host: of.get('hostname') ?? '', hostKeyAlias: alias === '' || alias === 'none' ? null : alias,
    keyCheckIsOff: /^(?:no|off|false)$/i.test(of.get('stricthostkeychecking') ?? ''),
    hasJump: ['proxyjump', 'proxycommand'].some((key) => !/^(?:none)?$/i.test(of.get(key) ?? '')),
  };
}
