import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type KmsEventFacts, type WindowsEvent } from '../../src/model/evidence.ts';
import { thresholdOf } from '../../src/knowledge/thresholds.ts';
import { lastSuccess } from '../activation-history.ts';
import { kmsClientRows, nameOf } from '../licence-rows.ts';
import { eventsInOrder } from '../event-log.ts';

/** SL_VL_BINDING_ERROR_NOT_ENOUGH_COUNT in the flags of event 12289 (Volume Activation 2.0 Operations Guide). */
const notEnoughCount = 0x0400_0000;

export default defineCheck({
  id: 'host/count-told-to-client',
  title: 'The count that the host told the client is high enough',
  sources: ['https://learn.microsoft.com/previous-versions//ff793440(v=technet.10)', 'https://learn.microsoft.com/windows-server/get-started/kms-activation-planning'],
  needs: ['events'],
  wants: ['licensingProducts'],
  findings: {
    HOST_TOLD_COUNT_TOO_LOW: {
      severity: 'fail',
      says: (a: { product: string; count: number; required: string; codes: readonly string[] }) =>
        `The KMS host told the client a count of ${a.count}${a.required === '' ? ', too low' : `, and ${a.product} needs ${a.required}`} (event 12289).`,
    },
    HOST_TOLD_COUNT_ENOUGH: { severity: 'note', says: (a: { count: number }) => `The KMS host told the client a count of ${a.count} (event 12289).` },
  },
  when: ({ role, events }) => role === 'client' && events.some((e) => e.kms?.role === 'client-response' && e.kms.currentCount !== null),
  judge({ events, licensingProducts, at }, raise) {
    const clients = kmsClientRows(valueOf(licensingProducts) ?? []);
    const findings = newestAnswers(events).flatMap(({ answer, time, request }) => {
      const count = answer.currentCount;
      // What stands beside a refusal is no count.
      if (count === null || isRefused(answer)) return [];
      const row = clients.find((p) => p.activationId !== null && p.activationId.toLowerCase() === request?.activationId?.toLowerCase()) ?? (clients.length === 1 ? clients[0] : undefined);
      const required = request?.requiredCount ?? (row === undefined ? null : thresholdOf(row));
      const flagged = (Number(answer.flags ?? '0') & notEnoughCount) !== 0 || answer.resultCode === '0xC004F038';
      const over = row !== undefined && time < lastSuccess(row, at);
      const low = !over && answer.activated !== true && (flagged || (required !== null && count < required));
      return [low
        ? raise.HOST_TOLD_COUNT_TOO_LOW({ product: row === undefined ? 'the product' : nameOf(row), count, required: required === null ? '' : String(required), codes: ['0xC004F038'] })
        : raise.HOST_TOLD_COUNT_ENOUGH({ count })];
    });
    // A count that is enough for one product rules nothing out for another.
    const low = findings.filter((f) => f.tag === 'HOST_TOLD_COUNT_TOO_LOW');
    return low.length > 0 ? low : findings.slice(-1);
  },
});

/** `time` in milliseconds; 0 where it is not known. */
type Answer = { answer: KmsEventFacts; time: number; request: KmsEventFacts | null };

const isRefused = ({ resultCode }: KmsEventFacts): boolean => resultCode !== null && /^0x[89A-F]/i.test(resultCode) && resultCode !== '0xC004F038';

/** The newest answer for each product; an answer belongs to the request before it, which alone names the product. */
function newestAnswers(events: readonly WindowsEvent[]): Answer[] {
  const newest = new Map<string, Answer>();
  let request: KmsEventFacts | null = null;
  for (const { event: { kms }, at } of eventsInOrder(events)) {
    if (kms?.role === 'client-request') request = kms;
    if (kms?.role === 'client-response' && kms.currentCount !== null) newest.set(request?.activationId ?? '', { answer: kms, time: Number.isFinite(at) ? at : 0, request });
  }
  return [...newest.values()];
}
