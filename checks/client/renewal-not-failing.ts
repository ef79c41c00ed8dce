import { defineCheck } from '../../src/model/check.ts';
import type { LicensingProduct } from '../../src/model/evidence.ts';
import { isInternetCode, standingFailures } from '../activation-history.ts';
import { dayAfter, daysOf, isLicensed, kmsClientRows, kmsValidityMinutes, longestTermMinutes, nameOf } from '../licence-rows.ts';

/** Renewal is tried every 7 days; a week more allows for a machine that was switched off or away. */
const latestRenewalMinutes = 14 * 1440;
const usual = { activation: 120, renewal: 10_080 };

export default defineCheck({
  id: 'client/renewal-not-failing',
  title: 'The KMS licence is being renewed',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/kms-activation-planning',
    'https://learn.microsoft.com/windows/deployment/volume-activation/activate-windows-clients-vamt',
  ],
  needs: ['licensingProducts'],
  wants: ['events', 'activationAttempts', 'machine'],
  findings: {
    RENEWAL_FAILING: {
      severity: 'warn',
      says: (a: { product: string; code: string; codes: readonly string[]; lapses: string | null; days: number | null; since: string | null }) =>
        `${a.product} is still licensed, but its renewal ${a.codes.length === 0 ? `has not succeeded since ${a.since ?? 'two weeks or more'}` : `fails with ${a.codes.slice(0, 3).join(' and ')}`}`
        + `${a.lapses === null ? (a.days === null ? '' : `; the licence lapses in ${a.days} days`) : `; the licence lapses on ${a.lapses}`}.`,
    },
    RENEWAL_INTERVAL_CUSTOM: {
      severity: 'note',
      says: (a: { product: string; activation: number; renewal: number }) =>
        `${a.product} was given intervals of its own: it tries every ${a.activation} minutes and renews every ${a.renewal} minutes (usual are 120 and 10080).`,
    },
  },
  when: ({ role, licensingProducts }) => role === 'client' && kmsClientRows(licensingProducts).some(renewsByKms),
  judge({ licensingProducts, events, activationAttempts, machine, at }, raise) {
    const now = at ?? (machine.state === 'seen' ? machine.value.time : null);
    const failures = standingFailures(
      { licensingProducts: { state: 'seen', value: licensingProducts, source: { by: '', vantage: 'client', at: null, tookMs: null } }, events, activationAttempts },
      'event', now);
    const codesOf = Map.groupBy(failures, (f) => f.row);
    return kmsClientRows(licensingProducts).filter(renewsByKms).flatMap((p) => {
      const product = nameOf(p);
      const left = p.graceMinutesRemaining;
      const failed = [...(codesOf.get(p) ?? []), ...(p.application === 'windows' ? (codesOf.get(null) ?? []) : [])].flatMap((f) => f.codes);
      const codes = [...new Set(failed)].filter((c) => !isInternetCode(c));
      const age = left === null || left <= 0 || left > kmsValidityMinutes ? null : kmsValidityMinutes - left;
      const notes = hasOwnIntervals(p)
        ? [raise.RENEWAL_INTERVAL_CUSTOM({ product, activation: p.kmsClient?.activationIntervalMinutes ?? usual.activation, renewal: p.kmsClient?.renewalIntervalMinutes ?? usual.renewal })]
        : [];
      if (codes.length === 0 && (age === null || age <= Math.max(latestRenewalMinutes, longInterval(p) * 2))) return notes;
      const days = left === null || left <= 0 ? null : daysOf(left);
      const since = age === null ? null : dayAfter(now, -age);
      return [...notes, raise.RENEWAL_FAILING({ product, code: codes[0] ?? '', codes, lapses: dayAfter(now, left !== null && left > 0 ? left : null), days, since })];
    });
  },
});

/** AD and token activation follow rules of their own, and a term that KMS never gave is integrity/validity-possible's to tell. */
const renewsByKms = (p: LicensingProduct): boolean =>
  isLicensed(p) && p.lastActivationType !== 'ad' && p.lastActivationType !== 'token' && (p.graceMinutesRemaining ?? 0) <= longestTermMinutes;

/** A host may tell its clients to renew more rarely than every 7 days. */
const longInterval = (p: LicensingProduct): number => Math.max(p.kmsClient?.renewalIntervalMinutes ?? 0, usual.renewal);

const hasOwnIntervals = (p: LicensingProduct): boolean => {
  const { activationIntervalMinutes: activation = null, renewalIntervalMinutes: renewal = null } = p.kmsClient ?? {};
  return (activation !== null && activation !== usual.activation) || (renewal !== null && renewal !== usual.renewal);
};
