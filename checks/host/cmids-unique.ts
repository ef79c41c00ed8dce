import { defineCheck } from '../../src/model/check.ts';
import { activationThresholds } from '../../src/knowledge/thresholds.ts';
import { valueOf, type WindowsEvent } from '../../src/model/evidence.ts';
import { listOf } from '../discovery.ts';
import { countsOf } from './counted-machines.ts';
import { hostRequests, timeOf, type HostRequest } from './requests.ts';

type Shared = { host: string; machines: number; cmids: number; names: readonly string[] };

const share = (a: Shared): string => `${a.machines} machines share ${a.cmids === 1 ? 'one CMID' : `${a.cmids} CMIDs`} at KMS host ${a.host} and count once each CMID (${listOf(a.names)})`;

export default defineCheck({
  id: 'host/cmids-unique',
  title: 'Every client that asks the host has a CMID of its own',
  sources: ['https://learn.microsoft.com/troubleshoot/windows-client/licensing-and-activation/kms-current-count-not-increase', 'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general'],
  needs: ['host.events'],
  wants: ['host.licensingProducts', 'host.service', 'events'],
  findings: {
    HOST_DUPLICATE_CMIDS: { severity: 'fail', says: (a: Shared) => `${share(a)}.` },
    HOST_DUPLICATE_CMIDS_TOLERABLE: { severity: 'note', says: (a: Shared) => `${share(a)}; the count is high enough all the same.` },
    HOST_CMIDS_UNIQUE: { severity: 'note', says: (a: { host: string; machines: number }) => `The ${a.machines} machines in the log of KMS host ${a.host} have a CMID each.` },
    HOST_COUNT_IS_ALL_THERE_IS: {
      severity: 'note',
      says: (a: { host: string; machines: number; count: number }) => `KMS host ${a.host} was asked by ${a.machines} different machines in the last 30 days and counts ${a.count}: no machine is lost in between.`,
    },
    HOST_ASKED_BY_CLIENT_SYSTEMS: { severity: 'note', says: (a: { host: string }) => `KMS host ${a.host} is asked by Windows clients, which need a count of 25.` },
    HOST_ASKED_BY_SERVERS_ONLY: { severity: 'note', says: (a: { host: string }) => `Every request in the log of KMS host ${a.host} is of a product that needs a count of 5.` },
  },
  when: ({ host }) => hostRequests(host.events).some((e) => e.kms.cmid !== null),
  judge({ host, events, at }, raise) {
    const times = host.events.map(timeOf).filter(Number.isFinite);
    const newest = Math.max(...times, times.length > 0 ? -Infinity : Date.parse(at ?? '') || 0);
    const recent = hostRequests(host.events).filter((e) => !(newest - timeOf(e) > monthMs));
    const byCmid = Map.groupBy(recent.filter((e) => e.kms.cmid !== null && e.kms.clientName !== null), (e) => e.kms.cmid ?? '');
    const shared = [...byCmid.values()].filter((group) => namesIn(group).size > 1 && !isRenamed(group));
    const machines = new Set([...byCmid.values()].map(newestName));
    const counted = host.licensingProducts.state === 'seen' || host.service.state === 'seen'
      ? countsOf(host.licensingProducts.state === 'seen' ? host.licensingProducts.value : [], host.service)
      : [];
    const count = counted.find((c) => c.what === 'windows')?.count ?? null;
    const enough = count !== null ? count >= activationThresholds.windowsClient : wasActivated(valueOf(events) ?? []);
    const findings = [];
    if (shared.length > 0) {
      const names = [...new Set(shared.flatMap((group) => [...namesIn(group)]))];
      const about = { host: host.subject, machines: names.length, cmids: shared.length, names: names.slice(0, 8) };
      findings.push(enough ? raise.HOST_DUPLICATE_CMIDS_TOLERABLE(about) : raise.HOST_DUPLICATE_CMIDS(about));
    } else if (machines.size > 1) {
      findings.push(raise.HOST_CMIDS_UNIQUE({ host: host.subject, machines: machines.size }));
    }
    if (shared.length === 0 && count !== null && byCmid.size > 0 && Math.abs(byCmid.size - count) <= 1) {
      findings.push(raise.HOST_COUNT_IS_ALL_THERE_IS({ host: host.subject, machines: byCmid.size, count }));
    }
    const required = recent.map((e) => e.kms.requiredCount).filter((n) => n !== null);
    if (required.length > 0 && required.every((n) => n === activationThresholds.windowsServer)) findings.push(raise.HOST_ASKED_BY_SERVERS_ONLY({ host: host.subject }));
    if (required.includes(activationThresholds.windowsClient)) findings.push(raise.HOST_ASKED_BY_CLIENT_SYSTEMS({ host: host.subject }));
    return findings;
  },
});

const monthMs = 30 * 86_400_000;

/** The client's own log tells that the host's last answer activated it. */
function wasActivated(events: readonly WindowsEvent[]): boolean {
  const answers = events.filter((e) => e.kms?.role === 'client-response').toSorted((a, b) => timeOf(a) - timeOf(b));
  return answers.at(-1)?.kms?.activated === true;
}

/** A machine logs its short name before it joins a domain and its long one afterwards. */
const nameIn = (e: HostRequest): string => (e.kms.clientName ?? '').toLowerCase().split('.')[0] ?? '';
const namesIn = (group: readonly HostRequest[]): Set<string> => new Set(group.map(nameIn));

const newestName = (group: readonly HostRequest[]): string => group.toSorted((a, b) => timeOf(a) - timeOf(b)).map(nameIn).at(-1) ?? '';

/** Names that Windows setup makes up, which a machine keeps only until somebody names it. */
const isSetupName = (name: string): boolean => /^(?:win|minint|desktop|laptop)-[a-z0-9]{5,11}$/.test(name);

/**
 * One machine that was given another name keeps its CMID. Told from two clones: the first name is one that setup made up,
 * or it was used several times and never again after the second one, used several times too, came.
 */
function isRenamed(group: readonly HostRequest[]): boolean {
  const inOrder = group.toSorted((a, b) => timeOf(a) - timeOf(b)).map(nameIn);
  const [first = '', second] = new Set(inOrder);
  if (namesIn(group).size !== 2 || second === undefined) return false;
  const turn = inOrder.indexOf(second);
  if (inOrder.indexOf(first, turn) >= 0) return false;
  return isSetupName(first) || (turn > 1 && inOrder.length - turn > 1);
}
