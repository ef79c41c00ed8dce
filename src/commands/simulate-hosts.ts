import { cleanText } from '../model/clean.ts';
import type { PlannedHost, Span } from '../model/simulation.ts';
import { isDnsName } from './endpoint.ts';
import { quoted, readCount, readSpan } from './simulate-values.ts';
import { UsageError } from './usage-error.ts';

const mostHosts = 64;
const mostOutages = 100;

/** Reads the KMS hosts of a plan: so many alike, or one by one with their SRV records; and when they are down. */
export function readPlannedHosts(flags: { hosts?: string; host?: string[]; outage?: string[] }, days: number): PlannedHost[] {
  if (flags.hosts !== undefined && flags.host !== undefined) throw new UsageError('--hosts says how many there are and --host names them: leave one out.');
  const named = flags.host?.map((text) => readHost(text, days))
    ?? Array.from({ length: readCount(flags.hosts ?? '1', '--hosts', 'KMS hosts', 1, mostHosts) }, (_, i) => ({ name: `kms${i + 1}`, priority: 0, weight: 0, restartDays: [] }));
  if (named.length > mostHosts) throw new UsageError(`--host can be given ${mostHosts} times at most.`);
  const twice = named.find(({ name }, i) => named.findIndex((h) => h.name === name) !== i);
  if (twice !== undefined) throw new UsageError(`--host ${twice.name} is given twice.`);
  if ((flags.outage?.length ?? 0) > mostOutages) throw new UsageError(`--outage can be given ${mostOutages} times at most.`);
  const outages = (flags.outage ?? []).map((text) => readOutage(text, named.map((h) => h.name), days));
  return named.map((host) => ({ ...host, outages: outages.filter((o) => o.host === 'all' || o.host === host.name).map(({ span }) => span) }));
}

const hostForm = '--host wants NAME[,priority=0][,weight=0][,restart=DAY]...';

function readHost(text: string, days: number): Omit<PlannedHost, 'outages'> {
  const [given = '', ...settings] = text.split(',');
  const name = given.toLowerCase();
  if (!isDnsName(name) || name.length > 63 || name === 'all') throw new UsageError(`${hostForm}, such as kms1,priority=10, not "${quoted(text)}"${name === 'all' ? ', since "all" stands for every host' : ''}.`);
  const host = { name, priority: 0, weight: 0, restartDays: new Array<number>() };
  for (const setting of settings) {
    const [, key, value = ''] = /^(priority|weight|restart)=(.*)$/.exec(setting) ?? [];
    if (key === undefined) throw new UsageError(`${hostForm}, not "${quoted(setting)}" in "${quoted(text)}".`);
    if (key === 'restart') host.restartDays.push(readCount(value, `restart= of --host ${name}`, 'a day of the plan', 1, days));
    else host[key === 'priority' ? 'priority' : 'weight'] = readCount(value, `${key}= of --host ${name}`, 'a number', 0, 65_535);
  }
  return host;
}

function readOutage(text: string, names: readonly string[], days: number): { host: string; span: Span } {
  const [, given = '', rest = ''] = /^([^:]+):([^:]+)$/.exec(text) ?? [];
  const host = given.toLowerCase();
  const span = readSpan(rest);
  if (span === null) throw new UsageError(`--outage wants HOST:FROM+DAYS, such as kms1:30+21 or all:30+21 for 21 days from day 30 on, not "${quoted(text)}".`);
  if (host !== 'all' && !names.includes(host)) throw new UsageError(`--outage names ${quoted(given)}, and the hosts are ${names.slice(0, 8).join(', ')}${names.length > 8 ? ' and others' : ''}, or all.`);
  if (span.fromDay > days) throw new UsageError(`--outage ${cleanText(text)} begins after the plan’s ${days} days: give more --days.`);
  return { host, span };
}
