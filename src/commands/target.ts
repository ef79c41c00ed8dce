import { existsSync } from 'node:fs';
import { isIP } from 'node:net';

import { cleanText } from '../model/clean.ts';
import { showTyped } from '../model/show-typed.ts';
import { isDnsName } from './endpoint.ts';
import { UsageError } from './usage-error.ts';

/** A machine that is read while it runs. `user` as a person writes it (`DOMAIN\user`), null where none was given. */
export type LiveTarget =
  | { kind: 'local'; text: string }
  | { kind: 'winrm'; text: string; tls: boolean; host: string; port: number | null; user: string | null }
  | { kind: 'ssh'; text: string; host: string; port: number | null; user: string | null };

export type FileTarget = { kind: 'file'; text: string; path: string };
export type Target = LiveTarget | FileTarget;

export const isLive = (target: Target): target is LiveTarget => target.kind !== 'file';

const passwordTyped = 'A password does not belong in a target: leave it out, and set KMSDOCTOR_PASSWORD, give --password-file or --password-stdin, or type it when asked.';
const forms = 'winrm://HOST, winrms://HOST, ssh://USER@HOST, local, or a file';

/** Reads a target. Throws UsageError with one sentence for whatever it cannot mean. */
export function readTarget(text: string, role: 'client' | 'host'): Target {
  if (text === '-' || (text !== '' && existsSync(text))) return { kind: 'file', text, path: text };
  if (text === 'local') return { kind: 'local', text };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'winrm' || scheme === 'winrms' || scheme === 'ssh') return readUrl(text, scheme);
  refuseOthers(text, scheme, role);
  return { kind: 'file', text, path: text };
}

function readUrl(text: string, scheme: 'winrm' | 'winrms' | 'ssh'): LiveTarget {
  const shown = showTyped(text);
  const match = /^[a-z]+:\/\/(?:([^@/]*)@)?(\[[0-9a-f:.%]+\]|[^@/:[\]]+)(?::(\d{1,5}))?\/?$/i.exec(text);
  if (match === null) throw new UsageError(`"${shown}" is no ${scheme} target: it should look like ${scheme}://HOST or ${scheme}://USER@HOST:PORT.`);
  const [, userText, hostText = '', portText] = match;
  if (userText?.includes(':') === true) throw new UsageError(passwordTyped);
  const host = hostText.replace(/^\[|\]$/g, '');
  if (!isDnsName(host) && isIP(host) === 0) throw new UsageError(`"${showTyped(host)}" in ${shown} is no host name or address.`);
  const port = portText === undefined ? null : Number(portText);
  if (port !== null && (port < 1 || port > 65_535)) throw new UsageError(`${port} in ${shown} is no port: ports are 1 to 65535.`);
  const user = userText === undefined || userText === '' ? null : decodeUser(userText, shown);
  return scheme === 'ssh' ? { kind: 'ssh', text, host, port, user } : { kind: 'winrm', text, tls: scheme === 'winrms', host, port, user };
}

function decodeUser(text: string, shown: string): string {
  let user: string;
  try {
    user = decodeURIComponent(text);
  } catch {
    throw new UsageError(`The user in ${shown} is not well encoded: write CONTOSO%5Chelpdesk for CONTOSO\\helpdesk.`);
  }
  if (user.length > 256 || cleanText(user) !== user) throw new UsageError(`The user in ${shown} holds characters that no user name has.`);
  return user;
}

/** What is no target, with the forms that would work. */
function refuseOthers(text: string, scheme: string | undefined, role: 'client' | 'host'): void {
  const name = showTyped(text);
  if (scheme !== undefined) throw new UsageError(`"${name}" is no target: give ${forms}.`);
  if (text === '') throw new UsageError(`An empty target was given: give ${forms}.`);
  if (/^(?:0x[0-9a-f]+|[0-9a-f]{8}|-?\d{4,10})$/i.test(text)) throw new UsageError(`${name} is no file here: if it is a code or an event id, kmsdoctor explain ${name} tells what it means.`);
  if (/^(?![a-z]:[\\/])[^\s:/\\]+:[^\s\\]+@[^\s@/\\]+$/i.test(text)) throw new UsageError(passwordTyped);
  if (!looksLikeHost(text)) return;
  throw new UsageError(role === 'host'
    ? `${name} is no file here: to read that KMS host, --kms-host-target winrm://${name} or ssh://${name}; to try a host from here, --kms-host ${name}.`
    : `${name} is no file here: if it is a machine, winrm://${name} or ssh://USER@${name}; if it is a KMS host to try from here, --kms-host ${name}${isIP(text) === 0 ? `; if it is a domain, --domain ${name}` : ''}.`);
}

/** A name without a path, and without the ending of a file that was merely mistyped. */
const looksLikeHost = (target: string): boolean =>
  (isDnsName(target) || isIP(target) !== 0) && !/\.(?:txt|log|json|xml|csv|out|md|evtx|html?|docx?|zip|ps1)$/i.test(target);
