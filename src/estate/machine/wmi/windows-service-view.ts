import type { ServiceState } from '../state.ts';
import { rowOf } from './view.ts';
import type { Readers, View } from './view.ts';

/** Display name, account and program of the services that a KMS diagnosis looks at. Source: Windows' own service list. */
const known: ReadonlyMap<string, readonly [displayName: string, account: string, path: string]> = new Map(Object.entries({
  sppsvc: ['Software Protection', 'NT AUTHORITY\\NetworkService', 'C:\\Windows\\system32\\sppsvc.exe'],
  osppsvc: ['Office Software Protection Platform', 'NT AUTHORITY\\NetworkService', 'C:\\Program Files\\Common Files\\Microsoft Shared\\OfficeSoftwareProtectionPlatform\\OSPPSVC.EXE'],
  w32time: ['Windows Time', 'NT AUTHORITY\\LocalService', 'C:\\Windows\\system32\\svchost.exe -k LocalService'],
  dnscache: ['DNS Client', 'NT AUTHORITY\\NetworkService', 'C:\\Windows\\system32\\svchost.exe -k NetworkService'],
  winmgmt: ['Windows Management Instrumentation', 'LocalSystem', 'C:\\Windows\\system32\\svchost.exe -k netsvcs'],
  mpssvc: ['Windows Defender Firewall', 'NT AUTHORITY\\LocalService', 'C:\\Windows\\system32\\svchost.exe -k LocalServiceNoNetwork'],
  winrm: ['Windows Remote Management (WS-Management)', 'NT AUTHORITY\\NetworkService', 'C:\\Windows\\System32\\svchost.exe -k NetworkService'],
} as const));

const about = ({ name }: ServiceState): readonly [string, string, string] =>
  known.get(name.toLowerCase()) ?? [name, 'LocalSystem', 'C:\\Windows\\system32\\svchost.exe -k netsvcs'];

/** ERROR_SERVICE_NEVER_STARTED: no attempt to start it since the last restart. Source: winerror.h. */
const neverStarted = 1077;

const serviceReaders: Readers<ServiceState & { index: number }> = {
  Name: ({ name }) => name,
  State: ({ state }) => state,
  StartMode: ({ startMode }) => startMode,
  DelayedAutoStart: ({ name }) => name.toLowerCase() === 'sppsvc',
  Status: () => 'OK',
  StartName: (s) => about(s)[1],
  ExitCode: ({ state }) => (state === 'Stopped' ? neverStarted : 0),
  ServiceSpecificExitCode: () => 0,
  ProcessId: ({ state, index }) => (state === 'Stopped' ? 0 : 1000 + index * 4),
  PathName: (s) => about(s)[2],
  DisplayName: (s) => about(s)[0],
};

/** Win32_Service. */
export const windowsServiceView: View = (machine, _now, columns) =>
  machine.services.map((service, index) => rowOf(serviceReaders, { ...service, index }, columns));
