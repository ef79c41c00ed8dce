import { activationThresholds } from '../../knowledge/thresholds.ts';
import type { HostStory, MachineDays, Simulation } from '../../model/simulation.ts';

/** One column a day for all machines of a plan, clients and servers together. */
export function allMachines({ clients, servers }: Simulation): MachineDays {
  const sum = (column: keyof MachineDays): Int32Array => clients.days[column].map((n, day) => n + (servers.days[column][day] ?? 0));
  return {
    present: sum('present'), activated: sum('activated'), inGrace: sum('inGrace'), overdue: sum('overdue'),
    activations: sum('activations'), lapses: sum('lapses'), graceEnds: sum('graceEnds'),
  };
}

/** Machines that show notifications at the end of each day: neither activated nor within the initial grace. */
export const notifying = ({ present, activated, inGrace }: MachineDays): Int32Array => present.map((n, day) => n - (activated[day] ?? 0) - (inGrace[day] ?? 0));

/** The highest count that a host ever had. */
export const best = (host: HostStory): number => host.highest.reduce((a, b) => Math.max(a, b), 0);

/** The thresholds that matter for a plan, the larger one first, with what they are for. */
export function thresholds({ plan }: Simulation): { count: number; what: string }[] {
  return [
    ...(plan.clients > 0 ? [{ count: activationThresholds.windowsClient, what: 'client systems' }] : []),
    ...(plan.servers > 0 ? [{ count: activationThresholds.windowsServer, what: 'servers' }] : []),
  ];
}

/** A run of days on which something happened, with quiet gaps of less than a week in it. Days from 1. */
export type Stretch = { from: number; to: number; sum: number; mostOn: number; most: number };

/** The days of a column that are not 0, gathered into stretches. */
export function stretches(column: Int32Array): Stretch[] {
  const found: Stretch[] = [];
  column.forEach((n, i) => {
    if (n === 0) return;
    const day = i + 1;
    const last = found.at(-1);
    if (last === undefined || day - last.to > 7) found.push({ from: day, to: day, sum: n, mostOn: day, most: n });
    else {
      last.to = day;
      last.sum += n;
      if (n > last.most) Object.assign(last, { most: n, mostOn: day });
    }
  });
  return found;
}

/** A host's count passing a threshold between the ends of two days (from 1), while the host is up. */
export type Crossing = { day: number; direction: 'under' | 'over'; count: number };

/** The days on which a count went under a threshold that it had reached, and over it again. */
export function crossings(host: HostStory, threshold: number): Crossing[] {
  const found: Crossing[] = [];
  let wasOver = false;
  let wasEverOver = false;
  host.count.forEach((count, i) => {
    if (host.isUp[i] === 0) {
      // An outage is told as one; what matters is when the host counts enough again.
      wasOver = false;
      return;
    }
    const isOver = count >= threshold;
    if (isOver && !wasOver && wasEverOver) found.push({ day: i + 1, direction: 'over', count });
    if (!isOver && wasOver) found.push({ day: i + 1, direction: 'under', count });
    wasOver = isOver;
    wasEverOver ||= isOver;
  });
  return found;
}

/** What a host has to count to activate every machine of a plan: the larger threshold that matters. */
export const neededFor = ({ plan }: Pick<Simulation, 'plan'>): number => (plan.clients > 0 ? activationThresholds.windowsClient : activationThresholds.windowsServer);

/** Hosts that machines ask, and that never count what is needed, although there are machines enough for one host. */
export function shortHosts({ plan, hosts }: Pick<Simulation, 'plan' | 'hosts'>): readonly HostStory[] {
  const needed = neededFor({ plan });
  if (hosts.length < 2 || plan.clients + plan.servers < needed) return [];
  return hosts.filter((host) => best(host) > 0 && best(host) < needed);
}

/** Whether every host that is asked at all and is up on a day (from 1) counts what is needed: then it is for the machines to ask. */
export const countsEnough = (simulation: Pick<Simulation, 'plan' | 'hosts'>, day: number): boolean =>
  simulation.hosts.filter((h) => h.isUp[day - 1] === 1 && best(h) > 0).every((h) => (h.count[day - 1] ?? 0) >= neededFor(simulation));

/** Whether some host was up on a day (from 1). */
export const anyHostUp = ({ hosts }: Simulation, day: number): boolean => hosts.some((h) => h.isUp[day - 1] === 1);

/** The longest run of days on which no host was up; null where there was none. Days from 1. */
export function longestSilence(simulation: Simulation): { fromDay: number; days: number } | null {
  let longest: { fromDay: number; days: number } | null = null;
  let since = 0;
  for (let day = 1; day <= simulation.plan.days; day++) {
    if (anyHostUp(simulation, day)) since = 0;
    else {
      since ||= day;
      if (longest === null || day - since + 1 > longest.days) longest = { fromDay: since, days: day - since + 1 };
    }
  }
  return longest;
}
