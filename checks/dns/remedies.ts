import type { Remedy } from '../../src/model/remedy.ts';

export const dnsRemedies: readonly Remedy[] = [
  {
    id: 'create-srv-record', title: 'Create the KMS record in DNS', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'One of the first three, by what holds the zone. On a Windows DNS server of {zone} (see that this is the domain you mean), with the name of your KMS host as the target (undo, by hand: this one record out of DNS Manager again):', run: 'Add-DnsServerResourceRecord -Srv -ZoneName {zone} -Name _vlmcs._tcp -DomainName {host} -Priority 0 -Weight 0 -Port {port}' },
      { say: 'Where that command is not there (Windows Server 2008 R2 and older; undo: /recorddelete for /recordadd):', run: 'dnscmd /recordadd {zone} _vlmcs._tcp SRV 0 0 {port} {host}.' },
      { say: 'On any other DNS server (BIND and others), the record to add to the zone {zone}:', run: '_vlmcs._tcp.{zone}. 3600 IN SRV 0 0 {port} {host}.' },
      { say: 'On the client, forget the old answer and try again:', run: 'ipconfig /flushdns && cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
    ],
  },
  {
    id: 'create-srv-record-elsewhere', title: 'Create the KMS record where the zone is held by BIND, dnsmasq, Azure or Route 53', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'One of these, by what holds the zone. BIND that takes signed updates: start nsupdate with your key:', run: 'nsupdate -k KEY-FILE' },
      { say: 'At its prompt enter this line, then "send", then "quit" (undo: the same with "update delete"):', run: 'update add _vlmcs._tcp.{zone}. 3600 SRV 0 0 {port} {host}.' },
      { say: 'BIND with a zone file: this line, a higher serial, then rndc reload {zone} (undo: take the line out):', run: '_vlmcs._tcp IN SRV 0 0 {port} {host}.' },
      { say: 'dnsmasq: put this line into its configuration and restart it (undo: take the line out):', run: 'srv-host=_vlmcs._tcp.{zone},{host},{port},0,0' },
      { say: 'Azure private DNS (undo: remove-record in place of add-record):', run: 'az network private-dns record-set srv add-record --resource-group RESOURCE-GROUP --zone-name {zone} --record-set-name _vlmcs._tcp --target {host} --port {port} --priority 0 --weight 0' },
      { say: 'Route 53, in CloudShell or a Linux shell (undo: the same with the action DELETE; where the set exists, UPSERT with all its values):', run: 'aws route53 change-resource-record-sets --hosted-zone-id ZONE-ID --change-batch \'{"Changes":[{"Action":"CREATE","ResourceRecordSet":{"Name":"_vlmcs._tcp.{zone}","Type":"SRV","TTL":3600,"ResourceRecords":[{"Value":"0 0 {port} {host}"}]}}]}\'' },
    ],
  },
  {
    id: 'recreate-srv-record', title: 'Replace the KMS record by a well-formed one', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'Look at what stands there now, and keep it for an undo:', run: 'Get-DnsServerResourceRecord -ZoneName {zone} -Name _vlmcs._tcp -RRType Srv' },
      { say: 'Remove it (this takes every KMS record out of the zone; create those of other hosts again too):', run: 'Remove-DnsServerResourceRecord -ZoneName {zone} -Name _vlmcs._tcp -RRType Srv' },
      { say: 'Create it anew; the target is the host’s own name (no address, no alias), the port is the one on which it listens:', run: 'Add-DnsServerResourceRecord -Srv -ZoneName {zone} -Name _vlmcs._tcp -DomainName {host} -Priority 0 -Weight 0 -Port 1688' },
    ],
  },
  {
    id: 'replace-stale-srv-record', title: 'Remove the stale KMS record, in every zone and on every DNS server', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'See all records, and find the one that names the old host; the same in every other zone that clients search, and on every DNS server once it is replicated:', run: 'Get-DnsServerResourceRecord -ZoneName {zone} -Name _vlmcs._tcp -RRType Srv' },
      { say: 'Remove the one record that names the retired host, and no other (with the priority, weight and port that stand there; undo: /recordadd for /recorddelete, without /f):', run: 'dnscmd /recorddelete {zone} _vlmcs._tcp SRV 0 0 1688 {oldHost}. /f' },
      { say: 'On the live KMS host, have it publish itself again (the restart empties its count, which fills again within a week):', run: 'Restart-Service sppsvc' },
    ],
  },
  {
    id: 'follow-renamed-host', title: 'Make DNS and clients follow a KMS host that was renamed or moved', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'On the KMS host, see under which name and address it goes now:', run: 'powershell -NoProfile -Command "[System.Net.Dns]::GetHostEntry(\'\').HostName; Get-NetIPAddress -AddressFamily IPv4 | Format-Table IPAddress, InterfaceAlias"' },
      { say: 'Register that name and address, and publish under it (the restart empties its count, which fills again within a week):', run: 'ipconfig /registerdns && net stop sppsvc && net start sppsvc' },
      { say: 'On a DNS server of {zone}, remove the one record that names the old name (with the priority, weight and port that stand there; undo: /recordadd for /recorddelete, without /f), and no other:', run: 'dnscmd /recorddelete {zone} _vlmcs._tcp SRV 0 0 1688 OLD-NAME. /f' },
      { say: 'On clients that were told the old name by hand, clear it:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ckms' },
    ],
  },
  {
    id: 'remove-dead-srv-targets', title: 'Remove the dead hosts from the KMS record', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'List the hosts that the record names:', run: 'Get-DnsServerResourceRecord -ZoneName {zone} -Name _vlmcs._tcp -RRType Srv' },
      { say: 'Bring {host} back, or remove its entry and no other (with the priority, weight and port that stand there; undo: /recordadd for /recorddelete, without /f):', run: 'dnscmd /recorddelete {zone} _vlmcs._tcp SRV 0 0 1688 {host}. /f' },
    ],
  },
  {
    id: 'remove-unapproved-srv-target', title: 'Take the unapproved host out of DNS', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'Ask the owner of {host} whether it is meant to be a KMS host; if so, approve it with --approved-host {host}.' },
      { say: 'Otherwise put the setup key of its edition, from Microsoft’s page of KMS client keys, on that machine, as administrator:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ipk SETUP-KEY' },
      { say: 'Restart the licensing service there, so that it stops offering KMS:', run: 'net stop sppsvc && net start sppsvc' },
      { say: 'Then see its record:', run: 'Get-DnsServerResourceRecord -ZoneName {zone} -Name _vlmcs._tcp -RRType Srv' },
      { say: 'Remove that one and no other (with the priority, weight and port that stand there; undo: /recordadd for /recorddelete, without /f):', run: 'dnscmd /recorddelete {zone} _vlmcs._tcp SRV 0 0 1688 {host}. /f' },
      { say: 'Restrict who may write _vlmcs._tcp in {zone}.' },
    ],
  },
  {
    id: 'add-host-address', title: 'Give the KMS host an address in DNS', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'See what DNS knows of the host:', run: 'Resolve-DnsName {target}' },
      { say: 'On the KMS host, register its own address again:', run: 'ipconfig /registerdns' },
      { say: 'On a host with several network cards, keep one that clients cannot reach from registering itself (undo: $true):', run: 'Set-DnsClient -InterfaceAlias NETWORK-CARD -RegisterThisConnectionsAddress $false' },
    ],
  },
  {
    id: 'set-dns-suffix', title: 'Give the client the DNS suffix of the KMS zone', risk: 'changes-client', where: 'client',
    byHand: 'The list is replaced whole, and usually comes from a policy or from DHCP, where it belongs changed.',
    steps: [
      { say: 'For many machines: DHCP option 15 (DNS domain name), the policy "DNS Suffix Search List", or the primary DNS suffix of each (its domain membership, or System Properties, Computer Name, More).' },
      { say: 'For this machine, as administrator; the list is replaced, so name the zones that it holds now as well (Get-DnsClientGlobalSetting shows them):', run: 'Set-DnsClientGlobalSetting -SuffixSearchList @("{zone}")' },
    ],
  },
  {
    id: 'set-lookup-domain', title: 'Tell the client in which zone to look', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'As administrator on the client (undo: slmgr.vbs /ckms-domain):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /skms-domain {zone}', does: [{ do: 'set-lookup-domain', zone: '{zone}' }] },
      { say: 'Then:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato', does: [{ do: 'activate', application: 'windows' }] },
    ],
  },
  {
    id: 'clear-lookup-domain', title: 'Clear the lookup domain', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'As administrator on the client (undo: slmgr.vbs /skms-domain with the zone that /dlv shows now):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ckms-domain', does: [{ do: 'clear-lookup-domain' }] },
      { say: 'Then:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato', does: [{ do: 'activate', application: 'windows' }] },
    ],
  },
  {
    id: 'set-host-by-hand', title: 'As a stop-gap, set your organisation’s KMS host by hand', risk: 'changes-client', where: 'client',
    steps: [
      { say: 'As administrator on the client, with the name of your own KMS host (undo: slmgr.vbs /ckms):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /skms {host}:{port}', does: [{ do: 'set-kms-host', host: '{host}', port: '{port}' }] },
      { say: 'Then:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato', does: [{ do: 'activate', application: 'windows' }] },
    ],
  },
  {
    id: 'point-client-at-resolver', title: 'Point the client at the organisation’s DNS servers', risk: 'changes-client', where: 'client',
    byHand: 'Which DNS servers the client should ask usually comes from DHCP, where it belongs changed.',
    steps: [
      { say: 'See which DNS servers it asks:', run: 'Get-DnsClientServerAddress' },
      { say: 'Correct the DHCP scope or the adapter’s settings, so that it asks your own DNS servers only (a public one beside them breaks this again).' },
      { say: 'A machine that is meant to have no network is activated with a MAK of your organisation’s, by telephone.' },
    ],
  },
  {
    id: 'add-conditional-forwarder', title: 'Make the DNS server that is asked know the zone', risk: 'changes-dns', where: 'dns',
    steps: [{ say: 'On DNS server {resolver}, forward the zone to a server that holds it (undo: Remove-DnsServerZone -Name {zone}):', run: 'Add-DnsServerConditionalForwarderZone -Name {zone} -MasterServers DNS-SERVER-OF-ZONE' }],
  },
  {
    id: 'route-zone-into-vpn', title: 'Send questions for the KMS zone through the VPN', risk: 'changes-client', where: 'client',
    byHand: 'It is done in the VPN’s own settings.',
    steps: [
      { say: 'See which rules the client has:', run: 'Get-DnsClientNrptPolicy; Resolve-DnsName -Type SRV _vlmcs._tcp.{zone}' },
      { say: 'Add {zone} (and the KMS host’s address) to what the VPN profile sends through the tunnel.' },
    ],
  },
  {
    id: 'replicate-dns-zone', title: 'Bring the DNS servers to the same content', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'For zones in Active Directory, force replication:', run: 'repadmin /syncall /AdeP' },
      { say: 'Ask each DNS server again:', run: 'Resolve-DnsName -Type SRV _vlmcs._tcp.{zone} -Server {resolver}' },
    ],
  },
  {
    id: 'restore-dns-server', title: 'Restore the DNS server or the way to it', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'From the client, try it:', run: 'Resolve-DnsName -Type SRV _vlmcs._tcp.{zone} -Server {resolver}' },
      { say: 'Open UDP and TCP 53 from the client to {resolver}, or start the DNS service there.' },
    ],
  },
  {
    id: 'repair-dns-zone', title: 'Repair the zone on the DNS server that answers with an error', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'See that the domain is spelled as you mean it. Then read that DNS server’s log for {zone}: SERVFAIL comes from a zone that did not load, an expired secondary, a dead forwarder, or DNSSEC signatures that have lapsed; REFUSED from a rule that keeps this client out, or from a server that does not hold the zone.' },
      { say: 'Ask again:', run: 'Resolve-DnsName -Type SRV _vlmcs._tcp.{zone} -Server {resolver}' },
    ],
  },
  {
    id: 'flush-client-dns', title: 'Make the client forget old DNS answers', risk: 'changes-client', where: 'client',
    steps: [{ say: 'On the client:', run: 'ipconfig /flushdns && cscript //nologo %windir%\\system32\\slmgr.vbs /ato', does: [{ do: 'flush-dns' }, { do: 'activate', application: 'windows' }] }],
  },
  {
    id: 'enable-dns-publishing', title: 'Let the KMS host publish itself', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'As administrator on the KMS host {host} (undo: slmgr.vbs /cdns):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /sdns' },
      { say: 'Publish now, and look for event 12294 in the Application log (the restart empties its count, which fills again within a week):', run: 'Restart-Service sppsvc' },
    ],
  },
  {
    id: 'republish-host', title: 'Have the KMS host write its record again', risk: 'changes-host', where: 'host',
    steps: [{ say: 'On the KMS host (also after its port was changed with slmgr.vbs /sprt); look for event 12294 (written) or 12293 (refused) in the Application log (the restart empties its count, which fills again within a week):', run: 'Restart-Service sppsvc' }],
  },
  {
    id: 'publish-in-more-zones', title: 'Publish the KMS host in the clients’ zone too', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'On the KMS host, see which zones it is told to publish in (an error means none but its own):', run: 'reg query "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SoftwareProtectionPlatform" /v DnsDomainPublishList' },
      { say: 'Write the whole list, what stood there included, with \\0 between the zones; reg add replaces what is there (undo: the same with the old list). Its own zone is published always and need not be in it:', run: 'reg add "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SoftwareProtectionPlatform" /v DnsDomainPublishList /t REG_MULTI_SZ /d "OLD-LIST\\0CLIENT-ZONE" /f' },
      { say: 'Then (the restart empties its count, which fills again within a week):', run: 'Restart-Service sppsvc' },
    ],
  },
  {
    id: 'allow-dns-updates', title: 'Let the KMS host write into the zone', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'Windows DNS, a zone in Active Directory (undo: -DynamicUpdate with what Get-DnsServerZone showed before):', run: 'Set-DnsServerPrimaryZone -Name {zone} -DynamicUpdate Secure' },
      { say: 'BIND: name a key, never everyone. Azure DNS, Route 53 and dnsmasq take no updates from hosts: there make the record by hand:', run: 'update-policy { grant KMS-HOST-KEY name _vlmcs._tcp.{zone} SRV; };' },
      { say: 'On the KMS host, try again (the restart empties its count, which fills again within a week):', run: 'Restart-Service sppsvc' },
      { say: 'Where the record is made by hand, stop the host from trying, or 12293 keeps coming (undo: slmgr.vbs /sdns):', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /cdns' },
    ],
  },
  {
    id: 'share-srv-record-rights', title: 'Give all KMS hosts the right to the record', risk: 'changes-directory', where: 'directory',
    steps: [
      { say: 'Put the KMS hosts’ computer accounts into one security group and give it full control of the record _vlmcs._tcp in {zone} (DNS Manager, Security tab; undo: take the group out of that list).' },
      { say: 'On the second host (the restart empties its count, which fills again within a week):', run: 'Restart-Service sppsvc' },
    ],
  },
];
