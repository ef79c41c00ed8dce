import type { MachineState } from '../state.ts';
import { serviceOf } from '../state.ts';
import { adapterView } from './adapter-view.ts';
import { columnsOf, wmiClasses } from './class-table.ts';
import type { WmiClass } from './class-table.ts';
import { computerSystemView, hotfixView, operatingSystemView, systemEnclosureView, timeZoneView } from './computer-views.ts';
import { eventView } from './event-view.ts';
import { connectionProfileView, firewallRuleView } from './firewall-views.ts';
import { hasOfficeService, officeProductView, productView } from './product-view.ts';
import { officeServiceView, serviceView } from './service-view.ts';
import type { View } from './view.ts';
import { windowsServiceView } from './windows-service-view.ts';

/** How one class is served: its rows, and the Windows service without which its provider gives none. */
export type ServedClass = { cls: WmiClass; columns: readonly string[]; view: View; provider: 'sppsvc' | 'osppsvc' | null };

const views: Readonly<Record<string, readonly [View, ServedClass['provider']]>> = {
  SoftwareLicensingProduct: [productView, 'sppsvc'],
  SoftwareLicensingService: [serviceView, 'sppsvc'],
  OfficeSoftwareProtectionProduct: [officeProductView, 'osppsvc'],
  OfficeSoftwareProtectionService: [officeServiceView, 'osppsvc'],
  Win32_OperatingSystem: [operatingSystemView, null],
  Win32_ComputerSystem: [computerSystemView, null],
  Win32_SystemEnclosure: [systemEnclosureView, null],
  Win32_NetworkAdapterConfiguration: [adapterView, null],
  Win32_Service: [windowsServiceView, null],
  Win32_QuickFixEngineering: [hotfixView, null],
  Win32_TimeZone: [timeZoneView, null],
  Win32_NTLogEvent: [eventView, null],
  MSFT_NetFirewallRule: [firewallRuleView, null],
  MSFT_NetConnectionProfile: [connectionProfileView, null],
};

/** A class of a machine by its name in any letter case; null where that machine has none of that name. */
export function servedClass(machine: MachineState, className: string): ServedClass | null {
  const cls = wmiClasses.get(className.toLowerCase());
  const served = cls === undefined ? undefined : views[cls.name];
  if (cls === undefined || served === undefined) return null;
  const [view, provider] = served;
  if (provider === 'osppsvc' && !hasOfficeService(machine)) return null;
  const columns = columnsOf(cls, Number(machine.system.build));
  return columns.length === 0 ? null : { cls, columns, view, provider };
}

/** Why a class's provider gives no rows, as Windows says it when it cannot start the service; null where it does. */
export function providerFault(machine: MachineState, provider: ServedClass['provider']): { code: string; words: string } | null {
  if (provider === null) return null;
  const service = serviceOf(machine, provider);
  // ERROR_SERVICE_DOES_NOT_EXIST and ERROR_SERVICE_DISABLED, winerror.h.
  if (service === undefined) return { code: '0x80070424', words: `the service ${provider} does not exist` };
  // A service that is stopped starts when its provider is asked; one that runs serves, whatever its start mode is by now.
  return service.startMode === 'Disabled' && service.state !== 'Running' ? { code: '0x80070422', words: `the service ${provider} is disabled` } : null;
}
