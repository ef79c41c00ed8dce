import { defineCheck } from '../../src/model/check.ts';
import type { LicensingProduct } from '../../src/model/evidence.ts';
import { channelOf, dayAfter, decidingRows, isKmsClient, isSubscriptionSuite, nameOf, statusOf } from '../licence-rows.ts';

type Bad = { product: string; code: string | null; application: string };

const because = (code: string | null): string => (code === null ? '' : ` (reason ${code})`);

export default defineCheck({
  id: 'client/licensed',
  title: 'Windows and volume-licensed Office are licensed',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options',
    'https://learn.microsoft.com/previous-versions/windows/desktop/sppwmi/softwarelicensingproduct',
  ],
  needs: ['licensingProducts'],
  decidesFor: ['client'],
  findings: {
    LICENSE_NOTIFICATION: { severity: 'fail', says: (a: Bad) => `${a.product} is not activated and shows notifications${because(a.code)}.` },
    LICENSE_UNLICENSED: { severity: 'fail', says: (a: Bad) => `${a.product} is unlicensed${because(a.code)}.` },
    LICENSE_OOT_GRACE: {
      severity: 'fail',
      says: (a: Bad) => `${a.product} is in the extra grace period that follows a lapsed KMS licence or changed hardware${because(a.code)}.`,
    },
    LICENSE_NON_GENUINE_GRACE: { severity: 'fail', says: (a: Bad) => `${a.product} is in the grace period after a failed genuine check${because(a.code)}.` },
    LICENSE_EXTENDED_GRACE: { severity: 'fail', says: (a: Bad) => `${a.product} is in extended grace and is not activated${because(a.code)}.` },
    LICENSE_LICENSED: {
      severity: 'note',
      says: (a: { product: string; days: number | null; until: string | null }) =>
        `${a.product} is licensed${a.days === null ? '' : ` for ${a.days} more days`}${a.until === null ? '' : `, until ${a.until}`}.`,
    },
    LICENSE_INITIAL_GRACE: {
      severity: 'note',
      says: (a: { product: string; days: number | null; lapses: string | null }) =>
        `${a.product} is in its first grace period${a.days === null ? '' : `, which lapses in ${a.days} days`}${a.lapses === null ? '' : ` on ${a.lapses}`}; it keeps trying to activate.`,
    },
    LICENSE_LAPSED: { severity: 'note', says: (a: { product: string }) => `${a.product} was activated by KMS before, and that licence has run out.` },
    CLIENT_EVER_ACTIVATED: { severity: 'note', says: (a: { product: string }) => `${a.product} has been activated by a KMS host before.` },
    CLIENT_NEVER_ACTIVATED: { severity: 'note', says: (a: { product: string }) => `${a.product} has never been activated by a KMS host with this key.` },
  },
  when: ({ role, licensingProducts }) => role === 'client' && !isOfAnotherKind(decidingRows(licensingProducts)),
  judge({ licensingProducts, at }, raise, cannotTell) {
    const rows = decidingRows(licensingProducts);
    if (!rows.some((p) => statusOf(p) !== null)) return [cannotTell('licensingProducts')];
    return rows.flatMap((p) => {
      const product = nameOf(p);
      if (isToldElsewhere(p)) return [];
      const bad: Bad = { product, code: p.reasonCode, application: p.application };
      const left = p.graceMinutesRemaining !== null && p.graceMinutesRemaining > 0 ? p.graceMinutesRemaining : null;
      const days = left === null ? null : Math.floor(left / 1440);
      const before = everActivated(p);
      const history = before === null ? [] : [before ? raise.CLIENT_EVER_ACTIVATED({ product }) : raise.CLIENT_NEVER_ACTIVATED({ product })];
      const lapsed = before === true ? [raise.LICENSE_LAPSED({ product })] : [];
      switch (statusOf(p)) {
        case 'licensed':
          return [...history, raise.LICENSE_LICENSED({ product, days, until: dayAfter(at, left) })];
        case 'oob-grace':
          return [...history, raise.LICENSE_INITIAL_GRACE({ product, days, lapses: dayAfter(at, left) })];
        case 'notification':
          return [...history, ...lapsed, raise.LICENSE_NOTIFICATION(bad)];
        case 'oot-grace':
          return [...history, ...lapsed, raise.LICENSE_OOT_GRACE(bad)];
        case 'non-genuine-grace':
          return [raise.LICENSE_NON_GENUINE_GRACE(bad)];
        case 'extended-grace':
          return [...history, ...lapsed, raise.LICENSE_EXTENDED_GRACE(bad)];
        case 'unlicensed':
          return [...history, raise.LICENSE_UNLICENSED(bad)];
        case null:
          return [];
      }
    });
  },
});

const isOfficeWithoutKms = (p: LicensingProduct): boolean =>
  p.application === 'office' && (isSubscriptionSuite(p) || ['retail', 'oem', 'mak', 'subscription'].includes(channelOf(p)));

/** Office that never asks a KMS host and is not licensed is office/volume-licence's to tell. */
const isToldElsewhere = (p: LicensingProduct): boolean => isOfficeWithoutKms(p) && statusOf(p) !== 'licensed';

/** Nothing but such products: that they are licensed would be said of none. */
const isOfAnotherKind = (rows: readonly LicensingProduct[]): boolean => rows.length > 0 && rows.every((p) => statusOf(p) !== null && isToldElsewhere(p));

/** Whether a KMS host ever activated this key here: true, false, or null where the row does not tell. */
function everActivated(p: LicensingProduct): boolean | null {
  if (!isKmsClient(p)) return null;
  const facts = p.kmsClient;
  if (p.lastActivationType === 'kms') return true;
  if (statusOf(p) === 'licensed') return p.lastActivationType === 'ad' ? null : true;
  // A host that said that its count is too low is known by its PID too.
  if (p.lastActivationType === 'none') return false;
  if ((facts?.hostExtendedPid ?? null) !== null) return true;
  // `/dlv` prints the KMS part only after a first contact; rearm counts tell that the whole `/dlv` text is there, and the
  // reason that nothing but a missing activation stands in the way.
  const whole = facts === null && p.extendedPid !== null && p.remainingWindowsRearms !== null;
  return whole && (p.reasonCode === '0xC004F056' || statusOf(p) === 'oob-grace') ? false : null;
}
