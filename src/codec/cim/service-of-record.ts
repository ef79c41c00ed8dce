import type { LicensingService, WindowsService } from '../../model/evidence.ts';
import { portOf } from '../plain-value.ts';
import { booleanIn, hasColumn, numberIn, textIn, timeIn } from './record.ts';
import type { CimRecord } from './record.ts';

type Reader = (record: CimRecord, column: string) => string | number | boolean | null;

const port: Reader = (record, column) => portOf(String(numberIn(record, column) ?? ''));

/** Columns of SoftwareLicensingService, how each is read, and its name in evidence. OA3xOriginalProductKey is not among them. */
const columns: readonly (readonly [column: string, member: keyof LicensingService, read: Reader])[] = [
  ['Version', 'version', textIn],
  ['ClientMachineID', 'clientMachineId', textIn],
  ['IsKeyManagementServiceMachine', 'isKeyManagementServiceMachine', booleanIn],
  ['KeyManagementServiceCurrentCount', 'keyManagementServiceCurrentCount', numberIn],
  ['KeyManagementServiceDnsPublishing', 'keyManagementServiceDnsPublishing', booleanIn],
  ['KeyManagementServiceHostCaching', 'keyManagementServiceHostCaching', booleanIn],
  ['KeyManagementServiceListeningPort', 'keyManagementServiceListeningPort', port],
  ['KeyManagementServiceLookupDomain', 'keyManagementServiceLookupDomain', textIn],
  ['KeyManagementServiceLowPriority', 'keyManagementServiceLowPriority', booleanIn],
  ['KeyManagementServiceMachine', 'keyManagementServiceMachine', textIn],
  ['KeyManagementServicePort', 'keyManagementServicePort', port],
  ['RequiredClientCount', 'requiredClientCount', numberIn],
  ['DiscoveredKeyManagementServiceMachineName', 'discoveredKeyManagementServiceMachineName', textIn],
  ['DiscoveredKeyManagementServiceMachinePort', 'discoveredKeyManagementServiceMachinePort', port],
  ['RemainingWindowsReArmCount', 'remainingWindowsReArmCount', numberIn],
  ['VLActivationInterval', 'vlActivationInterval', numberIn],
  ['VLRenewalInterval', 'vlRenewalInterval', numberIn],
  ['SubscriptionEdition', 'subscriptionEdition', textIn],
  ['SubscriptionExpiry', 'subscriptionExpiry', timeIn],
  ['SubscriptionStatus', 'subscriptionStatus', numberIn],
  ['SubscriptionType', 'subscriptionType', numberIn],
];

/** SoftwareLicensingService in the words of our evidence: only the columns that stand there, so that others stay unsaid. */
export function licensingServiceOfRecord(record: CimRecord): Partial<LicensingService> {
  const entries = columns.filter(([column]) => hasColumn(record, column)).map(([column, member, read]) => [member, read(record, column)]);
  return Object.fromEntries(entries) as Partial<LicensingService>;
}

/** Words of Win32_Service and Get-Service, and the numbers that ConvertTo-Json makes of the latter (ServiceControllerStatus). */
const states: ReadonlyMap<string, string> = new Map([
  ['1', 'stopped'], ['2', 'start pending'], ['3', 'stop pending'], ['4', 'running'], ['5', 'continue pending'], ['6', 'pause pending'],
  ['7', 'paused'], ['startpending', 'start pending'], ['stoppending', 'stop pending'], ['continuepending', 'continue pending'],
  ['pausepending', 'pause pending'], ['stopped', 'stopped'], ['running', 'running'], ['paused', 'paused'],
]);

const startModes: ReadonlyMap<string, WindowsService['startMode']> = new Map([
  ['auto', 'auto'], ['automatic', 'auto'], ['automaticdelayedstart', 'auto'], ['2', 'auto'],
  ['manual', 'manual'], ['3', 'manual'], ['disabled', 'disabled'], ['4', 'disabled'],
]);

/** A row of Win32_Service or Get-Service; null where it has no name. State and start mode are null where not said. */
export function windowsServiceOfRecord(record: CimRecord): WindowsService | null {
  const name = textIn(record, 'Name') ?? textIn(record, 'ServiceName');
  if (name === null) return null;
  const state = textIn(record, 'State')?.toLowerCase() ?? null;
  const status = textIn(record, 'Status')?.toLowerCase() ?? '';
  const mode = (textIn(record, 'StartMode') ?? textIn(record, 'StartType') ?? '').toLowerCase();
  return {
    name,
    // Status of Win32_Service is health (`OK`), of Get-Service the state.
    state: state === null ? states.get(status) ?? null : states.get(state) ?? state,
    startMode: startModes.get(mode) ?? null,
  };
}
