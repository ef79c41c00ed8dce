import type { Remedy } from '../../src/model/remedy.ts';

export const networkRemedies: readonly Remedy[] = [
  {
    id: 'open-port-on-path', title: 'Open the way from the client to the KMS host', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'From the client, see where it stops:', run: 'Test-NetConnection {host} -Port {port} -InformationLevel Detailed' },
      { say: 'On every firewall, access list and security group between them, allow TCP {port} from the clients to {host}, and the answers back.' },
    ],
  },
  {
    id: 'go-round-web-proxy', title: 'Let KMS out beside the web proxy', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'Where the client’s network lets out web traffic through a proxy alone: KMS is TCP {port} without HTTP and cannot use one. See that the web works:', run: 'curl.exe -sI https://www.microsoft.com' },
      { say: 'See that the port does not:', run: 'Test-NetConnection {host} -Port {port}' },
      { say: 'On the firewall at the edge of that network add a rule beside the proxy’s: from its clients to {host}, TCP {port}, stateful (undo: remove the rule).' },
    ],
  },
  {
    id: 'enable-firewall-rule', title: 'Enable the KMS rule in the host’s firewall', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'As administrator on the KMS host (undo: the same with -Enabled False):', run: 'Set-NetFirewallRule -Name SPPSVC-In-TCP -Profile Domain,Private -Enabled True' },
      { say: 'From the client:', run: 'Test-NetConnection {host} -Port {port}' },
    ],
  },
  {
    id: 'start-kms-host', title: 'Start the licensing service on the KMS host', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'As administrator on {host} (it is what Windows sets by itself):', run: 'sc.exe config sppsvc start= delayed-auto && net start sppsvc' },
      { say: 'See that it listens, and on which port:', run: 'netstat -ano | findstr :1688' },
      { say: 'See that it holds an activated host key:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
      { say: 'If it had been stopped or disabled, find what did so (a group policy or a hardening script), or it will be again.' },
    ],
  },
  {
    id: 'restart-failed-kms', title: 'Restart KMS on the host, and clear away what kept it from starting', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'On the KMS host, see whether another program holds the port (the last column is its process, which tasklist names):', run: 'netstat -ano | findstr :1688' },
      { say: 'As administrator, restart the licensing service (the restart empties its count, which fills again within a week):', run: 'net stop sppsvc && net start sppsvc' },
      { say: 'If event 12291 comes again, its licence store may be damaged: install the licence files anew, and restart the service once more:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /rilc' },
    ],
  },
  {
    id: 'steady-slow-path', title: 'Try again, and repair what makes the way slow', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'From the client, try several times; a slow way lets one through:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
      { say: 'See whether packets are lost or slow:', run: 'ping -n 20 {host}' },
      { say: 'See whether DNS is what is slow:', run: 'nslookup -type=srv _vlmcs._tcp.{zone}' },
      { say: 'Repair the slow part (a link, a VPN, a DNS server that waits for another), then see that each try is quick:', run: 'Test-NetConnection {host} -Port {port}' },
    ],
  },
  {
    id: 'allow-rpc-through-inspection', title: 'Let RPC through the device that inspects the traffic', risk: 'changes-network', where: 'network',
    steps: [{ say: 'On firewalls and intrusion prevention between client and {host}, allow DCE/RPC on TCP {port}; an open port alone is not enough.' }],
  },
  {
    id: 'repair-return-path', title: 'Repair the way back from the host to the client', risk: 'changes-network', where: 'network',
    steps: [{ say: 'Look for asymmetric routes, address translation, or a stateful firewall that sees one direction only, between {host} and the client.' }],
  },
  {
    id: 'repair-ipv6-path', title: 'Repair IPv6 to the host, or take its IPv6 address out of DNS', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'From the client:', run: 'Test-NetConnection {address} -Port {port}' },
      { say: 'To see that it is IPv6 alone, set the IPv4 address of {host} on the client for a try, by slmgr.vbs /skms, and clear it afterwards by /ckms.' },
      { say: 'Open TCP {port} over IPv6 as over IPv4, or have the host stop registering that address.' },
    ],
  },
  {
    id: 'connect-vpn-and-activate', title: 'Connect to the organisation’s network and activate', risk: 'changes-client', where: 'client',
    byHand: 'Bringing up the VPN is for the person who uses the machine; once it is up, activate-again can be carried out.',
    steps: [
      { say: 'Bring up the VPN or come to the office network, then on the client:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
      { say: 'Plan one contact at least every 180 days, or use Active Directory-based activation or a MAK for machines that never come.' },
    ],
  },
  {
    id: 'route-azure-kms', title: 'Send traffic to Azure’s KMS straight out of Azure', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'See the next hop of the machine’s network card to Azure’s KMS; it must be Internet:', run: 'az network watcher show-next-hop --resource-group RESOURCE-GROUP --vm VM --source-ip VM-ADDRESS --dest-ip 20.118.99.224' },
      { say: 'In the route table of its subnet (undo: az network route-table route delete with the same names); then the same for 40.83.235.53/32 and, for kms.core.windows.net, 23.102.135.246/32 (one page of Microsoft’s gives it that address, another says that since March 2023 the name leads to 20.118.99.224):', run: 'az network route-table route create --resource-group RESOURCE-GROUP --route-table-name ROUTE-TABLE --name azure-kms-1 --address-prefix 20.118.99.224/32 --next-hop-type Internet' },
      { say: 'Sovereign clouds have addresses of their own: US Government 23.97.0.13 and 52.126.105.2; China 159.27.28.100, 163.228.64.161 and 42.159.7.249.' },
      { say: 'In the security group and in a firewall in Azure, allow TCP 1688 out to the same addresses; a rule that holds the old one alone is not enough.' },
    ],
  },
  {
    id: 'give-azure-egress', title: 'Give the Azure machine a way out', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'A Standard internal load balancer gives no way out. Make a NAT gateway with a public address (or outbound rules on a public load balancer; undo: az network nat gateway delete, once no subnet has it):', run: 'az network nat gateway create --resource-group RESOURCE-GROUP --name NAT-GATEWAY --public-ip-addresses PUBLIC-IP' },
      { say: 'Give it to the subnet (undo: the same with --remove natGateway in place of --nat-gateway):', run: 'az network vnet subnet update --resource-group RESOURCE-GROUP --vnet-name VNET --name SUBNET --nat-gateway NAT-GATEWAY' },
    ],
  },
  {
    id: 'restore-aws-routes', title: 'Restore the routes to the AWS KMS', risk: 'changes-client', where: 'client',
    byHand: 'It runs scripts of Amazon’s, which differ by the age of the image.',
    steps: [
      { say: 'As administrator on the instance, in PowerShell (images with EC2Launch: Windows Server 2016 and later):', run: 'Import-Module "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Module\\Ec2Launch.psd1"; Add-Routes; Set-ActivationSettings' },
      { say: 'Older images with EC2Config: in %ProgramFiles%\\Amazon\\Ec2ConfigService\\Settings\\Config.xml set the plugin Ec2WindowsActivate to Enabled, and restart the service (undo: what stood there):', run: 'net stop Ec2Config && net start Ec2Config' },
      { say: 'Then:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
      { say: 'Before an image is made of an instance with EC2Launch, have the copies set their routes at their first start:', run: 'C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Scripts\\InitializeInstance.ps1 -Schedule' },
    ],
  },
  {
    id: 'restore-google-route', title: 'Restore the route to Google’s KMS', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'A route to Google’s KMS by the default internet gateway (undo: gcloud compute routes delete mskms-route):', run: 'gcloud compute routes create mskms-route --destination-range=35.190.247.13/32 --network=NETWORK --next-hop-gateway=default-internet-gateway' },
      { say: 'For machines without an external address, Private Google Access on their subnet (undo: --no-enable-private-ip-google-access):', run: 'gcloud compute networks subnets update SUBNET --region=REGION --enable-private-ip-google-access' },
      { say: 'Where egress is denied, allow TCP 1688 to it (undo: gcloud compute firewall-rules delete allow-mskms):', run: 'gcloud compute firewall-rules create allow-mskms --network=NETWORK --direction=EGRESS --action=ALLOW --rules=tcp:1688 --destination-ranges=35.190.247.13/32' },
    ],
  },
];
