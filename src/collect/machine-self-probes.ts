import { activationEndpoint } from '../knowledge/microsoft-endpoints.ts';
import { seen } from '../model/evidence.ts';
import type { Cloud, Evidence, LicensingProduct, Source } from '../model/evidence.ts';
import type { Limits } from '../model/network.ts';
import type { WindowsMachine } from '../model/windows.ts';

/** What a machine is asked to try from itself, beside the look at KMS: only what its role and its state call for. */
export type SelfProbes = { role: 'client' | 'host'; cloud: Cloud | null; products: readonly LicensingProduct[]; limits: Limits; now: () => number };

/** True where a host key waits for Microsoft's activation: only then does it matter whether the host reaches Microsoft. */
export const waitsForMicrosoft = (products: readonly LicensingProduct[]): boolean =>
  products.some((p) => p.channel === 'kms-host' && p.partialProductKey !== null && p.licenseStatus !== null && p.licenseStatus !== 'licensed');

/**
 * A client in Azure asks Azure's metadata service; a KMS host whose key waits tries Microsoft's activation endpoint. Nothing is sent
 * otherwise. Empty where the machine can try neither.
 */
export async function probeFromItself(machine: WindowsMachine, { role, cloud, products, limits, now }: SelfProbes): Promise<Partial<Evidence>> {
  const from = now();
  const source = (by: string): Source => ({ by, vantage: role, at: new Date(from).toISOString(), tookMs: Math.round(now() - from) });
  if (role === 'client' && cloud === 'azure') {
    const told = await machine.askMetadata?.(limits);
    return told === undefined ? {} : { instanceMetadata: seen({ cloud, ...told }, source('metadata service')) };
  }
  if (role === 'host' && waitsForMicrosoft(products)) {
    const tried = await machine.tryConnection?.(activationEndpoint.host, activationEndpoint.port, limits);
    return tried === undefined ? {} : { wayToMicrosoft: seen([{ ...tried, vantage: 'host' }], source('tcp connect')) };
  }
  return {};
}
