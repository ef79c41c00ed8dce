import { cleanText } from '../model/clean.ts';
import type { SimulationPlan, Span, Uptime } from '../model/simulation.ts';
import { readPlannedHosts } from './simulate-hosts.ts';
import { quoted, readCount, readShare, readSpan } from './simulate-values.ts';
import { UsageError } from './usage-error.ts';

/** The options of `simulate` as commander gives them. */
export type SimulateFlags = {
  clients?: string;
  servers?: string;
  hosts?: string;
  host?: string[];
  days?: string;
  start?: string;
  outage?: string[];
  uptime?: string;
  laptops?: string;
  away?: string[];
  retire?: string[];
  rollout?: string;
  activated?: boolean;
  renewalInterval?: string;
  activationInterval?: string;
  hostCaching?: boolean;
  seed?: string;
  format?: string;
  output?: string;
  color?: boolean;
  quiet?: boolean;
};

/** What a run of `simulate` is asked to do, read and validated. */
export type SimulateRequest = {
  plan: SimulationPlan;
  format: 'text' | 'json' | 'html';
  output: string | null;
  color: boolean | null;
  quiet: boolean;
};

/** A Monday, fixed so that the same call gives the same days whenever it is made. */
export const defaultStart = '2026-01-05';
const mostPeriods = 31;

/** Reads the call. Throws UsageError with one sentence for whatever it cannot mean. */
export function readSimulateRequest(targets: readonly string[], flags: SimulateFlags): SimulateRequest {
  const [stray] = targets;
  if (stray !== undefined) throw new UsageError(`simulate reads options only, not "${quoted(stray)}": say --clients 30 --hosts 2, for example.`);
  const clients = readCount(flags.clients ?? '0', '--clients', 'client systems', 0, 1_000_000);
  const servers = readCount(flags.servers ?? '0', '--servers', 'servers', 0, 1_000_000);
  if (clients + servers === 0) throw new UsageError('Say how many machines there are: --clients 30, --servers 5, or both.');
  const days = readCount(flags.days ?? '60', '--days', 'days', 1, 3650);
  const hosts = readPlannedHosts(flags, days);
  const rollout = flags.rollout === undefined ? null : readCount(flags.rollout, '--rollout', 'machines a working day', 1, 2_000_000);
  if (rollout !== null && flags.activated === true) throw new UsageError('--rollout installs machines and --activated says that they have been activated before: leave one out.');
  const away = atMost(flags.away, '--away').map((text) => readAway(text, days));
  const retire = atMost(flags.retire, '--retire').map((text) => readRetire(text, days));
  refuseWithoutClients(clients, flags);
  const output = flags.output === '-' ? null : flags.output ?? null;
  if (output === '') throw new UsageError('-o wants the name of a file, not an empty text.');
  return {
    plan: {
      clients, servers, days, hosts, away, retire,
      startDate: readStart(flags.start ?? defaultStart),
      uptime: readUptime(flags.uptime ?? 'always'),
      laptops: flags.laptops === undefined ? null : readLaptops(flags.laptops),
      rolloutPerWorkday: rollout,
      startsActivated: flags.activated === true,
      renewalIntervalMinutes: readCount(flags.renewalInterval ?? '10080', '--renewal-interval', 'minutes', 15, 43_200),
      activationIntervalMinutes: readCount(flags.activationInterval ?? '120', '--activation-interval', 'minutes', 15, 43_200),
      hostCaching: flags.hostCaching !== false,
      seed: readCount(flags.seed ?? '1', '--seed', 'a number', 0, 4_294_967_295),
    },
    format: readFormat(flags.format ?? 'text'),
    output,
    color: flags.color === false ? false : null,
    quiet: flags.quiet === true,
  };
}

/** Options that speak of client systems mean nothing where there are none: better said than passed over. */
function refuseWithoutClients(clients: number, flags: SimulateFlags): void {
  if (clients > 0) return;
  for (const option of ['uptime', 'laptops', 'away', 'retire'] as const) {
    if (flags[option] !== undefined) throw new UsageError(`--${option} is about client systems, and there are none: add --clients. Servers are always on.`);
  }
}

function atMost(texts: readonly string[] | undefined, option: string): readonly string[] {
  if ((texts?.length ?? 0) > mostPeriods) throw new UsageError(`${option} can be given ${mostPeriods} times at most.`);
  return texts ?? [];
}

function readUptime(text: string): Uptime {
  if (text === 'always' || text === 'office-hours') return { kind: text };
  const share = readShare(text);
  if (share === null) throw new UsageError(`--uptime wants always, office-hours, or a share of the days such as 60%, not "${quoted(text)}".`);
  return { kind: 'share', share };
}

function readLaptops(text: string): { share: number; days: number } {
  const [, share = '', days = '5'] = /^([^:]+)(?::(\d{1,3}))?$/.exec(text) ?? [];
  const read = readShare(share);
  if (read === null || Number(days) < 1 || Number(days) > 365) throw new UsageError(`--laptops wants a share of the client systems and for how many days (1 to 365) they are away at a time, such as 40%:10, not "${quoted(text)}".`);
  return { share: read, days: Number(days) };
}

function readAway(text: string, days: number): Span & { share: number } {
  const [, span = '', share = ''] = /^([^:]+)(?::([^:]+))?$/.exec(text) ?? [];
  const period = readSpan(span);
  const read = share === '' ? 1 : readShare(share);
  if (period === null || read === null) throw new UsageError(`--away wants FROM+DAYS:SHARE, such as 180+42:90% for 42 days from day 180 on, not "${quoted(text)}".`);
  if (period.fromDay > days) throw new UsageError(`--away ${cleanText(text)} begins after the plan’s ${days} days: give more --days.`);
  return { ...period, share: read };
}

function readRetire(text: string, days: number): { day: number; share: number } {
  const [, day = '', share = ''] = /^(\d{1,5}):([^:]+)$/.exec(text) ?? [];
  const read = readShare(share);
  if (read === null || Number(day) < 2) throw new UsageError(`--retire wants DAY:SHARE, from day 2 on, such as 90:50% for half of the client systems from day 90 on, not "${quoted(text)}".`);
  if (Number(day) > days) throw new UsageError(`--retire ${cleanText(text)} comes after the plan’s ${days} days: give more --days.`);
  return { day: Number(day), share: read };
}

function readStart(text: string): string {
  const time = /^(?:19|20|21)\d\d-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 30 February is read as 2 March by some: what comes out has to be what went in.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) throw new UsageError(`--start wants a date such as 2026-07-01, not "${quoted(text)}".`);
  return text;
}

function readFormat(text: string): SimulateRequest['format'] {
  if (text === 'text' || text === 'json' || text === 'html') return text;
  throw new UsageError(`--format wants text, json or html, not "${quoted(text)}".`);
}

