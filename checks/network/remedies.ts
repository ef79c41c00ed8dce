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
      { say: 'Where the client’s network lets out web traffic through a proxy alone: KMS is TCP {port} without HTTP and cannot use one. See that the web works and the port does not:', run: 'curl.exe -sI https://www.microsoft.com & powershell -NoProfile -Command "Test-NetConnection {host} -Port {port}"' },
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
      { say: 'As administrator on {host}:', run: 'sc.exe config sppsvc start= delayed-auto && net start sppsvc' },
      { say: 'See that it listens, and on which port:', run: 'netstat -ano | findstr :1688' },
      { say: 'See that it holds an activated host key:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /dlv' },
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
    steps: [{ say: 'Add user-defined routes for 20.118.99.224/32 and 40.83.235.53/32 with next hop Internet, and allow TCP 1688 to them (sovereign clouds have their own addresses).' }],
  },
  {
    id: 'give-azure-egress', title: 'Give the Azure machine a way out', risk: 'changes-network', where: 'network',
    steps: [{ say: 'Add a NAT gateway to the subnet, or outbound rules to a public load balancer.' }],
  },
  {
    id: 'restore-aws-routes', title: 'Restore the routes to the AWS KMS', risk: 'changes-client', where: 'client',
    byHand: 'It runs scripts of Amazon’s, which differ by the age of the image.',
    steps: [
      { say: 'As administrator on the instance:', run: 'Import-Module "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Module\\Ec2Launch.psd1"; Add-Routes; Set-ActivationSettings' },
      { say: 'Then:', run: 'cscript //nologo %windir%\\system32\\slmgr.vbs /ato' },
    ],
  },
  {
    id: 'restore-google-route', title: 'Restore the route to Google’s KMS', risk: 'changes-network', where: 'network',
    steps: [{ say: 'Give the subnet a default route to the internet gateway or Private Google Access, and allow TCP 1688 to 35.190.247.13.' }],
  },
];
