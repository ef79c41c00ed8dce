import { decodeOutput } from '../../codec/powershell/decode-output.ts';
import { readErrorOutput } from '../../codec/powershell/error-output.ts';
import { asksForPassword } from './answer-prompt.ts';
import type { ProcessRun, RunEnding } from '../run-process.ts';
import { runProcess } from '../run-process.ts';
import { inquiryArguments, readSettings, refuseTarget, sshArguments } from './ssh-target.ts';
import type { SshCall, SshSettings, SshTarget } from './ssh-target.ts';
import { troubleOfSsh } from './ssh-trouble.ts';
import type { SshFailure } from './ssh-trouble.ts';
import { startAnswerer } from './start-answerer.ts';
import type { Answerer } from './start-answerer.ts';

export type SshRequest = SshTarget & {
  /** For standard input, as `powershell -Command -` takes it (`scriptForStdout`). */
  script: string;
  /** For this user on this machine; null to leave it to keys, agent and, where there is one, the terminal. */
  password: string | null;
  /** A person sits at a terminal, whom ssh itself may ask for a password or about a new host key. */
  terminal: boolean;
  /** Limit until the connection stands, and of the whole, in milliseconds. */
  connectMs: number;
  totalMs: number;
  /** When aborted, ssh and what it started are ended. */
  signal: AbortSignal;
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** The ssh program; unless said, Windows' own by its full path, elsewhere `ssh` on the search path. */
  program?: string;
  /** A configuration for ssh instead of the user's own (`ssh -F`). */
  configFile?: string;
};

/**
 * What the script printed there and how that ended; `complaint` is what stood on standard error, null for nothing. Or
 * why nothing came, with a sentence that names the machine and says what to do.
 */
export type SshRun = { ok: true; text: string; complaint: string | null; ending: RunEnding; exitCode: number | null } | SshFailure;

const failed = (trouble: SshFailure['trouble'], sentence: string): SshFailure => ({ ok: false, trouble, sentence });

/**
 * Runs a script in PowerShell on another machine through the system's ssh, so that keys, agent, jump hosts, known hosts
 * and GSSAPI are the user's own. Host keys are always checked, no shell here sees anything, nothing from elsewhere
 * becomes an option, and a password goes to ssh alone (`startAnswerer`). Never rejects.
 */
export async function gatherSsh(request: SshRequest): Promise<SshRun> {
  const refusal = refuseTarget(request);
  if (refusal !== null) return failed('no-target', refusal);
  if (request.password !== null && request.platform === 'win32') {
    // There ssh runs its askpass program by cmd.exe, and a server's words would be in that command line.
    return failed('configuration', 'A password cannot be passed on to ssh on Windows: use a key or the agent, or leave the password out and type it when ssh asks.');
  }
  const questions = request.password !== null ? 'answerer' : request.terminal ? 'terminal' : 'nobody';
  const call: SshCall = { host: request.host, port: request.port, user: request.user, questions, connectMs: request.connectMs, configFile: request.configFile ?? null, keyCheckIsOff: false };
  const inquiry = await run(request, inquiryArguments(call), '', {});
  if (!inquiry.started) return inquiry.missing ? failed('no-ssh', 'There is no ssh program here: install the OpenSSH client (on Windows an optional feature), or read the machine another way.') : failed('no-ssh', `ssh could not be started: ${inquiry.detail}.`);
  if (inquiry.ending !== 'ended') return endedEarly(request, inquiry.ending);
  if (inquiry.exitCode !== 0) return failed('configuration', `The configuration of ssh here cannot be used for ${request.host}: ${readErrorOutput(inquiry.errors.toString('utf8')) ?? `ssh -G ended with code ${inquiry.exitCode}`}`);
  return logIn(request, call, readSettings(decodeOutput(inquiry.output)));
}

async function logIn(request: SshRequest, call: SshCall, settings: SshSettings): Promise<SshRun> {
  const { password } = request;
  const checked = { ...call, keyCheckIsOff: settings.keyCheckIsOff };
  if (password === null) return runPowerShells(request, checked, null);
  let given = false;
  const answerTo = (prompt: string): string | null => {
    if (given || !asksForPassword(prompt, settings)) return null;
    given = true;
    return password;
  };
  let answerer: Answerer;
  try {
    answerer = await startAnswerer(answerTo);
  } catch (error) {
    return failed('failed', `The password cannot be passed on to ssh: ${error instanceof Error ? error.message : 'no temporary folder'}.`);
  }
  try {
    return await runPowerShells(request, checked, answerer, () => {
      given = false;
    });
  } finally {
    await answerer.stop();
  }
}

/** Windows PowerShell, and PowerShell 7 where the machine has no other. */
async function runPowerShells(request: SshRequest, call: SshCall, answerer: Answerer | null, again?: () => void): Promise<SshRun> {
  const first = await runOne(request, call, 'powershell', answerer);
  if (first.ok || first.trouble !== 'no-powershell') return first;
  again?.();
  const second = await runOne(request, call, 'pwsh', answerer);
  return second.ok ? second : first;
}

async function runOne(request: SshRequest, call: SshCall, program: 'powershell' | 'pwsh', answerer: Answerer | null): Promise<SshRun> {
  const ended = await run(request, sshArguments(call, program), request.script, answerer?.env ?? {});
  if (!ended.started) return failed('no-ssh', `ssh could not be started: ${ended.detail}.`);
  const text = decodeOutput(ended.output);
  if (text.trim() === '' && ended.ending !== 'ended') return endedEarly(request, ended.ending);
  const isEmpty = text.trim() === '';
  if (isEmpty && ended.exitCode !== 0) {
    const keyPassphraseWanted = answerer?.refused.some((prompt) => /passphrase/i.test(prompt)) ?? false;
    return troubleOfSsh({ exitCode: ended.exitCode, errors: ended.errors.toString('utf8'), host: request.host, keyPassphraseWanted });
  }
  return { ok: true, text, complaint: readErrorOutput(ended.errors.toString('utf8')), ending: ended.ending, exitCode: ended.exitCode };
}

/** Windows looks for a bare name in the current folder first, where anybody may have put one. */
const programOf = ({ program, platform, env }: SshRequest): string =>
  program ?? (platform === 'win32' ? `${env['SystemRoot'] ?? env['windir'] ?? 'C:\\Windows'}\\System32\\OpenSSH\\ssh.exe` : 'ssh');

const withoutLanguage = (env: SshRequest['env']): SshRequest['env'] => Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'LANGUAGE'));

const run = (request: SshRequest, args: readonly string[], input: string, more: Readonly<Record<string, string>>): Promise<ProcessRun> => runProcess({
  program: programOf(request), arguments: args, input, // ssh's words shall be English.
  env: { ...withoutLanguage(request.env), LC_ALL: 'C', ...more }, platform: request.platform,
  atTerminal: request.password === null && request.terminal, totalMs: request.totalMs, signal: request.signal,
});

function endedEarly({ host, totalMs }: SshRequest, ending: RunEnding): SshFailure {
  if (ending === 'stopped') return failed('stopped', `ssh to ${host} was stopped.`);
  if (ending === 'endless') return failed('failed', `${host} printed without end.`);
  return failed('timeout', `${host} gave nothing within ${Math.round(totalMs / 1000)} s.`);
}
