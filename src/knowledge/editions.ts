import type { LicensingProduct, Machine } from '../model/evidence.ts';

/** EditionID values of Windows that Microsoft sells in no volume channel (planning for volume activation, Microsoft). */
const notVolume = new Set([
  'core', 'coren', 'coresinglelanguage', 'corecountryspecific', 'cloud', 'cloudn', 'clouded', 'cloudedn',
  'starter', 'startern', 'startere', 'homebasic', 'homebasicn', 'homebasice', 'homepremium', 'homepremiumn', 'homepremiume',
  'ultimate', 'ultimaten', 'ultimatee',
]);

/**
 * The edition word in a product's name: `Windows(R), Professional edition` → `Professional`; null where the name is not
 * built so. The names of licence files are not translated.
 */
export const editionOf = ({ name }: Pick<LicensingProduct, 'name'>): string | null =>
  /,\s*([A-Za-z0-9]{2,40})\s+edition\b/i.exec(name ?? '')?.[1] ?? null;

/** True for an evaluation: by channel, by words in name or description, or by an EditionID that ends in `Eval`. */
export function isEvaluation(product: LicensingProduct, machine: Machine | null): boolean {
  return product.channel === 'eval'
    || /TIMEBASED_EVAL|\bEvaluation\b|Eval(?:Core?)?\s+edition/i.test(`${product.name ?? ''} ${product.description ?? ''} ${product.channelText ?? ''}`)
    || (product.application === 'windows' && (/Eval(?:Cor)?$/i.test(machine?.editionId ?? '') || /\bEvaluation\b/i.test(machine?.caption ?? '')));
}

/** True where the edition has no volume licence at all, so that KMS can never activate it (Home, Single Language…). */
export const isNonVolumeEdition = (edition: string): boolean => notVolume.has(edition.toLowerCase());

/** True for editions of Windows Server, by the word in the product's name or the registry's EditionID. */
const isServerEdition = (edition: string): boolean => /^Server/i.test(edition) && !/^ServerRdsh$/i.test(edition);

/**
 * Whether the machine runs a client edition of Windows: true, false, or null where neither caption, edition nor product
 * name says. Enterprise multi-session (`ServerRdsh`) counts as a client.
 */
export function isClientWindows(machine: Machine | null, products: readonly LicensingProduct[]): boolean | null {
  if (machine?.caption) return !/Server/i.test(machine.caption);
  const editions = [machine?.editionId ?? null, ...products.filter((p) => p.application === 'windows').map(editionOf)];
  const edition = editions.find((e) => e !== null && e !== '');
  return edition === undefined || edition === null ? null : !isServerEdition(edition);
}

/** True for Windows Server Datacenter: Azure Edition, which runs in Azure and on Azure Local alone. */
export const isAzureEdition = (machine: Machine | null, products: readonly LicensingProduct[]): boolean =>
  /azure edition/i.test(machine?.caption ?? '') || [machine?.editionId ?? null, ...products.filter((p) => p.application === 'windows').map(editionOf)].some((e) => /^ServerTurbine/i.test(e ?? ''));
