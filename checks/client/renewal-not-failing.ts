import { defineCheck } from '../../src/model/check.ts';
import type { LicensingProduct } from '../../src/model/evidence.ts';
import { dayAfter, daysOf, nameOf } from '../licence-rows.ts';
import { failingRenewals, isRenewalDue, renewableRows, usualIntervals } from '../renewals.ts';

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
  when: ({ role, licensingProducts }) => role === 'client' && renewableRows(licensingProducts).length > 0,
  judge({ licensingProducts, events, activationAttempts, machine, at }, raise, cannotTell) {
    const now = at ?? (machine.state === 'seen' ? machine.value.time : null);
    const failing = new Map(failingRenewals({ licensingProducts, events, activationAttempts }, now).map((f) => [f.row, f]));
    return renewableRows(licensingProducts).flatMap((p) => {
      const product = nameOf(p);
      const left = p.graceMinutesRemaining !== null && p.graceMinutesRemaining > 0 ? p.graceMinutesRemaining : null;
      const notes = hasOwnIntervals(p)
        ? [raise.RENEWAL_INTERVAL_CUSTOM({ product, activation: p.kmsClient?.activationIntervalMinutes ?? usualIntervals.activation, renewal: p.kmsClient?.renewalIntervalMinutes ?? usualIntervals.renewal })]
        : [];
      const failed = failing.get(p);
      // Until a renewal is due none can have failed; from then on the log tells.
      if (failed === undefined) return events.state === 'unseen' && isRenewalDue(p) ? [...notes, cannotTell('events')] : notes;
      const { codes, age } = failed;
      const since = age === null ? null : dayAfter(now, -age);
      return [...notes, raise.RENEWAL_FAILING({ product, code: codes[0] ?? '', codes, lapses: dayAfter(now, left), days: left === null ? null : daysOf(left), since })];
    });
  },
});

const hasOwnIntervals = (p: LicensingProduct): boolean => {
  const { activationIntervalMinutes: activation = null, renewalIntervalMinutes: renewal = null } = p.kmsClient ?? {};
  return (activation !== null && activation !== usualIntervals.activation) || (renewal !== null && renewal !== usualIntervals.renewal);
};
