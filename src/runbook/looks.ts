import type { Need } from '../model/check.ts';
import type { ProcedurePlace } from '../model/runbook.ts';

/** How a person looks at one kind of evidence with what Windows brings along. */
export type Look = {
  title: string;
  where: ProcedurePlace;
  say: string;
  run: readonly string[];
  /** 1 reads on the client, 2 looks through the network, 3 needs the KMS host or another machine, 4 changes something. */
  effort: 1 | 2 | 3 | 4;
  /** The look that gives the name that this one's command needs: where both are wanted it comes first. */
  after?: Need;
};

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';

/**
 * Every look, in the order that decides between equals. Commands are those of Windows itself (slmgr.vbs, ospp.vbs, nslookup,
 * Test-NetConnection, w32tm, wevtutil: Microsoft, "Guidelines for troubleshooting KMS"), so that they can be typed at any
 * client; only the RPC bind needs kmsdoctor, since nothing in Windows tries it without asking for an activation.
 */
export const looks: Readonly<Partial<Record<Need, Look>>> = {
  licensingProducts: {
    title: 'Read the licence state', where: 'client', effort: 1,
    say: 'In a command prompt. Look at the description (which kind of key), the licence status, and the KMS machine: “Registered KMS machine name” is set by hand, “KMS machine name from DNS” was found; that name is HOST below. For Office, the second command, in Office’s program folder.',
    run: [`${slmgr} /dlv`, 'cscript //nologo ospp.vbs /dstatus'],
  },
  events: {
    title: 'Read the code behind the code', where: 'client', effort: 1,
    say: 'Event 12288 is a request (its first value is the result code, then comes host:port), 12289 the answer to it, 8198 a failed try, 8213 to 8215 a failed try by Active Directory. The newest come first. A code that is not named here has its own page: kmsdoctor runbook CODE.',
    run: ['wevtutil qe Application /q:"*[System[Provider[@Name=\'Microsoft-Windows-Security-SPP\'] and (EventID=12288 or EventID=12289 or EventID=8198 or EventID=8213 or EventID=8214 or EventID=8215 or EventID=8229)]]" /f:text /c:10 /rd:true'],
  },
  machine: {
    title: 'Read the DNS settings', where: 'client', effort: 1,
    say: 'Look at “Primary Dns Suffix”, “DNS Suffix Search List” and “DNS Servers”: the client looks for its KMS host in those zones.',
    run: ['ipconfig /all'],
  },
  services: {
    title: 'See whether the licensing service can run', where: 'client', effort: 1,
    say: 'It may be stopped (it starts when needed); it must not be disabled. For Office 2010, and Office 2013 on Windows 7, the same for osppsvc.',
    run: ['sc qc sppsvc', 'sc query sppsvc'],
  },
  service: {
    title: 'Read the machine-wide KMS settings', where: 'client', effort: 1,
    say: 'In PowerShell. Look at KeyManagementServiceMachine and VLActivationTypeEnabled.',
    run: ['Get-CimInstance SoftwareLicensingService | Format-List KeyManagementService*, VL*'],
  },
  dnsSrv: {
    title: 'Ask DNS for the KMS record', where: 'client', effort: 2,
    say: 'With your own DNS domain. The answer must name a KMS host of your organisation and its port. Then ask the organisation’s DNS server directly, and compare.',
    run: ['nslookup -type=srv _vlmcs._tcp.ZONE', 'nslookup -type=srv _vlmcs._tcp.ZONE DNS-SERVER'],
  },
  addresses: {
    title: 'See whether the KMS host’s name has an address', where: 'client', effort: 2, after: 'dnsSrv',
    say: 'With the name that the KMS record (or the setting) gives.',
    run: ['nslookup HOST'],
  },
  tcp: {
    title: 'Try the KMS port', where: 'client', effort: 2, after: 'dnsSrv',
    say: 'In PowerShell. Then the same from a machine beside the KMS host, and compare.',
    run: ['Test-NetConnection HOST -Port 1688'],
  },
  icmp: { title: 'Ping the KMS host', where: 'client', effort: 2, say: 'No answer alone proves nothing: many networks drop ping.', run: ['ping HOST'] },
  rpcBind: {
    title: 'See whether it is KMS that answers', where: 'desk', effort: 2, after: 'dnsSrv',
    say: 'From any machine with kmsdoctor. It opens the port and asks for the KMS interface; it asks for no activation.',
    run: ['kmsdoctor check --kms-host HOST'],
  },
  clock: {
    title: 'Compare the clocks', where: 'client', effort: 2, after: 'dnsSrv',
    say: 'Against the KMS host and against a domain controller. KMS refuses a difference of more than 4 hours.',
    run: ['w32tm /stripchart /computer:HOST /samples:3 /dataonly', 'w32tm /stripchart /computer:DOMAIN-CONTROLLER /samples:3 /dataonly'],
  },
  directory: {
    title: 'Look for activation objects in Active Directory', where: 'directory', effort: 3,
    say: 'On a machine of the domain, as a user of the domain.', run: [`${slmgr} /ao-list`],
  },
  'host.services': { title: 'See whether the licensing service runs on the KMS host', where: 'host', effort: 3, say: 'It must run, and not be disabled.', run: ['sc query sppsvc', 'sc qc sppsvc'] },
  'host.firewallRules': {
    title: 'See whether the KMS host’s firewall lets clients in', where: 'host', effort: 3,
    say: 'In PowerShell. Windows ships this rule disabled.',
    run: ['Get-NetFirewallRule -Name SPPSVC-In-TCP | Format-List Enabled, Profile', 'Get-NetConnectionProfile'],
  },
  'host.licensingProducts': {
    title: 'Read the KMS host’s key, count and port', where: 'host', effort: 3,
    say: 'Look at the description and licence status of the host key, “Current count”, “Listening on Port” and DNS publishing. Every Office key has a row of its own: “all” shows them.',
    run: [`${slmgr} /dlv`, `${slmgr} /dlv all`],
  },
  'host.service': { title: 'See whether the machine is a KMS host at all', where: 'host', effort: 3, say: 'On the machine that is meant to be the KMS host, in PowerShell.', run: ['Get-CimInstance SoftwareLicensingService | Format-List IsKeyManagementServiceMachine, KeyManagementService*, VLRenewalInterval'] },
  'host.events': {
    title: 'Read the KMS host’s log', where: 'host', effort: 3,
    say: 'Event 12290 is one request: result code, needed count, client name, its CMID, its clock. 12291: KMS did not start. 12293 and 12294: its record in DNS was refused, or written. 8198 and 8200: its own key was not activated.',
    run: ['wevtutil qe "Key Management Service" /f:text /c:50 /rd:true', 'wevtutil qe Application /q:"*[System[(EventID=8198 or EventID=8200 or EventID=12291 or EventID=12293 or EventID=12294)]]" /f:text /c:10 /rd:true'],
  },
  'host.machine': { title: 'See which Windows the KMS host runs', where: 'host', effort: 3, say: 'In PowerShell: edition, version, and the newest update.', run: ['Get-CimInstance Win32_OperatingSystem | Format-List Caption, Version', 'Get-HotFix | Sort-Object InstalledOn | Select-Object -Last 3'] },
  'host.wayToMicrosoft': { title: 'See whether the KMS host reaches Microsoft', where: 'host', effort: 3, say: 'In PowerShell. The host key needs it once; behind a proxy it may fail although activation works.', run: ['Test-NetConnection activation-v2.sls.microsoft.com -Port 443', 'netsh winhttp show proxy'] },
  'host.clock': { title: 'Check the KMS host’s own clock', where: 'host', effort: 3, say: 'Against a domain controller.', run: ['w32tm /stripchart /computer:DOMAIN-CONTROLLER /samples:3 /dataonly'] },
  instanceMetadata: {
    title: 'Ask the cloud that runs the machine', where: 'client', effort: 2,
    say: 'On the virtual machine. The first prints True where Azure’s metadata service answers and its certificate is trusted, and who issued it. The second shows who runs the machine: the asset tag 7783-7084-3265-9085-8269-3286-77 is Azure’s, the makers Amazon EC2 and Google are those clouds’. The third names the Azure.',
    run: [
      'powershell -NoProfile -Command "$d = Invoke-RestMethod -Headers @{Metadata=\'true\'} -TimeoutSec 5 -Uri \'http://169.254.169.254/metadata/attested/document?api-version=2018-10-01\'; $c = [Security.Cryptography.X509Certificates.X509Certificate2][Convert]::FromBase64String($d.signature); (New-Object Security.Cryptography.X509Certificates.X509Chain).Build($c); $c.Issuer"',
      'powershell -NoProfile -Command "Get-CimInstance Win32_SystemEnclosure | Format-List SMBIOSAssetTag; Get-CimInstance Win32_ComputerSystem | Format-List Manufacturer"',
      'curl.exe -s --noproxy "*" --max-time 5 -H "Metadata: true" "http://169.254.169.254/metadata/instance/compute/azEnvironment?api-version=2018-10-01&format=text"',
    ],
  },
  wayToMicrosoft: { title: 'See whether the machine gets out of its network at all', where: 'client', effort: 2, say: 'In PowerShell, on the virtual machine. Behind a proxy it may fail although there is a way out.', run: ['Test-NetConnection activation-v2.sls.microsoft.com -Port 443', 'netsh winhttp show proxy'] },
  windowsState: {
    title: 'See what is set for the programs of licensing, the clock and, on Windows 7, one update', where: 'client', effort: 2,
    say: 'Windows sets neither Debugger nor VerifierDlls for these programs; an error that the key is not there is well. The last two tell whether the hardware clock is taken for UTC, and the minutes from local time to UTC. The first is for Windows 7.',
    run: ['wmic qfe where HotFixID="KB971033"', 'reg query "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\SppExtComObj.exe"', 'reg query "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\sppsvc.exe"', 'reg query HKLM\\SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation /v RealTimeIsUniversal', 'reg query HKLM\\SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation /v ActiveTimeBias'],
  },
  dnsUpdate: { title: 'See whether DNS lets the KMS host write its record', where: 'desk', effort: 3, say: 'From any machine with kmsdoctor; the try can write nothing.', run: ['kmsdoctor check --domain ZONE --update-right'] },
  activationAttempts: {
    title: 'Let the client try again', where: 'client', effort: 4,
    say: 'As administrator: Windows, and for Office the second command in Office’s program folder.',
    run: [`${slmgr} /ato`, 'cscript //nologo ospp.vbs /act'],
  },
};

export const lookOrder: readonly Need[] = Object.keys(looks) as Need[];
