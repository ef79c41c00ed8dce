import { defineCheck, type Finding } from '../../src/model/check.ts';
import { officeSetupKey } from '../setup-key-for.ts';
import { channelOf, isKmsClient, isLicensed, isSubscriptionSuite, nameOf, officeRows, officeStanding, statusOf } from '../licence-rows.ts';

type About = { product: string; key: string; reason: string; officeGvlk: string | null };

export default defineCheck({
  id: 'office/volume-licence',
  title: 'Office has a volume licence that KMS can activate',
  sources: [
    'https://learn.microsoft.com/deployoffice/vlactivation/troubleshoot-volume-activation-of-office',
    'https://learn.microsoft.com/deployoffice/vlactivation/tools-to-manage-volume-activation-of-office',
  ],
  needs: ['licensingProducts'],
  findings: {
    OFFICE_NOT_VOLUME: {
      severity: 'fail',
      says: (a: About) => `${a.product}${a.key === '' ? '' : ` (${a.key})`} has a retail key and is not activated${a.reason === '' ? '' : ` (${a.reason})`}; only a volume edition of Office asks a KMS host.`,
    },
    OFFICE_KEY_IS_MAK: {
      severity: 'fail',
      says: (a: About) => `${a.product}${a.key === '' ? '' : ` (${a.key})`} has a MAK and is not activated${a.reason === '' ? '' : ` (${a.reason})`}; with a MAK it never asks a KMS host.`,
    },
    OFFICE_SUBSCRIPTION_ROW: {
      severity: 'warn',
      says: (a: About) =>
        `${a.product} shows an expired grace entry${a.reason === '' ? '' : ` (${a.reason})`}; Microsoft 365 Apps are licensed by the user's sign-in, so it may be a harmless leftover.`,
    },
    OFFICE_SUBSCRIPTION_UNLICENSED: {
      severity: 'fail',
      says: (a: About) =>
        `${a.product}, the only Office product shown, is not licensed${a.reason === '' ? '' : ` (${a.reason})`}; Microsoft 365 Apps are licensed by the user's sign-in, so KMS cannot help, and the entry may be a harmless leftover.`,
    },
    OFFICE_IS_SUBSCRIPTION: { severity: 'note', says: (a: { product: string }) => `${a.product} belongs to Microsoft 365 Apps, which are licensed by sign-in and never by KMS.` },
    OFFICE_IS_KMS_CLIENT: { severity: 'note', says: (a: { product: string }) => `${a.product} is a KMS client.` },
    OFFICE_NOT_KMS: { severity: 'note', remark: true, says: (a: { product: string }) => `${a.product} is activated without KMS (retail or MAK key).` },
  },
  when: ({ role, licensingProducts }) => role === 'client' && officeRows(licensingProducts).some((p) => p.channel !== 'kms-host'),
  judge: ({ licensingProducts }, raise) =>
    officeRows(licensingProducts).flatMap((p): Finding[] => {
      const about: About = { product: nameOf(p), key: p.partialProductKey ?? '', reason: p.reasonCode ?? '', officeGvlk: officeSetupKey(p) };
      const standing = officeStanding(p, licensingProducts);
      if (isKmsClient(p)) return [raise.OFFICE_IS_KMS_CLIENT(about)];
      if (p.channel === 'kms-host' || standing === 'leftover' || standing === 'side') return [];
      if (isSubscriptionSuite(p)) {
        if (isLicensed(p) || statusOf(p) === null || statusOf(p) === 'oob-grace') return [raise.OFFICE_IS_SUBSCRIPTION(about)];
        return [standing === 'own' ? raise.OFFICE_SUBSCRIPTION_UNLICENSED(about) : raise.OFFICE_SUBSCRIPTION_ROW(about), raise.OFFICE_IS_SUBSCRIPTION(about)];
      }
      const channel = channelOf(p);
      if (isLicensed(p)) return channel === 'unknown' ? [] : [raise.OFFICE_NOT_KMS(about)];
      if (statusOf(p) === null || statusOf(p) === 'oob-grace') return [];
      if (channel === 'mak') return [raise.OFFICE_KEY_IS_MAK(about)];
      return channel === 'retail' || channel === 'oem' ? [raise.OFFICE_NOT_VOLUME(about)] : [];
    }),
});
