import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import type { KmsEventFacts, WindowsEvent } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { timeReader } from '../../src/model/time-reader.ts';
import { kmsTimes } from '../../src/knowledge/thresholds.ts';
import { sameHost } from '../discovery.ts';
import { timedEvents, toMinute, type TimedEvent } from '../event-log.ts';
import { requestLog, type HostRequest, type Series } from '../host/request-log.ts';

/** `at` in milliseconds; NaN where it is not known. */
type KmsEvent = { event: WindowsEvent & { kms: KmsEventFacts }; at: number };

export default defineCheck({
  id: 'network/request-answered',
  title: 'Every request that the client sent was answered',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general',
    'https://learn.microsoft.com/previous-versions//ff793440(v=technet.10)',
  ],
  needs: ['events'],
  wants: ['host.events', 'machine'],
  findings: {
    REQUEST_WITHOUT_ANSWER: {
      severity: 'note',
      says: (a: { host: string; time: string }) => `The client sent a request to ${a.host} (event 12288, ${toMinute(a.time)}) and logged no answer (no 12289 after it).`,
    },
    REQUEST_NOT_SENT: { severity: 'note', says: (a: { time: string; reason: string }) => `The client’s last request to a KMS host could not be sent (event 12288, ${a.reason}, ${toMinute(a.time)}).` },
    ANSWERED_NOT_ACTIVATED: { severity: 'note', says: (a: { reason: string }) => `The KMS host answered that it is not activated itself (${a.reason}, event 12289).` },
    ANSWERED_NOT_SERVED: { severity: 'note', says: (a: { reason: string }) => `The KMS host answered that it does not serve this product (${a.reason}, event 12289).` },
    REQUEST_ANSWERED: { severity: 'note', says: (a: { count: string }) => `The client logged an answer from a KMS host (event 12289${a.count}).` },
    HOST_SAW_REQUEST: { severity: 'note', says: (a: { client: string; host: string }) => `KMS host ${a.host} logged a request of ${a.client} (event 12290).` },
    HOST_SAW_NO_REQUEST: { severity: 'note', says: (a: { client: string; host: string }) => `KMS host ${a.host} logged requests of others in that time, but none of ${a.client} (event 12290).` },
    ANSWER_LOST: {
      severity: 'fail',
      says: (a: { client: string; host: string }) => `KMS host ${a.host} logged the request of ${a.client} as processed (event 12290), but ${a.client} got no answer (no event 12289).`,
    },
  },
  when: ({ events, role }) => role === 'client' && events.some((e) => e.kms !== null && e.kms.role !== 'host-request'),
  judge({ events, host, machine, subject }, raise, cannotTell) {
    const own = timedEvents(events).filter(isKms).toSorted((a, b) => a.at - b.at);
    const lastRequest = own.findLast(({ event }) => event.kms.role === 'client-request');
    const newestAnswer = own.findLast(({ event }) => event.kms.role === 'client-response');
    const answered = newestAnswer !== undefined && (lastRequest === undefined || !(newestAnswer.at < lastRequest.at));
    const last = lastRequest?.event;
    const findings: (Finding | Unsettled)[] = [];
    if (answered) findings.push(raise.REQUEST_ANSWERED({ count: newestAnswer.event.kms.currentCount === null ? '' : `, count ${newestAnswer.event.kms.currentCount}` }));
    const unanswered = last !== undefined && !answered && last.kms.resultCode === '0x00000000';
    if (unanswered) findings.push(raise.REQUEST_WITHOUT_ANSWER({ host: last.kms.kmsHost ?? 'a KMS host', time: last.time ?? 'time unknown' }));
    const refusals = newestRefusals(own);
    // Of products that are refused for several reasons none stands for the machine.
    if (refusals.length > 0 && refusals.every((code) => code === notActivated)) findings.push(raise.ANSWERED_NOT_ACTIVATED({ reason: notActivated }));
    if (refusals.length > 0 && refusals.every((code) => notServed.includes(code))) findings.push(raise.ANSWERED_NOT_SERVED({ reason: refusals[0] ?? '' }));
    if (last !== undefined && !answered && isUnsent(last.kms)) findings.push(raise.REQUEST_NOT_SENT({ time: last.time ?? 'time unknown', reason: last.kms.resultCode ?? '' }));
    // Whether the request never came or the answer was lost stands in the host's log.
    if (unanswered && host.events.state === 'unseen') findings.push(cannotTell('host.events'));
    if (host.events.state !== 'seen' || lastRequest === undefined) return findings;
    // Older requests say nothing about the way as it is now.
    const read = timeReader();
    const isHeard = (request: HostRequest): boolean => !(askedAt(request, read) < lastRequest.at - minuteMs);
    const log = requestLog(host.events.value);
    const cmids = new Set(own.map(({ event }) => event.kms.cmid).filter((c) => c !== null));
    const name = own.find(({ event }) => event.computer !== null)?.event.computer ?? valueOf(machine)?.hostName ?? subject;
    const isOwn = ({ cmid, clientName }: Series): boolean => (cmid !== null && cmids.has(cmid)) || (clientName !== null && sameHost(clientName, name));
    const mine = log.series.filter(isOwn).flatMap((s) => s.requests).filter(isHeard);
    if (mine.length === 0 && !log.requests.some(isHeard)) return findings;
    findings.push(mine.length > 0 ? raise.HOST_SAW_REQUEST({ client: name, host: host.subject }) : raise.HOST_SAW_NO_REQUEST({ client: name, host: host.subject }));
    if (unanswered && mine.some((r) => r.kms.resultCode === '0x00000000')) findings.push(raise.ANSWER_LOST({ client: name, host: host.subject }));
    return findings;
  },
});

const notActivated = '0xC004F041';
const notServed: readonly string[] = ['0xC004F042', '0xC004F015'];

/** What the newest answers for each product say where they refuse; an answer belongs to the request before it. */
function newestRefusals(own: readonly KmsEvent[]): string[] {
  const newest = new Map<string, string | null>();
  let asked = '';
  for (const { event: { kms } } of own) {
    if (kms.role === 'client-request') asked = kms.activationId ?? '';
    if (kms.role === 'client-response') newest.set(asked, kms.resultCode);
  }
  return [...newest.values()].flatMap((code) => (code !== null && /^0x[89A-F]/i.test(code) ? [code] : []));
}

/** Codes of Windows, RPC and DNS say that no host was reached; those of licensing (0xC004…) are a host's. */
const isUnsent = ({ resultCode }: KmsEventFacts): boolean => resultCode !== null && /^0x8007/i.test(resultCode);

const isKms = (e: TimedEvent): e is KmsEvent => e.event.kms !== null;

const minuteMs = 60_000;

/** When a client asked, by its own clock as event 12290 gives it; without that by the host's, less what the two may differ. */
function askedAt({ kms, at }: HostRequest, read: ReturnType<typeof timeReader>): number {
  const own = read(kms.requestTime);
  return Number.isFinite(own) ? own : at + kmsTimes.clockToleranceMs;
}
