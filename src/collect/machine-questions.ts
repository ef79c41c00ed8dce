import type { RegistryQuery, WmiQuery } from '../model/windows.ts';

/**
 * What a Windows machine is asked. A query that names a column that the system's class lacks fails whole (WBEM_E_INVALID_QUERY),
 * so each question is a list: what current systems have, then what older ones have, the last for Windows 7. Columns are named
 * one by one: `SELECT *` would have OfflineInstallationId computed, which is slow, and OA3xOriginalProductKey read, which is
 * a whole key. Source of the columns and their systems: the class pages of SoftwareLicensingProduct and
 * SoftwareLicensingService (learn.microsoft.com/previous-versions/windows/desktop/sppwmi).
 */
export type Question = readonly WmiQuery[];

const words = (text: string): string[] => text.trim().split(/\s+/);

const counters = words(`
  IsKeyManagementServiceMachine KeyManagementServiceCurrentCount KeyManagementServiceTotalRequests KeyManagementServiceFailedRequests
  KeyManagementServiceUnlicensedRequests KeyManagementServiceLicensedRequests KeyManagementServiceOOBGraceRequests
  KeyManagementServiceOOTGraceRequests KeyManagementServiceNonGenuineGraceRequests KeyManagementServiceNotificationRequests`);

const productsBefore8 = [...words(`
  ID ApplicationID Name Description PartialProductKey ProductKeyID LicenseStatus LicenseStatusReason GracePeriodRemaining
  KeyManagementServiceMachine KeyManagementServicePort DiscoveredKeyManagementServiceMachineName DiscoveredKeyManagementServiceMachinePort
  KeyManagementServiceProductKeyID VLActivationInterval VLRenewalInterval`), ...counters];

const products = [...productsBefore8, ...words(`
  ProductKeyChannel KeyManagementServiceLookupDomain DiscoveredKeyManagementServiceMachineIpAddress VLActivationType
  VLActivationTypeEnabled ADActivationObjectName RemainingAppReArmCount RemainingSkuReArmCount`)];

const serviceBefore8 = words(`
  Version ClientMachineID IsKeyManagementServiceMachine KeyManagementServiceCurrentCount KeyManagementServiceDnsPublishing
  KeyManagementServiceHostCaching KeyManagementServiceListeningPort KeyManagementServiceLowPriority KeyManagementServiceMachine
  KeyManagementServicePort RequiredClientCount DiscoveredKeyManagementServiceMachineName DiscoveredKeyManagementServiceMachinePort
  RemainingWindowsReArmCount VLActivationInterval VLRenewalInterval`);

const service = [...serviceBefore8, 'KeyManagementServiceLookupDomain'];

const serviceOfLate = [...service, ...words('SubscriptionEdition SubscriptionExpiry SubscriptionStatus SubscriptionType')];

const select = (namespace: WmiQuery['namespace'], cls: string, columns: readonly string[], where: string | null = null): WmiQuery =>
  ({ namespace, wql: `SELECT ${columns.join(', ')} FROM ${cls}${where === null ? '' : ` WHERE ${where}`}` });

/** Every licence that Windows and Office came with is a row; those without a key, and add-ons, say nothing of the machine. */
const inUse = 'PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE';

const cimv2 = 'root\\cimv2';
const standard = 'root\\StandardCimv2';

/** Windows services whose state tells something: licensing of Windows and of Office, time, names, WMI, firewall, WinRM, and whether it is a container or runs some. */
export const askedServices = ['sppsvc', 'osppsvc', 'W32Time', 'Dnscache', 'Winmgmt', 'MpsSvc', 'WinRM', 'CExecSvc', 'docker', 'containerd'] as const;

/** The rule that Windows brings for KMS; its id is the same in every language. */
export const kmsFirewallRule = 'SPPSVC-In-TCP';

export const questions = {
  products: [products, productsBefore8].map((columns) => select(cimv2, 'SoftwareLicensingProduct', columns, inUse)),
  service: [serviceOfLate, service, serviceBefore8].map((columns) => select(cimv2, 'SoftwareLicensingService', columns)),
  /** Office 2010, and Office 2013 on Windows 7: elsewhere there is no such class. */
  officeProducts: [select(cimv2, 'OfficeSoftwareProtectionProduct', productsBefore8, inUse)],
  officeService: [select(cimv2, 'OfficeSoftwareProtectionService', serviceBefore8)],
  system: [select(cimv2, 'Win32_OperatingSystem', words('Caption Version BuildNumber CSName LocalDateTime'))],
  computer: [select(cimv2, 'Win32_ComputerSystem', words('Name DNSHostName Domain PartOfDomain DomainRole Manufacturer'))],
  /** With the maker of the machine it tells which cloud runs it. */
  enclosure: [select(cimv2, 'Win32_SystemEnclosure', ['SMBIOSAssetTag'])],
  adapters: [select(cimv2, 'Win32_NetworkAdapterConfiguration', words('DNSHostName DNSDomain DNSDomainSuffixSearchOrder DNSServerSearchOrder IPAddress'), 'IPEnabled = TRUE')],
  services: [select(cimv2, 'Win32_Service', words('Name State StartMode'), askedServices.map((name) => `Name = '${name}'`).join(' OR '))],
  firewallRule: [select(standard, 'MSFT_NetFirewallRule', words('InstanceID Enabled Profiles'), `InstanceID = '${kmsFirewallRule}'`)],
  /** Asked of Windows 7 alone: what is installed takes Windows a while to list. */
  hotfix: [select(cimv2, 'Win32_QuickFixEngineering', ['HotFixID'], "HotFixID = 'KB971033'")],
  connections: [select(standard, 'MSFT_NetConnectionProfile', ['NetworkCategory'])],
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionId = keyof typeof questions;

const currentVersion = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

/** Programs of licensing that run with its rights: the service, its KMS part, and the service of older Office. */
const licensingPrograms = ['SppExtComObj.exe', 'sppsvc.exe', 'osppsvc.exe'] as const;

/**
 * Values by which Windows starts another program in place of one, or loads a library into it (Image File Execution Options, Microsoft;
 * VerifierDlls: Application Verifier). Windows itself sets none of them for these programs.
 */
const hookValues = ['Debugger', 'VerifierDlls'] as const;

/** By what a value that says that a program is hooked is known among those that were read: the words that evidence keeps. */
export const hookWords: readonly string[] = licensingPrograms.flatMap((program) => hookValues.map((value) => `${program} (${value})`));

/** By what the value that the hardware clock holds UTC is known. */
export const universalTime = 'RealTimeIsUniversal';

/** By what the minutes are known that are added to local time for UTC (UTC = local time + bias: DYNAMIC_TIME_ZONE_INFORMATION, Microsoft). */
export const activeBias = 'ActiveTimeBias';

const stateQuestions: readonly RegistryQuery[] = [
  ...licensingPrograms.flatMap((program) => hookValues.map((name) => ({
    hive: 'HKLM' as const, key: `${currentVersion}\\Image File Execution Options\\${program}`, name, as: `${program} (${name})`,
  }))),
  ...[universalTime, activeBias].map((name) => ({ hive: 'HKLM' as const, key: 'SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation', name })),
];

/** Values of the registry that no class has. The last is the primary DNS suffix. */
export const registryQuestions: readonly RegistryQuery[] = [
  ...stateQuestions,
  ...['EditionID', 'CurrentBuild', 'UBR'].map((name) => ({ hive: 'HKLM' as const, key: currentVersion, name })),
  { hive: 'HKLM', key: 'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters', name: 'Domain' },
];

/** Where licensing writes: on KMS hosts most of it into a log of its own. */
export const eventLogs = ['Application', 'Key Management Service'] as const;

/**
 * Requests, answers and their failures (12288 to 12290), a host's start and publishing (12291 to 12294), activation through
 * Active Directory (12308 to 12310, 8213 to 8215), activation that failed (8198, 8200, 8208), a rule of licensing that
 * could not be carried out (8229) and the status check (1003).
 */
export const eventIds = [12288, 12289, 12290, 12291, 12292, 12293, 12294, 12308, 12309, 12310, 8198, 8200, 8208, 8213, 8214, 8215, 8229, 1003] as const;

/** A KMS host remembers clients for 30 days; a few more show who it has just forgotten. */
export const eventDays = 35;
