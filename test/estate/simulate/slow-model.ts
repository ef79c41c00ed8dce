import { Random } from '../../../src/estate/clock/random.ts';
import { chooseHost } from '../../../src/estate/simulate/choose-host.ts';
import { drawMachines } from '../../../src/estate/simulate/machines.ts';
import { pastRequests } from '../../../src/estate/simulate/past-requests.ts';
import type { SimulationPlan } from '../../../src/model/simulation.ts';

/**
 * The same plan lived through without any cleverness: every machine is looked at in every minute, every day is counted by
 * asking every machine. What is drawn by chance comes from the same places; everything else is written anew.
 */
export function liveSlowly(plan: SimulationPlan) {
  const { day: dayLength, needs } = { day: 1440, needs: { client: 25, server: 5 } };
  const traits = drawMachines(plan);
  const chance = new Random(plan.seed ^ 0x5bd1_e995);
  const hosts = plan.hosts.map((h) => ({ ...h, up: true, room: 0, list: new Array<{ id: number; at: number }>() }));
  const machines = Array.from({ length: plan.clients + plan.servers }, (_, id) => ({
    id, kind: id < plan.clients ? 'client' as const : 'server' as const,
    joins: traits.joinDay[id] === 65_535 ? Infinity : (traits.joinDay[id] ?? 0) * dayLength, leaves: traits.leaveDay[id] === 65_535 ? Infinity : (traits.leaveDay[id] ?? 0) * dayLength,
    installed: (traits.joinDay[id] ?? 0) * dayLength + (traits.installMinute[id] ?? 0),
    lastSuccess: null as number | null, due: 0, wasOff: false, keptHost: null as number | null, tried: false, failedSinceSuccess: false,
  }));

  const weekdays = Array.from({ length: plan.days }, (_, day) => new Date(Date.parse(`${plan.startDate}T00:00:00Z`) + day * 86_400_000).getUTCDay());

  const isDown = (h: (typeof hosts)[number], d: number): boolean => h.outages.some((o) => d >= o.fromDay && d < o.fromDay + o.days);
  const forget = (h: (typeof hosts)[number], minute: number): void => {
    h.list = h.list.filter((e) => minute - e.at <= 30 * dayLength);
    h.list = h.list.slice(Math.max(0, h.list.length - h.room));
  };
  const ask = (h: (typeof hosts)[number], id: number, need: number, minute: number): number => {
    h.room = Math.max(h.room, need * 2);
    h.list = [...h.list.filter((e) => e.id !== id), { id, at: minute }];
    forget(h, minute);
    return h.list.length;
  };
  const isOn = (m: (typeof machines)[number], minute: number): boolean => {
    if (m.kind === 'server') return true;
    const day = Math.floor(minute / dayLength);
    const inPeriod = plan.away.some((p, i) => ((traits.awayPeriods[m.id] ?? 0) & (2 ** i)) !== 0 && day + 1 >= p.fromDay && day + 1 < p.fromDay + p.days);
    if (inPeriod) return false;
    const phase = traits.laptopPhase[m.id] ?? 0;
    if (plan.laptops !== null && phase > 0 && Math.floor((day + phase) / plan.laptops.days) % 2 === 1) return false;
    if (plan.uptime.kind === 'always') return true;
    const weekday = weekdays[day] ?? 0;
    const ofDay = minute % dayLength;
    return weekday >= 1 && weekday <= 5 && ofDay >= (traits.onFrom[m.id] ?? 0) && ofDay < (traits.offAt[m.id] ?? 0);
  };
  const holds = (m: (typeof machines)[number], minute: number): boolean => m.lastSuccess !== null && minute < m.lastSuccess + 180 * dayLength;
  const find = (): number | null => chooseHost(plan.hosts, (h) => hosts[h]?.up === true, chance);

  const rows = new Array<{ counts: number[]; present: number; activated: number; inGrace: number; overdue: number; lapses: number; graceEnds: number; activations: number; unanswered: number }>();
  for (const m of machines) m.due = m.installed;
  if (plan.startsActivated) {
    pastRequests(plan, machines.length, new Random(plan.seed ^ 0x1b87_3593), ({ machine, minute }) => {
      const m = machines[machine];
      const h = find();
      if (m === undefined || h === null) return;
      ask(hosts[h] as (typeof hosts)[number], m.id, needs[m.kind], minute);
      Object.assign(m, { keptHost: h, lastSuccess: minute, due: minute + plan.renewalIntervalMinutes });
    });
  }
  for (let day = 0; day < plan.days; day++) {
    for (const h of hosts) {
      const up = !isDown(h, day + 1);
      if (up !== h.up || h.restartDays.includes(day + 1)) Object.assign(h, { list: [], room: 0 });
      h.up = up;
    }
    const row = { counts: new Array<number>(), present: 0, activated: 0, inGrace: 0, overdue: 0, lapses: 0, graceEnds: 0, activations: 0, unanswered: 0 };
    // Machines come and go at the start of a day.
    const there = machines.filter((m) => day * dayLength >= m.joins && day * dayLength < m.leaves);
    for (let minute = day * dayLength; minute < (day + 1) * dayLength; minute++) {
      for (const m of there) {
        if (m.lastSuccess !== null && minute === m.lastSuccess + 180 * dayLength) row.lapses++;
        if (m.lastSuccess === null && minute === m.installed + 30 * dayLength) row.graceEnds++;
      }
      for (const m of there) {
        if (m.wasOff && isOn(m, minute)) Object.assign(m, { wasOff: false, due: minute + (traits.wakeDelay[m.id] ?? 0) });
        if (minute !== m.due) continue;
        if (!isOn(m, minute)) {
          m.wasOff = true;
          continue;
        }
        m.tried = true;
        if (!plan.hostCaching || (m.keptHost !== null && hosts[m.keptHost]?.up !== true)) m.keptHost = null;
        m.keptHost ??= hosts.some((h) => h.up) ? find() : null;
        if (m.keptHost === null) row.unanswered++;
        const count = m.keptHost === null ? 0 : ask(hosts[m.keptHost] as (typeof hosts)[number], m.id, needs[m.kind], minute);
        if (count >= needs[m.kind]) {
          if (!holds(m, minute)) row.activations++;
          Object.assign(m, { lastSuccess: minute, failedSinceSuccess: false, due: minute + plan.renewalIntervalMinutes });
        } else if (holds(m, minute)) Object.assign(m, { failedSinceSuccess: true, due: minute + 120 });
        else m.due = minute + plan.activationIntervalMinutes;
      }
    }
    const end = (day + 1) * dayLength;
    // The day's last minute is what a day's end means for machines; the next one is the host's clock when it is asked.
    for (const m of machines.filter((m) => end > m.joins && end - 1 < m.leaves)) {
      row.present++;
      if (holds(m, end - 1)) row.activated++;
      if (holds(m, end - 1) && m.failedSinceSuccess) row.overdue++;
      if (m.lastSuccess === null && end - 1 < m.installed + 30 * dayLength) row.inGrace++;
    }
    for (const h of hosts) {
      forget(h, end);
      row.counts.push(h.list.length);
    }
    rows.push(row);
  }
  const last = plan.days * dayLength - 1;
  return { rows, notActivatedAtEnd: machines.filter((m) => m.tried && last < m.leaves && !holds(m, last)).length };
}
