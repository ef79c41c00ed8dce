import type { SimulationPlan } from '../../model/simulation.ts';
import { Random } from '../clock/random.ts';
import { dayMinutes, holds, isWorkday } from './days.ts';
import type { Machines } from './machines.ts';

/** When a machine is switched on and on the network. Minutes are counted from the start of the plan. */
export type Presence = {
  isOn: (machine: number, minute: number) => boolean;
  /** The first minute from this one on at which it is on; null where that is never before the plan ends. */
  nextOn: (machine: number, minute: number) => number | null;
};

/** Reads the plan's pattern of uptime for its machines. */
export function createPresence(plan: SimulationPlan, machines: Machines): Presence {
  const { uptime, laptops, away, days, startDate, seed } = plan;
  const workdays = Uint8Array.from({ length: days }, (_, day) => Number(isWorkday(startDate, day)));
  const awayOn = Uint32Array.from({ length: days }, (_, day) => away.reduce((bits, span, period) => (holds(span, day) ? bits | (1 << period) : bits) >>> 0, 0));
  const hasHours = uptime.kind === 'office-hours';
  const share = uptime.kind === 'share' ? uptime.share : 1;
  const turn = laptops?.days ?? 1;
  const { firstServer, awayPeriods, laptopPhase, onFrom, offAt } = machines;

  const isOnDay = (machine: number, day: number): boolean => {
    if (machine >= firstServer) return true;
    if (((awayPeriods[machine] ?? 0) & (awayOn[day] ?? 0)) !== 0) return false;
    const phase = laptopPhase[machine] ?? 0;
    if (phase > 0 && Math.floor((day + phase) / turn) % 2 === 1) return false;
    if (hasHours) return workdays[day] === 1;
    return share === 1 || chanceOf(seed, machine, day) < share;
  };
  const keepsHours = (machine: number): boolean => hasHours && machine < firstServer;

  return {
    isOn(machine, minute) {
      const day = Math.floor(minute / dayMinutes);
      if (!isOnDay(machine, day)) return false;
      const ofDay = minute - day * dayMinutes;
      return !keepsHours(machine) || (ofDay >= (onFrom[machine] ?? 0) && ofDay < (offAt[machine] ?? 0));
    },
    nextOn(machine, minute) {
      for (let day = Math.floor(minute / dayMinutes); day < days; day++) {
        if (!isOnDay(machine, day)) continue;
        const starts = day * dayMinutes + (keepsHours(machine) ? onFrom[machine] ?? 0 : 0);
        const ends = day * dayMinutes + (keepsHours(machine) ? offAt[machine] ?? 0 : dayMinutes);
        if (minute < ends) return Math.max(starts, minute);
      }
      return null;
    },
  };
}

/** From 0 up to 1, the same for a machine and a day in whatever order they are asked for. */
const chanceOf = (seed: number, machine: number, day: number): number =>
  new Random(Math.imul(seed ^ Math.imul(machine + 1, 0x9e37_79b1), 0x85eb_ca6b) ^ Math.imul(day + 1, 0xc2b2_ae35)).next();
