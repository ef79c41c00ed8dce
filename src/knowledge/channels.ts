import type { Channel } from '../model/evidence.ts';

/** How a product key was sold and so how it is activated. */
export type ChannelFacts = {
  channel: Exclude<Channel, 'unknown'>;
  title: string;
  /** The spellings of slmgr, ospp and WMI (ProductKeyChannel, Description). */
  words: readonly string[];
  meaning: string;
  evidence: readonly string[];
  remedies: readonly string[];
  avoid: readonly string[];
  sources: readonly string[];
};

const slmgrOptions = 'Slmgr.vbs options - https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options';
const kmsGeneral = 'Guidelines for troubleshooting KMS - https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general';
const planning = 'Plan for volume activation - https://learn.microsoft.com/windows/deployment/volume-activation/plan-for-volume-activation-client';
const avma = 'Automatic Virtual Machine Activation - https://learn.microsoft.com/windows-server/get-started/automatic-vm-activation';
const adba = "Troubleshoot ADBA clients that don't activate - https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/troubleshoot-adba-clients-not-activate";
const setupKeys = 'KMS client activation and product keys - https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys';
const officeTools = 'Tools to manage volume activation of Office - https://learn.microsoft.com/office/volume-license-activation/tools-to-manage-volume-activation-of-office';

const dlv = 'slmgr /dlv: the Description, and on Windows 8 and later the Product Key Channel';
const toGvlk = 'Where KMS is wanted: slmgr /ipk with the published setup key (GVLK) of the installed edition, then slmgr /ato';
const notUpk = 'Do not remove the key with slmgr /upk; install over it with slmgr /ipk';

/** Every channel that kmsdoctor tells apart, with the spellings that are known. */
export const channels: readonly ChannelFacts[] = [
  {
    channel: 'kms-client', title: 'KMS client (GVLK)',
    words: ['kms-client', 'Volume:GVLK', 'GVLK', 'VOLUME_KMSCLIENT', 'VOLUME-KMSCLIENT', 'KMSCLIENT', 'KMS client'],
    meaning: 'A volume licence product with a setup key (GVLK): it is activated by a KMS host or by Active Directory, and asks again every 7 days for at most 180 days.',
    evidence: [dlv, 'kmsdoctor check: DNS, network and host decide whether it can be activated'], remedies: ['slmgr /ato asks the KMS host or Active Directory again'],
    avoid: ['Do not point it at a KMS host that your organisation does not run'], sources: [kmsGeneral, setupKeys, slmgrOptions],
  },
  {
    channel: 'kms-host', title: 'KMS host key (CSVLK)',
    words: ['kms-host', 'Volume:CSVLK', 'CSVLK', 'VOLUME_KMS', 'VOLUME_KMS_C', 'VOLUME_KMS_B', 'VOLUME_KMS_2012-R2', 'VOLUME_KMS_2012-R2_WIN10', 'VOLUME_KMS_WS16', 'VOLUME_KMS_WS19', 'VOLUME_KMS_WS22', 'VOLUME_KMS_WS25', 'KMS host'],
    meaning: 'The key that makes a machine a KMS host. It is activated once with Microsoft, on at most six hosts, and belongs to the organisation alone.',
    evidence: [dlv, 'The suffix tells the key group; Microsoft prints VOLUME_KMS and VOLUME_KMS_C only, newer suffixes are known from the field'],
    remedies: ['On a machine that should be a client: slmgr /ipk with the published setup key (GVLK) of its edition'],
    avoid: ['Do not install a KMS host key on clients: every machine with it becomes a host and uses up activations', 'Do not print or mail it: it is secret'], sources: [planning, slmgrOptions, officeTools],
  },
  {
    channel: 'mak', title: 'Multiple Activation Key (MAK)', words: ['mak', 'Volume:MAK', 'VOLUME_MAK', 'RETAIL(MAK)', 'RETAIL:MAK'],
    meaning: 'A volume key that each machine activates once with Microsoft, online or by telephone; no KMS host is involved. Office shows it as RETAIL(MAK).',
    evidence: [dlv, 'Office: ospp.vbs /dstatus, LICENSE DESCRIPTION'], remedies: [toGvlk, 'With MAK: slmgr /ato needs the internet or a proxy; the count of activations is in the volume licensing portal'],
    avoid: ['Do not look for KMS faults: this product never asks a KMS host', 'Do not take RETAIL(MAK) for a retail licence', notUpk], sources: [planning, officeTools, slmgrOptions],
  },
  {
    channel: 'retail', title: 'Retail', words: ['retail', 'RETAIL', 'Retail', 'RETAIL(Grace)', 'Retail:TB'],
    meaning: 'A key or digital licence bought for one machine; it is activated with Microsoft and never asks a KMS host. RETAIL(Grace) is the key that Office carries until a real licence is there.',
    evidence: [dlv, 'On a subscription machine (Windows Enterprise by user) a retail or OEM key is normal'], remedies: [toGvlk],
    avoid: ['Do not look for KMS faults: this product never asks a KMS host', 'Do not worry about a RETAIL(Grace) row beside a licensed volume product of Office: it is a leftover', notUpk], sources: [adba, slmgrOptions, officeTools],
  },
  {
    channel: 'oem', title: 'OEM', words: ['oem', 'OEM:DM', 'OEM_DM', 'OEM:SLP', 'OEM_SLP', 'OEM:NONSLP', 'OEM_NONSLP', 'OEM:COA', 'OEM_COA', 'OEM_COA_NSLP', 'OEM_COA_SLP', 'OEM_COR', 'OEM_KEY', 'OEM_CERT', 'OEM'],
    meaning: 'The licence that came with the hardware: in the firmware (DM), by a marker of the manufacturer (SLP) or on a label (COA). It never asks a KMS host.',
    evidence: [dlv], remedies: [toGvlk], avoid: ['Do not look for KMS faults: this product never asks a KMS host', notUpk], sources: [slmgrOptions, planning],
  },
  {
    channel: 'eval', title: 'Evaluation', words: ['eval', 'TIMEBASED_EVAL', 'Retail:TB:Eval', 'Eval', 'TIMEBASED'],
    meaning: 'An evaluation edition that ends after its term; neither a GVLK nor a MAK fits until the edition is converted.',
    evidence: [dlv, 'DISM /online /Get-CurrentEdition: the name ends in Eval'],
    remedies: ['Server: DISM /online /Set-Edition:<edition> /ProductKey:<setup key> /AcceptEula, then restart', 'Windows client: an evaluation cannot be converted, install the licensed edition'],
    avoid: ['Do not rearm again and again: the number of rearms is limited'], sources: ['Upgrade and conversion options for Windows Server - https://learn.microsoft.com/windows-server/get-started/upgrade-conversion-options', slmgrOptions],
  },
  {
    channel: 'avma', title: 'Automatic Virtual Machine Activation (AVMA)', words: ['avma', 'VIRTUAL_MACHINE_ACTIVATION', 'VT:IA', 'Volume:AVMA'],
    meaning: 'A Windows Server in a virtual machine that its activated Hyper-V host (Datacenter edition) activates; it asks no KMS host.',
    evidence: [dlv, 'Event 12309 in the guest, 12310 on the Hyper-V host'], remedies: ['On a host that is no activated Datacenter Hyper-V: slmgr /ipk with the published setup key (GVLK), for KMS'],
    avoid: ['Do not take events 12309 and 12310 for Active Directory-based activation'], sources: [avma],
  },
  {
    channel: 'subscription', title: 'Subscription', words: ['subscription', 'TIMEBASED_SUB', 'Retail:TB:Sub', 'SUBSCRIPTION'],
    meaning: 'Licensed by a user\'s subscription (Microsoft 365, Windows Enterprise by sign-in); no KMS host is involved.',
    evidence: [dlv, 'Office: ospp.vbs /dstatus shows the subscription product; the account page of an Office program shows the user'], remedies: ['Sign in with a licensed account'],
    avoid: ['Do not install a GVLK over a subscription that works'], sources: ['Windows subscription activation - https://learn.microsoft.com/windows/deployment/windows-subscription-activation', officeTools],
  },
];

const plainWord = (word: string): string => word.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** The channel that a word stands for in any known spelling and letter case; null where it stands for none. */
export function channelFactsOf(word: string): ChannelFacts | null {
  const wanted = plainWord(word);
  if (wanted === '' || !/^[\w():\- ]{1,60}$/.test(word)) return null;
  const exact = channels.find((c) => c.words.some((w) => plainWord(w) === wanted));
  if (exact !== undefined) return exact;
  // Key groups of KMS hosts get new suffixes with every generation.
  return /^VOLUME[-_]KMS[-_][\w-]+$/i.test(word) && !/KMS[-_]?CLIENT/i.test(word) ? (channels.find((c) => c.channel === 'kms-host') ?? null) : null;
}
