import { cleanText } from '../../model/clean.ts';
import type { UnseenReason } from '../../model/evidence.ts';

/** Why nothing came from the other side. */
export type SshTrouble =
  | 'no-target' | 'no-ssh' | 'configuration' | 'host-key-changed' | 'host-key-revoked' | 'host-key-unknown' | 'permission-denied' | 'unknown-host'
  | 'refused' | 'timeout' | 'unreachable' | 'closed' | 'no-common-algorithm' | 'no-powershell' | 'stopped' | 'failed';

export type SshFailure = { ok: false; trouble: SshTrouble; sentence: string };

/** What evidence says where a machine could not be read for this. */
export const unseenReasonOf = (trouble: SshTrouble): UnseenReason => reasons[trouble];

const reasons: Readonly<Record<SshTrouble, UnseenReason>> = {
  'no-target': 'unsupported', 'no-ssh': 'unsupported', configuration: 'unsupported', 'host-key-changed': 'denied', 'host-key-revoked': 'denied',
  'host-key-unknown': 'denied', 'permission-denied': 'denied', 'unknown-host': 'unreachable', refused: 'refused', timeout: 'timeout',
  unreachable: 'unreachable', closed: 'refused', 'no-common-algorithm': 'unsupported', 'no-powershell': 'unsupported', stopped: 'not-asked', failed: 'unparsable',
};

/** ssh itself failed with this exit code (ssh(1)); the other side's programs end with their own. */
const ownFailure = 255;

/**
 * What ssh's last words mean (messages of OpenSSH, which it writes in English whatever the locale). Only where ssh itself
 * failed: what the other side prints on its standard error looks the same.
 */
const meanings: readonly (readonly [RegExp, SshTrouble, (host: string) => string])[] = [
  [/REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .{1,300} has changed/i, 'host-key-changed', (host) => `The host key of ${host} is not the one that was known: nothing was sent. If the machine was set up anew, compare the fingerprint with somebody who can see it there, then take the old key out with ssh-keygen -R ${host}; if not, somebody may stand between.`],
  [/REVOKED HOST KEY|host key .{1,300} (?:is marked as|was) revoked/i, 'host-key-revoked', (host) => `The host key of ${host} is marked as revoked: nothing was sent.`],
  [/Host key verification failed|No .{1,40} host key is known for/i, 'host-key-unknown', (host) => `The host key of ${host} is not known here: log in once with ssh ${host}, compare the fingerprint, and try again.`],
  [/Permission denied|Too many authentication failures|Authentication failed/i, 'permission-denied', (host) => `${host} let nobody in: the key or the password is not accepted for this user.`],
  [/Could not resolve hostname/i, 'unknown-host', (host) => `No address is known for ${host}.`],
  [/Connection refused/i, 'refused', (host) => `${host} refused the connection: no SSH server listens on that port.`],
  [/timed out|Timeout, server .{1,300} not responding/i, 'timeout', (host) => `${host} did not answer in time.`],
  [/No route to host|Network is unreachable|Host is down/i, 'unreachable', (host) => `${host} cannot be reached from here.`],
  [/Unable to negotiate|no matching .{1,40} found/i, 'no-common-algorithm', (host) => `${host} and this ssh have no algorithm in common: one of them is too old.`],
  [/Bad configuration option|terminating, \d+ bad configuration|Bad owner or permissions|Can't open user config file/i, 'configuration', () => 'The configuration of ssh here cannot be used.'],
  [/kex_exchange_identification|Connection closed|Connection reset|Broken pipe|closed by remote host/i, 'closed', (host) => `${host} closed the connection.`],
];

/** Words of cmd.exe, PowerShell and POSIX shells for a program that is not there; Windows in other languages gives 9009 or 1 with its own. */
const noProgram = /is not recognized as|not found|CommandNotFoundException|cannot find the (?:path|file)/i;

/** How ssh ended, as far as it matters where nothing was printed. */
export type SshEnd = { exitCode: number | null; errors: string; host: string; keyPassphraseWanted: boolean };

/** Why there is no output; the sentence names the machine and says what to do. */
export function troubleOfSsh({ exitCode, errors, host, keyPassphraseWanted }: SshEnd): SshFailure {
  const words = errors.slice(-16_384);
  if (exitCode === ownFailure) {
    for (const [pattern, trouble, sentence] of meanings) {
      if (!pattern.test(words)) continue;
      const hint = trouble === 'permission-denied' && keyPassphraseWanted ? ' A key is locked by a passphrase: unlock it first with ssh-add.' : '';
      return { ok: false, trouble, sentence: `${sentence(host)}${hint}` };
    }
  }
  if (exitCode === 127 || exitCode === 9009 || noProgram.test(words)) return { ok: false, trouble: 'no-powershell', sentence: `${host} has no PowerShell that ssh can start.` };
  const last = cleanText(words.trim().split(/\r?\n/).at(-1) ?? '').slice(0, 200);
  return { ok: false, trouble: 'failed', sentence: `ssh to ${host} ended${exitCode === null ? '' : ` with code ${exitCode}`} and gave nothing${last === '' ? '' : `: ${last}`}.`.replace(/\.\.$/, '.') };
}
