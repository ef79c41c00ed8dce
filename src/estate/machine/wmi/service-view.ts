import { activationThresholds } from '../../../knowledge/thresholds.ts';
import type { MachineState, Product } from '../state.ts';
import { unset } from './cim-values.ts';
import { counterReaders } from './host-counters.ts';
import type { Counted } from './host-counters.ts';
import { tokenReaders } from './token-readers.ts';
import { rowOf } from './view.ts';
import type { Readers, View } from './view.ts';

/** `host` is the row of the host key that the service counts for, `client` that of the product that asks a KMS host. */
type Subject = Counted & { machine: MachineState; cmid: string; host: Product | null; client: Product | null };

const serviceReaders: Readers<Subject> = {
  ...counterReaders,
  ...tokenReaders,
  AzureMetadataResponse: () => 0,
  ClientMachineID: ({ cmid }) => cmid,
  DiscoveredKeyManagementServiceMachineIpAddress: ({ client }) => client?.discovered?.address ?? '',
  DiscoveredKeyManagementServiceMachineName: ({ client }) => client?.discovered?.host ?? '',
  DiscoveredKeyManagementServiceMachinePort: ({ client }) => client?.discovered?.port ?? 0,
  EmitWindowsMeter: () => 0,
  KeyManagementServiceActivationDisabled: () => false,
  KeyManagementServiceDnsPublishing: ({ machine }) => machine.kmsHost.dnsPublishing,
  KeyManagementServiceHostCaching: ({ machine }) => machine.settings.hostCaching,
  KeyManagementServiceListeningPort: ({ machine, host }) => (host === null ? 0 : machine.kmsHost.listeningPort),
  KeyManagementServiceLookupDomain: ({ machine }) => machine.settings.lookupDomain ?? '',
  KeyManagementServiceLowPriority: ({ machine }) => machine.kmsHost.lowPriority,
  KeyManagementServiceMachine: ({ machine }) => machine.settings.host ?? '',
  KeyManagementServicePort: ({ machine }) => machine.settings.port ?? 0,
  KeyManagementServiceProductKeyID: ({ host, client }) => host?.extendedPid ?? client?.hostExtendedPid ?? '',
  OA2xBiosMarkerMinorVersion: () => unset,
  OA2xBiosMarkerStatus: () => unset,
  // A whole key on machines whose firmware holds one. No reference machine has any, and nobody asks for it.
  OA3xOriginalProductKey: () => '',
  OA3xOriginalProductKeyDescription: () => '',
  OA3xOriginalProductKeyPkPn: () => '',
  PolicyCacheRefreshRequired: () => 0,
  RemainingWindowsReArmCount: ({ machine }) => machine.remainingWindowsRearms,
  RequiredClientCount: ({ host }) => (host === null ? unset : host.application === 'office' ? activationThresholds.office : activationThresholds.windowsClient),
  SubscriptionEdition: ({ machine }) => machine.subscription?.edition ?? '',
  SubscriptionExpiry: ({ machine }) => machine.subscription?.expiry ?? '',
  SubscriptionStatus: ({ machine }) => machine.subscription?.status ?? unset,
  SubscriptionType: () => unset,
  VLActivationInterval: ({ machine, host, client }) => (host === null ? client?.activationIntervalMinutes ?? unset : machine.kmsHost.activationIntervalMinutes),
  VLRenewalInterval: ({ machine, host, client }) => (host === null ? client?.renewalIntervalMinutes ?? unset : machine.kmsHost.renewalIntervalMinutes),
  Version: ({ machine }) => `${machine.system.version}.${machine.system.revision}`,
};

/** Windows' own key speaks for the service before Office's, which stands beside it on a host of both. */
const rowWith = (machine: MachineState, wanted: (p: Product) => boolean): Product | null =>
  machine.products.find((p) => p.application === 'windows' && wanted(p)) ?? machine.products.find(wanted) ?? null;

function subjectOf(machine: MachineState, now: number, products: readonly Product[], cmid: string): Subject {
  const own = { ...machine, products: [...products] };
  const host = rowWith(own, (p) => p.hostKey !== null);
  return { machine, now, cmid, host, hostKey: host?.hostKey ?? null, client: rowWith(own, (p) => p.channel === 'kms-client' && p.last5 !== null) };
}

/** SoftwareLicensingService: one row. */
export const serviceView: View = (machine, now, columns) => [rowOf(serviceReaders, subjectOf(machine, now, machine.products, machine.cmid), columns)];

/** OfficeSoftwareProtectionService: Office's own CMID, settings and counters. */
export const officeServiceView: View = (machine, now, columns) => {
  const office = machine.products.filter((p) => p.application === 'office');
  const settings = { ...machine.settings, host: office[0]?.configuredHost ?? null, port: office[0]?.configuredPort ?? null };
  return [rowOf(serviceReaders, subjectOf({ ...machine, settings }, now, office, machine.officeCmid), columns)];
};
