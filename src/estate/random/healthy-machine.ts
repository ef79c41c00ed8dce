import type { HostKeyGroup } from '../../knowledge/host-keys.ts';
import { covers, generationOf } from '../../knowledge/host-keys.ts';
import type { Random } from '../clock/random.ts';
import type { SystemId } from '../machine/systems.ts';
import { systemIds, windowsSystems } from '../machine/systems.ts';
import { happens, oneOf } from './draw.ts';

/** Fields of a scenario file, before they are read. */
export type Raw = Record<string, unknown>;

/** How a machine is licensed with which nothing is wrong. */
export const licensings = ['kms', 'kms', 'kms', 'new', 'new', 'ad', 'mak', 'retail', 'oem', 'avma', 'subscription'] as const;
export type Licensing = (typeof licensings)[number];

const generations = ['2024', '2021', '2019', '2016'] as const;

/** Systems that a host key of this group activates. */
export const servedBy = (group: HostKeyGroup, kind: 'client' | 'server'): SystemId[] =>
  systemIds.filter((id) => {
    const { kind: own, build } = windowsSystems[id];
    const generation = generationOf(build, own === 'server');
    return own === kind && generation !== null && covers(group, generation);
  });

/** Windows 8 and Server 2012 are the first that ask Active Directory (Microsoft, activate-windows-clients-vamt). */
export const asksDirectory = (system: SystemId): boolean => Number(windowsSystems[system].build) >= 9200;

/** An Office that runs on it and asks KMS; null for none. Office 2019 and later want Windows 10 or Server 2019 (Microsoft, system requirements). */
export function officeFor(random: Random, system: SystemId): string | null {
  if (!happens(random, 35)) return null;
  const build = Number(windowsSystems[system].build);
  return build < 10_240 ? '2016' : build < 17_763 ? oneOf(random, ['2016', '2019'] as const) : oneOf(random, generations);
}

/** The Windows of a machine so licensed, and its system where only some can be. */
export function windowsOf(random: Random, licensing: Licensing, served: readonly SystemId[]): { system: SystemId; windows?: Raw; edition?: string } {
  const system = served[random.below(served.length)] ?? 'win10';
  const isServer = windowsSystems[system].kind === 'server';
  const edition = isServer ? oneOf(random, ['ServerStandard', 'ServerDatacenter'] as const) : oneOf(random, ['Enterprise', 'Professional'] as const);
  switch (licensing) {
    case 'kms': return { system, edition };
    case 'new': return { system, edition, windows: { state: 'new' } };
    case 'ad': return { system, edition, windows: { state: 'new' } };
    case 'mak': return { system, edition, windows: { channel: 'mak', state: 'licensed-for-ever' } };
    case 'avma': return { system: oneOf(random, ['server2022', 'server2019', 'server2016'] as const), windows: { channel: 'avma', state: 'licensed-for-ever' }, edition: 'ServerDatacenter' };
    case 'subscription': return { system: 'win11', edition: 'Enterprise', windows: { channel: 'retail', state: 'licensed-for-ever' } };
    default: return { system: isServer ? 'win11' : system, edition: 'Professional', windows: { channel: licensing, state: 'licensed-for-ever' } };
  }
}
