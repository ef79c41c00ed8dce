import { defineCheck, type Finding } from '../../src/model/check.ts';
import type { LicensingProduct } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { cloudOf } from '../../src/knowledge/cloud-endpoints.ts';
import { editionOf, isClientWindows, isEvaluation, isNonVolumeEdition } from '../../src/knowledge/editions.ts';
import { isKmsClient, isLicensed, nameOf, operatingSystemRows, statusOf } from '../licence-rows.ts';
import { buildOf, windowsSetupKey, withoutEval } from '../setup-key-for.ts';

/** Evaluations of Windows Server can be rearmed five or six times, an ordinary Windows 10, Server 2016 or later about 1000 times. */
const fewRearms = 6;

export default defineCheck({
  id: 'client/edition-can-use-kms',
  title: 'The installed edition can be activated by KMS',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/upgrade-conversion-options',
    'https://learn.microsoft.com/windows/deployment/volume-activation/plan-for-volume-activation-client',
    'https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/windows-vm-activation-error-0xc004f074',
  ],
  needs: ['licensingProducts'],
  wants: ['machine'],
  findings: {
    WINDOWS_IS_7: { severity: 'note', says: (a: { product: string }) => `${a.product} is Windows 7, whose volume licence is an upgrade.` },
    WINDOWS_IS_NEWER: { severity: 'note', says: (a: { product: string; build: number }) => `${a.product} is of a later version than Windows 7 (build ${a.build}).` },
    EVALUATION_EDITION: {
      severity: 'fail',
      says: (a: { product: string; reason: string | null; edition: string | null; gvlk: string | null }) => `${a.product} is an evaluation and is not licensed any more; an evaluation takes no KMS client key until its edition is converted.`,
    },
    EVALUATION_RUNNING: {
      severity: 'warn',
      says: (a: { product: string; days: number | null; edition: string | null; gvlk: string | null }) =>
        `${a.product} is an evaluation${a.days === null ? '' : ` with ${a.days} days left`}; KMS cannot activate it until its edition is converted.`,
    },
    EDITION_NOT_VOLUME: {
      severity: 'fail',
      says: (a: { product: string; edition: string; reason: string | null }) => `${a.product} is not activated, and its edition (${a.edition}) has no volume licence, so KMS cannot activate it.`,
    },
    EDITION_NOT_VOLUME_LICENSED: {
      severity: 'note',
      says: (a: { product: string; edition: string }) => `${a.product} is an edition without volume licence (${a.edition}) and is activated; it does not use KMS.`,
    },
    EDITION_IS_MULTI_SESSION: { severity: 'note', says: (a: { product: string }) => `${a.product} is Windows Enterprise multi-session, which is made for Azure Virtual Desktop, and no KMS host of Azure is set for it.` },
    LOOKS_LIKE_EVALUATION: {
      severity: 'note',
      says: (a: { rearms: number }) => `The grace period is over and ${a.rearms} rearms are left: so few are typical of an evaluation edition (the text does not name the product).`,
    },
  },
  when: ({ role, licensingProducts }) => role === 'client' && operatingSystemRows(licensingProducts).length > 0,
  judge({ licensingProducts, machine }, raise) {
    const about = valueOf(machine);
    const rows = operatingSystemRows(licensingProducts);
    const client = isClientWindows(about, licensingProducts);
    const systems = rows.flatMap((p): Finding[] => {
      const product = nameOf(p);
      const build = buildOf(about, p);
      if (client === true && (isNamed7(p) || build === 7600 || build === lastBuildOf7)) return [raise.WINDOWS_IS_7({ product })];
      return build !== null && build > lastBuildOf7 ? [raise.WINDOWS_IS_NEWER({ product, build })] : [];
    });
    return [...systems, ...rows.flatMap((p): Finding[] => {
      const product = nameOf(p);
      const status = statusOf(p);
      if (isEvaluation(p, about)) {
        const left = p.graceMinutesRemaining;
        const installed = about?.editionId ?? editionOf(p);
        const target = { edition: installed === null ? null : withoutEval(installed), gvlk: windowsSetupKey(about, p) };
        return status === 'licensed' || status === 'oob-grace' || status === null
          ? [raise.EVALUATION_RUNNING({ product, days: left === null ? null : Math.floor(left / 1440), ...target })]
          : [raise.EVALUATION_EDITION({ product, reason: p.reasonCode, ...target })];
      }
      const edition = editionOf(p) ?? about?.editionId ?? null;
      if (edition !== null && isNonVolumeEdition(edition) && !isKmsClient(p)) {
        if (isLicensed(p)) return [raise.EDITION_NOT_VOLUME_LICENSED({ product, edition })];
        return status === null || status === 'oob-grace' ? [] : [raise.EDITION_NOT_VOLUME({ product, edition, reason: p.reasonCode })];
      }
      if (edition === multiSession && !isLicensed(p) && !asksAzure(p)) return [raise.EDITION_IS_MULTI_SESSION({ product })];
      const rearms = p.remainingWindowsRearms;
      const unnamed = p.channel === 'unknown' && p.name === null && p.description === null;
      return unnamed && p.reasonCode === '0xC004F009' && rearms !== null && rearms <= fewRearms ? [raise.LOOKS_LIKE_EVALUATION({ rearms })] : [];
    })];
  },
});

/** EditionID of Windows 10 and 11 Enterprise multi-session. Source: Microsoft, Windows VM activation error 0xC004F074. */
const multiSession = 'ServerRdsh';
const asksAzure = ({ kmsClient }: LicensingProduct): boolean => [kmsClient?.configuredHost, kmsClient?.discoveredHost].some((h) => cloudOf(h ?? '') === 'azure');

const lastBuildOf7 = 7601;
const isNamed7 = (p: LicensingProduct): boolean => /Windows(?:\(R\))? 7\b/i.test(p.name ?? '');
