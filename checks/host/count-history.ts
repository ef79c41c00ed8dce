import { activationThresholds } from '../../src/knowledge/thresholds.ts';
import type { RequestLog, Series } from './request-log.ts';

/** What a KMS host's log tells of its count: who asked when, and what the host should then have counted. No check of its own. */

const dayMs = 86_400_000;
/** How long a host remembers a client, and how often clients renew (kms-activation-planning, Microsoft). */
const monthMs = 30 * dayMs;
const renewalMs = 7 * dayMs;

export type CountHistory = {
  /** Different client IDs in the last 30 days. */
  machines: number;
  /** What the host should count after these requests, by its own rules, had it not begun anew meanwhile. */
  expected: number;
  /** True where it forgot clients for lack of room only: ten, as long as no Windows client asked. */
  capped: boolean;
  /** Client IDs that asked before the last 30 days and not since. */
  forgotten: number;
  /** True where its log holds every request since its key was installed, and the first is younger than a renewal interval. */
  isYoung: boolean;
};

const noHistory: CountHistory = { machines: 0, expected: 0, capped: false, forgotten: 0, isYoung: false };

/**
 * Plays the served requests of a log through the rules of a host: room for twice the largest need so far, the newest
 * first, each for 30 days (activate-windows-clients-vamt, Microsoft). `total` is the host's own number of requests, `now`
 * the time of its newest event. Requests for Office count elsewhere: where the host has a key for Office too, only what
 * client systems ask for Windows is counted.
 */
export function readCountHistory({ requests, series, oldest }: RequestLog, { now, total, servesOffice }: { now: number; total: number | null; servesOffice: boolean }): CountHistory {
  const counted = new Set(windowsSeries(series, servesOffice).filter((s) => s.cmid !== null));
  const served = requests.filter((r) => r.code === null && Number.isFinite(r.at) && counted.has(r.series)).toSorted((a, b) => a.at - b.at);
  const first = served[0];
  if (first === undefined) return noHistory;
  const lastContact = new Map<string | null, number>();
  const remembered = new Map<string | null, number>();
  let room = 0;
  let capped = false;
  for (const { at: time, series: { cmid, requiredCount } } of served) {
    room = Math.max(room, 2 * (requiredCount ?? activationThresholds.windowsClient));
    lastContact.set(cmid, time);
    remembered.delete(cmid);
    remembered.set(cmid, time);
    for (const [id, at] of remembered) {
      if (time - at > monthMs) remembered.delete(id);
      else if (remembered.size <= room) break;
      else {
        remembered.delete(id);
        capped ||= room < 2 * activationThresholds.windowsClient;
      }
    }
  }
  const isRecent = (at: number): boolean => now - at <= monthMs;
  return {
    machines: [...lastContact.values()].filter(isRecent).length,
    expected: [...remembered.values()].filter(isRecent).length,
    capped,
    forgotten: [...lastContact.values()].filter((at) => !isRecent(at)).length,
    isYoung: total !== null && total <= requests.length && oldest !== null && now - oldest < renewalMs,
  };
}

/** Tells requests for Office from those for Windows: a client system that asks for a product that needs 5 asks for its Office. */
export function officeAsker(all: readonly Series[]): (series: Series) => boolean {
  const clientSystems = new Set(all.filter(isOfClientSystem).map((s) => s.name));
  return (s) => s.requiredCount === activationThresholds.office && clientSystems.has(s.name);
}

const isOfClientSystem = (s: Series): boolean => s.requiredCount === activationThresholds.windowsClient;

function windowsSeries(all: readonly Series[], servesOffice: boolean): Series[] {
  if (servesOffice) return all.filter(isOfClientSystem);
  const isOffice = officeAsker(all);
  return all.filter((s) => !isOffice(s));
}
