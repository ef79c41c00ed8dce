import { activationThresholds, kmsTimes } from '../../knowledge/thresholds.ts';
import type { Simulation, SimulationOutcome, SimulationPlan } from '../../model/simulation.ts';
import { Random } from '../clock/random.ts';
import { Calendar } from './calendar.ts';
import { dayMinutes } from './days.ts';
import { PlannedHosts } from './hosts.ts';
import { drawMachines, never } from './machines.ts';
import { createPresence } from './presence.ts';
import { pastRequests } from './past-requests.ts';
import type { Licence } from './tally.ts';
import { Tally } from './tally.ts';

/** Minutes; Microsoft, activate-windows-clients-vamt: a renewal that fails is tried again every two hours. */
const failedRenewalMinutes = 120;
/** Minutes; Microsoft, activation-troubleshoot-kms-general: the initial grace is 30 days. */
const graceMinutes = 30 * dayMinutes;
const noHost = 255;

/**
 * Lives through a plan, machine by machine and minute by minute, and tells each day's numbers. The same plan gives the same
 * days. Time is in proportion to the requests made, memory to machines plus days.
 */
export function runPlan(plan: SimulationPlan): Simulation {
  const machines = drawMachines(plan);
  const { size, firstServer, joinDay, leaveDay, installMinute, wakeDelay } = machines;
  const presence = createPresence(plan, machines);
  const calendar = new Calendar(size);
  const hosts = new PlannedHosts(plan);
  const clients = new Tally(plan.days);
  const servers = new Tally(plan.days);
  const lastMinute = plan.days * dayMinutes - 1;
  const unanswered = new Int32Array(plan.days);

  const expiresAt = new Int32Array(size).fill(-1);
  const graceEndsAt = new Int32Array(size);
  const isOverdue = new Uint8Array(size);
  const hasTried = new Uint8Array(size);
  const cachedHost = new Uint8Array(size).fill(noHost);
  /** One object for all calls: an object a call would cost more than the call. */
  const licence: Licence = { expiresAt: null, graceEndsAt: 0, isOverdue: false };
  const licenceOf = (i: number): Licence => {
    const ends = expiresAt[i] ?? 0;
    licence.expiresAt = ends < 0 ? null : ends;
    licence.graceEndsAt = graceEndsAt[i] ?? 0;
    licence.isOverdue = isOverdue[i] === 1;
    return licence;
  };
  const tallyOf = (i: number): Tally => (i < firstServer ? clients : servers);
  const put = (i: number, minute: number): void => {
    if (minute <= lastMinute) calendar.put(i, minute);
  };

  function settle(i: number): void {
    const joinsAt = (joinDay[i] ?? 0) * dayMinutes + (installMinute[i] ?? 0);
    graceEndsAt[i] = joinsAt + graceMinutes;
    if (!plan.startsActivated && joinDay[i] !== never) put(i, joinsAt);
  }

  /** The host that a try reaches: the one that answered last while it answers, else one of the SRV records. */
  function reach(i: number): number {
    const cached = cachedHost[i] ?? noHost;
    if (plan.hostCaching && cached !== noHost && hosts.isUp(cached)) return cached;
    return hosts.find() ?? noHost;
  }

  function attempt(i: number, minute: number, day: number): void {
    hasTried[i] = 1;
    const host = hosts.answeringDay > day ? noHost : reach(i);
    cachedHost[i] = host;
    const required = i < firstServer ? activationThresholds.windowsClient : activationThresholds.windowsServer;
    if (host === noHost) unanswered[day] = (unanswered[day] ?? 0) + 1;
    else if (hosts.ask(host, i, required, minute) >= required) return succeed(i, minute);
    const ends = expiresAt[i] ?? 0;
    if (ends > minute && isOverdue[i] === 0) {
      isOverdue[i] = 1;
      tallyOf(i).fallBehind(ends);
    }
    put(i, host === noHost ? tryInVain(i, minute) : minute + retryMinutes(i, minute));
  }

  const retryMinutes = (i: number, minute: number): number => ((expiresAt[i] ?? 0) > minute ? failedRenewalMinutes : plan.activationIntervalMinutes);

  /** While no host answers a try changes nothing but the number of tries: they are made here, up to the first that may. */
  function tryInVain(i: number, minute: number): number {
    const end = Math.min(hosts.answeringDay, leaveDay[i] ?? never) * dayMinutes;
    let next = minute + retryMinutes(i, minute);
    for (; next < end && presence.isOn(i, next); next += retryMinutes(i, next)) {
      const day = Math.floor(next / dayMinutes);
      unanswered[day] = (unanswered[day] ?? 0) + 1;
    }
    return next;
  }

  function succeed(i: number, minute: number): void {
    tallyOf(i).succeed(minute, licenceOf(i));
    expiresAt[i] = minute + kmsTimes.validityMinutes;
    isOverdue[i] = 0;
    put(i, minute + plan.renewalIntervalMinutes);
  }

  /** What is off when it is due asks soon after it is next on. */
  function meet(i: number, minute: number, day: number): void {
    if ((leaveDay[i] ?? never) <= day) return;
    if (presence.isOn(i, minute)) return attempt(i, minute, day);
    const on = presence.nextOn(i, minute);
    if (on !== null) put(i, on + (wakeDelay[i] ?? 1));
  }

  const joining = byDay(joinDay, plan.days);
  const leaving = byDay(leaveDay, plan.days);
  for (let i = 0; i < size; i++) settle(i);
  if (plan.startsActivated) {
    pastRequests(plan, size, new Random(plan.seed ^ 0x1b87_3593), ({ machine, minute, isLast }) => {
      const host = hosts.find() ?? noHost;
      hosts.ask(host, machine, machine < firstServer ? activationThresholds.windowsClient : activationThresholds.windowsServer, minute);
      if (!isLast) return;
      cachedHost[machine] = host;
      expiresAt[machine] = minute + kmsTimes.validityMinutes;
      put(machine, minute + plan.renewalIntervalMinutes);
    });
    hosts.begin();
  }
  let joined = 0;
  for (let day = 0; day < plan.days; day++) {
    hosts.openDay(day);
    for (const i of leaving.on(day)) if (joinDay[i] !== never) tallyOf(i).leave(day * dayMinutes, licenceOf(i));
    for (const i of joining.on(day)) {
      tallyOf(i).join(licenceOf(i));
      joined++;
    }
    for (let minute = day * dayMinutes; minute < (day + 1) * dayMinutes; minute++) {
      for (const i of calendar.take(minute)) meet(i, minute, day);
    }
    const isComplete = joined === joining.total;
    clients.closeDay(day, isComplete);
    servers.closeDay(day, isComplete);
    hosts.closeDay(day);
  }

  const notActivated = (from: number, to: number): number => {
    let found = 0;
    for (let i = from; i < to; i++) if (hasTried[i] === 1 && (leaveDay[i] ?? never) >= plan.days && (expiresAt[i] ?? 0) <= lastMinute) found++;
    return found;
  };
  const told = { plan, clients: clients.story(notActivated(0, firstServer)), servers: servers.story(notActivated(firstServer, size)), hosts: hosts.stories, unanswered };
  return { ...told, outcome: outcomeOf(told) };
}

function outcomeOf({ clients, servers }: Pick<Simulation, 'clients' | 'servers'>): SimulationOutcome {
  const stories = [clients, servers];
  const fails = stories.some(({ days, notActivatedAtEnd }) => notActivatedAtEnd > 0 || days.lapses.some((n) => n > 0) || days.graceEnds.some((n) => n > 0));
  if (fails) return 'fails';
  return stories.some(({ lapsingAfterEnd }) => lapsingAfterEnd.length > 0) ? 'at-risk' : 'works';
}

/** The machines of each day, in columns: two passes, no list a day. */
function byDay(dayOfMachine: Uint16Array, days: number): { on: (day: number) => Int32Array; total: number } {
  const starts = new Int32Array(days + 1);
  for (const day of dayOfMachine) if (day < days) starts[day + 1] = (starts[day + 1] ?? 0) + 1;
  for (let day = 0; day < days; day++) starts[day + 1] = (starts[day + 1] ?? 0) + (starts[day] ?? 0);
  const total = starts[days] ?? 0;
  const ids = new Int32Array(total);
  const filled = starts.slice();
  dayOfMachine.forEach((day, i) => {
    if (day >= days) return;
    const at = filled[day] ?? 0;
    ids[at] = i;
    filled[day] = at + 1;
  });
  return { total, on: (day) => ids.subarray(starts[day] ?? 0, starts[day + 1] ?? 0) };
}
