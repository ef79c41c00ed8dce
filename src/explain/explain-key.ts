import { allSetupKeys, publishedKey, publishedKeyByLast5 } from '../knowledge/setup-keys.ts';
import type { SetupKey } from '../knowledge/setup-keys.ts';
import { emptyExplanation } from './entry.ts';
import type { Explanation } from './entry.ts';
import { editDistance } from '../model/nearest.ts';

const fiveGroups = /^[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}$/i;
/** A key with a letter too many or too few, or without its hyphens, is as secret as a right one. */
const nearlyFiveGroups = /^[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6}){3,5}$/i;
const withoutHyphens = /^[A-Z0-9]{24,26}$/i;

/** True where a word is, or was probably meant as, a whole product key; it must not be shown unless Microsoft published it. */
export const looksLikeKey = (word: string): boolean =>
  fiveGroups.test(word) || (/[A-Z]/i.test(word) && /\d/.test(word) && (nearlyFiveGroups.test(word) || withoutHyphens.test(word)));

const inGroups = (word: string): string => (word.replace(/-/g, '').match(/.{1,5}/g) ?? []).join('-').toUpperCase();

/** Explains a published setup key, whole or by its last five characters; null for every other word. */
export function explainKey(word: string): Explanation | null {
  const key = /^[A-Z0-9]{5}$/i.test(word) ? publishedKeyByLast5(word) : looksLikeKey(word) ? publishedKey(inGroups(word)) : null;
  return key === null ? null : describe(key);
}

/** The sentence for a whole key that Microsoft did not publish: never more of it than its last five characters. */
export function refuseKey(word: string): string {
  const letters = inGroups(word);
  const near = allSetupKeys().find((k) => editDistance(k.key, letters, 3) <= 3);
  const hint = near === undefined
    ? 'It is a key of your own (CSVLK, MAK, retail or OEM) or mistyped: keep it secret. Only setup keys that Microsoft publishes can be explained; slmgr /dlv shows the channel of an installed key'
    : `Nearest published key: ${near.key}, ${near.product} ${near.edition}`;
  return `The product key that ends in ${word.replace(/-/g, '').slice(-5).toUpperCase()} is not a setup key published by Microsoft. ${hint}.`;
}

function describe(key: SetupKey): Explanation {
  const product = key.product.includes(key.edition) ? key.product : `${key.product} ${key.edition}`;
  const isAvma = key.use === 'avma';
  const install = key.kind === 'office' ? `cscript ospp.vbs /inpkey:${key.key}` : `cscript //nologo %windir%\\system32\\slmgr.vbs /ipk ${key.key}`;
  const activate = key.kind === 'office' ? 'cscript ospp.vbs /act' : 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato';
  return {
    ...emptyExplanation('key', key.key),
    scope: [isAvma ? 'AVMA' : 'KMS client', key.kind === 'office' ? 'Office' : 'Windows'],
    meaning: isAvma
      ? `Published AVMA key of ${product}: a virtual machine with it is activated by its Hyper-V host, which must be an activated Datacenter edition.`
      : `Published KMS client setup key (GVLK) of ${product}: it activates nothing by itself; a KMS host that has counted ${key.threshold} machines, or Active Directory, does.`,
    evidence: [
      `Installed, it shows as partial product key ${key.last5}`,
      ...(key.editionIds.length > 0 ? [`EditionID in the registry: ${key.editionIds.join(' or ')} (general knowledge of Windows, a hint)`] : []),
      ...(key.builds.length > 0 ? [`Windows build ${key.builds.join(', ')}`] : key.buildMin === null ? [] : [`Windows build ${key.buildMin} and later of its generation (${key.generation})`]),
      ...(key.officeProductIds.length > 0 ? [`Office Deployment Tool product ID: ${key.officeProductIds.join(', ')}`] : []),
      ...(key.note === null ? [] : [key.note]),
    ],
    remedies: key.withdrawn ? [] : [install, activate],
    avoid: key.withdrawn
      ? ['Do not install it: Microsoft no longer prints this key']
      : ['Do not put a published setup key on a KMS host: a host needs the organisation\'s own CSVLK'],
    sources: [key.source],
    certainty: 'high: printed by Microsoft for everyone, so it is no secret',
  };
}
