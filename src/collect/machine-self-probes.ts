import { olderEndpointOf } from '../knowledge/cloud-endpoints.ts';
import { activationEndpoint } from '../knowledge/microsoft-endpoints.ts';
import { seen } from '../model/evidence.ts';
import type { Cloud, Evidence, LicensingProduct, Source } from '../model/evidence.ts';
import type { Limits } from '../model/network.ts';
import type { WindowsMachine } from '../model/windows.ts';
import type { NamedHost } from './request.ts';

/** What a machine is asked to try from itself, beside the look at KMS: only what its role and its state call for. */
export type SelfProbes = Place & { limits: Limits; now: () => number };

/** The machine, the cloud that runs it, and the KMS hosts that a client is told to use. */
type Place = { role: 'client' | 'host'; cloud: Cloud | null; products: readonly LicensingProduct[]; hosts: readonly NamedHost[] };

/** A host key that waits for Microsoft's activation. */
const isWaiting = (p: LicensingProduct): boolean => p.channel === 'kms-host' && p.partialProductKey !== null && p.licenseStatus !== null && p.licenseStatus !== 'licensed';

/**
 * True where it matters whether the machine reaches Microsoft: of a KMS host while a host key of it waits; of a client in Azure that is told
 * to use Azure's own KMS, whose way out of its network leads to both.
 */
export const triesMicrosoft = ({ role, cloud, products, hosts }: Place): boolean =>
  (role === 'host' ? products.some(isWaiting) : cloud === 'azure' && hosts.some(({ host }) => olderEndpointOf(host) !== null));

/**
 * A client in Azure asks Azure's metadata service; a machine of which `triesMicrosoft` says so opens a connection to Microsoft's activation
 * endpoint. Nothing is sent otherwise. Empty where the machine can try neither.
 */
export async function probeFromItself(machine: WindowsMachine, { role, cloud, products, hosts, limits, now }: SelfProbes): Promise<Partial<Evidence>> {
  const from = now();
  const source = (by: string): Source => ({ by, vantage: role, at: new Date(from).toISOString(), tookMs: Math.round(now() - from) });
  const [told, tried] = await Promise.all([
    role === 'client' && cloud === 'azure' ? machine.askMetadata?.(limits) : undefined,
    triesMicrosoft({ role, cloud, products, hosts }) ? machine.tryConnection?.(activationEndpoint.host, activationEndpoint.port, limits) : undefined,
  ]);
  return {
    ...(told !== undefined && { instanceMetadata: seen({ cloud, ...told }, source('metadata service')) }),
    ...(tried !== undefined && { wayToMicrosoft: seen([{ ...tried, vantage: role }], source('tcp connect')) }),
  };
}
