/** Listings in the shapes of PowerShell and wmic, with made-up ids, keys and hosts. */

export type Columns = Record<string, string | number | boolean>;

/** Every column of SoftwareLicensingProduct of a KMS client, in the order of `fl *`. */
export const clientColumns: Columns = {
  ADActivationCsvlkPid: '', ADActivationCsvlkSkuId: '', ADActivationObjectDN: '', ADActivationObjectName: '',
  ApplicationID: '55c92734-d682-4d71-983e-d6ec3f16059f',
  AutomaticVMActivationHostDigitalPid2: '', AutomaticVMActivationHostMachineName: '',
  AutomaticVMActivationLastActivationTime: '1/1/1601 1:00:00 AM',
  Description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel',
  DiscoveredKeyManagementServiceMachineIpAddress: '10.0.0.11', DiscoveredKeyManagementServiceMachineName: 'kms1.contoso.test',
  DiscoveredKeyManagementServiceMachinePort: 1688, EvaluationEndDate: '1/1/1601 1:00:00 AM', ExtendedGrace: 4294967295,
  GenuineStatus: 0, GracePeriodRemaining: 256320, IAID: '', ID: '11111111-AAAA-4bbb-8ccc-000000000001',
  IsKeyManagementServiceMachine: 0, KeyManagementServiceCurrentCount: 4294967295, KeyManagementServiceFailedRequests: 4294967295,
  KeyManagementServiceLookupDomain: 'licensing.contoso.test', KeyManagementServiceMachine: 'KMS2.contoso.test', KeyManagementServicePort: 1699,
  KeyManagementServiceProductKeyID: '03612-00206-563-000001-03-1033-20348.0000-1122026', KeyManagementServiceTotalRequests: 4294967295,
  LicenseDependsOn: '', LicenseFamily: 'Enterprise', LicenseIsAddon: false, LicenseStatus: 1, LicenseStatusReason: 1074066433, MachineURL: '',
  Name: 'Windows(R), Enterprise edition', OfflineInstallationId: '123456789012345678901234567890', PartialProductKey: '2XYZ4',
  ProcessorURL: '', ProductKeyChannel: 'Volume:GVLK', ProductKeyID: '03612-03290-000-000001-03-1033-22631.0000-0872026',
  ProductKeyID2: '55041-03290-000-000001', ProductKeyURL: '', RemainingAppReArmCount: 1001, RemainingSkuReArmCount: 999, RequiredClientCount: 25,
  TokenActivationAdditionalInfo: '', TrustedTime: '1/15/2026 9:30:00 AM', UseLicenseURL: '', VLActivationInterval: 120, VLActivationType: 2,
  VLActivationTypeEnabled: 0, VLRenewalInterval: 10080, ValidationURL: '', PSComputerName: '',
};

export const serviceColumns: Columns = {
  ClientMachineID: '33333333-aaaa-4bbb-8ccc-000000000009', DiscoveredKeyManagementServiceMachineName: 'kms1.contoso.test',
  DiscoveredKeyManagementServiceMachinePort: 1688, IsKeyManagementServiceMachine: 1, KeyManagementServiceCurrentCount: 12,
  KeyManagementServiceDnsPublishing: true, KeyManagementServiceHostCaching: true, KeyManagementServiceListeningPort: 1688,
  KeyManagementServiceLookupDomain: '', KeyManagementServiceLowPriority: false, KeyManagementServiceMachine: '', KeyManagementServicePort: 0,
  OA3xOriginalProductKey: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE', OA3xOriginalProductKeyDescription: '', PolicyCacheRefreshRequired: 0,
  RemainingWindowsReArmCount: 1001, RequiredClientCount: 25, SubscriptionEdition: '', SubscriptionExpiry: '1/1/1601 1:00:00 AM',
  SubscriptionStatus: 4294967295, SubscriptionType: -1, VLActivationInterval: 120, VLRenewalInterval: 10080, Version: '10.0.22631.4169',
};

const spell = (value: string | number | boolean): string => (typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value));

/** As `Get-CimInstance … | Format-List *` prints it. */
export function formatList(...rows: Columns[]): string {
  return rows.map((columns) => {
    const width = Math.max(...Object.keys(columns).map((name) => name.length));
    return Object.entries(columns).map(([name, value]) => `${name.padEnd(width)} : ${spell(value)}`.trimEnd()).join('\n');
  }).join('\n\n');
}

/** As `wmic … /value` prints it, once its doubled carriage returns are line breaks. */
export const wmicValue = (...rows: Columns[]): string =>
  rows.map((columns) => Object.entries(columns).map(([name, value]) => `${name}=${spell(value).toUpperCase() === 'TRUE' ? 'TRUE' : spell(value)}`).join('\n\n')).join('\n\n\n\n');

export const select = (columns: Columns, ...names: string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, columns[name] ?? '']));
