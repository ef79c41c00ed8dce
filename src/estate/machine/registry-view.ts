import type { RegistryQuery, RegistryValue } from '../../model/windows.ts';
import type { MachineState } from './state.ts';
import { editionWords } from './systems.ts';

type Values = Readonly<Record<string, RegistryValue>>;

/** Ports stand in the registry as text (registry settings for volume activation, Microsoft). */
const text = (port: number | null): string | null => (port === null ? null : String(port));

/** A DWORD that is there only where it says something other than the default. */
const flag = (set: boolean): number | null => (set ? 1 : null);

const isHost = (machine: MachineState): boolean => machine.products.some((p) => p.hostKey !== null);

/** Settings of the licensing service. Source: learn.microsoft.com/previous-versions (dn502532), slmgr.vbs options. */
function licensing(machine: MachineState): Values {
  const { settings, kmsHost } = machine;
  const host = isHost(machine);
  return {
    KeyManagementServiceName: settings.host,
    KeyManagementServicePort: text(settings.port),
    KeyManagementServiceLookupDomain: settings.lookupDomain,
    DisableKeyManagementServiceHostCaching: flag(!settings.hostCaching),
    VLActivationType: settings.activationType === 0 ? null : settings.activationType,
    VLActivationInterval: host ? kmsHost.activationIntervalMinutes : null,
    VLRenewalInterval: host ? kmsHost.renewalIntervalMinutes : null,
    DisableDnsPublishing: flag(!kmsHost.dnsPublishing),
    EnableKmsLowPriority: flag(kmsHost.lowPriority),
    KeyManagementServiceListeningPort: kmsHost.listeningPort === 1688 ? null : text(kmsHost.listeningPort),
    DnsDomainPublishList: kmsHost.publishList.length === 0 ? null : kmsHost.publishList.map((z) => `${z.domain}, ${z.priority}, ${z.weight}`),
  };
}

/** What the licensing service keeps of discovery and publishing. Source: Volume Activation 2.0 Operations Guide, pages 24 to 26. */
function licensingCache(machine: MachineState): Values {
  const client = machine.products.find((p) => p.application === 'windows' && p.channel === 'kms-client');
  const publishes = isHost(machine) && machine.kmsHost.dnsPublishing;
  return {
    DiscoveredKeyManagementServiceName: client?.discovered?.host ?? null,
    DiscoveredKeyManagementServicePort: text(client?.discovered?.port ?? null),
    CustomerPID: client?.hostExtendedPid ?? null,
    KeyManagementServiceRegisteredDomainName: publishes ? machine.dns.primarySuffix : null,
    KeyManagementServiceRegisteredPortNumber: publishes ? text(machine.kmsHost.listeningPort) : null,
  };
}

/** Windows' names for its releases by build. Source: Windows release information, Microsoft. */
const releases: Readonly<Record<string, string>> = { 19045: '22H2', 20348: '21H2', 22631: '23H2', 26100: '24H2' };

function currentVersion({ system, editionId }: MachineState): Values {
  const modern = Number(system.build) >= 9600;
  return {
    EditionID: editionId,
    CurrentBuild: system.build,
    CurrentBuildNumber: system.build,
    // Windows 7 has no update revision there.
    UBR: modern ? system.revision : null,
    InstallationType: system.kind === 'server' ? 'Server' : 'Client',
    // Windows 11 still calls itself 10 here.
    ProductName: `${system.caption.replace(/^Microsoft /, '').replace('Windows 11', 'Windows 10')} ${editionWords[editionId]}`,
    DisplayVersion: releases[system.build] ?? null,
  };
}

const tcpip = ({ dns }: MachineState): Values => ({
  'Domain': dns.primarySuffix,
  'NV Domain': dns.primarySuffix,
  'SearchList': dns.searchList.join(','),
  'DhcpDomain': dns.connectionSuffix,
});

/** Domain members take their time from the domain (Microsoft, error 0xC004F06C). */
const timeService = ({ membership }: MachineState): Values => ({ Type: membership.joined ? 'NT5DS' : 'NTP' });

function officeLicensing({ products }: MachineState): Values {
  const office = products.find((p) => p.application === 'office' && p.configuredHost !== null);
  return { KeyManagementServiceName: office?.configuredHost ?? null, KeyManagementServicePort: text(office?.configuredPort ?? null) };
}

/** Image File Execution Options: a value is there only where somebody put it. What it would start is nothing that runs. */
const hooksOf = (program: string) => ({ hooks = [] }: MachineState): Values =>
  Object.fromEntries(hooks.filter((hook) => hook.program.toLowerCase() === program).map(({ value }) => [value, 'C:\\made-up\\other.exe']));

const ofNt = 'microsoft\\windows nt\\currentversion';

const keys: ReadonlyMap<string, (machine: MachineState) => Values> = new Map([
  [`hklm\\software\\${ofNt}\\softwareprotectionplatform`, licensing],
  [`hku\\s-1-5-20\\software\\${ofNt}\\softwareprotectionplatform`, licensingCache],
  [`hklm\\software\\${ofNt}`, currentVersion],
  ['hklm\\software\\microsoft\\officesoftwareprotectionplatform', officeLicensing],
  ['hklm\\system\\currentcontrolset\\services\\tcpip\\parameters', tcpip],
  ...['sppextcomobj.exe', 'sppsvc.exe', 'osppsvc.exe'].map((program) => [`hklm\\software\\${ofNt}\\image file execution options\\${program}`, hooksOf(program)] as const),
  ['hklm\\system\\currentcontrolset\\control\\timezoneinformation', ({ hardwareClockIsUtc, utcOffsetMinutes = 0 }) => ({ RealTimeIsUniversal: flag(hardwareClockIsUtc === true), ActiveTimeBias: (0 - utcOffsetMinutes) >>> 0 })],
  ['hklm\\system\\currentcontrolset\\services\\w32time\\parameters', timeService],
  ['hklm\\system\\currentcontrolset\\services\\w32time\\timeproviders\\ntpclient', () => ({ Enabled: 1 })],
]);

/** A value of a reference machine's registry; key and name in any letter case. Null where it has no such key or value. */
export function registryValueOf(machine: MachineState, { hive, key, name }: RegistryQuery): RegistryValue {
  const values = keys.get(`${hive}\\${key}`.toLowerCase())?.(machine);
  if (values === undefined) return null;
  return Object.entries(values).find(([n]) => n.toLowerCase() === name.toLowerCase())?.[1] ?? null;
}

/** The values that a key of a reference machine holds, by their names; null where it has no such key. */
export function registryValuesOf(machine: MachineState, { hive, key }: Omit<RegistryQuery, 'name'>): ReadonlyMap<string, NonNullable<RegistryValue>> | null {
  const values = keys.get(`${hive}\\${key}`.toLowerCase())?.(machine);
  return values === undefined ? null : new Map(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** Names of the keys right below a key, in lower case; null where no reference machine has it. */
export function registrySubkeysOf({ hive, key }: Omit<RegistryQuery, 'name'>): string[] | null {
  const path = `${hive}\\${key}`.toLowerCase();
  const below = [...keys.keys()].flatMap((known) => (known.startsWith(`${path}\\`) ? [known.slice(path.length + 1).split('\\')[0] ?? ''] : []));
  return below.length === 0 && !keys.has(path) ? null : [...new Set(below)];
}
