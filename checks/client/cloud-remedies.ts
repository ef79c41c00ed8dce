import type { Remedy } from '../../src/model/remedy.ts';

/** Sources: Microsoft, Windows activation watermark continues to be displayed; netsh winhttp; route; certutil. */
export const cloudRemedies: readonly Remedy[] = [
  {
    id: 'reach-azure-metadata', title: 'Let the machine reach Azure’s metadata service', risk: 'changes-client', where: 'client',
    byHand: 'Which proxy, route or firewall is in the way is for a person to find.',
    steps: [
      { say: 'On the virtual machine; 200 means that it is reached past every proxy:', run: 'curl.exe -s --noproxy "*" --max-time 5 -o NUL -D - -H "Metadata: true" "http://169.254.169.254/metadata/attested/document?api-version=2018-10-01"' },
      { say: 'See what may stand in its way: the system’s proxy, and the route:', run: 'netsh winhttp show proxy & route print 169.254.169.254' },
      { say: 'Where a proxy is set, as administrator, with what stands there now and the two addresses of Azure added (undo: the same with the old list):', run: 'netsh winhttp set proxy proxy-server="PROXY:PORT" bypass-list="169.254.169.254;168.63.129.16;OLD-LIST"' },
      { say: 'Where the route is missing or leads elsewhere, as administrator, with the gateway of the first network card (undo: route delete 169.254.169.254):', run: 'route -p add 169.254.169.254 mask 255.255.255.255 GATEWAY' },
      { say: 'Allow TCP 80 to 169.254.169.254 in firewalls on the machine itself; then sign out and in again.' },
    ],
  },
  {
    id: 'complete-azure-chain', title: 'Let Windows find the certificates behind Azure’s document', risk: 'changes-client', where: 'client',
    byHand: 'Which certificates to let in is for a person to decide, from Microsoft’s list.',
    steps: [
      { say: 'Windows Server 2022 needs the update of April 2024 (KB5036909) or a later one; see the newest:', run: 'powershell -NoProfile -Command "Get-HotFix | Sort-Object InstalledOn | Select-Object -Last 3"' },
      { say: 'In firewalls and proxies, let the machine fetch certificates from the addresses under “Certificate downloads and revocation lists” at learn.microsoft.com/azure/security/fundamentals/azure-ca-details (HTTP, TCP 80).' },
      { say: 'Where that cannot be, download the intermediate certificate of the issuer named above from the same page and, as administrator, put it into the machine’s store (undo: certutil -delstore CA THUMBPRINT):', run: 'certutil -addstore CA INTERMEDIATE.crt' },
      { say: 'As administrator have Windows look again; then sign out and in:', run: '%windir%\\system32\\fclip.exe' },
    ],
  },
];
