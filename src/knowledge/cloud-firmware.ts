import type { Cloud } from '../model/evidence.ts';

/**
 * The chassis asset tag of every virtual machine in Azure: decimal codes of the letters "MSFT AZURE VM". Sources: cloud-init,
 * cloudinit/sources/azure/identity.py; learn.microsoft.com/azure/sap/large-instances (registration of Azure VMs).
 */
export const azureAssetTag = '7783-7084-3265-9085-8269-3286-77';

/** What the clouds beside Azure write as maker of the machine. Sources: cloud-init, tools/ds-identify (Nitro: `Amazon EC2`; `Google`). */
export const makersOfClouds = { 'Amazon EC2': 'aws', 'Google': 'google' } as const satisfies Readonly<Record<string, Cloud>>;

/**
 * Clouds whose machines have a hardware clock in UTC by their own word: a Windows that takes it for local time "reverts back to using UTC
 * time" at its next start. Source: docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/windows-set-time.html (RealTimeIsUniversal).
 */
export const cloudsWithUtcClock: readonly Cloud[] = ['aws'];

const isMaker = (maker: string): maker is keyof typeof makersOfClouds => Object.hasOwn(makersOfClouds, maker);

/** The cloud whose machine this is by its firmware; null where it names none of these. EC2 machines of the old kind (Xen) name none. */
export function cloudOfFirmware(assetTags: readonly string[], makers: readonly string[]): Cloud | null {
  if (assetTags.includes(azureAssetTag)) return 'azure';
  const maker = makers.find(isMaker);
  return maker === undefined ? null : makersOfClouds[maker];
}
