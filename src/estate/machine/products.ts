import type { HostKeyGroup } from '../../knowledge/host-keys.ts';
import { generationOf } from '../../knowledge/host-keys.ts';
import { setupKeyForInstalled, setupKeysFor } from '../../knowledge/setup-keys.ts';
import { activationThresholds, kmsTimes } from '../../knowledge/thresholds.ts';
import { ClientIdCache } from '../host/client-id-cache.ts';
import { applicationIds } from './applications.ts';
import { madeUpId } from './made-up-id.ts';
import type { Channel, OfficeGeneration, Product } from './state.ts';
import type { EditionId, WindowsSystem } from './systems.ts';

/** "The license is not activated yet, grace is running": the reason of initial grace. Source: slerror.h, Windows SDK. */
const graceRuns = '0x4004F00C';

const rearms = 1001;

const blank = (): Omit<Product, 'application' | 'applicationId' | 'activationId' | 'name' | 'description' | 'channel' | 'channelText' | 'extendedPid' | 'last5' | 'generation' | 'requiredCount'> => ({
  licenseStatus: 2, reason: graceRuns, stateEndsAt: null, lastActivationType: 0, adObject: null, configuredHost: null, configuredPort: null,
  activationType: null, discovered: null, hostExtendedPid: null, activationIntervalMinutes: kmsTimes.activationIntervalMinutes,
  renewalIntervalMinutes: kmsTimes.renewalIntervalMinutes, remainingSkuRearms: rearms, isAddon: false, hostKey: null,
});

/** How WMI words each channel: ProductKeyChannel, and the word in the description. */
const channelWords: Readonly<Record<Channel, readonly [text: string, word: string]>> = {
  'kms-client': ['Volume:GVLK', 'VOLUME_KMSCLIENT'],
  'kms-host': ['Volume:CSVLK', 'VOLUME_KMS'],
  'mak': ['Volume:MAK', 'VOLUME_MAK'],
  'retail': ['Retail', 'RETAIL'],
  'oem': ['OEM:DM', 'OEM_DM'],
  'eval': ['Retail:TB:Eval', 'TIMEBASED_EVAL'],
  'avma': ['Volume:AVMA', 'VIRTUAL_MACHINE_ACTIVATION'],
  'subscription': ['Retail:TB:Sub', 'TIMEBASED_SUB'],
};

/** A last five that no published key has, for keys that are an organisation's or a person's own. Letters of product keys only. */
export const ownLast5 = 'Q7K9W';

const pid = (build: string, activationId: string): string => `03612-03290-000-${Number.parseInt(activationId.slice(0, 5), 16).toString().padStart(6, '0')}-03-1033-${build}.0000-0872026`;

const gvlks = new Map<string, string | null>();

/** The last five of the GVLK for an installed Windows; hundreds of machines of an estate have the same. */
function gvlkOf(editionId: EditionId, build: string): string | null {
  const key = `${editionId} ${build}`;
  const known = gvlks.get(key);
  if (known !== undefined) return known;
  const found = setupKeyForInstalled(editionId, Number(build))?.last5 ?? null;
  gvlks.set(key, found);
  return found;
}

/** How a row names Windows, and its description: Windows 7 and Server 2008 R2 say so, later ones do not. Source: `slmgr /dlv` of each. */
function rowWords({ kind, build }: WindowsSystem): readonly [family: string, description: string] {
  if (Number(build) > 7601) return ['Windows(R)', 'Windows(R) Operating System'];
  const family = kind === 'server' ? 'Windows Server(R)' : 'Windows(R) 7';
  return [family, `Windows Operating System - ${family}`];
}

/** The row of the installed Windows. `last5` is the GVLK's own where the channel is `kms-client` and none is given. */
export function windowsProduct(system: WindowsSystem, editionId: EditionId, channel: Channel, last5?: string | null): Product {
  const [channelText, word] = channelWords[channel];
  const activationId = madeUpId(`windows ${system.build} ${editionId} ${channel}`);
  const [family, ofSystem] = rowWords(system);
  // "Enterprise multi-session … won't activate against on-premises KMS" (Microsoft, windows-multisession-faq): no host key covers it.
  const generation = editionId === 'ServerRdsh' ? { kind: system.kind, year: 'multi-session' } : generationOf(system.build, system.kind === 'server') ?? { kind: system.kind, year: system.caption.replace(/^Microsoft Windows (?:Server )?/, '') };
  return {
    ...blank(),
    application: 'windows', applicationId: applicationIds.windows, activationId,
    name: `${family}, ${editionId} edition`, description: `${ofSystem}, ${word} channel`, channel, channelText,
    extendedPid: pid(system.build, activationId), last5: last5 === undefined ? (channel === 'kms-client' ? gvlkOf(editionId, system.build) : ownLast5) : last5,
    generation, requiredCount: system.kind === 'server' ? activationThresholds.windowsServer : activationThresholds.windowsClient,
  };
}

const hostKeyWords: Readonly<Record<HostKeyGroup, string>> = {
  ws2025: 'VOLUME_KMS_WS25', ws2022: 'VOLUME_KMS_WS22', ws2019: 'VOLUME_KMS_WS19', ws2016: 'VOLUME_KMS_WS16',
  '2012r2-win10': 'VOLUME_KMS_2012-R2_WIN10', win10: 'VOLUME_KMS_WIN10', older: 'VOLUME_KMS_2012-R2',
};

const noCounters = () => ({ total: 0, failed: 0, byStatus: [0, 0, 0, 0, 0, 0, 0] as [number, number, number, number, number, number, number] });

/** The row of a Windows host key of a group. */
export function windowsHostProduct(system: WindowsSystem, editionId: EditionId, group: HostKeyGroup, activated: boolean): Product {
  const row = windowsProduct(system, editionId, 'kms-host', '7QD4K');
  return {
    ...row, description: `${rowWords(system)[1]}, ${hostKeyWords[group]} channel`, activationId: madeUpId(`host key ${group}`),
    extendedPid: `03612-00206-563-124817-03-1033-${system.build}.0000-1122025`,
    ...licensedForEver(activated), hostKey: { application: 'windows', group, activated, counters: noCounters(), cache: new ClientIdCache() },
  };
}

const licensedForEver = (activated: boolean): Pick<Product, 'licenseStatus' | 'reason' | 'stateEndsAt'> =>
  activated ? { licenseStatus: 1, reason: '0x00000000', stateEndsAt: null } : { licenseStatus: 5, reason: '0xC004F009', stateEndsAt: null };

const officeNumbers: Readonly<Record<OfficeGeneration, { name: string; edition: string }>> = {
  '2024': { name: 'Office 24', edition: 'Office24ProPlus2024' },
  '2021': { name: 'Office 21', edition: 'Office21ProPlus2021' },
  '2019': { name: 'Office 19', edition: 'Office19ProPlus2019' },
  '2016': { name: 'Office 16', edition: 'Office16ProPlus' },
  '2013': { name: 'Office 15', edition: 'OfficeProPlus' },
};

const officeEndings: Partial<Record<Channel, string>> = { 'kms-client': 'VL_KMS_Client_AE', 'mak': 'VL_MAK_AE', 'retail': 'R_Retail', 'subscription': 'R_Subscription1' };

/** The row of an Office Professional Plus. `last5` is the GVLK's own where the channel is `kms-client` and none is given. */
export function officeProduct(generation: OfficeGeneration, channel: Channel, last5?: string | null): Product {
  const { name, edition } = officeNumbers[generation];
  const [, word] = channelWords[channel];
  const gvlk = setupKeysFor({ kind: 'office', generation }).find((k) => /Professional Plus/.test(k.product))?.last5 ?? null;
  const activationId = madeUpId(`office ${generation} ${channel}`);
  return {
    ...blank(),
    application: 'office', applicationId: applicationIds.office, activationId,
    name: `${name}, ${edition}${officeEndings[channel] ?? 'R_Retail'} edition`, description: `${name}, ${channel === 'mak' ? 'RETAIL(MAK)' : word} channel`,
    channel, channelText: channelWords[channel][0], extendedPid: pid('16000', activationId), last5: last5 === undefined ? (channel === 'kms-client' ? gvlk : ownLast5) : last5,
    generation: { kind: 'office', year: generation }, requiredCount: activationThresholds.office,
  };
}

/** The row of an Office host key: each generation of Office has its own (Microsoft, configure a KMS host for Office). */
export function officeHostProduct(generation: OfficeGeneration, activated: boolean): Product {
  const { name } = officeNumbers[generation];
  const row = officeProduct(generation, 'retail', 'K7VVD');
  return {
    ...row, name: `${name}, OfficeKMSHostVL_KMS_Host edition`, description: `${name}, VOLUME_KMS channel`, channel: 'kms-host', channelText: 'Volume:CSVLK',
    activationId: madeUpId(`office host key ${generation}`), ...licensedForEver(activated),
    hostKey: { application: 'office', group: generation, activated, counters: noCounters(), cache: new ClientIdCache() },
  };
}
