import { isIP } from 'node:net';
import { resolve } from 'node:path';

import { cleanText } from '../model/clean.ts';
import { showTyped } from '../model/show-typed.ts';
import type { Settings } from '../model/check.ts';
import type { DirectoryServer } from '../model/directory.ts';
import { commandLine } from './command-line.ts';
import { readDirectory } from './directory-option.ts';
import type { Endpoint } from './endpoint.ts';
import { isDnsName, readEndpoint } from './endpoint.ts';
import type { CheckSelection } from './select-checks.ts';
import { selectChecks } from './select-checks.ts';
import type { LiveTarget } from './target.ts';
import { isLive, readTarget } from './target.ts';
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
  explore?: boolean;
  trace?: boolean;
  authoritative?: boolean;
  /** False with `--no-ask`. */
  ask?: boolean;
  active?: boolean;
  apply?: string;
  dryRun?: boolean;
  confirm?: string;
  yes?: boolean;
  ca?: string;
  insecure?: boolean;
  shell?: boolean;
  passwordFile?: string;
  passwordStdin?: boolean;
  directory?: string[];
  user?: string;
  updateRight?: boolean;
  format?: string;
  output?: string;
  failOn?: string;
  includeEvidence?: boolean;
  redact?: boolean;
  color?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  /** `--config FILE`; false with `--no-config`. */
  config?: string | false;
};

/** What a run of `check` or `collect` is asked to do, read and validated. */
export type CheckRequest = {
  files: string[];
  hostFiles: string[];
  /** The machine that is read while it runs, and KMS hosts read so beside it. */
  live: LiveTarget | null;
  hostLive: LiveTarget[];
  access: { active: boolean; yes: boolean; caFile: string | null; insecure: boolean; allowShell: boolean; passwordFile: string | null; passwordStdin: boolean; user: string | null };
  /** A remedy that is to be carried out on `live`, or shown as it would be. */
  apply: ApplyRequest | null;
  directory: DirectoryServer[];
  updateRight: boolean;
  /** Ask for evidence only as far as it is needed; and tell each step. */
  explore: boolean;
  trace: boolean;
  /** Whether the DNS servers that a zone names as its own may be asked, whom nobody named in the call. */
  authoritative: boolean;
  /** Whether a person at the terminal may be asked for what --explore cannot see by itself. */
  mayAsk: boolean;
  domains: string[];
  resolvers: Endpoint[] | null;
  kmsHosts: Endpoint[];
  settings: Settings;
  /** Whether packets may be sent: never for files (the host's own too) unless a domain, a resolver or a host was named, never with --offline. */
  asksNetwork: boolean;
  offline: boolean;
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

/** `confirm` is the machine's name as it was given beforehand. */
export type ApplyRequest = { remedy: string; dryRun: boolean; confirm: string | null };

const formats = ['text', 'json'] as const;

/** Reads the call. Throws UsageError with one sentence for whatever it cannot mean. */
export function readCheckRequest(targets: readonly string[], flags: CheckFlags, platform: NodeJS.Platform = process.platform): CheckRequest {
  const { files, live } = readTargets(targets);
  const hosts = (flags.kmsHostTarget ?? []).map((t) => readTarget(t, 'host'));
  const hostFiles = hosts.flatMap((t) => (isLive(t) ? [] : [t.path]));
  const output = flags.output === '-' ? null : flags.output ?? null;
  if (output === '') throw new UsageError('-o wants the name of a file, not an empty text.');
  if (output !== null && [...files, ...hostFiles].some((f) => f !== '-' && resolve(f) === resolve(output))) throw new UsageError(`-o names ${cleanText(output)}, which is to be read: name another file.`);
  if ([...files, ...hostFiles].filter((f) => f === '-').length + (flags.passwordStdin === true ? 1 : 0) > 1) throw new UsageError('Standard input can be read once only: it is named more than once (-, --password-stdin).');
  const domains = (flags.domain ?? []).map((d) => {
    if (!isDnsName(d)) throw new UsageError(`--domain wants a DNS suffix such as contoso.test, not "${showTyped(d)}".`);
    return d.replace(/\.$/, '').toLowerCase();
  });
  const resolvers = flags.dns?.map((d) => readEndpoint(d, 53, '--dns')) ?? null;
  const kmsHosts = (flags.kmsHost ?? []).map((h) => readEndpoint(h, 1688, '--kms-host'));
  const offline = flags.offline === true;
  const named = domains.length > 0 || resolvers !== null || kmsHosts.length > 0 || flags.authoritative === true;
  // Without a target this Windows machine itself is looked at; elsewhere the network alone.
  const own: LiveTarget | null = live ?? (platform === 'win32' && targets.length === 0 && hosts.length === 0 ? { kind: 'local', text: 'local' } : null);
  const hostLive = hosts.filter(isLive);
  const reads = files.length + hosts.length > 0 || own !== null;
  const remote = [own, ...hostLive].find((t) => t !== null && t.kind !== 'local');
  if (offline && remote !== undefined && remote !== null) throw new UsageError(`--offline sends no packet, and ${cleanText(remote.text).slice(0, 80)} cannot be read without one: save its output there and name the file.`);
  if (flags.active === true && own === null) throw new UsageError('--active lets a Windows machine try to activate: name the machine, such as winrm://HOST.');
  if (offline && flags.authoritative === true) throw new UsageError('--authoritative asks DNS servers, and --offline sends no packet: leave one of them out.');
  if (offline && !reads) throw new UsageError('--offline leaves nothing to look at: name a file with saved output, or - for standard input.');
  if (flags.trace === true && flags.explore !== true) throw new UsageError('--trace tells the steps of --explore: say both.');
  if (flags.trace === true && flags.redact === true) throw new UsageError('--trace tells what machines said as they said it: leave out --redact, or --trace.');
  if (flags.explore === true && flags.active === true) throw new UsageError('--explore changes nothing on a machine, and --active does: leave one of them out.');
  const apply = readApply(flags, own);
  return {
    explore: flags.explore === true, trace: flags.trace === true, authoritative: flags.authoritative === true, mayAsk: flags.ask !== false,
    apply, files, hostFiles, live: own, hostLive, domains, resolvers, kmsHosts,
    access: {
      active: flags.active === true, yes: flags.yes === true, caFile: flags.ca ?? null, insecure: flags.insecure === true, allowShell: flags.shell !== false,
      passwordFile: flags.passwordFile ?? null, passwordStdin: flags.passwordStdin === true, user: flags.user ?? null,
    },
    directory: (flags.directory ?? []).map(readDirectory), updateRight: flags.updateRight === true,
    settings: {
      approvedHosts: (flags.approvedHost ?? []).map((h) => {
        if (!isDnsName(h) && isIP(h) === 0) throw new UsageError(`--approved-host wants the name or address of a KMS host, not "${showTyped(h)}".`);
        return h.toLowerCase().replace(/\.$/, '');
      }),
      domains,
    },
    asksNetwork: !offline && (!reads || named || flags.updateRight === true),
    offline,
    timeoutMs: readTimeout(flags.timeout),
    selection: selectChecks(flags.only ?? [], flags.skip ?? []),
    format: oneOf(flags.format ?? 'text', formats, '--format'),
    output,
    failOn: oneOf(flags.failOn ?? 'fail', ['warn', 'fail'] as const, '--fail-on'),
    includeEvidence: flags.includeEvidence === true,
    redact: flags.redact === true,
    color: flags.color === false ? false : null,
    detail: flags.quiet === true ? 'quiet' : flags.verbose === true ? 'verbose' : 'normal',
    target: commandLine([...(live === null ? [] : [live.text]), ...files], { ...flags, domain: domains, kmsHostTarget: hosts.map((t) => t.text) }),
  };
}

/** Files are one story; a live machine stands alone, and a second one is its KMS host or belongs to a fleet. */
function readTargets(targets: readonly string[]): { files: string[]; live: LiveTarget | null } {
  const read = targets.map((t) => readTarget(t, 'client'));
  const [live, second] = read.filter(isLive);
  const files = read.flatMap((t) => (isLive(t) ? [] : [t.path]));
  if (second !== undefined) throw new UsageError('check reads one live machine at a time: several are a fleet, which this version does not read yet; its KMS host goes to --kms-host-target.');
  if (live !== undefined && files.length > 0) throw new UsageError('check reads either files or one live machine: leave one of them out.');
  return { files, live: live ?? null };
}

/** What `--apply` asks for; it needs a machine to act on, and a whole look before and after. */
function readApply({ apply, dryRun, confirm, active, explore, redact }: CheckFlags, live: LiveTarget | null): ApplyRequest | null {
  if (apply === undefined) {
    if (dryRun === true || confirm !== undefined) throw new UsageError(`${dryRun === true ? '--dry-run' : '--confirm'} belongs to --apply: name a remedy with it.`);
    return null;
  }
  if (live === null) throw new UsageError('--apply carries a remedy out on a machine, and saved output or the network is none: name the machine, such as winrm://HOST, or do by hand what the report says.');
  if (active === true) throw new UsageError('--apply and --active both change the machine: leave one of them out; remedies that want it activate by themselves.');
  if (explore === true) throw new UsageError('--apply compares a whole look before with one after, and --explore looks only as far as it needs: leave one of them out.');
  if (redact === true) throw new UsageError('--apply names the machine that it changes: leave out --redact, or --apply.');
  return { remedy: apply, dryRun: dryRun === true, confirm: confirm ?? null };
}

function readTimeout(text: string | undefined): number {
  if (text === undefined) return 3000;
  const ms = Number(text);
  if (!/^\d+$/.test(text) || ms < 50 || ms > 600_000) throw new UsageError(`--timeout wants milliseconds from 50 to 600000, not "${showTyped(text)}".`);
  return ms;
}

function oneOf<const T extends string>(value: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((a) => a === value);
  if (found === undefined) throw new UsageError(`${option} wants ${allowed.join(' or ')}, not "${showTyped(value)}".`);
  return found;
}
