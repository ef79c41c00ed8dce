import { defineCheck } from '../../src/model/check.ts';
import type { WindowsEvent } from '../../src/model/evidence.ts';
import { namesHost } from '../discovery.ts';
import { eventsInOrder, toMinute } from '../event-log.ts';
import { requestLog } from './request-log.ts';

/** A host refuses a client whose clock is four hours off, so that its clock and the log's differ by no more (Microsoft, 0xC004F06C). */
const toleranceMs = 4 * 3_600_000;

export default defineCheck({
  id: 'host/requests-logged',
  title: 'The host’s log holds the requests that it answered',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general'],
  needs: ['host.events', 'events'],
  wants: ['host.machine'],
  findings: {
    HOST_LOG_LACKS_REQUESTS: {
      severity: 'warn',
      says: (a: { host: string; newest: string; answered: string }) =>
        `KMS host ${a.host} activated this client on ${a.answered}, and its log holds no request after ${a.newest}, so that log cannot be counted upon.`,
    },
  },
  when: ({ role, host, subject }) => role === 'client' && host.subject !== subject,
  judge({ host, events }, raise) {
    const answered = newestSuccess(events, (name) => namesHost(name, host));
    if (answered === null) return [];
    // Without any request it may be another log that was read.
    const { newest } = requestLog(host.events);
    if (newest === null || newest >= answered - toleranceMs) return [];
    return [raise.HOST_LOG_LACKS_REQUESTS({ host: host.subject, newest: minute(newest), answered: minute(answered) })];
  },
});

/** When this host last activated the client, milliseconds; null where no pair of 12288 and 12289 says so. */
function newestSuccess(events: readonly WindowsEvent[], isHost: (name: string) => boolean): number | null {
  const newest = new Map<string, number>();
  let asked: string | null = null;
  for (const { event: { kms, code }, at } of eventsInOrder(events)) {
    if (!Number.isFinite(at)) continue;
    if (kms?.role === 'client-request') asked = kms.kmsHost;
    else if (kms?.role === 'client-response' && kms.activated === true && code === null && asked !== null) newest.set(asked, at);
  }
  // In time's order, but a host keeps the place at which it first answered.
  return [...newest].filter(([name]) => isHost(name)).reduce<number | null>((known, [, at]) => (known !== null && known > at ? known : at), null);
}

const minute = (at: number): string => toMinute(new Date(at).toISOString());
