/**
 * A plan of an estate to live through, day by day. Days are numbered from 1, which is `startDate`, as people count them.
 * Uptime, laptops, absences and leavers are of client systems; servers are always on and stay.
 */
export type SimulationPlan = {
  /** Machines with a Windows client system (activation threshold 25). */
  clients: number;
  /** Machines with Windows Server (activation threshold 5); they share the host's count with the client systems. */
  servers: number;
  days: number;
  /** YYYY-MM-DD; its weekday decides which days are working days. */
  startDate: string;
  hosts: readonly PlannedHost[];
  uptime: Uptime;
  /** So many of the client systems (0 to 1) are away for `days` days, then there for as long, and so on; null: none. */
  laptops: { share: number; days: number } | null;
  /** Holidays and closures: so many of the client systems (0 to 1) are off for these days. At most 31 periods. */
  away: readonly (Span & { share: number })[];
  /** Machines that are installed on each day from Monday to Friday; null: all of them on the first day. */
  rolloutPerWorkday: number | null;
  /** From the morning of a day on, so many (0 to 1) of the client systems that are left are gone for good. */
  retire: readonly { day: number; share: number }[];
  /** True: a running estate, whose machines last renewed at some time in the renewal interval before day 1. False: new installations. */
  startsActivated: boolean;
  renewalIntervalMinutes: number;
  activationIntervalMinutes: number;
  /** Whether a client keeps the host that answered and asks it first (slmgr /skhc, the default; /ckhc switches it off). */
  hostCaching: boolean;
  /** Everything that is left to chance comes again from the same seed. 32 bits. */
  seed: number;
};

export type Span = { fromDay: number; days: number };

/** A KMS host and its SRV record. While it is down it does not answer; it comes back with an empty list, as after a restart. */
export type PlannedHost = { name: string; priority: number; weight: number; outages: readonly Span[]; restartDays: readonly number[] };

/** `share`: on each day so many (0 to 1) of the client systems, drawn anew, are on. `office-hours`: Monday to Friday, each machine at its own hours. */
export type Uptime = { kind: 'always' } | { kind: 'office-hours' } | { kind: 'share'; share: number };

/** One kind of machine over the days; every column has one number a day, taken at its end. */
export type MachineDays = {
  /** Installed by then and not gone. */
  present: Int32Array;
  activated: Int32Array;
  /** Never activated and within the initial grace of 30 days. What is present and neither this nor activated shows notifications. */
  inGrace: Int32Array;
  /** Activated, but the last try to renew failed. */
  overdue: Int32Array;
  /** Became activated on that day, for the first time or again. */
  activations: Int32Array;
  /** Ran out of the 180 days on that day. */
  lapses: Int32Array;
  /** Ran out of the initial grace on that day without ever being activated. */
  graceEnds: Int32Array;
};

/** How one kind of machine fared. Minutes are counted from the start of day 1; null: it never came to that. */
export type MachineStory = {
  days: MachineDays;
  /** Activated for the first time; null also for a running estate, which was before. */
  firstActivationAt: number | null;
  /** Every machine of the plan that had not left by then was activated. */
  everyoneActivatedAt: number | null;
  /** At the end: tried at least once, is still there, and is not activated. */
  notActivatedAtEnd: number;
  /** Activated at the end, with a renewal that fails: on which days (1-based, after the end) they lapse if it goes on so, and how many. */
  lapsingAfterEnd: readonly { day: number; machines: number }[];
};

/** A KMS host over the days. */
export type HostStory = {
  name: string;
  /** Machines counted, at the end of each day; 0 while it is down. */
  count: Int32Array;
  /** The most that it counted at any time of the day. */
  highest: Int32Array;
  requests: Int32Array;
  /** 1 or 0, a day. */
  isUp: Uint8Array;
  /** When its count first reached 5, and 25; in minutes from the start of day 1, 0 where it had before; null: never. */
  reachedServersAt: number | null;
  reachedClientsAt: number | null;
};

/**
 * `fails`: on some day a machine ran out of its initial grace or its 180 days, or at the end a machine that has tried at
 * least once is not activated. `at-risk`: none of that, but at the end renewals fail. `works`: neither.
 */
export type SimulationOutcome = 'works' | 'at-risk' | 'fails';

/** Of so many runs of the same plan with other seeds, how many fail. */
export type OtherDraws = { draws: number; fails: number };

/** What became of a plan. */
export type Simulation = {
  plan: SimulationPlan;
  outcome: SimulationOutcome;
  clients: MachineStory;
  servers: MachineStory;
  hosts: readonly HostStory[];
  /** Tries that no host answered, a day. */
  unanswered: Int32Array;
};
