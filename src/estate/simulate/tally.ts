import { kmsTimes } from '../../knowledge/thresholds.ts';
import type { MachineDays, MachineStory } from '../../model/simulation.ts';
import { dayMinutes } from './days.ts';

const validityDays = kmsTimes.validityMinutes / dayMinutes;

/** What the tally has to know of a machine at an event: when its activation and its initial grace end, null where it has none. */
export type Licence = {
  /** The minute at which the 180 days since its last success are over; null: never activated. */
  expiresAt: number | null;
  graceEndsAt: number;
  /** Its last try to renew failed. */
  isOverdue: boolean;
};

/**
 * Counts one kind of machine through the days. Ends of validity and of grace are kept as numbers a day, not as events: a
 * success takes the machine out of the day on which it would have lapsed and puts it into a later one.
 */
export class Tally {
  readonly days: MachineDays;
  private readonly lastDay: number;
  private present = 0;
  private activated = 0;
  private inGrace = 0;
  private overdue = 0;
  private activations = 0;
  private readonly expiring: Int32Array;
  private readonly expiringOverdue: Int32Array;
  private readonly graceEnding: Int32Array;
  private firstActivationAt: number | null = null;
  private lastActivationAt = 0;
  private everyoneActivatedAt: number | null = null;

  constructor(days: number) {
    this.lastDay = days - 1;
    const column = (): Int32Array => new Int32Array(days);
    this.days = { present: column(), activated: column(), inGrace: column(), overdue: column(), activations: column(), lapses: column(), graceEnds: column() };
    this.expiring = new Int32Array(days + validityDays + 1);
    this.expiringOverdue = new Int32Array(days + validityDays + 1);
    this.graceEnding = new Int32Array(days + validityDays + 1);
  }

  /** A machine is installed, or is there from before with an activation that ends at a time. */
  join({ expiresAt, graceEndsAt }: Licence): void {
    this.present++;
    if (expiresAt === null) {
      this.inGrace++;
      add(this.graceEnding, graceEndsAt, 1);
    } else {
      this.activated++;
      add(this.expiring, expiresAt, 1);
    }
  }

  /** A machine leaves; days before have been closed, so what ends earlier has been counted. */
  leave(minute: number, { expiresAt, graceEndsAt, isOverdue }: Licence): void {
    this.present--;
    if (expiresAt === null) {
      if (graceEndsAt >= minute) this.endGrace(graceEndsAt);
      return;
    }
    if (expiresAt < minute) return;
    this.activated--;
    add(this.expiring, expiresAt, -1);
    if (isOverdue) this.renewed(expiresAt);
  }

  /** A host has activated a machine, or renewed its activation; `before` is how it stood. */
  succeed(minute: number, { expiresAt, graceEndsAt, isOverdue }: Licence): void {
    add(this.expiring, minute + kmsTimes.validityMinutes, 1);
    if (expiresAt !== null && expiresAt > minute) {
      add(this.expiring, expiresAt, -1);
      if (isOverdue) this.renewed(expiresAt);
      return;
    }
    this.activated++;
    this.activations++;
    this.lastActivationAt = minute;
    if (expiresAt !== null) return;
    this.firstActivationAt ??= minute;
    if (graceEndsAt > minute) this.endGrace(graceEndsAt);
  }

  /** The first failed try to renew since the last success, of a machine whose activation still holds. */
  fallBehind(expiresAt: number): void {
    this.overdue++;
    add(this.expiringOverdue, expiresAt, 1);
  }

  /** Closes a day (0-based): what ended in its course is taken off, and the day's row is written. */
  closeDay(day: number, isComplete: boolean): void {
    const lapses = this.expiring[day] ?? 0;
    const graceEnds = this.graceEnding[day] ?? 0;
    this.activated -= lapses;
    this.overdue -= this.expiringOverdue[day] ?? 0;
    this.inGrace -= graceEnds;
    const { days } = this;
    days.present[day] = this.present;
    days.activated[day] = this.activated;
    days.inGrace[day] = this.inGrace;
    days.overdue[day] = this.overdue;
    days.activations[day] = this.activations;
    days.lapses[day] = lapses;
    days.graceEnds[day] = graceEnds;
    this.activations = 0;
    if (isComplete && this.present > 0 && this.activated === this.present) this.everyoneActivatedAt ??= this.lastActivationAt;
  }

  /** The whole story, once every day is closed. */
  story(notActivatedAtEnd: number): MachineStory {
    const lapsingAfterEnd = [...this.expiringOverdue.subarray(this.lastDay + 1)].map((machines, i) => ({ day: this.lastDay + 2 + i, machines })).filter(({ machines }) => machines > 0);
    return { days: this.days, firstActivationAt: this.firstActivationAt, everyoneActivatedAt: this.everyoneActivatedAt, notActivatedAtEnd, lapsingAfterEnd };
  }

  private renewed(expiresAt: number): void {
    this.overdue--;
    add(this.expiringOverdue, expiresAt, -1);
  }

  private endGrace(graceEndsAt: number): void {
    this.inGrace--;
    add(this.graceEnding, graceEndsAt, -1);
  }
}

function add(column: Int32Array, minute: number, machines: number): void {
  const day = Math.floor(minute / dayMinutes);
  if (day < column.length) column[day] = (column[day] ?? 0) + machines;
}
