import { defineCheck, type Finding } from '../../src/model/check.ts';
import { isLicensed, kmsClientRows, nameOf } from '../licence-rows.ts';

const words: Readonly<Record<string, string>> = { ad: 'Active Directory', token: 'token-based activation' };

export default defineCheck({
  id: 'client/activation-type-allows-kms',
  title: 'The configured activation type allows KMS',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options'],
  needs: ['licensingProducts'],
  findings: {
    ACTIVATION_TYPE_EXCLUDES_KMS: {
      severity: 'fail',
      says: (a: { product: string; only: string; activationId: string | null }) => `${a.product} may activate by ${a.only} only, so it never asks a KMS host, and it is not activated.`,
    },
    ACTIVATION_TYPE_BARS_RENEWAL: {
      severity: 'warn',
      says: (a: { product: string; only: string }) => `${a.product} was activated by KMS, but may now activate by ${a.only} only, so KMS cannot renew it.`,
    },
    ACTIVATION_TYPE_RESTRICTED: { severity: 'note', says: (a: { product: string; only: string }) => `${a.product} is set to activate by ${a.only} only, and does.` },
  },
  when: ({ role, licensingProducts }) => role === 'client' && kmsClientRows(licensingProducts).some((p) => p.activationType !== null),
  judge: ({ licensingProducts }, raise) =>
    kmsClientRows(licensingProducts).flatMap((p): Finding[] => {
      if (p.activationType !== 'ad' && p.activationType !== 'token') return [];
      const about = { product: nameOf(p), only: words[p.activationType] ?? p.activationType, activationId: p.activationId };
      if (!isLicensed(p)) return p.licenseStatus === null ? [] : [raise.ACTIVATION_TYPE_EXCLUDES_KMS(about)];
      return [p.lastActivationType === 'kms' ? raise.ACTIVATION_TYPE_BARS_RENEWAL(about) : raise.ACTIVATION_TYPE_RESTRICTED(about)];
    }),
});
