import { activationThresholds, kmsTimes } from '../../src/knowledge/thresholds.ts';
import { dayMs } from './days.ts';

/** What becomes of a host's count when whoever comes goes on coming, and whoever has stopped stays away. */

/** How long a host remembers a client (kms-activation-planning, Microsoft). */
const rememberedMs = kmsTimes.hostRemembersClientDays * dayMs;
const shownDays = 30;

/** A host's count, and the last contact of every client ID that its log holds, Unix milliseconds. */
export type CountFacts = {
  now: number;
  count: number;
  lastContact: ReadonlyMap<string, number>;
  /** The first request that the log holds. */
  logBegins: number;
  /** A client ID that has not come for longer has stopped coming. */
  silentMs: number;
  /** How many the host can hold at most. */
  room: number;
};

export type CountCourse = {
  /** Client IDs that the log names in the last 30 days; of those the ones that came lately, and the counted ones that have stopped. */
  named: number;
  coming: number;
  silent: number;
  /** Counted, but older than the log. */
  unnamed: number;
  /** False where the log is too young to say whether those that it does not name stay away. */
  isSettled: boolean;
  /** The count on each of the next days, the first being now. Where some are not named, what it is at most. */
  course: number[];
  /** When the count falls under a threshold; null where it does not. Where some are not named, the latest time. */
  fallsUnder: (threshold: number) => number | null;
};

/**
 * The count in the days to come. Which of many client IDs are counted is not said by Windows; a host drops the oldest first,
 * so they are the newest.
 */
export function courseOf({ now, count, lastContact, logBegins, silentMs, room }: CountFacts): CountCourse {
  const named = [...lastContact.values()].filter((at) => now - at <= rememberedMs).toSorted((a, b) => b - a);
  const unnamed = Math.max(0, count - named.length);
  const coming = named.filter((at) => now - at <= silentMs).length;
  const leaving = named.slice(0, count).filter((at) => now - at > silentMs).map((at) => at + rememberedMs);
  // Those beyond the room change no day and no threshold; and a count is only what a file says, four billion too.
  const ends = [...leaving, ...Array.from({ length: Math.min(unnamed, room) }, () => logBegins + rememberedMs)].toSorted((a, b) => a - b);
  const countAt = (at: number): number => Math.min(room, coming + ends.filter((end) => end >= at).length);
  return {
    named: named.length, coming, silent: leaving.length, unnamed,
    isSettled: unnamed === 0 || now - logBegins > silentMs,
    course: Array.from({ length: shownDays }, (_, day) => (day === 0 ? count : countAt(now + day * dayMs))),
    fallsUnder: (threshold) => (coming >= threshold ? null : ends[ends.length - (threshold - coming)] ?? null),
  };
}

/** Twice the largest need that the host has met: 50 once a client system asked, else 10 (activate-windows-clients-vamt, Microsoft). */
export const roomOf = (clientSystemsAsk: boolean): number => 2 * (clientSystemsAsk ? activationThresholds.windowsClient : activationThresholds.windowsServer);
