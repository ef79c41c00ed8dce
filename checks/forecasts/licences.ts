import type { LicensingProduct } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import type { Forecast, ForecastInput, ForecastKind } from '../../src/model/forecast.ts';
import { decidingRows, isKmsClient, nameOf, statusOf } from '../licence-rows.ts';
import { failingRenewals } from '../renewals.ts';
import { momentAfter } from './days.ts';

/** A failing renewal is urgent when less than the two weeks are left in which a machine may simply have been away. */
const urgentDays = 14;
/** A machine in its first grace tries every two hours; when only a week of the month is left, something keeps it from it. */
const urgentGraceDays = 7;

/**
 * What a machine goes into when its time is over. Windows 7 and later: notification mode (Microsoft, troubleshooting KMS
 * and volume activation FAQ); Office: 30 days out of tolerance after 180 days, then notifications (Office, OKMS and ORE).
 */
const afterwards = ({ application }: LicensingProduct, licensed: boolean): string =>
  (application === 'office' && licensed ? 'has 30 days of grace left, and shows notifications after those' : 'shows notifications that it is not activated');

/** A KMS licence that is valid and is not being renewed. One that renews as it should needs no forecast. */
export function* licenceLapses({ subject, role, at, evidence }: ForecastInput): Generator<Forecast> {
  if (role !== 'client' || evidence.licensingProducts.state === 'unseen') return;
  const time = at === null ? null : new Date(at).toISOString();
  const { licensingProducts: { value: licensingProducts }, events, activationAttempts } = evidence;
  for (const { row, codes } of failingRenewals({ licensingProducts, events, activationAttempts }, time)) {
    const left = row.graceMinutesRemaining;
    if (left === null || left <= 0) continue;
    const when = momentAfter(at, left);
    if (when === null) continue;
    yield {
      what: 'licence-lapses', subject, product: nameOf(row), at: when.at, in: when.in, severity: when.in < urgentDays ? 'warn' : 'note',
      says: `The licence of ${within(row)} lapses ${when.words} unless a renewal succeeds before; it then ${afterwards(row, true)}.`,
      basis: `Windows counts ${left} minutes down from the last success, and no renewal has succeeded since${codes.length === 0 ? '' : ` (${codes.slice(0, 3).join(', ')})`}.`,
    };
  }
}

/** A grace period, and an evaluation, with the time that is left of it. */
export function* graceEnds({ subject, role, at, evidence }: ForecastInput): Generator<Forecast> {
  if (role !== 'client') return;
  for (const row of decidingRows(valueOf(evidence.licensingProducts) ?? [])) {
    const ends = endOf(row);
    const left = row.graceMinutesRemaining;
    const when = ends === null || left === null || left <= 0 ? null : momentAfter(at, left);
    if (ends === null || when === null) continue;
    yield {
      what: ends.what, subject, product: nameOf(row), at: when.at, in: when.in, severity: when.in < urgentGraceDays && ends.what !== 'evaluation-ends' ? 'warn' : 'note',
      says: `${ends.says(within(row), when.words)}.`, basis: `Windows itself counts ${left} minutes down.`,
    };
  }
}

/** The product's name inside a sentence. */
const within = (row: LicensingProduct): string => nameOf(row).replace(/^The product$/, 'the product');

type Ending = { what: ForecastKind; says: (product: string, when: string) => string };

/** Null for a row whose time runs out for no reason that stands here: a KMS licence is `licenceLapses`'. */
function endOf(row: LicensingProduct): Ending | null {
  const then = afterwards(row, false);
  const status = statusOf(row);
  if (row.channel === 'eval' && (status === 'licensed' || status === 'oob-grace')) return { what: 'evaluation-ends', says: (product, when) => `The evaluation of ${product} ends ${when}; no KMS host can prolong it` };
  if (status === 'oob-grace') {
    const tries = isKmsClient(row) ? 'it keeps trying to activate' : 'it has no key that activates by KMS';
    return { what: 'initial-grace-ends', says: (product, when) => `The first grace period of ${product} ends ${when}; ${tries}, and if nothing has activated it by then, it ${then}` };
  }
  return status === 'oot-grace' || status === 'non-genuine-grace' || status === 'extended-grace'
    ? { what: 'grace-ends', says: (product, when) => `The grace period of ${product} ends ${when}; it then ${then}` }
    : null;
}
