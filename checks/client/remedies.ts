import type { Remedy, RemedyStep } from '../../src/model/remedy.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';
const activate: RemedyStep = { say: 'Activate, and read the answer:', run: `${slmgr} /ato`, does: [{ do: 'activate', application: 'windows' }] };
const look: RemedyStep = { say: 'See what Windows now says of itself:', run: `${slmgr} /dlv`, does: [{ do: 'look' }] };

/** What can be done on the client. Every command is for an elevated command prompt there; none removes a key or names an unapproved host. */
export const clientRemedies: readonly Remedy[] = [
  {
    id: 'install-setup-key', title: 'Install Microsoft’s published KMS client setup key of the edition', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'Find the setup key of exactly this edition and version on Microsoft’s page (https://learn.microsoft.com/windows-server/get-started/kms-client-activation-keys), if it does not stand in the next command. Media or an image that brought another key is withdrawn, or the next machine has it again.' },
      { say: 'Put it in place of the present key; never remove a key first. A retail, OEM or MAK key cannot be read back from the machine: have it at hand if it is wanted again. Then:', run: `${slmgr} /ipk {gvlk}`, does: [{ do: 'install-key', key: '{gvlk}', application: 'windows' }] },
      activate,
      look,
    ],
  },
  {
    id: 'replace-host-key-on-client', title: 'Put a client setup key in place of the host key', risk: 'changes-client', where: 'client',
    byHand: 'Whether this machine is meant to be a KMS host is for a person to decide, and a host key that was replaced cannot be put back from here.',
    steps: [
      { say: 'If this machine is meant to be a KMS host, leave it and name it with --approved-host {client}.' },
      { say: 'Otherwise install the published setup key of its edition:', run: `${slmgr} /ipk {gvlk}` },
      { say: 'Restart the licensing service, so that the machine stops offering KMS:', run: 'net stop sppsvc && net start sppsvc' },
      { say: 'On a DNS server, see whether the machine published itself:', run: 'Get-DnsServerResourceRecord -ZoneName {zone} -Name _vlmcs._tcp -RRType Srv' },
      { say: 'If so, remove its record and no other (with the priority, weight and port that stand there; undo: /recordadd for /recorddelete, without /f):', run: 'dnscmd /recorddelete {zone} _vlmcs._tcp SRV 0 0 1688 THIS-MACHINE. /f' },
      { say: 'Each such machine may have used one of the six hosts that the key activates: look for others in the same image.' },
      activate,
    ],
  },
  {
    id: 'upgrade-edition', title: 'Move to an edition that has a volume licence', risk: 'changes-client', where: 'client',
    byHand: 'Which edition the organisation has licences for is for a person to decide.',
    steps: [
      { say: 'Check which licence the organisation owns for this machine: a volume licence of Windows is an upgrade and needs a qualifying edition beneath it.' },
      { say: 'Upgrade the edition with the organisation’s own media or key, then install the published setup key:', run: `${slmgr} /ipk {gvlk}` },
      activate,
    ],
  },
  {
    id: 'convert-evaluation', title: 'Convert the evaluation to a full edition', risk: 'changes-client', where: 'client',
    byHand: 'It changes the edition, wants a restart, and cannot be undone.',
    steps: [
      { say: 'See which editions this installation can become:', run: 'DISM /Online /Get-TargetEditions' },
      { say: 'Windows Server that is no domain controller: convert with the setup key of that edition, and restart when asked:', run: 'DISM /Online /Set-Edition:{edition} /ProductKey:{gvlk} /AcceptEula' },
      { say: 'An evaluation of a Windows client cannot be converted: install it anew from volume media.' },
      activate,
    ],
  },
  {
    id: 'raise-mak-limit', title: 'Have the MAK limit raised', risk: 'read-only', where: 'client',
    byHand: 'It is asked of Microsoft, by a person.',
    steps: [{ say: 'Ask Microsoft’s licensing activation centre for more activations of the organisation’s MAK, or move the machine to KMS.' }],
  },
  {
    id: 'replace-blocked-key', title: 'Find out why the key is blocked, and replace it', risk: 'read-only', where: 'client',
    byHand: 'What it looks at on the machine has just been looked at; the rest is in the licensing portal.',
    steps: [
      { say: 'See which key is installed (its last five characters):', run: `${slmgr} /dlv` },
      { say: 'Look that key up in the organisation’s licensing portal; a key that is not the organisation’s own does not belong on the machine.' },
    ],
  },
  {
    id: 'settle-base-licence', title: 'Settle the base licence of the computer', risk: 'read-only', where: 'client',
    byHand: 'It is a matter of the organisation’s papers.',
    steps: [{ say: 'A volume licence of Windows 7 is an upgrade: check that the computer came with a qualifying Windows; otherwise license it fully or use a newer Windows.' }],
  },
  {
    id: 'return-to-discovery', title: 'Clear the KMS host set by hand, so that DNS is asked', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'Note what is set now, to be able to put it back:', run: `${slmgr} /dlv`, does: [{ do: 'look' }] },
      { say: 'Clear the host and port that are set by hand:', run: `${slmgr} /ckms`, does: [{ do: 'clear-kms-host' }] },
      activate,
      { say: 'If the setting comes back, find what writes it: a policy preference, a task sequence, a login script or a cloud agent.' },
    ],
  },
  {
    id: 'find-who-sets-host', title: 'Find what writes the KMS host setting', risk: 'read-only', where: 'client',
    steps: [
      { say: 'Look at the setting before and after a policy refresh:', run: 'reg query "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SoftwareProtectionPlatform" /v KeyManagementServiceName', does: [{ do: 'show-host-setting' }] },
      { say: 'See which policies apply to the machine:', run: 'gpresult /scope computer /r', does: [{ do: 'show-policies' }] },
    ],
  },
  {
    id: 'clear-product-host', title: 'Clear the KMS host set for the product itself', risk: 'changes-client', where: 'client',
    steps: [{ say: 'Clear it for the product; the machine-wide setting then counts (undo: /skms, the old host, and this ID):', run: `${slmgr} /ckms {activationId}`, does: [{ do: 'clear-product-host', activationId: '{activationId}' }] }, activate],
  },
  {
    id: 'set-sovereign-endpoint', title: 'Use the KMS endpoint of the machine’s own Azure cloud', risk: 'changes-client', where: 'client',
    byHand: 'Which of the three clouds the machine belongs to is for a person to say.',
    steps: [
      { say: 'Set the endpoint of the Azure cloud in which the machine runs (Global: azkms.core.windows.net; US Government: azkms.core.usgovcloudapi.net; China, 21Vianet: azkms.core.chinacloudapi.cn):', run: `${slmgr} /skms {ownEndpoint}:1688` },
      activate,
    ],
  },
  {
    id: 'forget-cached-host', title: 'Let the client forget the host it remembers', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'Nothing has to be done while the old host answers. To move now, switch host caching off:', run: `${slmgr} /ckhc`, does: [{ do: 'disable-host-caching' }] },
      { say: 'Restart the licensing service (slmgr.vbs /ckms forgets the host too) and activate:', run: `net stop sppsvc && net start sppsvc && ${slmgr} /ato`, does: [{ do: 'restart-service', service: 'sppsvc' }, { do: 'activate', application: 'windows' }] },
      { say: 'Switch host caching on again:', run: `${slmgr} /skhc`, does: [{ do: 'enable-host-caching' }] },
    ],
  },
  {
    id: 'allow-kms-activation', title: 'Allow activation by KMS', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'Allow every activation type (2 would allow KMS alone; undo: the number that /dlv shows now, 1 for Active Directory, 3 for tokens):', run: `${slmgr} /act-type 0`, does: [{ do: 'allow-every-activation-type' }] },
      { say: 'If a policy or image sets the type, change it there too, or it comes back.' },
      activate,
    ],
  },
  {
    id: 'renew-now', title: 'Find out why renewal fails, before the licence lapses', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'Renew now, and read the answer:', run: `${slmgr} /ato`, does: [{ do: 'activate', application: 'windows' }] },
      { say: 'Read the newest requests and answers:', run: 'wevtutil qe Application /q:"*[System[Provider[@Name=\'Microsoft-Windows-Security-SPP\'] and (EventID=12288 or EventID=12289 or EventID=8198)]]" /c:10 /rd:true /f:text', does: [{ do: 'look' }] },
    ],
  },
  {
    id: 'activate-again', title: 'Activate again while the host can be reached', risk: 'changes-client', where: 'client',
    steps: [activate, look],
  },
  {
    id: 'restart-and-activate', title: 'Restart the machine and activate', risk: 'changes-client', where: 'client',
    byHand: 'It restarts the machine, on which somebody may be working.',
    steps: [{ say: 'Restart, after saving open work:', run: 'shutdown /r /t 60' }, activate],
  },
  {
    id: 'repair-genuine-state', title: 'Check the licence and repair system files', risk: 'changes-client', where: 'client',
    byHand: 'Repairing system files takes long, and the licence is for a person to check first.',
    steps: [
      { say: 'Check that the organisation owns a licence for this machine and edition.' },
      { say: 'Check and repair system files:', run: 'sfc /scannow' },
      { say: 'On Windows 8 and later also repair the component store:', run: 'DISM /Online /Cleanup-Image /RestoreHealth' },
      { say: 'Enter the published setup key again:', run: `${slmgr} /ipk {gvlk}` },
      activate,
    ],
  },
  {
    id: 'remove-kb971033', title: 'Remove update KB971033 from Windows 7', risk: 'changes-client', where: 'client',
    byHand: 'It takes an update away and wants a restart.',
    steps: [
      { say: 'See whether it is installed:', run: 'wmic qfe where HotFixID="KB971033" get HotFixID,InstalledOn' },
      { say: 'Remove it and restart:', run: 'wusa /uninstall /kb:971033' },
      { say: 'Then rebuild the activation files. Stop what holds them:', run: 'net stop sppuinotify & sc.exe config sppuinotify start= disabled & net stop sppsvc' },
      { say: 'Put the store aside (undo: rename it back):', run: 'ren %windir%\\ServiceProfiles\\NetworkService\\AppData\\Roaming\\Microsoft\\SoftwareProtectionPlatform\\tokens.dat tokens.bar' },
      { say: 'And its cache:', run: 'ren %windir%\\ServiceProfiles\\NetworkService\\AppData\\Roaming\\Microsoft\\SoftwareProtectionPlatform\\cache\\cache.dat cache.bar' },
      { say: 'Remove the two hidden files that belong to it; Windows makes them again:', run: 'del /ah %windir%\\system32\\7B296FB0-376B-497e-B012-9C450E1B7327-5P-*.C7483456-A289-439d-8115-601632D005A0' },
      { say: 'Start the service, enter the published setup key again and activate:', run: `net start sppsvc && ${slmgr} /ipk {gvlk} && ${slmgr} /ato` },
      { say: 'Give the notifier back its start type:', run: 'sc.exe config sppuinotify start= demand' },
    ],
  },
  {
    id: 'rebuild-licence-store', title: 'Rebuild the licence store', risk: 'changes-client', where: 'client',
    byHand: 'It puts the licence store aside and wants a restart in its midst.',
    steps: [
      { say: 'Stop the licensing service:', run: 'net stop sppsvc' },
      { say: 'Keep the damaged file aside, do not delete it (Windows 8.1 and later; Windows 8 keeps it in spp\\store, Windows 7 in ServiceProfiles\\NetworkService\\AppData\\Roaming\\Microsoft\\SoftwareProtectionPlatform; undo: rename it back):', run: 'ren %windir%\\system32\\spp\\store\\2.0\\tokens.dat tokens.bar' },
      { say: 'Start the service and install the licence files anew:', run: `net start sppsvc && ${slmgr} /rilc` },
      { say: 'Restart the machine, then enter the setup key again:', run: `${slmgr} /ipk {gvlk}` },
      activate,
      { say: 'If it is damaged again, check the disk (chkdsk), and keep virus scanners out of that folder.' },
    ],
  },
  {
    id: 'reinstall-licence-files', title: 'Install the licence files anew', risk: 'changes-client', where: 'client',
    steps: [{ say: 'Install them from the system’s own folders:', run: `${slmgr} /rilc`, does: [{ do: 'reinstall-licence-files' }] }, { say: 'If that does not help, repair Windows in place from its own media.' }, activate],
  },
  {
    id: 'redeploy-from-image', title: 'Redeploy from a clean image', risk: 'changes-client', where: 'client',
    byHand: 'The machine is installed anew.',
    steps: [{ say: 'Rebuild the image with sysprep /generalize and SkipRearm=0, and install the machine from it.' }, { say: 'A grace period alone needs no rearm: activate instead.', run: `${slmgr} /ato` }],
  },
  {
    id: 'enable-licensing-service', title: 'Enable the licensing service', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'Give it back its start type:', run: 'sc.exe config sppsvc start= delayed-auto', does: [{ do: 'enable-service', service: 'sppsvc' }] },
      { say: 'Start it:', run: 'sc.exe start sppsvc', does: [{ do: 'start-service', service: 'sppsvc' }] },
      { say: 'Find what disabled it (a hardening policy or a tuning tool), or it will be disabled again.' },
      activate,
    ],
  },
  {
    id: 'restart-licensing-service', title: 'Restart the licensing service', risk: 'changes-client', where: 'client',
    steps: [{ say: 'Restart it:', run: 'net stop sppsvc && net start sppsvc', does: [{ do: 'restart-service', service: 'sppsvc' }] }, activate],
  },
  {
    id: 'repair-windows-in-place', title: 'Repair Windows in place', risk: 'changes-client', where: 'client',
    byHand: 'It is done from media, at the machine.',
    steps: [{ say: 'Run setup from media of the same edition, version and language, and keep apps and files.' }, { say: 'Find what removed the service.' }],
  },
  {
    id: 'allow-licensing-process', title: 'Allow the licensing service out to TCP 1688', risk: 'changes-client', where: 'client',
    byHand: 'It is done in the security software, which has a console of its own.',
    steps: [
      { say: 'Look in the security software’s log for sppsvc.exe and SppExtComObj.exe, and allow both out to {host}:{port}.' },
      { say: 'Look for rules of the Windows firewall that block outbound:', run: 'powershell -NoProfile -Command "Get-NetFirewallRule -Direction Outbound -Action Block -Enabled True | Select-Object DisplayName"' },
      activate,
    ],
  },
  {
    id: 'look-at-channel', title: 'See by which way Windows should be activated', risk: 'read-only', where: 'client',
    byHand: 'What it looks at has just been looked at.',
    steps: [{ say: 'A KMS client needs no internet: see which kind of key the machine has:', run: `${slmgr} /dlv` }, { say: 'With a retail, OEM or MAK key the machine needs the internet or the telephone; with a KMS client setup key it needs a KMS host.' }],
  },
  {
    id: 'wait-in-grace', title: 'Wait, or activate now', risk: 'changes-client', where: 'client',
    steps: [{ say: 'The machine tries again every 2 hours by itself. To try now:', run: `${slmgr} /ato`, does: [{ do: 'activate', application: 'windows' }] }],
  },
  {
    id: 'run-elevated', title: 'Run the command as administrator', risk: 'read-only', where: 'client',
    byHand: 'It is about how you yourself run a command.',
    steps: [{ say: 'Open a command prompt with “Run as administrator” and repeat the command:', run: `${slmgr} /ato` }],
  },
  {
    id: 'read-on-the-machine', title: 'Read the machine on itself', risk: 'read-only', where: 'client',
    byHand: 'It is for a machine that could not be read from here.',
    steps: [{ say: 'On the machine, in an elevated command prompt:', run: `${slmgr} /dlv` }, { say: 'Or save everything with the collector, which needs no network. At your desk write it, then carry it to the machine:', run: 'kmsdoctor collector > collect.ps1' }, { say: 'On the machine; it says where its file is, and “kmsdoctor check FILE” reads that:', run: 'powershell -NoProfile -ExecutionPolicy Bypass -File collect.ps1' }],
  },
  {
    id: 'read-over-cim', title: 'Read licensing over CIM instead of slmgr.vbs', risk: 'read-only', where: 'client',
    byHand: 'What it looks at has just been looked at, over CIM.',
    steps: [
      { say: 'Where scripts are switched off, or their text is in a language that is not read here, on the machine:', run: 'powershell -NoProfile -Command "Get-CimInstance SoftwareLicensingProduct -Filter \'PartialProductKey is not null\' | Format-List *"' },
      { say: 'The same for the service and its settings:', run: 'powershell -NoProfile -Command "Get-CimInstance SoftwareLicensingService | Format-List *"' },
      { say: 'Save what each of them prints to a file, and have both read together:', run: 'kmsdoctor check FILE-1 FILE-2' },
    ],
  },
  {
    id: 'leave-validation-noise', title: 'Leave events 8200 and 8208 of a licensed machine alone', risk: 'read-only', where: 'client',
    byHand: 'Nothing needs doing; what it looks at has just been looked at.',
    steps: [
      { say: 'See whether the machine is licensed; if so these events harm nothing:', run: `${slmgr} /xpr` },
      { say: 'To be rid of them, set the policy “Turn off KMS Client Online AVS Validation” (Computer Configuration, Administrative Templates, Windows Components, Software Protection Platform); undo: Not configured.' },
    ],
  },
  {
    id: 'repair-wmi', title: 'Check and repair the WMI repository', risk: 'changes-client', where: 'client',
    byHand: 'kmsdoctor would need the WMI that is to be repaired.',
    steps: [
      { say: 'Check it:', run: 'winmgmt /verifyrepository' },
      { say: 'If it is inconsistent:', run: 'winmgmt /salvagerepository' },
      { say: 'If only the licensing classes are missing, register them again and restart the service Winmgmt:', run: 'mofcomp %windir%\\system32\\wbem\\sppwmi.mof' },
      { say: 'Then see whether licensing can be read:', run: `${slmgr} /dlv` },
    ],
  },
  {
    id: 'restore-dcom-access', title: 'Give SELF back its default DCOM access', risk: 'changes-client', where: 'client',
    byHand: 'It is done in a window (dcomcnfg), at the machine.',
    steps: [{ say: 'In dcomcnfg, My Computer, Properties, COM Security, Access Permissions, Edit Default: allow SELF local and remote access.', run: 'dcomcnfg' }, { say: 'Restart the machine, then activate:', run: `${slmgr} /ato` }],
  },
  {
    id: 'restore-service-rights', title: 'Give NETWORK SERVICE and the Plug and Play service back their rights', risk: 'changes-client', where: 'client',
    byHand: 'The policy that took the rights away is for a person to find and correct.',
    steps: [{ say: 'Look at the rights of the Plug and Play service; SERVICE (SU) must be able to read it:', run: 'sc.exe sdshow plugplay' }, { say: 'Correct the policy that changed them, restart, and activate.', run: `${slmgr} /ato` }],
  },
  {
    id: 'leave-container-alone', title: 'Leave the container as it is', risk: 'read-only', where: 'client',
    byHand: 'Nothing needs doing on this machine.',
    steps: [
      { say: 'A container is licensed through the machine that runs it. On that machine, not in the container, see that Windows is licensed:', run: `${slmgr} /dlv` },
      { say: 'Take containers out of the monitoring of event 8198; put no key into an image.' },
    ],
  },
  {
    id: 'isolate-containers', title: 'Run containers under Hyper-V isolation, or update Windows', risk: 'changes-client', where: 'client',
    byHand: 'How containers are started is for whoever runs them.',
    steps: [
      { say: 'See which isolation the engine uses:', run: 'docker info | findstr /i isolation' },
      { say: 'Start containers with Hyper-V isolation (undo: leave the option out again):', run: 'docker run --isolation=hyperv IMAGE' },
      { say: 'Or bring Windows 10 1903 or 1909 to a version that Microsoft still maintains. Then:', run: `${slmgr} /ato` },
    ],
  },
  {
    id: 'redeploy-multi-session', title: 'Redeploy the multi-session machine in Azure, or install Windows Enterprise', risk: 'changes-client', where: 'client',
    byHand: 'The machine is deployed anew.',
    steps: [
      { say: 'See which edition it is now:', run: 'DISM /Online /Get-CurrentEdition' },
      { say: 'In Azure, deploy a new session host from a multi-session image of the marketplace and remove this one from its pool; a key does not bring the edition back.' },
      { say: 'Outside Azure, install Windows Enterprise from volume media with its published setup key, then:', run: `${slmgr} /ato` },
    ],
  },
  {
    id: 'restore-enum-rights', title: 'Give SYSTEM back its rights on Enum\\Root', risk: 'changes-client', where: 'client',
    byHand: 'It changes rights in the registry, in a window (regedit), at the machine.',
    steps: [{ say: 'In regedit give SYSTEM full control of HKLM\\SYSTEM\\CurrentControlSet\\Enum\\Root, then activate:', run: `${slmgr} /ato` }],
  },
];
