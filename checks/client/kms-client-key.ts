import { defineCheck } from '../../src/model/check.ts';
import type { Channel, LicensingProduct, Machine } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { genericRetailEdition } from '../../src/knowledge/subscription.ts';
import { isKmsClient, isLicensed, isSubscribed, nameOf, noKeyCodes, officeRows, operatingSystemRows, statusOf } from '../licence-rows.ts';
import { windowsSetupKey } from '../setup-key-for.ts';
import { isEvaluation } from '../../src/knowledge/editions.ts';

/** Channels whose keys never ask a KMS host, in words. */
const others: Partial<Record<Channel, string>> = {
  retail: 'a retail key', oem: 'an OEM key', mak: 'a MAK (multiple activation key)', avma: 'an AVMA key (for guests of Hyper-V)', subscription: 'a subscription key',
};

export default defineCheck({
  id: 'client/kms-client-key',
  title: 'Windows has a KMS client setup key (GVLK)',
  sources: [
    'https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys',
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/troubleshoot-adba-clients-not-activate',
  ],
  needs: ['licensingProducts'],
  wants: ['service', 'machine'],
  findings: {
    CLIENT_KEY_NOT_GVLK: {
      severity: 'fail',
      says: (a: { product: string; key: string; channel: string; reason: string | null; gvlk: string | null }) =>
        `${a.product} has ${a.channel}${a.key === '' ? '' : ` (${a.key})`} and is not activated; a key of that kind never asks a KMS host.`,
    },
    CLIENT_GRACE_KEY_NOT_GVLK: {
      severity: 'warn',
      says: (a: { product: string; key: string; channel: string; gvlk: string | null }) =>
        `${a.product} is in its first grace period with ${a.channel}${a.key === '' ? '' : ` (${a.key})`}; KMS will not activate it when that ends.`,
    },
    CLIENT_IS_KMS_CLIENT: { severity: 'note', says: (a: { product: string; key: string }) => `${a.product} has a KMS client setup key${a.key === '' ? '' : ` (${a.key})`}.` },
    CLIENT_NOT_KMS: { severity: 'note', remark: true, says: (a: { product: string; channel: string }) => `${a.product} is activated with ${a.channel}; it does not use KMS.` },
    CLIENT_WINDOWS_NOT_KMS: {
      severity: 'note', remark: true,
      says: (a: { product: string; channel: string }) => `${a.product} is activated with ${a.channel}; it does not use KMS, and Office on the machine does.`,
    },
    CLIENT_ON_SUBSCRIPTION: {
      severity: 'note', remark: true,
      says: (a: { product: string }) => `${a.product} is activated by a subscription, which keeps the retail or OEM key it came with; it does not use KMS.`,
    },
    CLIENT_HAS_GENERIC_KEY: {
      severity: 'note',
      says: (a: { product: string; key: string }) => `${a.product} shows the generic retail key (${a.key}) that stands for a digital licence or a subscription.`,
    },
    CLIENT_KEY_IS_AVMA: { severity: 'note', says: (a: { product: string }) => `${a.product} has an AVMA key, which works only on an activated Hyper-V Datacenter host.` },
    CLIENT_KEY_IS_MAK: { severity: 'note', says: (a: { product: string }) => `${a.product} has a MAK, which activates at Microsoft and never asks a KMS host.` },
  },
  when: ({ role, licensingProducts, machine }) => role === 'client' && operatingSystemRows(licensingProducts).some((p) => !isToldElsewhere(p, valueOf(machine))),
  judge({ licensingProducts, service, machine }, raise, cannotTell) {
    const rows = operatingSystemRows(licensingProducts);
    const clients = rows.filter(isKmsClient);
    if (clients.length > 0) return clients.map((p) => raise.CLIENT_IS_KMS_CLIENT({ product: nameOf(p), key: p.partialProductKey ?? '' }));
    // What a KMS host does still matters to Office.
    const notKms = officeRows(licensingProducts).some(isKmsClient) ? raise.CLIENT_WINDOWS_NOT_KMS : raise.CLIENT_NOT_KMS;
    const subscribed = isSubscribed(valueOf(service));
    return rows.flatMap((p) => {
      if (isToldElsewhere(p, valueOf(machine))) return [];
      const about = { product: nameOf(p), key: p.partialProductKey ?? '', channel: others[p.channel] ?? '' };
      const gvlk = windowsSetupKey(valueOf(machine), p);
      const generic = genericRetailEdition(p.partialProductKey) === null ? [] : [raise.CLIENT_HAS_GENERIC_KEY(about)];
      if (p.channel === 'unknown' && p.permanentlyActivated === true) return [...generic, notKms({ ...about, channel: 'a key whose activation is permanent' })];
      if (p.channel === 'unknown') return [...generic, cannotTell('licensingProducts')];
      const kind = p.channel === 'avma' ? [raise.CLIENT_KEY_IS_AVMA(about)] : p.channel === 'mak' ? [raise.CLIENT_KEY_IS_MAK(about)] : [];
      if (subscribed || p.channel === 'subscription') return [...generic, raise.CLIENT_ON_SUBSCRIPTION(about)];
      if (isLicensed(p)) return [...generic, ...kind, notKms(about)];
      if (statusOf(p) === null) return [...kind, cannotTell('licensingProducts')];
      if (statusOf(p) === 'oob-grace') return [...kind, raise.CLIENT_GRACE_KEY_NOT_GVLK({ ...about, gvlk })];
      return [...kind, raise.CLIENT_KEY_NOT_GVLK({ ...about, reason: p.reasonCode, gvlk })];
    });
  },
});

/** An evaluation, a host key and a missing key are other checks' to tell. */
function isToldElsewhere(p: LicensingProduct, machine: Machine | null): boolean {
  const isKeyless = p.partialProductKey === null && statusOf(p) === 'unlicensed' && p.channel !== 'unknown' && p.channel !== 'subscription';
  return p.channel === 'kms-host' || isEvaluation(p, machine) || noKeyCodes.includes(p.reasonCode ?? '') || isKeyless;
}
