import { lifecycleAsOf, windowsEndOf } from '../../src/knowledge/windows-lifecycle.ts';
import { valueOf } from '../../src/model/evidence.ts';
import type { Forecast, ForecastInput } from '../../src/model/forecast.ts';
import { dayInWords, dayMs, momentAt } from './days.ts';

/** Half a year is what moving to another Windows takes; before that nobody needs to be told. */
const aheadDays = 180;
const oldTableDays = 365;

/**
 * A Windows version that will get no more updates. No fault, and KMS goes on as before; but a host without updates learns of
 * no newer Windows, and it is told so even when the end has passed.
 */
export function* windowsSupportEnds({ subject, role, at, evidence }: ForecastInput): Generator<Forecast> {
  const machine = valueOf(evidence.machine);
  const known = machine === null ? null : windowsEndOf(machine);
  if (at === null || known === null || role === 'network') return;
  // The whole of the last day counts.
  const end = Date.parse(known.end) + dayMs - 1;
  const when = momentAt(at, end);
  if (when === null || when.in > aheadDays || (when.in < 0 && role !== 'host')) return;
  const isOld = at - Date.parse(lifecycleAsOf) > oldTableDays * dayMs;
  const has = when.in < 0 ? 'has had its last updates' : 'gets its last updates';
  const then = role === 'host' ? 'it goes on serving its clients, but will learn of no newer Windows to activate' : 'KMS goes on activating it';
  yield {
    what: 'windows-support-ends', subject, at: when.at, in: when.in, severity: 'note',
    says: `${role === 'host' ? `KMS host ${subject}` : subject} runs ${known.name}, which ${has} ${when.words}, extended security updates apart; ${then}.`,
    basis: `Microsoft's lifecycle dates as of ${dayInWords(Date.parse(lifecycleAsOf))}${isOld ? ', more than a year before this evidence, so look at the page' : ''}: ${known.source}`,
  };
}
