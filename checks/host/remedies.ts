import type { Remedy } from '../../src/model/remedy.ts';

export const hostRemedies: readonly Remedy[] = [
  {
    id: 'raise-count', title: 'Bring more of your machines to the same KMS host', risk: 'read-only', where: 'client',
    byHand: 'It is for the other machines of the organisation.',
    steps: [
      { say: 'Have more of your own machines (virtual ones count too) ask this host; each, as administrator:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
      { say: 'On the host, watch the current count (25 for Windows clients, 5 for servers, 5 for Office). A host that is new starts at 0: keep the old one until this one is over the number:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
    ],
  },
  {
    id: 'use-other-activation', title: 'Where there are too few machines, use another kind of volume activation', risk: 'changes-directory', where: 'directory',
    steps: [{ say: 'Active Directory-based activation has no threshold and needs a domain; a MAK from your own agreement has none either and needs contact with Microsoft once.' }],
  },
  {
    id: 'rearm-clones', title: 'Give each clone a client ID of its own', risk: 'changes-client', where: 'client',
    byHand: 'Rearming is counted, cannot be undone, and wants a restart.',
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
      { say: 'See which hosts the record names:', run: 'Get-DnsServerResourceRecord -ZoneName {zone} -Name _vlmcs._tcp -RRType Srv' },
      { say: 'Retire the surplus ones, and remove the record of each (with the priority, weight and port that stand there; undo: /recordadd for /recorddelete, without /f):', run: 'dnscmd /recorddelete {zone} _vlmcs._tcp SRV 0 0 1688 SURPLUS-HOST. /f' },
      { say: 'Or give one host the lowest priority number in the record. Microsoft’s page for clients says that they then prefer it, its older page about DNS that KMS ignores the number: try it. Clients that remember a host keep to it (slmgr.vbs /ckhc).' },
    ],
  },
  {
    id: 'reset-renewal-interval', title: 'Set the renewal interval back to seven days', risk: 'changes-host', where: 'host',
    steps: [{ say: 'As administrator on the KMS host; clients learn it when they next ask (undo: the same with the minutes that /dlv shows now):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /sri 10080' }],
  },
  {
    id: 'activate-host-key', title: 'Activate the KMS host’s own key', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'As administrator on the KMS host, with the internet reachable:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
      { say: 'See that it says Licensed:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
    ],
  },
  {
    id: 'enter-host-key-again', title: 'Enter the host key again, by hand', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'If a host key was entered before and refused (0xC004F050): it may have been mistyped, pasted with long dashes out of a document, or be for another version or edition than this Windows Server. See which it is:', run: 'powershell -NoProfile -Command "Get-ItemProperty \'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\' | Format-List ProductName, EditionID, CurrentBuild"' },
      { say: 'Type your organisation’s own host key with plain hyphens; where VAMT refuses it because its files are older than the key, this takes it all the same:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ipk YOUR-HOST-KEY' },
      { say: 'Activate it:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
    ],
  },
  {
    id: 'activate-host-by-telephone', title: 'Activate the host key by telephone', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'As administrator on the KMS host, show the installation ID:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dti' },
      { say: 'See which number Microsoft has in your country, and read the installation ID out:', run: 'slui.exe 4' },
      { say: 'Enter the confirmation ID that you are told, its digits without spaces:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /atp CONFIRMATION-ID' },
    ],
  },
  {
    id: 'open-host-egress', title: 'Let the KMS host reach Microsoft’s activation over HTTPS', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'On the KMS host, see whether the way is open:', run: 'Test-NetConnection activation-v2.sls.microsoft.com -Port 443' },
      { say: 'On the firewall or proxy allow TCP 443 from {host} to activation-v2.sls.microsoft.com, activation.sls.microsoft.com, validation-v2.sls.microsoft.com and validation.sls.microsoft.com, without a sign-in at the proxy.' },
      { say: 'Where a proxy stands between, tell the licensing service of it, as administrator (undo: netsh winhttp reset proxy):', run: 'netsh winhttp set proxy PROXY:PORT' },
      { say: 'Activate, and close the way again if you like: the host key needs it once.', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
    ],
  },
  {
    id: 'raise-host-key-limit', title: 'Have the limit of the host key raised', risk: 'read-only', where: 'host',
    steps: [
      { say: 'On the KMS host, note the last five characters of the host key:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
      { say: 'A host key activates six hosts, each up to ten times (the first and nine more). Ask Microsoft’s licensing activation centre for more, with the number of your agreement and what the further hosts are for.' },
      { say: 'When they say that it is done:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
    ],
  },
  {
    id: 'find-host-key-on-clients', title: 'Find the machines that use up the host key', risk: 'read-only', where: 'client',
    byHand: 'It is for the machines and images that may carry the key.',
    steps: [
      { say: 'On a machine or in an image that may carry it, see which key it has (a client’s says VOLUME_KMSCLIENT; a line that names VOLUME_KMS and a host key group is the host key):', run: 'powershell -NoProfile -Command "Get-CimInstance SoftwareLicensingProduct -Filter \'PartialProductKey is not null\' | Format-List Name, Description, PartialProductKey"' },
      { say: 'Look in answer files (unattend.xml), task sequences and images for the last five characters of the host key, and put the published setup key there instead.' },
    ],
  },
  {
    id: 'replace-blocked-host-key', title: 'Replace the blocked host key', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'In the Microsoft 365 admin center see why the key is blocked (it leaked, or the agreement has ended) and take the organisation’s own new host key there.' },
      { say: 'As administrator on the KMS host, install and activate it in the Volume Activation Tools; the clients’ keys stay as they are:', run: 'vmw.exe' },
      { say: 'See that the host is licensed with the new key:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
    ],
  },
  {
    id: 'reactivate-host', title: 'Activate the host again after its hardware changed', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'See in which state it is, and why:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
      { say: 'Check that the machine is the one that was set up (not a copy of its disk running elsewhere), then, as administrator, activate the same key again; one host may be activated again nine times:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
      { say: 'If it says that it is not genuine, repair its system files first:', run: 'sfc /scannow' },
      { say: 'Its count began anew if the service restarted; see it grow:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
    ],
  },
  {
    id: 'enlarge-kms-log', title: 'Enlarge the Key Management Service log, and let it overwrite its oldest events', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'On the KMS host, see its size and whether it overwrites (note both, to be able to put them back):', run: 'wevtutil gl "Key Management Service"' },
      { say: 'Keep what it holds:', run: 'wevtutil epl "Key Management Service" "%TEMP%\\kms-before.evtx"' },
      { say: 'As administrator, 64 MB, the oldest overwritten:', run: 'wevtutil sl "Key Management Service" /ms:67108864 /rt:false' },
      { say: 'Have one client ask, then see that its request is there:', run: 'wevtutil qe "Key Management Service" /c:1 /rd:true /f:text' },
    ],
  },
  {
    id: 'move-office-host', title: 'Move the Office host licence to a newer Windows Server', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'The host licence of Office 2019 wants Windows Server 2012 or newer beneath it, that of Office LTSC 2021 Windows Server 2016, that of Office LTSC 2024 Windows Server 2022. On such a server, as administrator:', run: 'Install-WindowsFeature VolumeActivation -IncludeManagementTools' },
      { say: 'Install the Volume License Pack of that Office version there and enter your organisation’s own Office host key in its dialog.' },
      { say: 'See the activation ID of the new Office entry:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv all' },
      { say: 'Activate that entry; without the ID the command acts on Windows (by telephone: the ID behind /dti and /atp too):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato OFFICE-ACTIVATION-ID' },
      { say: 'Have the new host publish itself, before clients ask it (a restart empties its count); one KMS host may serve Windows and the other Office:', run: 'Restart-Service sppsvc' },
    ],
  },
  {
    id: 'activate-office-host-key', title: 'Activate the Office host key', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'As administrator on the KMS host, with the activation ID of the Office host product:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato {activationId}' },
      { say: 'Without the internet, by telephone; first the installation ID, for the number that slui.exe 4 shows:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dti {activationId}' },
      { say: 'Then the confirmation ID that you are told, its digits without spaces:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /atp CONFIRMATION-ID {activationId}' },
    ],
  },
  {
    id: 'install-office-host-key', title: 'Install the Office host licence and your Office host key', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'On the KMS host, install the Volume License Pack of that Office version (Microsoft Download Center), then enter your organisation’s own Office host key in its dialog.' },
      { say: 'See that it is there, and its activation ID:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv all' },
      { say: 'Activate that entry; without the ID the command acts on Windows (by telephone: the ID behind /dti and /atp too):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato OFFICE-ACTIVATION-ID' },
    ],
  },
  {
    id: 'make-kms-host', title: 'Use a Windows Server with an activated host key as KMS host', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'On the server that is to be the KMS host (any edition but Datacenter: Azure Edition), as administrator:', run: 'Install-WindowsFeature VolumeActivation -IncludeManagementTools' },
      { say: 'Run the Volume Activation Tools, enter your organisation’s own KMS host key and activate it (Server Core has no such window: slmgr.vbs /ipk YOUR-HOST-KEY, then /ato):', run: 'vmw.exe' },
      { say: 'Firewall, DNS and the proof, step by step:', run: 'kmsdoctor runbook set-up-host' },
    ],
  },
  {
    id: 'install-newer-host-key', title: 'Install a host key of the newest generation in use', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'If another KMS host of yours has such a key, point the client at that one instead. Else take your organisation’s own host key for the newest Windows Server version that you have from the Microsoft 365 admin center; it covers the older ones too.' },
      { say: 'Update the host first, then install the key with the Volume Activation Tools (Server Core has none: slmgr.vbs /ipk YOUR-HOST-KEY):', run: 'vmw.exe' },
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
      { say: 'As administrator on the KMS host, back to the default (undo: the same with the port that /dlv shows now):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /sprt 1688' },
      { say: 'Publish it again (the restart empties its count, which fills again within a week):', run: 'Restart-Service sppsvc' },
      { say: 'If the other port is meant, leave it, restart likewise, and bring firewalls, records made by hand and clients set by hand to that port.' },
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
