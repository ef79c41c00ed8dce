import { activationThresholds } from '../../knowledge/thresholds.ts';
import type { HostStory, MachineStory, Simulation } from '../../model/simulation.ts';
import { allMachines, crossings, stretches, thresholds } from './facts.ts';
import { momentOf } from './dates.ts';
import { grouped, peak, several } from './numbers.ts';

/**
 * Something that happens in a plan. `day` counts from 1; `time` is hh:mm where the minute matters, else null; `kind` is for
 * programs, `says` for people; `host` where it is about one.
 */
export type Milestone = {
  day: number;
  time: string | null;
  kind: 'first-activated' | 'all-activated' | 'count-reached' | 'count-under' | 'count-over' | 'host-down' | 'host-up' | 'host-restart'
    | 'away' | 'retire' | 'lapse' | 'grace-end' | 'peak-overdue' | 'peak-unactivated' | 'lapse-after-end';
  host: string | null;
  says: string;
};

const mostCrossings = 6;

/** What happens in a plan, in the order of the days. */
export function milestones(simulation: Simulation): Milestone[] {
  const { clients, servers, hosts, plan } = simulation;
  return [
    ...absences(simulation),
    ...hosts.flatMap((host) => hostMilestones(simulation, host)),
    ...activations(clients, 'client system', plan.clients, plan.startsActivated),
    ...activations(servers, 'server', plan.servers, plan.startsActivated),
    ...endings(clients, 'client system'), ...endings(servers, 'server'),
    ...peaks(simulation),
  ].toSorted((a, b) => a.day - b.day || order(a) - order(b));
}

/** Within a day: what the plan says, at its start; what has a time; what is seen at its end. */
function order({ kind, time }: Milestone): number {
  if (kind === 'host-down' || kind === 'host-up' || kind === 'host-restart' || kind === 'away' || kind === 'retire') return -1;
  return time === null ? 1440 : Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const at = (minute: number, kind: Milestone['kind'], says: string, host: string | null = null): Milestone => ({ ...momentOf(minute), kind, host, says });
const on = (day: number, kind: Milestone['kind'], says: string, host: string | null = null): Milestone => ({ day, time: null, kind, host, says });

function activations(story: MachineStory, what: string, planned: number, startsActivated: boolean): Milestone[] {
  const { firstActivationAt: first, everyoneActivatedAt: all } = story;
  if (startsActivated || first === null) return [];
  if (planned === 1) return [at(first, 'all-activated', `The ${what} is activated.`)];
  const present = all === null ? 0 : story.days.present[momentOf(all).day - 1] ?? 0;
  return [
    at(first, 'first-activated', `The first ${what} is activated.`),
    ...(all === null ? [] : [at(all, 'all-activated', `Every ${what} is activated: ${grouped(present)}.`)]),
  ];
}

function hostMilestones(simulation: Simulation, host: HostStory): Milestone[] {
  const { plan } = simulation;
  const planned = plan.hosts.find((h) => h.name === host.name);
  const reached: [number | null, number][] = [[host.reachedServersAt, activationThresholds.windowsServer], [host.reachedClientsAt, activationThresholds.windowsClient]];
  return [
    ...thresholds(simulation).flatMap(({ count, what }, i, [larger]) => {
      const first = reached.find(([, t]) => t === count)?.[0] ?? null;
      // Enough for client systems again is enough for servers as well: said once.
      const told = i === 0 || larger === undefined ? new Set<number>() : new Set(crossings(host, larger.count).flatMap((c) => (c.direction === 'over' ? [c.day] : [])));
      const passed = crossings(host, count).filter((c) => c.direction === 'under' || !told.has(c.day));
      const shown = passed.slice(0, mostCrossings).map((c) => on(c.day, c.direction === 'under' ? 'count-under' : 'count-over', c.direction === 'under'
        ? `${host.name} counts ${c.count}, under the ${count} that ${what} need.`
        : `${host.name} counts ${c.count}, enough for ${what} again.`, host.name));
      const last = shown.at(-1);
      if (last !== undefined && passed.length > mostCrossings) last.says += ` It passes this line ${passed.length - mostCrossings} more times.`;
      return [...(first === null || first === 0 ? [] : [at(first, 'count-reached', `${host.name} counts ${count}, what ${what} need.`, host.name)]), ...shown];
    }),
    ...(planned?.outages ?? []).filter(({ fromDay }) => fromDay <= plan.days).flatMap(({ fromDay, days }) => [
      on(fromDay, 'host-down', `${host.name} is down for ${several(days, 'day')}.`, host.name),
      ...(fromDay + days > plan.days ? [] : [on(fromDay + days, 'host-up', `${host.name} is back, and counts from 0.`, host.name)]),
    ]),
    ...(planned?.restartDays ?? []).filter((day) => day <= plan.days).map((day) => on(day, 'host-restart', `${host.name} is restarted, and counts from 0.`, host.name)),
  ];
}

const percent = (share: number): string => (share === 1 ? 'All' : `${Number((share * 100).toFixed(1))} %`);

function absences({ plan }: Simulation): Milestone[] {
  return [
    ...plan.away.filter(({ fromDay }) => fromDay <= plan.days).map(({ fromDay, days, share }) => on(fromDay, 'away', `${percent(share)} of the client systems are off for ${several(days, 'day')}.`)),
    ...plan.retire.filter(({ day }) => day <= plan.days).map(({ day, share }) => on(day, 'retire', `${percent(share)} of the client systems leave for good.`)),
  ];
}

/** Days on which machines run out of their 180 days, or of their initial grace. */
function endings({ days, lapsingAfterEnd }: MachineStory, what: string): Milestone[] {
  const tell = (column: Int32Array, kind: Milestone['kind'], ran: (machines: string, isOne: boolean) => string): Milestone[] =>
    stretches(column).map((s) => on(s.from, kind, `${ran(several(s.sum, what), s.sum === 1)}${s.to === s.from ? '' : `, up to day ${s.to}${s.most > 1 ? ` (most on day ${s.mostOn}: ${grouped(s.most)})` : ''}`}.`));
  const after = lapsingAfterEnd.reduce((sum, { machines }) => sum + machines, 0);
  const [first] = lapsingAfterEnd;
  return [
    ...tell(days.lapses, 'lapse', (machines, isOne) => `${capital(machines)} ${isOne ? 'lapses' : 'lapse'}: 180 days without a renewal`),
    ...tell(days.graceEnds, 'grace-end', (machines, isOne) => `The initial grace of ${machines} ends without activation: ${isOne ? 'it shows' : 'they show'} notifications`),
    ...(first === undefined ? [] : [on(first.day, 'lapse-after-end', `After the plan: the first of ${several(after, what)} that cannot renew lapses, if that goes on.`)]),
  ];
}

function peaks(simulation: Simulation): Milestone[] {
  const all = allMachines(simulation);
  const overdue = peak(all.overdue);
  const waiting = peak(all.present.map((n, day) => n - (all.activated[day] ?? 0)));
  return [
    ...(overdue.value > 0 ? [on(overdue.at + 1, 'peak-overdue', `Most renewals are overdue: ${grouped(overdue.value)}. These machines stay activated for 180 days from their last success.`)] : []),
    ...(waiting.value > 0 ? [on(waiting.at + 1, 'peak-unactivated', `At the end of this day most machines are not activated: ${grouped(waiting.value)} of ${grouped(all.present[waiting.at] ?? 0)}.`)] : []),
  ];
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
