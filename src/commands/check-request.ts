import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';

import { cleanText } from '../model/clean.ts';
import type { Settings } from '../model/check.ts';
import { commandLine } from './command-line.ts';
import type { Endpoint } from './endpoint.ts';
import { isDnsName, readEndpoint } from './endpoint.ts';
import type { CheckSelection } from './select-checks.ts';
import { selectChecks } from './select-checks.ts';
import { UsageError } from './usage-error.ts';

/** The options of `check` as commander gives them. */
export type CheckFlags = {
  domain?: string[];
  dns?: string[];
  kmsHost?: string[];
  approvedHost?: string[];
  offline?: boolean;
  only?: string[];
  skip?: string[];
  timeout?: string;
  kmsHostTarget?: string[];
  format?: string;
  output?: string;
  failOn?: string;
  includeEvidence?: boolean;
  redact?: boolean;
  color?: boolean;
  quiet?: boolean;
  verbose?: boolean;
};

/** What a run of `check` or `collect` is asked to do, read and validated. */
export type CheckRequest = {
  files: string[];
  hostFiles: string[];
  domains: string[];
  resolvers: Endpoint[] | null;
  kmsHosts: Endpoint[];
  settings: Settings;
  /** Whether packets may be sent: never for files (the host's own too) unless a domain, a resolver or a host was named, never with --offline. */
  asksNetwork: boolean;
  timeoutMs: number;
  selection: CheckSelection;
  format: 'text' | 'json';
  output: string | null;
  failOn: 'warn' | 'fail';
  includeEvidence: boolean;
  redact: boolean;
  color: boolean | null;
  detail: 'quiet' | 'normal' | 'verbose';
  /** The call's targets and options, for commands to copy; null where there were none, or none that can be typed again. */
  target: string | null;
};

const formats = ['text', 'json'] as const;

/** Reads the call. Throws UsageError with one sentence for whatever it cannot mean. */
export function readCheckRequest(targets: readonly string[], flags: CheckFlags): CheckRequest {
  const files = targets.map((t) => fileTarget(t, 'client'));
  const hostFiles = (flags.kmsHostTarget ?? []).map((t) => fileTarget(t, 'host'));
  const output = flags.output === '-' ? null : flags.output ?? null;
  if (output === '') throw new UsageError('-o wants the name of a file, not an empty text.');
  if (output !== null && [...files, ...hostFiles].some((f) => f !== '-' && resolve(f) === resolve(output))) throw new UsageError(`-o names ${cleanText(output)}, which is to be read: name another file.`);
  if ([...files, ...hostFiles].filter((f) => f === '-').length > 1) throw new UsageError('Standard input (-) can be read once only.');
  const domains = (flags.domain ?? []).map((d) => {
    if (!isDnsName(d)) throw new UsageError(`--domain wants a DNS suffix such as contoso.test, not "${quoted(d)}".`);
    return d.replace(/\.$/, '').toLowerCase();
  });
  const resolvers = flags.dns?.map((d) => readEndpoint(d, 53, '--dns')) ?? null;
  const kmsHosts = (flags.kmsHost ?? []).map((h) => readEndpoint(h, 1688, '--kms-host'));
  const offline = flags.offline === true;
  const named = domains.length > 0 || resolvers !== null || kmsHosts.length > 0;
  const reads = files.length + hostFiles.length > 0;
  if (offline && !reads) throw new UsageError('--offline leaves nothing to look at: name a file with saved output, or - for standard input.');
  return {
    files, hostFiles, domains, resolvers, kmsHosts,
    settings: {
      approvedHosts: (flags.approvedHost ?? []).map((h) => {
        if (!isDnsName(h) && isIP(h) === 0) throw new UsageError(`--approved-host wants the name or address of a KMS host, not "${quoted(h)}".`);
        return h.toLowerCase().replace(/\.$/, '');
      }),
      domains,
    },
    asksNetwork: !offline && (!reads || named),
    timeoutMs: readTimeout(flags.timeout),
    selection: selectChecks(flags.only ?? [], flags.skip ?? []),
    format: oneOf(flags.format ?? 'text', formats, '--format'),
    output,
    failOn: oneOf(flags.failOn ?? 'fail', ['warn', 'fail'] as const, '--fail-on'),
    includeEvidence: flags.includeEvidence === true,
    redact: flags.redact === true,
    color: flags.color === false ? false : null,
    detail: flags.quiet === true ? 'quiet' : flags.verbose === true ? 'verbose' : 'normal',
    target: commandLine(files, { ...flags, domain: domains, kmsHostTarget: hostFiles }),
  };
}

const quoted = (text: string): string => cleanText(text).slice(0, 80);

const savedFile = 'save the output of slmgr.vbs /dlv there and name that file';

/** A target that this version reads: a file, or standard input. Others are refused with the forms that work. */
function fileTarget(target: string, role: 'client' | 'host'): string {
  if (target === '-' || (target !== '' && existsSync(target))) return target;
  const name = quoted(target);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(target)?.[1]?.toLowerCase();
  if (scheme === 'winrm' || scheme === 'winrms' || scheme === 'ssh') throw new UsageError(`This version does not read machines over ${scheme} yet: ${savedFile}, or ask the network with --domain or --kms-host.`);
  if (scheme !== undefined) throw new UsageError(`"${name}" is no target: name a file with saved output, or - for standard input.`);
  if (target === 'local') throw new UsageError('This version does not read the local machine yet: save the output of slmgr.vbs /dlv and name that file, or pipe it in with -.');
  if (target === '') throw new UsageError('An empty target was given: name a file with saved output, or - for standard input.');
  if (/^(?:0x[0-9a-f]+|[0-9a-f]{8}|-?\d{4,10})$/i.test(target)) throw new UsageError(`${name} is no file here: if it is a code or an event id, kmsdoctor explain ${name} tells what it means.`);
  if (!looksLikeHost(target)) return target;
  throw new UsageError(role === 'host'
    ? `${name} is no file here: --kms-host-target wants the saved output of the KMS host; to try a host from here, use --kms-host ${name}.`
    : `${name} is no file here: if it is a machine, ${savedFile}; if it is a KMS host, use --kms-host ${name}${isIP(target) === 0 ? `; if it is a domain, --domain ${name}` : ''}.`);
}

/** A name without a path, and without the ending of a file that was merely mistyped. */
const looksLikeHost = (target: string): boolean =>
  (isDnsName(target) || isIP(target) !== 0) && !/\.(?:txt|log|json|xml|csv|out|md|evtx|html?|docx?|zip)$/i.test(target);

function readTimeout(text: string | undefined): number {
  if (text === undefined) return 3000;
  const ms = Number(text);
  if (!/^\d+$/.test(text) || ms < 50 || ms > 600_000) throw new UsageError(`--timeout wants milliseconds from 50 to 600000, not "${quoted(text)}".`);
  return ms;
}

function oneOf<const T extends string>(value: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((a) => a === value);
  if (found === undefined) throw new UsageError(`${option} wants ${allowed.join(' or ')}, not "${quoted(value)}".`);
  return found;
}
