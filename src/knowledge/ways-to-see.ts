/**
 * How a person gets each kind of evidence, as one sentence with the exact command, and what that costs: 1 is a glance
 * at the client, 2 needs a look elsewhere, 3 needs another machine. Where a sentence says "add", this version reads what
 * the command gives; clocks and the firewall rule a person judges by eye, since no pasted text tells them here.
 */
export const waysToSee: Readonly<Record<string, { how: string; cost: number }>> = {
  licensingProducts: { cost: 1, how: 'On the client run in the Command Prompt `cscript //nologo %windir%\\system32\\slmgr.vbs /dlv`, or for Office, in its program folder, `cscript //nologo ospp.vbs /dstatus`, and add the output.' },
  service: { cost: 1, how: 'On the client run in PowerShell `Get-CimInstance SoftwareLicensingService | Format-List *` and add the output.' },
  machine: { cost: 1, how: 'On the client run in PowerShell `Get-CimInstance Win32_OperatingSystem | ConvertTo-Json` and add the output.' },
  services: { cost: 1, how: 'On the client run in PowerShell `Get-CimInstance Win32_Service -Filter "Name=\'sppsvc\'" | Format-List Name, State, StartMode` and add the output.' },
  activationAttempts: { cost: 1, how: 'On the client run in the Command Prompt, as administrator, `cscript //nologo %windir%\\system32\\slmgr.vbs /ato` and add the output.' },
  events: { cost: 1, how: 'On the client run `wevtutil qe Application /q:"*[System[Provider[@Name=\'Microsoft-Windows-Security-SPP\'] and (EventID=12288 or EventID=12289 or EventID=8198)]]" /f:xml /c:50 /rd:true` (event 12288 tells what the last request to a KMS host ended with) and add the output.' },
  dnsSrv: { cost: 1, how: 'Run `kmsdoctor check --domain YOUR-DOMAIN`, or on the client `nslookup -type=srv _vlmcs._tcp.YOUR-DOMAIN`, and add the output.' },
  addresses: { cost: 1, how: 'Run `kmsdoctor check --domain YOUR-DOMAIN`, or on the client `nslookup KMS-HOST`, and add the output.' },
  tcp: { cost: 1, how: 'Run `kmsdoctor check --kms-host KMS-HOST`, which tries TCP 1688 from where it runs.' },
  rpcBind: { cost: 1, how: 'Run `kmsdoctor check --kms-host KMS-HOST`, which tries an RPC bind and asks for no activation.' },
  icmp: { cost: 1, how: 'Run `kmsdoctor check --kms-host KMS-HOST`, which pings the host.' },
  clock: { cost: 1, how: 'On the client run `w32tm /stripchart /computer:KMS-HOST /samples:3 /dataonly`: the KMS host refuses a difference of more than 4 hours (this program does not read that output).' },
  directory: { cost: 2, how: 'Run `kmsdoctor check --domain YOUR-DOMAIN --directory ldaps://DOMAIN-CONTROLLER --user USER@YOUR-DOMAIN`, or on a domain member `cscript //nologo %windir%\\system32\\slmgr.vbs /ao-list` (this program does not read that output).' },
  dnsUpdate: { cost: 2, how: 'Run `kmsdoctor check --domain YOUR-DOMAIN --update-right`, which tries an update that can write nothing, or on the KMS host look in the Application log for event 12294 (it wrote its record) or 12293 (its update was refused).' },
  instanceMetadata: { cost: 1, how: 'On the virtual machine run `kmsdoctor check local`, or the script that `kmsdoctor collector` prints, and add its file: the metadata service answers the machine itself and nobody else.' },
  windowsState: { cost: 1, how: 'On the machine run `kmsdoctor check local`, or the script that `kmsdoctor collector` prints, and add its file.' },
  wayToMicrosoft: { cost: 1, how: 'On the machine in Azure run `kmsdoctor check local`, or the script that `kmsdoctor collector` prints, and add its file: it tries TCP 443 to Microsoft where Azure’s KMS is set.' },
  'host.licensingProducts': { cost: 3, how: 'On the KMS host run in the Command Prompt `cscript //nologo %windir%\\system32\\slmgr.vbs /dlv`, save the output, and add it with `kmsdoctor check --kms-host-target FILE`.' },
  'host.service': { cost: 3, how: 'On the KMS host run in PowerShell `Get-CimInstance SoftwareLicensingService | Format-List *`, save the output, and add it with `kmsdoctor check --kms-host-target FILE`.' },
  'host.events': { cost: 3, how: 'On the KMS host run `wevtutil qe "Key Management Service" /f:xml /c:500 /rd:true`, save the output, and add it with `kmsdoctor check --kms-host-target FILE`.' },
  'host.machine': { cost: 3, how: 'On the KMS host run in PowerShell `Get-CimInstance Win32_OperatingSystem | ConvertTo-Json`, save the output, and add it with `kmsdoctor check --kms-host-target FILE`.' },
  'host.clock': { cost: 3, how: 'On the KMS host run `w32tm /stripchart /computer:DOMAIN-CONTROLLER /samples:3 /dataonly`: a host that is hours off refuses clients whose clocks are right (this program does not read that output).' },
  'host.services': { cost: 3, how: 'On the KMS host run in PowerShell `Get-CimInstance Win32_Service -Filter "Name=\'sppsvc\'" | Format-List Name, State, StartMode`, save the output, and add it with `kmsdoctor check --kms-host-target FILE`.' },
  'host.wayToMicrosoft': { cost: 3, how: 'On the KMS host run in PowerShell `Test-NetConnection activation-v2.sls.microsoft.com -Port 443`; or read the host with `--kms-host-target`, which tries it while its key is not activated.' },
  'host.firewallRules': { cost: 3, how: 'On the KMS host run in PowerShell `Get-NetFirewallRule -Name SPPSVC-In-TCP` and see whether it is enabled.' },
};
