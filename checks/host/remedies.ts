import type { Remedy } from '../../src/model/remedy.ts';

export const hostRemedies: readonly Remedy[] = [
  {
    id: 'raise-count', title: 'Bring more of your machines to the same KMS host', risk: 'read-only', where: 'client',
    steps: [
      { say: 'Have more of your own Windows machines (virtual ones count too) ask this host; each, as administrator:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
      { say: 'On the host, watch the current count (25 for Windows clients, 5 for servers, 5 for Office):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
    ],
  },
  {
    id: 'use-other-activation', title: 'Where there are too few machines, use another kind of volume activation', risk: 'changes-directory', where: 'directory',
    steps: [{ say: 'Active Directory-based activation has no threshold and needs a domain; a MAK from your own agreement has none either and needs contact with Microsoft once.' }],
  },
  {
    id: 'rearm-clones', title: 'Give each clone a client ID of its own', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'On each cloned machine, as administrator, then restart it:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /rearm' },
      { say: 'After the restart, have it ask the host with its new client ID:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
      { say: 'Rebuild the image with:', run: '%windir%\\system32\\sysprep\\sysprep.exe /generalize /oobe /shutdown' },
      { say: 'Make sure that the answer file does not set SkipRearm to 1.' },
    ],
  },
  {
    id: 'gather-clients-on-one-host', title: 'Let the clients go to one KMS host', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'Retire the surplus hosts and remove their records:', run: 'Get-DnsServerResourceRecord -ZoneName {zone} -Name _vlmcs._tcp -RRType Srv' },
      { say: 'Or give one host the lowest priority number in the record, so that clients prefer it.' },
    ],
  },
  {
    id: 'reset-renewal-interval', title: 'Set the renewal interval back to seven days', risk: 'changes-host', where: 'host',
    steps: [{ say: 'As administrator on the KMS host:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /sri 10080' }],
  },
  {
    id: 'activate-host-key', title: 'Activate the KMS host’s own key', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'As administrator on the KMS host, with the internet reachable:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
      { say: 'Without the internet, by telephone; this shows the installation ID:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dti' },
    ],
  },
  {
    id: 'activate-office-host-key', title: 'Activate the Office host key', risk: 'changes-host', where: 'host',
    steps: [{ say: 'As administrator on the KMS host, with the activation ID of the Office host product:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato {activationId}' }],
  },
  {
    id: 'install-office-host-key', title: 'Install the Office host licence and your Office host key', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'On the KMS host, install the Volume License Pack of that Office version (Microsoft Download Center), then enter your organisation’s own Office host key in its dialog.' },
      { say: 'See that it is there:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv all' },
    ],
  },
  {
    id: 'make-kms-host', title: 'Use a Windows Server with an activated host key as KMS host', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'On the server that is to be the KMS host, as administrator:', run: 'Install-WindowsFeature VolumeActivation -IncludeManagementTools' },
      { say: 'Run the Volume Activation Tools and enter your organisation’s own KMS host key:', run: 'vmw.exe' },
    ],
  },
  {
    id: 'install-newer-host-key', title: 'Install a host key of the newest generation in use', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'Take your organisation’s own host key for the newest Windows Server version that you have from the Microsoft 365 admin center; it covers the older ones too.' },
      { say: 'Update the host first, then install the key with the Volume Activation Tools:', run: 'vmw.exe' },
      { say: 'Activate it:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
    ],
  },
  {
    id: 'update-host', title: 'Update the KMS host, or move it to a newer Windows Server', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'See the build of the host:', run: 'cmd /c ver' },
      { say: 'Install the newest cumulative update; a host that is too old for it needs a newer Windows Server.' },
    ],
  },
  {
    id: 'return-to-port-1688', title: 'Bring host, record and clients to one port', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'As administrator on the KMS host, back to the default:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /sprt 1688' },
      { say: 'Publish it again:', run: 'Restart-Service sppsvc' },
    ],
  },
  {
    id: 'find-where-clients-went', title: 'Find out where the clients go', risk: 'read-only', where: 'dns',
    steps: [
      { say: 'See which hosts DNS names:', run: 'nslookup -type=srv _vlmcs._tcp.{zone}' },
      { say: 'On a client, see which host it asked last:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
    ],
  },
];
