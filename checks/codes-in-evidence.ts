import type { ActivationAttempt, LicensingProduct, Observed, Time, WindowsEvent } from '../src/model/evidence.ts';
import { valueOf } from '../src/model/evidence.ts';
import { standingFailures } from './activation-history.ts';
import { isLicensed, nameOf, statusOf } from './licence-rows.ts';

/** A code that still counts: of a product that is not licensed, or of a failure that no success followed. */
export type StandingCode = { code: string; product: string; row: LicensingProduct | null };

type Kinds = {
  licensingProducts: Observed<LicensingProduct[]>;
  activationAttempts: Observed<ActivationAttempt[]>;
  events: Observed<WindowsEvent[]>;
};

/** Codes of the wanted set that still count, each product and code once. No check of its own. */
export function standingCodes(kinds: Kinds, wanted: ReadonlySet<string>, at: Time | null): StandingCode[] {
  const ofRows = (valueOf(kinds.licensingProducts) ?? [])
    .filter((p) => !isLicensed(p) && p.reasonCode !== null)
    .map((row): StandingCode => ({ code: row.reasonCode ?? '', product: nameOf(row), row }));
  const ofFailures = (['attempt', 'event'] as const)
    .flatMap((by) => standingFailures(kinds, by, at))
    .flatMap((f) => f.codes.map((code): StandingCode => ({ code, product: f.product, row: f.row })));
  const seen = new Set<string>();
  return [...ofRows, ...ofFailures].filter(({ code, product }) => {
    const key = `${code} ${product}`;
    if (!wanted.has(code) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Whether a licence row with a status was seen. Only then does the absence of a code say that the trouble is absent: a
 * lone failed attempt with another code leaves it open.
 */
export const sawLicenceState = ({ licensingProducts }: Pick<Kinds, 'licensingProducts'>): boolean =>
  (valueOf(licensingProducts) ?? []).some((p) => statusOf(p) !== null);
