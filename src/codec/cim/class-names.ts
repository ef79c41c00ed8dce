/** The CIM classes (and one registry key) that are read, by what they tell. */
export type CimClass = 'product' | 'service' | 'os' | 'computer' | 'adapter' | 'windows-service' | 'registry';

const words = (text: string): string[] => text.trim().toLowerCase().split(/\s+/);

/**
 * Column names by class. Source: the class pages of SoftwareLicensingProduct and SoftwareLicensingService
 * (learn.microsoft.com/previous-versions/windows/desktop/sppwmi), of Win32_OperatingSystem, Win32_ComputerSystem,
 * Win32_NetworkAdapterConfiguration and Win32_Service (learn.microsoft.com/windows/win32/cimwin32prov), of MSFT_DNSClient
 * and its global settings, and HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion.
 */
const ofLicensing = words(`
  DiscoveredKeyManagementServiceMachineIpAddress DiscoveredKeyManagementServiceMachineName DiscoveredKeyManagementServiceMachinePort
  IsKeyManagementServiceMachine KeyManagementServiceCurrentCount KeyManagementServiceFailedRequests KeyManagementServiceLicensedRequests
  KeyManagementServiceLookupDomain KeyManagementServiceMachine KeyManagementServiceNonGenuineGraceRequests
  KeyManagementServiceNotificationRequests KeyManagementServiceOOBGraceRequests KeyManagementServiceOOTGraceRequests
  KeyManagementServicePort KeyManagementServiceProductKeyID KeyManagementServiceTotalRequests KeyManagementServiceUnlicensedRequests
  RequiredClientCount TokenActivationAdditionalInfo TokenActivationCertificateThumbprint TokenActivationGrantNumber TokenActivationILID
  TokenActivationILVID VLActivationInterval VLRenewalInterval`);

const distinctive: Readonly<Record<CimClass, readonly string[]>> = {
  product: words(`
    ADActivationCsvlkPid ADActivationCsvlkSkuId ADActivationObjectDN ADActivationObjectName ApplicationID
    AutomaticVMActivationHostDigitalPid2 AutomaticVMActivationHostMachineName AutomaticVMActivationLastActivationTime
    EvaluationEndDate ExtendedGrace GenuineStatus GracePeriodRemaining IAID LicenseDependsOn LicenseFamily LicenseIsAddon
    LicenseStatus LicenseStatusReason MachineURL OfflineInstallationId PartialProductKey ProcessorURL ProductKeyChannel
    ProductKeyID ProductKeyID2 ProductKeyURL RemainingAppReArmCount RemainingSkuReArmCount TrustedTime UseLicenseURL
    VLActivationType VLActivationTypeEnabled ValidationURL`),
  service: words(`
    AzureMetadataResponse ClientMachineID EmitWindowsMeter KeyManagementServiceActivationDisabled KeyManagementServiceDnsPublishing
    KeyManagementServiceHostCaching KeyManagementServiceListeningPort KeyManagementServiceLowPriority OA2xBiosMarkerMinorVersion
    OA2xBiosMarkerStatus OA3xOriginalProductKey OA3xOriginalProductKeyDescription OA3xOriginalProductKeyPkPn
    PolicyCacheRefreshRequired RemainingWindowsReArmCount SubscriptionEdition SubscriptionExpiry SubscriptionStatus SubscriptionType`),
  os: words('BuildNumber BuildType CSName CSDVersion LastBootUpTime LocalDateTime OperatingSystemSKU OSArchitecture OSLanguage OSProductSuite'),
  computer: words('PartOfDomain DomainRole Workgroup HypervisorPresent PrimaryOwnerName PCSystemType TotalPhysicalMemory'),
  adapter: words(`
    DNSServerSearchOrder DNSDomainSuffixSearchOrder DNSDomain DHCPEnabled DHCPServer IPEnabled DefaultIPGateway FullDNSRegistrationEnabled
    DomainDNSRegistrationEnabled DNSEnabledForWINSResolution SuffixSearchList UseSuffixSearchList UseDevolution
    ConnectionSpecificSuffix ConnectionSpecificSuffixSearchList`),
  'windows-service': words('StartMode StartType StartName ServiceSpecificExitCode DelayedAutoStart CanPauseAndContinue RequiredServices ServicesDependedOn'),
  registry: words('EditionID CompositionEditionID CurrentBuildNumber CurrentBuild UBR BuildLabEx BuildBranch InstallationType'),
};

const classByColumn: ReadonlyMap<string, CimClass> = new Map(
  (Object.entries(distinctive) as [CimClass, readonly string[]][]).flatMap(([cls, names]) => names.map((name) => [name, cls] as const)),
);

const licensingColumns: ReadonlySet<string> = new Set(ofLicensing);

/** Columns that many classes, and other tools, have as well. */
const general: ReadonlySet<string> = new Set(words(`
  Name Description ID Version Caption Status State Domain Model Manufacturer InstallDate ProductType ProcessId PathName ExitCode
  DisplayName ServiceName DNSHostName InterfaceAlias InterfaceIndex ServerAddresses IPAddress ProductName DisplayVersion ReleaseId
  PSComputerName PSShowComputerName CimClass CimInstanceProperties CimSystemProperties Scope Path Options ClassPath Properties
  SystemProperties Qualifiers Site Container Node __CLASS __SERVER __GENUS __SUPERCLASS __DYNASTY __RELPATH __PROPERTY_COUNT
  __DERIVATION __NAMESPACE __PATH SystemName CreationClassName CSCreationClassName`));

/** The one class that has this column, `licensing` where both licensing classes have it, null where it tells nothing. */
export function classOfColumn(name: string): CimClass | 'licensing' | null {
  const lower = name.toLowerCase();
  return classByColumn.get(lower) ?? (licensingColumns.has(lower) ? 'licensing' : null);
}

export const isKnownColumn = (name: string): boolean => classOfColumn(name) !== null || general.has(name.toLowerCase());

const classByName: ReadonlyMap<string, CimClass> = new Map([
  ['softwarelicensingproduct', 'product'], ['officesoftwareprotectionproduct', 'product'],
  ['softwarelicensingservice', 'service'],
  ['win32_operatingsystem', 'os'], ['win32_computersystem', 'computer'], ['win32_networkadapterconfiguration', 'adapter'],
  ['msft_dnsclientglobalsetting', 'adapter'], ['msft_dnsclient', 'adapter'], ['msft_dnsclientserveraddress', 'adapter'],
  ['win32_service', 'windows-service'], ['get-service', 'windows-service'],
]);

/** The class of a CIM class name in any letter case, with or without a namespace before it; null for any other. */
export const classOfName = (name: string): CimClass | null => classByName.get(name.slice(name.search(/[^/:\\]*$/)).toLowerCase()) ?? null;

/** Names for people, as `source.by` shows them. */
export const titleOf: Readonly<Record<CimClass, string>> = {
  product: 'cim:SoftwareLicensingProduct',
  service: 'cim:SoftwareLicensingService',
  os: 'cim:Win32_OperatingSystem',
  computer: 'cim:Win32_ComputerSystem',
  adapter: 'cim:Win32_NetworkAdapterConfiguration',
  'windows-service': 'cim:Win32_Service',
  registry: 'registry:CurrentVersion',
};
