import { licenseStatusWords } from '../knowledge/slmgr-labels.ts';
import type { LicenseStatus } from '../model/evidence.ts';

/**
 * LicenseStatus of SoftwareLicensingProduct by its number.
 * Source: https://learn.microsoft.com/previous-versions/windows/desktop/sppwmi/softwarelicensingproduct
 */
const byNumber: readonly LicenseStatus[] = [
  'unlicensed', 'licensed', 'oob-grace', 'oot-grace', 'non-genuine-grace', 'notification', 'extended-grace',
];

/**
 * The licence status that a number (0 to 6) or a word says: WMI's numbers, the words of slmgr.vbs in the documented
 * languages, those of OSPP.VBS (`---NOTIFICATIONS---`, `OOB_GRACE`) and the words of our own evidence. Letter case,
 * dashes around it and a final full stop do not matter. An unknown word or number is null: it is never guessed.
 */
export function licenseStatusOf(value: string | number | null | undefined): LicenseStatus | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return byNumber[value] ?? null;
  const word = value.slice(0, 200).normalize('NFKC').replace(/^[\s-]+/, '').replace(/[\s.。-]+$/, '').replace(/\s+/g, ' ').toLowerCase();
  if (/^[0-9]$/.test(word)) return byNumber[Number(word)] ?? null;
  return licenseStatusWords.get(word) ?? licenseStatusWords.get(word.replace(/\s*\(.*$/, '')) ?? null;
}
