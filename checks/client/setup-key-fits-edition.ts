import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import type { LicensingProduct, Machine } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { editionOf } from '../../src/knowledge/editions.ts';
import { setupKeyByLast5, setupKeyForInstalled, type SetupKey } from '../../src/knowledge/setup-keys.ts';
import { isKmsClient, isLicensed, nameOf, operatingSystemRows } from '../licence-rows.ts';
import { buildOf } from '../setup-key-for.ts';

export default defineCheck({
  id: 'client/setup-key-fits-edition',
  title: 'The setup key belongs to this edition and version of Windows',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys'],
  needs: ['licensingProducts'],
  wants: ['machine'],
  findings: {
    SETUP_KEY_FOR_OTHER_EDITION: {
      severity: 'fail',
      says: (a: { product: string; key: string; keyFor: string; edition: string; gvlk: string | null; reason: string | null }) =>
        `${a.product} has the setup key of ${a.keyFor} (${a.key}), but the installed edition is ${a.edition}.`,
    },
    SETUP_KEY_FOR_OTHER_VERSION: {
      severity: 'fail',
      says: (a: { product: string; key: string; keyFor: string; build: string; gvlk: string | null; reason: string | null }) =>
        `${a.product} has the setup key of ${a.keyFor} (${a.key}), which is not for build ${a.build}.`,
    },
    SETUP_KEY_FITS: { severity: 'note', says: (a: { product: string; key: string; gvlk: string }) => `${a.product} has Microsoft's published setup key for it (${a.key}).` },
    SETUP_KEY_NOT_PUBLISHED: {
      severity: 'note',
      says: (a: { product: string; key: string }) => `The key of ${a.product} (${a.key}) is a KMS client key by its channel, but none of the published setup keys.`,
    },
  },
  when: ({ role, licensingProducts }) => role === 'client' && systemClients(licensingProducts).length > 0,
  judge({ licensingProducts, machine }, raise, cannotTell) {
    const about = valueOf(machine);
    const rows = systemClients(licensingProducts);
    return rows.flatMap((p): (Finding | Unsettled)[] => {
      const last5 = p.partialProductKey;
      if (last5 === null) return [cannotTell('licensingProducts')];
      const key = setupKeyByLast5(last5);
      if (key === null) return [raise.SETUP_KEY_NOT_PUBLISHED({ product: nameOf(p), key: last5 })];
      const edition = editionFor(about, p);
      const build = buildOf(about, p);
      // What a KMS host has activated fits; the hints below then only mislead.
      if (isLicensed(p) || edition === null || key.editionIds.length === 0) return [raise.SETUP_KEY_FITS({ product: nameOf(p), key: last5, gvlk: key.key })];
      const right = build === null ? null : (setupKeyForInstalled(edition, build)?.key ?? null);
      const told = { product: nameOf(p), key: last5, keyFor: `${key.product} ${key.edition}`, gvlk: right, reason: p.reasonCode };
      if (!key.editionIds.some((id) => sameEdition(id, edition))) return [raise.SETUP_KEY_FOR_OTHER_EDITION({ ...told, edition })];
      if (build !== null && !fitsBuild(key, build, right)) return [raise.SETUP_KEY_FOR_OTHER_VERSION({ ...told, build: String(build) })];
      return [raise.SETUP_KEY_FITS({ product: nameOf(p), key: last5, gvlk: key.key })];
    });
  },
});

const systemClients = (products: readonly LicensingProduct[]): LicensingProduct[] => operatingSystemRows(products).filter(isKmsClient);

/** What is installed is told by the registry; the row's own name follows the key rather than the installation. */
const editionFor = (machine: Machine | null, p: LicensingProduct): string | null => machine?.editionId ?? editionOf(p);

/** `ServerStandardCor` and `ServerStandardCore` are Server Core spellings of `ServerStandard`. */
const plain = (edition: string): string => edition.toLowerCase().replace(/^(server.*?)cor(?:e)?$/, '$1');
const sameEdition = (a: string, b: string): boolean => plain(a) === plain(b);

/** Setup keys of several Windows versions share an edition: the newest that suits the build is the right one. */
function fitsBuild(key: SetupKey, build: number, right: string | null): boolean {
  if (right !== null) return right === key.key;
  return key.builds.length > 0 ? key.builds.includes(build) : key.buildMin === null || build >= key.buildMin;
}
