import { activationThresholds } from '../../src/knowledge/thresholds.ts';
import { timeOf } from '../event-time.ts';
import { type HostRequest } from './requests.ts';

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
export function readCountHistory(requests: readonly HostRequest[], { now, total, servesOffice }: { now: number; total: number | null; servesOffice: boolean }): CountHistory {
  const served = windowsRequests(requests, servesOffice).filter((e) => e.code === null && e.kms.cmid !== null && Number.isFinite(timeOf(e))).toSorted((a, b) => timeOf(a) - timeOf(b));
  const first = served[0];
  if (first === undefined) return noHistory;
  const lastContact = new Map<string, number>();
  const remembered = new Map<string, number>();
  let room = 0;
  let capped = false;
  for (const e of served) {
    const cmid = e.kms.cmid ?? '';
    room = Math.max(room, 2 * (e.kms.requiredCount ?? activationThresholds.windowsClient));
    lastContact.set(cmid, timeOf(e));
    remembered.delete(cmid);
    remembered.set(cmid, timeOf(e));
    for (const [id, at] of remembered) {
      if (timeOf(e) - at > monthMs) remembered.delete(id);
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
    isYoung: total !== null && total <= requests.length && now - Math.min(...requests.map(timeOf).filter(Number.isFinite)) < renewalMs,
  };
}

/** Tells a request for Office from one for Windows: a client system that asks for a product that needs 5 asks for its Office. */
export function officeAsker(requests: readonly HostRequest[]): (e: HostRequest) => boolean {
  const clientSystems = new Set(requests.filter(isOfClientSystem).map((e) => e.kms.clientName?.toLowerCase()));
  return (e) => e.kms.requiredCount === activationThresholds.office && clientSystems.has(e.kms.clientName?.toLowerCase());
}

const isOfClientSystem = (e: HostRequest): boolean => e.kms.requiredCount === activationThresholds.windowsClient;

function windowsRequests(requests: readonly HostRequest[], servesOffice: boolean): HostRequest[] {
  if (servesOffice) return requests.filter(isOfClientSystem);
  const isOffice = officeAsker(requests);
  return requests.filter((e) => !isOffice(e));
}
