import { emptyProduct } from '../../model/evidence.ts';
import type { LicensingProduct } from '../../model/evidence.ts';
import { applicationOf } from '../application.ts';
import { channelOf } from '../channel.ts';
import { licenseStatusOf } from '../license-status.ts';
import { lastFiveOf, textOf } from '../plain-value.ts';

const deepest = 6;

/** Ansible's words for LicenseStatus that no script of Windows prints. Source: community.windows, win_product_facts. */
const statusWords: ReadonlyMap<string, number> = new Map([
  ['unlicensed', 0], ['licensed', 1], ['oobgrace', 2], ['ootgrace', 3], ['nongenuinegrace', 4], ['notification', 5], ['extendedgrace', 6],
]);

/**
 * The Windows product of Ansible's win_product_facts (`ansible_os_license_*`), wherever it stands in a JSON value; null
 * where it holds none. The module prints the installed key whole: its last five characters alone are kept. Its product
 * id is not the extended PID and is not read.
 */
export function productOfAnsibleFacts(value: unknown, depth = 0): LicensingProduct | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || depth > deepest) return null;
  const members = value as Readonly<Record<string, unknown>>;
  if (Object.keys(members).some((key) => key.startsWith('ansible_os_license_'))) return productOf(members);
  for (const member of Object.values(members)) {
    const found = productOfAnsibleFacts(member, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function productOf(facts: Readonly<Record<string, unknown>>): LicensingProduct {
  const text = (name: string): string | null => {
    const value = facts[name];
    return typeof value === 'string' ? textOf(value) : null;
  };
  const name = text('ansible_os_license_edition');
  const status = text('ansible_os_license_status');
  return {
    ...emptyProduct(),
    // The module looks at Windows alone.
    application: applicationOf(null, name, null) === 'office' ? 'office' : 'windows',
    name,
    ...channelOf(text('ansible_os_license_channel'), null),
    partialProductKey: lastFiveOf(text('ansible_os_product_key')),
    licenseStatus: licenseStatusOf(statusWords.get(status?.toLowerCase() ?? '') ?? status),
  };
}
