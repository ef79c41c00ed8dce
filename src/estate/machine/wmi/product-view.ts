import { minutesLeft, settle } from '../../client/licence-states.ts';
import type { MachineState, Product } from '../state.ts';
import { ownTime } from '../state.ts';
import { cimDatetime, never, unset } from './cim-values.ts';
import { counterReaders } from './host-counters.ts';
import type { Counted } from './host-counters.ts';
import { idleProducts } from './idle-products.ts';
import { tokenReaders } from './token-readers.ts';
import { rowOf } from './view.ts';
import type { Readers, View } from './view.ts';

type Subject = Counted & { machine: MachineState; product: Product };

/** The first system whose own licensing service licenses Office too (Microsoft, Office 2013 volume activation). */
const firstWithOffice = 9200;

const officeIsApart = ({ system }: MachineState): boolean => Number(system.build) < firstWithOffice;

/**
 * What slmgr.vbs prints of a KMS client it reads from the product's row, also where it was set for the whole machine
 * (`slmgr /skms` without an activation id): so the row shows what holds for the product. Other rows show only their own.
 */
const isClient = ({ product }: Subject): boolean => product.channel === 'kms-client';

const withKey = (value: string) => ({ product }: Subject): string | null => (product.last5 === null ? null : value);

const productReaders: Readers<Subject> = {
  ...counterReaders,
  ...tokenReaders,
  ADActivationCsvlkPid: () => '',
  ADActivationCsvlkSkuId: () => '',
  ADActivationObjectDN: ({ product }) => product.adObject?.dn ?? '',
  ADActivationObjectName: ({ product }) => product.adObject?.name ?? '',
  ApplicationID: ({ product }) => product.applicationId,
  AutomaticVMActivationHostDigitalPid2: () => '',
  AutomaticVMActivationHostMachineName: () => '',
  AutomaticVMActivationLastActivationTime: () => never,
  Description: ({ product }) => product.description,
  DiscoveredKeyManagementServiceMachineIpAddress: ({ product }) => product.discovered?.address ?? '',
  DiscoveredKeyManagementServiceMachineName: ({ product }) => product.discovered?.host ?? '',
  DiscoveredKeyManagementServiceMachinePort: ({ product }) => product.discovered?.port ?? 0,
  EvaluationEndDate: ({ product }) => (product.channel === 'eval' && product.stateEndsAt !== null ? cimDatetime(product.stateEndsAt) : never),
  ExtendedGrace: () => unset,
  GenuineStatus: () => 0,
  GracePeriodRemaining: ({ product, now }) => minutesLeft(product, now),
  IAID: () => '',
  ID: ({ product }) => product.activationId,
  KeyManagementServiceLookupDomain: (s) => (isClient(s) ? s.machine.settings.lookupDomain : null) ?? '',
  KeyManagementServiceMachine: (s) => s.product.configuredHost ?? (isClient(s) ? s.machine.settings.host : null) ?? '',
  KeyManagementServicePort: (s) => s.product.configuredPort ?? (isClient(s) ? s.machine.settings.port : null) ?? 0,
  KeyManagementServiceProductKeyID: ({ product }) => (product.hostKey === null ? product.hostExtendedPid ?? '' : product.extendedPid),
  LicenseDependsOn: () => '',
  LicenseFamily: ({ product }) => /, (.*) edition$/.exec(product.name)?.[1] ?? '',
  LicenseIsAddon: ({ product }) => product.isAddon,
  LicenseStatus: ({ product }) => product.licenseStatus,
  LicenseStatusReason: ({ product }) => Number(product.reason),
  MachineURL: () => '',
  Name: ({ product }) => product.name,
  // Made from the machine's hardware; nobody asks a reference machine for it.
  OfflineInstallationId: () => null,
  PartialProductKey: ({ product }) => product.last5,
  ProcessorURL: () => '',
  ProductKeyChannel: (s) => withKey(s.product.channelText)(s),
  ProductKeyID: (s) => withKey(s.product.extendedPid)(s),
  ProductKeyID2: withKey(''),
  ProductKeyURL: () => '',
  RemainingAppReArmCount: ({ product, machine }) => (product.application === 'windows' ? machine.remainingWindowsRearms : product.remainingSkuRearms),
  RemainingSkuReArmCount: ({ product }) => product.remainingSkuRearms,
  RequiredClientCount: (s) => (isClient(s) ? s.product.requiredCount : unset),
  TrustedTime: ({ machine, now }) => cimDatetime(ownTime(machine, now)),
  UseLicenseURL: () => '',
  VLActivationInterval: (s) => (s.hostKey === null ? (isClient(s) ? s.product.activationIntervalMinutes : unset) : s.machine.kmsHost.activationIntervalMinutes),
  VLActivationType: ({ product }) => product.lastActivationType,
  VLActivationTypeEnabled: ({ product, machine }) => product.activationType ?? machine.settings.activationType,
  VLRenewalInterval: (s) => (s.hostKey === null ? (isClient(s) ? s.product.renewalIntervalMinutes : unset) : s.machine.kmsHost.renewalIntervalMinutes),
  ValidationURL: () => '',
};

/** The product as it is by now: a state whose end has passed since the machine last looked at it has become the next. */
function settled(product: Product, now: number): Product {
  if (product.stateEndsAt === null || product.stateEndsAt > now) return product;
  const copy = { ...product };
  settle(copy, now);
  return copy;
}

const rowsOf = (machine: MachineState, now: number, columns: readonly string[], products: readonly Product[]) =>
  products.map((product) => rowOf(productReaders, { machine, now, hostKey: product.hostKey, product: settled(product, now) }, columns));

/** SoftwareLicensingProduct: everything that is licensed by Windows' own service, with and without a key. */
export const productView: View = (machine, now, columns) => {
  const own = officeIsApart(machine) ? machine.products.filter((p) => p.application === 'windows') : machine.products;
  return rowsOf(machine, now, columns, [...own, ...idleProducts(machine)]);
};

/** OfficeSoftwareProtectionProduct of Windows 7 and Server 2008 R2. */
export const officeProductView: View = (machine, now, columns) =>
  rowsOf(machine, now, columns, machine.products.filter((p) => p.application === 'office'));

/** True where Office brought a licensing service of its own: before Windows 8, where there is any Office. */
export const hasOfficeService = (machine: MachineState): boolean => officeIsApart(machine) && machine.products.some((p) => p.application === 'office');
