import { azureAssetTag } from '../../../knowledge/cloud-firmware.ts';
import type { WmiValue } from '../../../model/windows.ts';
import type { MachineState } from '../state.ts';
import { ownTime } from '../state.ts';
import type { EditionId } from '../systems.ts';
import { editionWords } from '../systems.ts';
import { cimDatetime } from './cim-values.ts';
import { rowOf } from './view.ts';
import type { Readers, View } from './view.ts';

type Subject = { machine: MachineState; now: number };

/** OperatingSystemSKU. Source: PRODUCT_* of winnt.h, Windows SDK. */
const skuNumbers: Readonly<Record<EditionId, number>> = {
  Enterprise: 4, EnterpriseS: 125, EnterpriseEval: 72, Professional: 48, ProfessionalWorkstation: 161, Education: 121, Core: 101,
  CoreSingleLanguage: 100, ServerRdsh: 175, ServerStandard: 7, ServerStandardEval: 79, ServerDatacenter: 8, ServerDatacenterEval: 80,
  ServerTurbine: 407, ServerSolution: 50,
};

/** The estate keeps no time of installation or start: the time at which the machine's clock was set stands for both. */
const startTime = ({ machine }: Subject): WmiValue => cimDatetime(ownTime(machine, machine.clock.since));

const systemReaders: Readers<Subject> = {
  // Windows 7 writes a blank behind it.
  Caption: ({ machine: { system, editionId } }) => `${system.caption} ${editionWords[editionId]}${Number(system.build) < 9200 ? ' ' : ''}`,
  Version: ({ machine }) => machine.system.version,
  BuildNumber: ({ machine }) => machine.system.build,
  OperatingSystemSKU: ({ machine }) => skuNumbers[machine.editionId],
  ProductType: ({ machine }) => (machine.system.kind === 'server' ? 3 : 1),
  LocalDateTime: ({ machine, now }) => cimDatetime(ownTime(machine, now)),
  CurrentTimeZone: ({ machine }) => machine.utcOffsetMinutes ?? 0,
  InstallDate: startTime,
  LastBootUpTime: startTime,
  OSArchitecture: () => '64-bit',
  OSLanguage: () => 1033,
  CSName: ({ machine }) => machine.name.toUpperCase(),
};

const makers = { aws: 'Amazon EC2', google: 'Google' } as const;

/** Hyper-V leaves a number there, Azure always the same one (cloud-init, identity.py). */
const enclosureReaders: Readers<Subject> = {
  SMBIOSAssetTag: ({ machine: { cloud, isVirtual } }) => (cloud?.name === 'azure' ? azureAssetTag : isVirtual && cloud === null ? '4417-2931-0001-5566-7788-9012-34' : ''),
  Manufacturer: (subject) => computerReaders['Manufacturer']?.(subject) ?? null,
  ChassisTypes: () => [3],
};

const computerReaders: Readers<Subject> = {
  Domain: ({ machine: { membership } }) => (membership.joined ? membership.domain ?? '' : membership.workgroup),
  PartOfDomain: ({ machine }) => machine.membership.joined,
  DomainRole: ({ machine }) => (machine.system.kind === 'server' ? 2 : 0) + (machine.membership.joined ? 1 : 0),
  Workgroup: ({ machine: { membership } }) => (membership.joined ? null : membership.workgroup),
  DNSHostName: ({ machine }) => machine.name,
  Manufacturer: ({ machine: { cloud, isVirtual } }) => (cloud !== null && cloud.name !== 'azure' ? makers[cloud.name] : isVirtual ? 'Microsoft Corporation' : 'Contoso Hardware'),
  Model: ({ machine: { cloud, isVirtual } }) => (cloud?.name === 'aws' ? 't3.large' : cloud?.name === 'google' ? 'Google Compute Engine' : isVirtual ? 'Virtual Machine' : 'Reference Machine'),
  HypervisorPresent: ({ machine }) => machine.isVirtual,
  Name: ({ machine }) => machine.name.toUpperCase(),
};

/** Every reference machine tells its time in UTC; its distance from the estate's clock is a distance in UTC too. Of another zone it knows the minutes alone. */
const timeZoneReaders: Readers<Subject> = {
  Bias: ({ machine }) => machine.utcOffsetMinutes ?? 0,
  Caption: () => '(UTC) Coordinated Universal Time',
  Description: () => '(UTC) Coordinated Universal Time',
  StandardName: () => 'Coordinated Universal Time',
  DaylightName: () => 'Coordinated Universal Time',
  StandardBias: () => 0,
  DaylightBias: () => 0,
};

const single = (readers: Readers<Subject>): View => (machine, now, columns) => [rowOf(readers, { machine, now }, columns)];

export const operatingSystemView = single(systemReaders);
export const computerSystemView = single(computerReaders);
export const systemEnclosureView = single(enclosureReaders);
const hotfixReaders: Readers<string> = { HotFixID: (id) => id, Description: () => 'Update' };

/** Every Windows has updates; this one, which there is not, stands for those that matter nothing here. */
const ordinaryUpdate = 'KB9000001';

export const hotfixView: View = ({ hotfixes = [] }, _now, columns) => [ordinaryUpdate, ...hotfixes].map((id) => rowOf(hotfixReaders, id, columns));
export const timeZoneView = single(timeZoneReaders);
