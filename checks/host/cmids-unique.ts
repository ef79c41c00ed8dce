import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import { activationThresholds } from '../../src/knowledge/thresholds.ts';
import { valueOf, type WindowsEvent } from '../../src/model/evidence.ts';
import { listOf } from '../discovery.ts';
import { officeAsker, readCountHistory } from './count-history.ts';
import { machines } from '../how-many.ts';
import { countsOf, hostKeyRows } from './counted-machines.ts';
import { newestTime, timedEvents } from '../event-log.ts';
import { newestOf, requestLog, type Series } from './request-log.ts';

type Shared = { host: string; machines: number; cmids: number; names: readonly string[] };

const share = (a: Shared): string => `${a.machines} machines share ${a.cmids === 1 ? 'one CMID' : `${a.cmids} CMIDs`} at KMS host ${a.host} and are counted as ${a.cmids === 1 ? 'one' : a.cmids} (${listOf(a.names)})`;

export default defineCheck({
  id: 'host/cmids-unique',
  title: 'Every client that asks the host has a CMID of its own',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-client/licensing-and-activation/kms-current-count-not-increase', 'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general'],
  needs: ['host.events'],
  wants: ['host.licensingProducts', 'host.service', 'events'],
  findings: {
    HOST_DUPLICATE_CMIDS: { severity: 'fail', says: (a: Shared) => `${share(a)}.` },
    HOST_OFFICE_DUPLICATE_CMIDS: { severity: 'fail', says: (a: Shared) => `${share(a).replace('CMID', 'Office CMID')}.` },
    HOST_DUPLICATE_CMIDS_TOLERABLE: { severity: 'note', says: (a: Shared) => `${share(a)}; the count is high enough all the same.` },
    HOST_CMIDS_UNIQUE: { severity: 'note', says: (a: { host: string; machines: number }) => `The ${a.machines} machines in the log of KMS host ${a.host} have a CMID each.` },
    HOST_COUNT_IS_ALL_THERE_IS: {
      severity: 'note',
      says: (a: { host: string; machines: number; count: number }) => `KMS host ${a.host} was asked by ${machines(a.machines, 'different')} in the last 30 days and counts ${a.count}: no machine is lost in between.`,
    },
    HOST_FIRST_ASKED_LATELY: {
      severity: 'note',
      says: (a: { host: string; machines: number }) => `KMS host ${a.host} was asked for the first time less than a week ago, by ${machines(a.machines)} so far; clients renew every 7 days, so others may still come.`,
    },
    HOST_COUNT_BEGAN_ANEW: {
      severity: 'note',
      says: (a: { host: string; machines: number; count: number }) => `KMS host ${a.host} was asked by ${machines(a.machines, 'different')} in the last 30 days and counts ${a.count}: its count began anew, as it does when its service restarts.`,
    },
    HOST_ASKED_BY_ENOUGH: {
      severity: 'note',
      says: (a: { host: string; machines: number }) => `KMS host ${a.host} was asked by ${machines(a.machines, 'different')} in the last 30 days, which is enough for every product.`,
    },
    HOST_COUNT_CAPPED_AT_TEN: {
      severity: 'note',
      says: (a: { host: string; machines: number }) => `KMS host ${a.host} was asked by ${machines(a.machines, 'different')} in the last 30 days, and remembered ten of them, the most while only servers ask.`,
    },
    HOST_COUNT_HAS_FALLEN: {
      severity: 'note',
      says: (a: { host: string; forgotten: number; machines: number }) => `Of the machines that asked KMS host ${a.host} before, ${a.forgotten} ${a.forgotten === 1 ? 'has' : 'have'} not come for 30 days, so it no longer counts ${a.forgotten === 1 ? 'it' : 'them'}; ${a.machines} still ${a.machines === 1 ? 'comes' : 'come'}.`,
    },
    HOST_ASKED_BY_CLIENT_SYSTEMS: { severity: 'note', says: (a: { host: string }) => `KMS host ${a.host} is asked by Windows clients, which need a count of 25.` },
    HOST_ASKED_BY_SERVERS_ONLY: { severity: 'note', says: (a: { host: string }) => `Every request in the log of KMS host ${a.host} is of a product that needs a count of 5.` },
  },
  when: ({ host }) => requestLog(host.events).series.some((s) => s.cmid !== null),
  judge({ host, events, at }, raise, cannotTell) {
    const log = requestLog(host.events);
    const newest = newestTime(host.events) ?? (Date.parse(at ?? '') || 0);
    const recent = seriesSince(newest - monthMs, log.series);
    const byCmid = Map.groupBy(recent.filter((s) => s.cmid !== null && s.clientName !== null), (s) => s.cmid ?? '');
    const isOffice = officeAsker(recent);
    const present = withPresentCmid([...byCmid.values()].flat(), isOffice);
    const shared = [...byCmid.values()].map((group) => group.filter((s) => present.has(s))).filter((group) => namesIn(group).size > 1 && !isRenamed(group));
    const sharedByOffice = shared.filter((group) => group.every(isOffice));
    const sharedByWindows = shared.filter((group) => !sharedByOffice.includes(group));
    const machines = new Set([...byCmid.values()].map(newestName));
    const counted = host.licensingProducts.state === 'seen' || host.service.state === 'seen'
      ? countsOf(host.licensingProducts.state === 'seen' ? host.licensingProducts.value : [], host.service)
      : [];
    const count = counted.find((c) => c.what === 'windows')?.count ?? null;
    const enough = count !== null ? count >= activationThresholds.windowsClient : wasActivated(valueOf(events) ?? []);
    const findings: (Finding | Unsettled)[] = [];
    const officeCount = counted.find((c) => c.what === 'office')?.count ?? null;
    const about = (groups: typeof shared): Shared => {
      const names = [...new Set(groups.flatMap((group) => [...namesIn(group)]))];
      return { host: host.subject, machines: names.length, cmids: groups.length, names: names.slice(0, 8) };
    };
    if (sharedByWindows.length > 0) findings.push(enough ? raise.HOST_DUPLICATE_CMIDS_TOLERABLE(about(sharedByWindows)) : raise.HOST_DUPLICATE_CMIDS(about(sharedByWindows)));
    if (sharedByOffice.length > 0) {
      const isLow = officeCount !== null && officeCount < activationThresholds.office;
      if (officeCount === null && host.licensingProducts.state === 'unseen') findings.push(cannotTell('host.licensingProducts'));
      else findings.push(isLow ? raise.HOST_OFFICE_DUPLICATE_CMIDS(about(sharedByOffice)) : raise.HOST_DUPLICATE_CMIDS_TOLERABLE(about(sharedByOffice)));
    }
    if (shared.length === 0 && machines.size > 1) {
      findings.push(raise.HOST_CMIDS_UNIQUE({ host: host.subject, machines: machines.size }));
    }
    if (shared.length === 0 && count !== null && byCmid.size > 0) {
      const told = { host: host.subject, count };
      const products = host.licensingProducts.state === 'seen' ? host.licensingProducts.value : [];
      const total = counted.find((c) => c.what === 'windows')?.facts?.totalRequests ?? null;
      const servesOffice = hostKeyRows(products).some((p) => p.application === 'office');
      const { machines: asking, expected, capped, forgotten, isYoung } = readCountHistory(log, { now: newest, total, servesOffice });
      if (isYoung && !enough) findings.push(raise.HOST_FIRST_ASKED_LATELY({ ...told, machines: byCmid.size }));
      else if (Math.abs(byCmid.size - count) <= 1) findings.push(raise.HOST_COUNT_IS_ALL_THERE_IS({ ...told, machines: byCmid.size }));
      if (expected - count > 1) findings.push(raise.HOST_COUNT_BEGAN_ANEW({ ...told, machines: asking }));
      if (!enough && asking >= activationThresholds.windowsClient) findings.push(raise.HOST_ASKED_BY_ENOUGH({ ...told, machines: asking }));
      if (!enough && capped) findings.push(raise.HOST_COUNT_CAPPED_AT_TEN({ ...told, machines: asking }));
      if (!enough && forgotten > 0 && count + forgotten >= activationThresholds.windowsServer) findings.push(raise.HOST_COUNT_HAS_FALLEN({ ...told, forgotten, machines: asking }));
    }
    const required = recent.map((s) => s.requiredCount).filter((n) => n !== null);
    if (required.length > 0 && required.every((n) => n === activationThresholds.windowsServer)) findings.push(raise.HOST_ASKED_BY_SERVERS_ONLY({ host: host.subject }));
    if (required.includes(activationThresholds.windowsClient)) findings.push(raise.HOST_ASKED_BY_CLIENT_SYSTEMS({ host: host.subject }));
    return findings;
  },
});

const monthMs = 30 * 86_400_000;

/** The client's own log tells that the host's last answer activated it. */
const wasActivated = (events: readonly WindowsEvent[]): boolean =>
  timedEvents(events).filter(({ event }) => event.kms?.role === 'client-response').toSorted((a, b) => a.at - b.at).at(-1)?.event.kms?.activated === true;

/** What each series holds from this time on, milliseconds, in the order of their first requests; a request of unknown time is taken for a new one. */
const seriesSince = (time: number, all: readonly Series[]): Series[] =>
  all.map((series) => ({ ...series, requests: series.requests.filter(({ at }) => !(at < time)) })).filter(({ requests }) => requests.length > 0)
    .toSorted((a, b) => (a.requests[0]?.place ?? 0) - (b.requests[0]?.place ?? 0));

const namesIn = (group: readonly Series[]): Set<string> => new Set(group.map((s) => s.machine));

const newestName = (group: readonly Series[]): string => newestOf(group.flatMap((s) => newestOf(s.requests) ?? []))?.series.machine ?? '';

/** Those with the CMID that a machine has by now, for each of its products: one that was rearmed still stands in the log with the CMID that it shared before. */
function withPresentCmid(all: readonly Series[], isOffice: (s: Series) => boolean): Set<Series> {
  const productOf = (s: Series): string => `${s.machine} ${s.activationId ?? ''} ${String(isOffice(s))}`;
  const latest = new Map<string, { cmid: string | null; at: number }>();
  for (const series of all) {
    const at = newestOf(series.requests)?.at ?? NaN;
    const known = latest.get(productOf(series));
    if (known === undefined || !(at < known.at)) latest.set(productOf(series), { cmid: series.cmid, at });
  }
  return new Set(all.filter((s) => latest.get(productOf(s))?.cmid === s.cmid));
}

/** Names that Windows setup makes up, which a machine keeps only until somebody names it. */
const isSetupName = (name: string): boolean => /^(?:win|minint|desktop|laptop)-[a-z0-9]{5,11}$/.test(name);

/**
 * One machine that was given another name keeps its CMID. Told from two clones: the first name is one that setup made up,
 * or it was used several times and never again after the second one, used several times too, came.
 */
function isRenamed(group: readonly Series[]): boolean {
  if (namesIn(group).size !== 2) return false;
  const requests = group.flatMap((s) => s.requests).toSorted((a, b) => a.at - b.at || a.place - b.place);
  const inOrder = requests.map((r) => r.series.machine);
  const [first = '', second = ''] = new Set(inOrder);
  const turn = inOrder.indexOf(second);
  if (inOrder.indexOf(first, turn) >= 0) return false;
  return isSetupName(first) || (turn > 1 && inOrder.length - turn > 1);
}
