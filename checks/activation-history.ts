import type { ActivationAttempt, Code, LicensingProduct, Observed, Time, WindowsEvent } from '../src/model/evidence.ts';
import { valueOf } from '../src/model/evidence.ts';
import { eventsInOrder } from './event-log.ts';
import { isGraceName, isLicensed, kmsValidityMinutes, nameOf, operatingSystemRows } from './licence-rows.ts';

/**
 * What attempts and events say about activation, product by product, and what of it still stands: a failure that a later
 * success follows is over. No check of its own.
 */

/** One outcome of an attempt, or of a request that an event records. */
type Outcome = {
  row: LicensingProduct | null;
  product: string | null;
  /** Outcomes of one product share it; null where the source does not say which product it was. */
  key: string | null;
  /** Milliseconds; an attempt without a time was pasted, so it is as new as the paste. */
  at: number;
  order: number;
  succeeded: boolean;
  code: Code | null;
  by: 'attempt' | 'event';
};

/** Failures of one product that no later success followed, newest last. */
export type Failure = {
  row: LicensingProduct | null;
  product: string;
  /** The newest code; null where the attempt failed without one. */
  code: Code | null;
  /** All codes since the last success, newest first. */
  codes: Code[];
  /** Of the newest failure; null where not known. */
  at: Time | null;
  times: number;
};

/** 0x8…, 0xC… are errors; 0x4… (0x4004F040 on a licensed product) inform. */
const isFailing = (code: Code | null): boolean => code !== null && /^0x[89A-F]/i.test(code);

/** Flag of 12289: the host's count is too low (Microsoft, Volume Activation 2.0 Operations Guide, event flags). */
const countTooLow = 0x04000000;

/** WinHTTP: the call went to Microsoft over the internet, so it was no KMS request. */
export const isInternetCode = (code: Code | null): boolean => code !== null && /^0x80072(?:E[E-F]|F[0-9A-F])[0-9A-F]$/i.test(code);

type Kinds = {
  licensingProducts: Observed<readonly LicensingProduct[]>;
  activationAttempts: Observed<ActivationAttempt[]>;
  events: Observed<WindowsEvent[]>;
};

/** Failures that still stand, of attempts made on purpose (`/ato`, `/act`) or of the requests that events record. */
export function standingFailures(kinds: Kinds, by: Outcome['by'], collectedAt: Time | null): Failure[] {
  const history = historyOf(kinds);
  const asked = `${by} ${collectedAt ?? ''}`;
  const known = history.standing.get(asked);
  if (known !== undefined) return known;
  const isOver = endOf(history.successes, collectedAt);
  const standing = history.outcomes.filter((o) => o.by === by && !o.succeeded && !isOver(o));
  const failures = [...Map.groupBy(standing, (o) => o.key ?? '').values()].map(toFailure);
  history.standing.set(asked, failures);
  return failures;
}

/** Whether anything was tried of which the end is known. */
export const tellsOutcome = (kinds: Kinds): boolean => historyOf(kinds).outcomes.length > 0;

/** `standing` holds what was asked of this history before. */
type History = {
  products: readonly LicensingProduct[] | null; attempts: Kinds['activationAttempts'];
  outcomes: Outcome[]; successes: Successes; standing: Map<string, Failure[]>;
};

/** Ten checks ask for the history of the same evidence, which does not change; it is read once. */
const histories = new WeakMap<Kinds['events'], History>();

function historyOf(kinds: Kinds): History {
  const products = valueOf(kinds.licensingProducts);
  const known = histories.get(kinds.events);
  if (known !== undefined && known.products === products && known.attempts === kinds.activationAttempts) return known;
  const outcomes = allOutcomes(products ?? [], kinds);
  const history = { products, attempts: kinds.activationAttempts, outcomes, successes: latestSuccesses(outcomes), standing: new Map() };
  histories.set(kinds.events, history);
  return history;
}

/** The newest success of each product; `any` is the newest of all, `unnamed` the newest of which the product is not known. */
type Successes = { byKey: ReadonlyMap<string, Outcome>; any: Outcome | null; unnamed: Outcome | null };

const isLater = (a: Outcome, b: Outcome): boolean => a.at > b.at || (a.at === b.at && a.order > b.order);

function latestSuccesses(outcomes: readonly Outcome[]): Successes {
  const byKey = new Map<string, Outcome>();
  let any: Outcome | null = null;
  let unnamed: Outcome | null = null;
  for (const o of outcomes) {
    if (!o.succeeded) continue;
    if (any === null || isLater(o, any)) any = o;
    const known = o.key === null ? unnamed : (byKey.get(o.key) ?? null);
    if (known !== null && !isLater(o, known)) continue;
    if (o.key === null) unnamed = o;
    else byKey.set(o.key, o);
  }
  return { byKey, any, unnamed };
}

function toFailure(group: readonly Outcome[]): Failure {
  const newestFirst = group.toSorted((a, b) => b.at - a.at || b.order - a.order);
  const first = newestFirst[0];
  const row = first?.row ?? null;
  return {
    row,
    product: row === null ? (first?.product ?? 'the product') : nameOf(row),
    code: first?.code ?? null,
    codes: [...new Set(newestFirst.flatMap((o) => (o.code === null ? [] : [o.code])))],
    at: first !== undefined && Number.isFinite(first.at) ? new Date(first.at).toISOString() : null,
    times: group.length,
  };
}

/** Whether a failure is over: a success of the same product came later, or the licence itself tells of one. */
function endOf({ byKey, any, unnamed }: Successes, collectedAt: Time | null): (failure: Outcome) => boolean {
  const told = new Map<LicensingProduct | null, number>();
  const toldBy = (row: LicensingProduct | null): number => {
    const known = told.get(row) ?? lastSuccess(row, collectedAt);
    told.set(row, known);
    return known;
  };
  return (failure) => {
    const ends = failure.key === null ? [any] : [byKey.get(failure.key) ?? null, unnamed];
    return ends.some((o) => o !== null && isLater(o, failure)) || failure.at < toldBy(failure.row);
  };
}

/** KMS validity counts from the last success, so what is left of it tells when that was; -Infinity where it does not. */
export function lastSuccess(row: LicensingProduct | null, collectedAt: Time | null): number {
  const left = row?.graceMinutesRemaining ?? null;
  const now = Date.parse(collectedAt ?? '');
  const usable = row !== null && left !== null && Number.isFinite(now) && row.kmsClient !== null && isLicensed(row) && left > 0 && left <= kmsValidityMinutes;
  return usable ? now - (kmsValidityMinutes - left) * 60_000 : -Infinity;
}

const keyOf = (row: LicensingProduct | null, id: string | null, name: string | null): string | null =>
  (row?.activationId ?? id ?? row?.name ?? name)?.toLowerCase() ?? null;

function allOutcomes(products: readonly LicensingProduct[], kinds: Kinds): Outcome[] {
  const system = operatingSystemRows(products);
  const sole = system.length === 1 ? (system[0] ?? null) : null;
  const byId = new Map(products.toReversed().map((p) => [p.activationId?.toLowerCase() ?? '', p]));
  const byName = new Map(products.toReversed().map((p) => [p.name ?? '', p]));
  const rowOf = (id: string | null, name: string | null): LicensingProduct | null =>
    (id === null ? undefined : byId.get(id.toLowerCase()))
    ?? (name === null ? undefined : byName.get(name))
    ?? (products.length === 1 && id === null && name === null ? (products[0] ?? null) : null);
  const isOfOffice = isOsppAlone(kinds.activationAttempts);
  const attempts = (valueOf(kinds.activationAttempts) ?? []).flatMap((a, order): Outcome[] => {
    if (a.remote === 'refused') return [];
    const failed = isFailing(a.code) || (a.succeeded === false && a.code === null);
    if (!failed && a.succeeded !== true) return [];
    const found = rowOf(a.activationId, a.product);
    const row = isOfOffice && found?.application !== 'office' ? null : found;
    return [{
      row, product: a.product ?? (isOfOffice ? 'Office' : null), key: keyOf(row, a.activationId, a.product), at: timeOf(a.at, Infinity), order, succeeded: !failed,
      code: failed ? a.code : null, by: 'attempt',
    }];
  });
  return [...attempts, ...eventOutcomes(valueOf(kinds.events) ?? [], sole, rowOf)];
}

/** True where ospp.vbs alone told of attempts: it tries nothing but Office, also where it does not name the product. */
const isOsppAlone = (attempts: Kinds['activationAttempts']): boolean =>
  attempts.state === 'seen' && attempts.source.by.split(', ').every((by) => by.startsWith('ospp'));

function eventOutcomes(
  events: readonly WindowsEvent[], sole: LicensingProduct | null, rowOf: (id: string | null, name: string | null) => LicensingProduct | null,
): Outcome[] {
  const outcomes: Outcome[] = [];
  const system: About = { product: 'Windows', row: sole, key: sole?.activationId?.toLowerCase() ?? null };
  const productOf = (id: string | null): About => ({ product: null, row: rowOf(id, null), key: id?.toLowerCase() ?? null });
  let asked = productOf(null);
  eventsInOrder(events).forEach(({ event: { id, kms, code }, at: time }, order) => {
    const add = (about: About, succeeded: boolean, why: Code | null): void => {
      outcomes.push({ ...about, at: Number.isFinite(time) ? time : Infinity, order, succeeded, code: why, by: 'event' });
    };
    if (kms?.role === 'client-request') {
      asked = productOf(kms.activationId);
      if (isFailing(code)) add(asked, false, code);
    } else if (kms?.role === 'client-response') {
      const isShort = (Number(kms.flags ?? 0) & countTooLow) !== 0;
      if (isFailing(code) || kms.activated === false) add(asked, false, code ?? (isShort ? '0xC004F038' : null));
      else if (kms.activated === true) add(asked, true, null);
    } else if (id === 8198 && isFailing(code)) {
      add(system, false, code);
    } else if (id === 12308) {
      add(system, true, null);
    }
  });
  return outcomes;
}

/** Which product an outcome is about. */
type About = Pick<Outcome, 'product' | 'row' | 'key'>;

function timeOf(time: Time | null, otherwise: number): number {
  const at = Date.parse(time ?? '');
  return Number.isFinite(at) ? at : otherwise;
}

/** True where the failure is of a key that setup left behind: it says nothing about the product in use. */
export const isOfLeftoverKey = (product: string | null): boolean => isGraceName(product);
