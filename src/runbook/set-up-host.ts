import { faultless } from './faultless-step.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';

/**
 * Sources: Microsoft, "Create a Key Management Services (KMS) activation host", "KMS activation planning" (11/2024),
 * "Configure a KMS host computer for Office" (9/2024), "Activate using Key Management Service" (telephone).
 */
export const setUpHost = faultless(
  'set-up-host', 'Set up a KMS host', /^(?:set ?up|install|create|build|configure)\b.*\b(?:kms|host)\b/,
  ['A KMS host activates the organisation’s volume-licensed Windows and Office machines. It holds a KMS host key (CSVLK), which is activated once with Microsoft; clients find it by a record in DNS and ask it on TCP 1688.'],
  [
    {
      id: 'machine', title: 'Choose the machine and bring it up to date', where: 'host',
      say: 'Any Windows Server that is newer than or as new as the newest clients is simplest; a virtual machine will do. An older one needs a cumulative update first (Server 2022 for 2025: February 2024 or later, KB5034765; 2019 for 2025: KB5034768; 2019 for 2022: KB5003646; 2016 for 2022: KB5003638). Datacenter: Azure Edition cannot be a KMS host. A client Windows (10) can host, for client Windows only.',
      run: ['powershell -NoProfile -Command "Get-CimInstance Win32_OperatingSystem | Format-List Caption, Version"'],
      outcomes: [['fits', 'The machine fits', '', 'key'], ['does-not-fit', 'It is Azure Edition, or too old to be updated', 'Take another machine.', 'machine']],
    },
    {
      id: 'key', title: 'Get the KMS host key', where: 'desk',
      say: 'The key comes from your organisation’s own volume licence: Microsoft 365 admin center, Billing, Your products, Volume licensing, View downloads and keys. It is the key named “KMS” of the newest Windows Server you run; it also covers the older ones and client Windows. Each key serves six hosts. A setup key (GVLK) is for clients and does not make a host.',
      outcomes: [['have-key', 'You have it', '', 'role'], ['no-key', 'There is none, or you may not see it', 'Ask whoever holds the volume licence agreement; a key from anywhere else is never the answer.', 'hand on']],
    },
    {
      id: 'role', title: 'Install the role', where: 'host', changes: true,
      say: 'In PowerShell as administrator (or Server Manager, Add roles, Volume Activation Services). Server Core has no wizard: leave the second command out and use slmgr.vbs in the next step. Skip this step on a client Windows.',
      run: ['Install-WindowsFeature -Name VolumeActivation -IncludeManagementTools', 'Add-WindowsFeature -Name RSAT-VA-Tools'],
      outcomes: [['wizard', 'You prefer the wizard', '', 'wizard'], ['commands', 'You prefer commands', '', 'install-key']],
    },
    {
      id: 'wizard', title: 'Wizard: Volume Activation Tools', where: 'host', changes: true,
      say: 'Start it, choose Key Management Service (KMS) and this computer, type the host key, Commit, and activate online. For a host without a way to the internet choose by phone.',
      run: ['vmw.exe'],
      outcomes: [['activated', 'It says that the key is installed and activated', '', 'office'], ['failed', 'Activation fails', 'Most often there is no way to Microsoft on TCP 443: use the telephone.', 'telephone']],
    },
    {
      id: 'install-key', title: 'Install the key and activate it online', where: 'host', changes: true,
      say: 'In a command prompt as administrator. Activating needs a way to Microsoft once, not later.',
      run: [`${slmgr} /ipk HOST-KEY`, `${slmgr} /ato`],
      outcomes: [
        ['activated', '“Product activated successfully”', '', 'office'],
        ['refused-key', '0xC004F050 at /ipk, or 0xC004F015', 'The host’s Windows does not know this key: bring it up to date (step 1), and compare the key letter by letter.', 'machine'],
        ['no-internet', 'Another error at /ato', 'Most often there is no way to Microsoft on TCP 443: use the telephone.', 'telephone'],
      ],
    },
    {
      id: 'telephone', title: 'Activate by telephone', where: 'host', changes: true,
      say: 'The first command shows the installation ID. Call the Microsoft Licensing Activation Center of your country, read it out, and write down the confirmation ID of 48 digits; enter it without separators with the second. For an Office host key, add its activation ID at the end of both.',
      run: [`${slmgr} /dti`, `${slmgr} /atp CONFIRMATION-ID`],
      outcomes: [['activated', 'The confirmation ID was deposited', '', 'office'], ['refused', 'It is refused', 'The installation ID has changed since, or a digit is wrong: read it out again.', 'telephone']],
    },
    {
      id: 'office', title: 'Office: licence pack and its own key', where: 'host', changes: true,
      say: 'Only if volume-licensed Office is to activate here too. Each version of Office has its own Volume License Pack (Microsoft Download Center) and its own host key: run the pack and type the key when asked. The activation ID must stand behind /ato, or the command acts on Windows: Office LTSC 2024 F3D89BBF-C0EC-47CE-A8FA-E5A5F97E447F (host: Server 2022 or later; another page of Microsoft’s has an ID that begins with 8D368FC1, which is a client’s), LTSC 2021 47F3B983-7C53-4D45-ABC6-BCD91E2DD90A (2016 or later), 2019 70512334-47B4-44DB-A233-BE5EA33B914C, 2016 98EBFE73-2084-4C97-932C-C0CD1643BEA7. Microsoft 365 Apps do not use KMS.',
      run: [`${slmgr} /ato OFFICE-ACTIVATION-ID`],
      outcomes: [['activated', '“Product activated successfully”, or there is no Office to serve', '', 'firewall'], ['failed', 'It fails', 'By telephone, with the activation ID behind /dti and /atp.', 'telephone']],
    },
    {
      id: 'firewall', title: 'Open the firewall', where: 'host', changes: true,
      say: 'In PowerShell as administrator. Windows has this rule and ships it disabled. Firewalls in between must let TCP 1688 through from all client networks.',
      run: ['Set-NetFirewallRule -Name SPPSVC-In-TCP -Profile Domain,Private -Enabled True'],
      outcomes: [['open', 'No error', '', 'dns']],
    },
    {
      id: 'dns', title: 'DNS: by itself, or by hand', where: 'host', changes: true,
      say: 'The host writes its record by itself when the service starts; event 12294 says that it did, 12293 that DNS refused. The very first host may write; a second one needs the right to change the record (or a security group that has it).',
      run: ['net stop sppsvc && net start sppsvc', 'wevtutil qe Application /q:"*[System[(EventID=12293 or EventID=12294)]]" /f:text /c:3 /rd:true'],
      outcomes: [['written', '12294', '', 'proof'], ['refused', '12293, or neither', '', 'dns-by-hand']],
    },
    {
      id: 'dns-by-hand', title: 'Make the record by hand', where: 'dns', changes: true,
      say: 'On a Windows DNS server, in PowerShell; on any other DNS server add the second line to the zone. Do it in every zone in which clients look.',
      run: ['Add-DnsServerResourceRecord -Srv -ZoneName ZONE -Name _vlmcs._tcp -DomainName HOST -Priority 0 -Weight 0 -Port 1688', '_vlmcs._tcp.ZONE. 3600 IN SRV 0 0 1688 HOST.'],
      outcomes: [['made', 'The record is made', '', 'proof']],
    },
    {
      id: 'proof', title: 'Prove that it works', where: 'client',
      say: 'From a client network: the record, the port, and whether KMS answers. Then let a client try that has the published setup key (GVLK) of its edition. Until 25 Windows clients (5 servers; 5 machines with Office) have asked, they are told 0xC004F038: that is right, and passes by itself.',
      run: ['nslookup -type=srv _vlmcs._tcp.ZONE', 'kmsdoctor check --domain ZONE', `${slmgr} /ato`],
      outcomes: [
        ['activated', '“Product activated successfully”, or 0xC004F038 while fewer machines than that have asked', '', 'done'],
        ['other', 'Another code', 'Go on with kmsdoctor runbook CODE.', 'hand on'],
      ],
    },
  ],
  ['Microsoft, Create a KMS activation host; KMS activation planning (11/2024)', 'Microsoft, Configure a KMS host computer for Office (9/2024)', 'Microsoft, Activate using Key Management Service'],
);
