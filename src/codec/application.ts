import type { LicensingProduct } from '../model/evidence.ts';

const officeApplication = /^(?:0ff1ce15|0ff1ce16|59a52881)/;
const windowsApplication = /^55c92734/;

/**
 * Which family of products a licensing row belongs to.
 *
 * The application id decides where it is known: 55c92734-… is Windows, 0ff1ce15-… and 0ff1ce16-… are Office 2013 and
 * later, 59a52881-… is Office 2010 (observed in slmgr and OSPP output); its first eight digits are enough, so that an id
 * masked further on still tells. Else the words that name and description begin with decide. Neither: `other`.
 */
export function applicationOf(
  applicationId: string | null, name: string | null, description: string | null,
): LicensingProduct['application'] {
  const id = (applicationId ?? '').trim().replace(/^\{/, '').toLowerCase();
  if (windowsApplication.test(id)) return 'windows';
  if (officeApplication.test(id)) return 'office';
  for (const text of [name, description]) {
    if (text === null) continue;
    if (/^\s*(?:Microsoft\s+)?(?:Office|Visio|Project)/i.test(text)) return 'office';
    if (/^\s*(?:Microsoft\s+)?Windows/i.test(text)) return 'windows';
  }
  return 'other';
}
