import type { HostKeyGroup } from '../../knowledge/host-keys.ts';
import { covers } from '../../knowledge/host-keys.ts';
import type { HostKey, Product } from '../machine/state.ts';

/**
 * Whether a host key serves a client product: Windows generations by Microsoft's table of host key groups, Office by its
 * own generation alone. Source: kms-activation-planning, configure-a-kms-host-computer-for-office.
 */
export function keyCovers(key: HostKey, { generation }: Pick<Product, 'generation'>): boolean {
  if (generation.kind === 'office') return key.application === 'office' && key.group === generation.year;
  return key.application === 'windows' && covers(key.group as HostKeyGroup, { kind: generation.kind, year: generation.year });
}
