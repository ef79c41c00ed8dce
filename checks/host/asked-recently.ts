import { defineCheck } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { kmsLookups, namesHost, targetsOf } from '../discovery.ts';
import { toMinute } from '../event-log.ts';
import { requestLog } from './request-log.ts';

const renewalIntervalDays = 7;

export default defineCheck({
  id: 'host/asked-recently',
  title: 'Clients have asked the host within a renewal interval',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general'],
  needs: ['host.events'],
  wants: ['host.machine', 'dnsSrv'],
  findings: {
    HOST_IDLE: { severity: 'warn', says: (a: { host: string; days: number }) => `No client has asked KMS host ${a.host} for ${a.days} days (newest event 12290); clients renew every 7.` },
    HOST_IDLE_ON_STANDBY: {
      severity: 'note',
      says: (a: { host: string; days: number; preferred: string }) => `No client has asked KMS host ${a.host} for ${a.days} days; DNS sends them to ${a.preferred} first, so it stands by.`,
    },
    HOST_ASKED_RECENTLY: { severity: 'note', says: (a: { host: string; time: string }) => `KMS host ${a.host} was last asked on ${toMinute(a.time)}.` },
  },
  when: ({ host, hosts }) => readAt(host, hosts) !== null && requestLog(host.events).newest !== null,
  judge({ host, hosts, dnsSrv }, raise) {
    const { newest } = requestLog(host.events);
    if (newest === null) return [];
    const days = Math.floor(((readAt(host, hosts) ?? newest) - newest) / 86_400_000);
    if (days <= renewalIntervalDays) return [raise.HOST_ASKED_RECENTLY({ host: host.subject, time: new Date(newest).toISOString() })];
    const answers = targetsOf(kmsLookups(valueOf(dnsSrv) ?? []));
    const own = answers.find((a) => namesHost(a.target, host));
    const preferred = answers.find((a) => own !== undefined && a.priority < own.priority);
    return [preferred === undefined
      ? raise.HOST_IDLE({ host: host.subject, days })
      : raise.HOST_IDLE_ON_STANDBY({ host: host.subject, days, preferred: preferred.target })];
  },
});

type Host = { subject: string; machine: Parameters<typeof namesHost>[1]['machine'] };
type Bodies = readonly { subject: string; evidence: { events: { state: 'seen'; source: { at: string | null } } | { state: 'unseen' } } }[];

/** When the host's log was read, by its own clock where that is known; null for text of unknown age. Milliseconds. */
function readAt(host: Host, bodies: Bodies): number | null {
  const events = bodies.find((b) => b.subject === host.subject)?.evidence.events;
  const at = Date.parse(valueOf(host.machine)?.time ?? (events?.state === 'seen' ? (events.source.at ?? '') : ''));
  return Number.isFinite(at) ? at : null;
}
