import type { Remedy } from '../../src/model/remedy.ts';

export const clockRemedies: readonly Remedy[] = [
  {
    id: 'set-client-clock', title: 'Set the client’s clock right', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'See where it takes its time from:', run: 'w32tm /query /status', does: [{ do: 'show-time-source' }] },
      { say: 'As administrator, on a domain member (correct the date and the time zone by hand first if they are far off; a machine outside a domain needs its own time source, with /manualpeerlist and /syncfromflags:manual):', run: 'w32tm /config /syncfromflags:domhier /update && net stop w32time && net start w32time && w32tm /resync /rediscover', does: [{ do: 'take-time-from-domain' }, { do: 'restart-service', service: 'w32time' }, { do: 'set-clock-now' }] },
      { say: 'Then:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato', does: [{ do: 'activate', application: 'windows' }] },
    ],
  },
  {
    id: 'set-host-clock', title: 'Set the KMS host’s clock right', risk: 'changes-host', where: 'host',
    steps: [{ say: 'As administrator on the KMS host:', run: 'w32tm /query /status && w32tm /resync /rediscover' }],
  },
  {
    id: 'set-universal-hardware-clock', title: 'Tell Windows that the hardware clock runs in UTC', risk: 'changes-client', where: 'client',
    byHand: 'Whether the platform gives the machine a UTC clock is for a person to say.',
    steps: [
      { say: 'As administrator, on machines whose platform gives a UTC clock (undo: delete the value):', run: 'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation" /v RealTimeIsUniversal /t REG_DWORD /d 1 /f' },
      { say: 'Then:', run: 'w32tm /resync' },
    ],
  },
];
