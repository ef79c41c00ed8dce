import type { Remedy } from '../../src/model/remedy.ts';

/** Sources of the commands: netsh advfirewall (Microsoft), the reference of the Azure CLI (network nsg rule), the AWS CLI reference (ec2). */
export const firewallRemedies: readonly Remedy[] = [
  {
    id: 'open-port-in-network-firewalls', title: 'Write the rule for KMS into firewalls, routers and clouds', risk: 'changes-network', where: 'network',
    steps: [
      { say: 'What fits your network of these. In any firewall: source the clients’ networks, any source port; destination {host}, TCP {port}; allow, stateful. KMS is RPC on this one port: neither 135 nor a range of ports is wanted.' },
      { say: 'Firewalls that know applications (Palo Alto Networks, Fortinet, Check Point, Cisco): allow the port as a service, not only a recognised application, and leave RPC on it alone (no inspection, no TLS decryption).' },
      { say: 'Access lists on routers and switches see one direction only: also allow what comes back, TCP from {host} port {port} to the clients, established.' },
      { say: 'Rules by zone or user: machines ask as themselves, before anybody signs in, so the rule must not want a user.' },
      { say: 'Azure, in the security group of the clients’ subnet, and the same as Inbound in that of the host (undo: az network nsg rule delete with the same names):', run: 'az network nsg rule create --resource-group RESOURCE-GROUP --nsg-name NSG --name Allow-KMS --priority 200 --direction Outbound --access Allow --protocol Tcp --destination-address-prefixes KMS-HOST-ADDRESS --destination-port-ranges {port}' },
      { say: 'AWS, in the security group of the host (undo: revoke-security-group-ingress with the same words); network ACLs also need the way back:', run: 'aws ec2 authorize-security-group-ingress --group-id GROUP-ID --protocol tcp --port {port} --cidr CLIENT-NETWORK' },
    ],
  },
  {
    id: 'open-host-firewall-by-netsh', title: 'Open the host’s firewall where PowerShell has no commands for it, or on another port', risk: 'changes-host', where: 'host',
    steps: [
      { say: 'Windows Server 2008 R2 and older, in English (undo: enable=no); in other languages take the rule’s name from the list in wf.msc:', run: 'netsh advfirewall firewall set rule name="Key Management Service (TCP-In)" new enable=yes' },
      { say: 'The rule that Windows brings is for TCP 1688 alone. For another port (undo: delete rule name="KMS on another port"):', run: 'netsh advfirewall firewall add rule name="KMS on another port" dir=in action=allow protocol=TCP localport={port} profile=domain,private' },
      { say: 'See which profile the network has; a host on "public" keeps clients out:', run: 'netsh advfirewall show currentprofile' },
    ],
  },
];
