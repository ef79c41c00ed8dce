import type { Remedy } from '../../src/model/remedy.ts';

/**
 * What is done in DNS where no Windows server holds the zone. Sources of the commands: BIND 9 Administrator Reference Manual (nsupdate, rndc),
 * dnsmasq(8), the reference of the Azure CLI (network private-dns, dns-resolver), the AWS CLI reference (route53, route53resolver).
 */
export const elsewhereRemedies: readonly Remedy[] = [
  {
    id: 'remove-srv-record-elsewhere', title: 'Remove one KMS record where the zone is held by BIND, dnsmasq, Azure or Route 53', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'One of these, by what holds the zone. BIND that takes signed updates: start nsupdate with your key:', run: 'nsupdate -k KEY-FILE' },
      { say: 'At its prompt enter this line, with the priority, weight and port that stand there, then "send", then "quit" (undo: the same with "update add" and a TTL of 3600):', run: 'update delete _vlmcs._tcp.{zone}. SRV 0 0 1688 {oldHost}.' },
      { say: 'BIND with a zone file: take the line of {oldHost} out, raise the serial, and load it:', run: 'rndc reload {zone}' },
      { say: 'dnsmasq: take this line out of its configuration, then restart it (undo: put it back):', run: 'srv-host=_vlmcs._tcp.{zone},{oldHost},1688,0,0' },
      { say: 'Azure private DNS (undo: add-record in place of remove-record):', run: 'az network private-dns record-set srv remove-record --resource-group RESOURCE-GROUP --zone-name {zone} --record-set-name _vlmcs._tcp --target {oldHost} --port 1688 --priority 0 --weight 0' },
      { say: 'Route 53, in CloudShell or a Linux shell, holds the whole set; see what stands there (and keep it for an undo):', run: 'aws route53 list-resource-record-sets --hosted-zone-id ZONE-ID --query "ResourceRecordSets[?Type==\'SRV\']"' },
      { say: 'Then write the set anew with the hosts that stay, one value each:', run: 'aws route53 change-resource-record-sets --hosted-zone-id ZONE-ID --change-batch \'{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"_vlmcs._tcp.{zone}","Type":"SRV","TTL":3600,"ResourceRecords":[{"Value":"0 0 {port} LIVE-HOST"}]}}]}\'' },
    ],
  },
  {
    id: 'write-host-address-by-hand', title: 'Write the KMS host’s address into its zone by hand', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'One of these, by what holds the zone. Windows DNS (undo: Remove-DnsServerResourceRecord -ZoneName {zone} -Name HOST -RRType A):', run: 'Add-DnsServerResourceRecordA -ZoneName {zone} -Name HOST -IPv4Address ADDRESS' },
      { say: 'BIND: in nsupdate, with your key, this line, then "send" (or the same without "update add" in the zone file; undo: "update delete"):', run: 'update add HOST.{zone}. 3600 A ADDRESS' },
      { say: 'dnsmasq, then restart it (undo: take the line out):', run: 'host-record=HOST.{zone},ADDRESS' },
      { say: 'Azure private DNS (undo: remove-record):', run: 'az network private-dns record-set a add-record --resource-group RESOURCE-GROUP --zone-name {zone} --record-set-name HOST --ipv4-address ADDRESS' },
      { say: 'Route 53, in CloudShell or a Linux shell (undo: the same with the action DELETE):', run: 'aws route53 change-resource-record-sets --hosted-zone-id ZONE-ID --change-batch \'{"Changes":[{"Action":"CREATE","ResourceRecordSet":{"Name":"HOST.{zone}","Type":"A","TTL":3600,"ResourceRecords":[{"Value":"ADDRESS"}]}}]}\'' },
    ],
  },
  {
    id: 'forward-zone-elsewhere', title: 'Make a BIND, dnsmasq, Azure or Route 53 resolver know the zone', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'One of these, by what the resolver is. BIND: in named.conf, then rndc reconfig (undo: take it out):', run: 'zone "{zone}" { type forward; forward only; forwarders { DNS-SERVER-OF-ZONE; }; };' },
      { say: 'dnsmasq, then restart it (undo: take the line out):', run: 'server=/{zone}/DNS-SERVER-OF-ZONE' },
      { say: 'Azure DNS private resolver (undo: delete in place of create, with the name alone):', run: 'az dns-resolver forwarding-rule create --resource-group RESOURCE-GROUP --ruleset-name RULESET --name kms-zone --domain-name {zone}. --forwarding-rule-state Enabled --target-dns-servers "[{ip-address:DNS-SERVER-OF-ZONE,port:53}]"' },
      { say: 'Route 53 Resolver; associate the rule with the VPC afterwards (undo: delete-resolver-rule):', run: 'aws route53resolver create-resolver-rule --creator-request-id kms-zone --rule-type FORWARD --domain-name {zone} --resolver-endpoint-id OUTBOUND-ENDPOINT-ID --target-ips Ip=DNS-SERVER-OF-ZONE,Port=53' },
    ],
  },
  {
    id: 'transfer-zone-again', title: 'Have the secondary DNS server fetch the zone anew', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'Compare the serials of the servers; a secondary that is behind answers with old records:', run: 'nslookup -type=soa {zone} {resolver}' },
      { say: 'Windows secondary:', run: 'Start-DnsServerZoneTransfer -Name {zone} -FullTransfer' },
      { say: 'BIND secondary:', run: 'rndc retransfer {zone}' },
      { say: 'If it is refused, let the primary serve it to that secondary (Windows: zone properties, Zone Transfers; BIND: allow-transfer and also-notify), then there:', run: 'rndc notify {zone}' },
    ],
  },
  {
    id: 'keep-record-from-scavenging', title: 'Keep the KMS record from being scavenged', risk: 'changes-dns', where: 'dns',
    steps: [
      { say: 'See whether the zone is scavenged and after how many days (the two intervals together):', run: 'Get-DnsServerZoneAging -Name {zone}; Get-DnsServerScavenging' },
      { say: 'See the record’s time stamp; a record made by hand has none and is never scavenged:', run: 'Get-DnsServerResourceRecord -ZoneName {zone} -Name _vlmcs._tcp -RRType Srv | Format-Table Timestamp, RecordData' },
      { say: 'Let the host refresh its record every day (it must be able to write it), or, for a host that is often off, make it by hand (undo: dnscmd /recorddelete with the same words and /f):', run: 'dnscmd /recordadd {zone} _vlmcs._tcp SRV 0 0 {port} {host}.' },
    ],
  },
];
