import type { SimulationPlan } from '../../model/simulation.ts';
import { Random } from '../clock/random.ts';
import { isWorkday } from './days.ts';
import { sample } from './sample.ts';

/** `leaveDay` of a machine that stays, and `joinDay` of one that is never installed in the plan's days. */
export const never = 65_535;

/**
 * The machines of a plan, a number each: client systems first, then servers. Columns instead of objects: a million of them
 * take some 30 MB. Days are 0-based here.
 */
export type Machines = {
  size: number;
  /** The machines from this number on are servers. */
  firstServer: number;
  joinDay: Uint16Array;
  /** Of the day on which it is installed, 8:00 to 17:00. */
  installMinute: Uint16Array;
  leaveDay: Uint16Array;
  /** Office hours of its own: minutes of the day, on from, off at. */
  onFrom: Uint16Array;
  offAt: Uint16Array;
  /** How many minutes after it is switched on it asks, if it was off when it was due: 1 to 15. */
  wakeDelay: Uint8Array;
  /** 0: no laptop; else where in its turns of there and away it begins. */
  laptopPhase: Uint16Array;
  /** A bit for each of the plan's periods in which it is away. */
  awayPeriods: Uint32Array;
};

/** Draws what distinguishes the machines, from the plan's seed. */
export function drawMachines(plan: SimulationPlan): Machines {
  const random = new Random(plan.seed);
  const size = plan.clients + plan.servers;
  const machines: Machines = {
    size, firstServer: plan.clients,
    joinDay: new Uint16Array(size), installMinute: new Uint16Array(size), leaveDay: new Uint16Array(size).fill(never),
    onFrom: new Uint16Array(size), offAt: new Uint16Array(size), wakeDelay: new Uint8Array(size),
    laptopPhase: new Uint16Array(size), awayPeriods: new Uint32Array(size),
  };
  for (let i = 0; i < size; i++) {
    machines.installMinute[i] = 480 + random.below(540);
    // In at 7:00 to 9:30, there for 8 to 10 hours.
    const onFrom = 420 + random.below(151);
    machines.onFrom[i] = onFrom;
    machines.offAt[i] = onFrom + 480 + random.below(121);
    machines.wakeDelay[i] = 1 + random.below(15);
  }
  drawLaptops(plan, machines, random);
  plan.away.forEach(({ share }, period) => sample(random, plan.clients, Math.round(share * plan.clients), (i) => {
    machines.awayPeriods[i] = ((machines.awayPeriods[i] ?? 0) | (1 << period)) >>> 0;
  }));
  for (const { day, share } of plan.retire.toSorted((a, b) => a.day - b.day)) drawLeavers(machines, day - 1, share, random);
  if (plan.rolloutPerWorkday !== null) rollOut(plan, machines, plan.rolloutPerWorkday);
  return machines;
}

function drawLaptops({ clients, laptops }: SimulationPlan, machines: Machines, random: Random): void {
  if (laptops === null) return;
  sample(random, clients, Math.round(laptops.share * clients), (i) => {
    machines.laptopPhase[i] = 1 + random.below(2 * laptops.days);
  });
}

function drawLeavers(machines: Machines, day: number, share: number, random: Random): void {
  const staying: number[] = [];
  for (let i = 0; i < machines.firstServer; i++) if (machines.leaveDay[i] === never) staying.push(i);
  sample(random, staying.length, Math.round(share * staying.length), (position) => {
    machines.leaveDay[staying[position] ?? 0] = day;
  });
}

/** Client systems and servers are installed side by side, in proportion; what would come after it has gone never comes. */
function rollOut({ clients, servers, days, startDate }: SimulationPlan, machines: Machines, perWorkday: number): void {
  let day = -1;
  let room = 0;
  const dayOfNext = (): number => {
    while (room === 0 && day < days) {
      day++;
      if (isWorkday(startDate, day)) room = perWorkday;
    }
    room--;
    return day < days ? day : never;
  };
  const join = (i: number): void => {
    const joins = dayOfNext();
    machines.joinDay[i] = joins >= (machines.leaveDay[i] ?? never) ? never : joins;
  };
  let client = 0;
  let server = 0;
  while (client < clients || server < servers) {
    const isClientNext = server >= servers || (client < clients && (client + 0.5) * servers <= (server + 0.5) * clients);
    join(isClientNext ? client++ : clients + server++);
  }
}
