import { faultless } from './faultless-step.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';

/** Sources: Microsoft, "KMS activation planning" (11/2024), "KMS client activation", "Event 12293"; corrected where guides err. */
export const moveHost = faultless(
  'move-host', 'Move or upgrade a KMS host', /^(?:move|migrate|replace|upgrade|update)\b.*\b(?:kms|host|key)\b|^new key\b/,
  ['The count does not move: a new host begins at 0, and clients are told 0xC004F038 until enough have asked. Machines that are activated stay so for up to 180 days, so nobody notices a move that is done in this order. Clients renew every 7 days and keep to the old host as long as it answers.'],
  [
    {
      id: 'what', title: 'Decide what is to be done', where: 'desk', say: 'A newer Windows on the clients needs a newer key on the host, and often an update; a new machine needs all of it.',
      outcomes: [['same-machine', 'The machine stays, its key is to be newer', '', 'update'], ['new-machine', 'Another machine takes over', '', 'new-host']],
    },
    {
      id: 'update', title: 'Update first', where: 'host', changes: true,
      say: 'Without the update the host refuses the new key. Install the newest cumulative update (at least: Server 2022 for 2025: that of February 2024, numbered KB5034765 by Microsoft as one of Windows 11 is; 2019 for 2025: KB5034768; 2019 for 2022: KB5003646; 2016 for 2022: KB5003638; 2012 R2 for 2019: KB4467695), and restart. Server 2016 cannot hold a 2025 key, nor 2012 R2 a 2022 key: then another machine has to take over.',
      run: ['powershell -NoProfile -Command "Get-HotFix | Sort-Object InstalledOn | Select-Object -Last 5"'],
      outcomes: [['up-to-date', 'It is up to date', '', 'new-key'], ['too-old', 'This Windows is too old for the key', '', 'new-host']],
    },
    {
      id: 'new-key', title: 'Then the new key', where: 'host', changes: true,
      say: 'The key of the newest generation covers the older ones too. It comes from the Microsoft 365 admin center, Volume licensing. As administrator; by telephone with /dti and /atp (kmsdoctor runbook set-up-host).',
      run: [`${slmgr} /ipk HOST-KEY`, `${slmgr} /ato`, 'net stop sppsvc && net start sppsvc'],
      outcomes: [['activated', '“Product activated successfully”', 'Restarting the service empties the count; it fills again within a week.', 'proof'], ['refused', '0xC004F050 or 0xC004F015', 'The update is missing, or the key is of another kind.', 'update']],
    },
    {
      id: 'new-host', title: 'Set up the new host beside the old one', where: 'host', changes: true,
      say: 'Follow kmsdoctor runbook set-up-host on the new machine; leave the old one running. The same key can be used on six hosts.', run: [`${slmgr} /dlv`],
      outcomes: [['licensed', '/dlv shows the host key as Licensed', '', 'dns-right'], ['not', 'It does not', 'Go on with kmsdoctor runbook set-up-host until it does; the old host serves everybody meanwhile.', 'new-host']],
    },
    {
      id: 'dns-right', title: 'Let the new host write the DNS record', where: 'host',
      say: 'The record belongs to the old host, so DNS refuses the new one (12293, 0x80072338) until it is given the right: a security group of all KMS hosts with full control on the _vlmcs record.',
      run: ['wevtutil qe Application /q:"*[System[(EventID=12293 or EventID=12294)]]" /f:text /c:3 /rd:true'],
      outcomes: [['written', '12294', '', 'old-off'], ['refused', '12293, or neither', 'Give the right and restart sppsvc on the new host; where 12294 still does not come, make the record by hand.', 'dns-by-hand']],
    },
    {
      id: 'dns-by-hand', title: 'Make the new host’s record by hand', where: 'dns', changes: true, say: 'On a Windows DNS server, in PowerShell.',
      run: ['Add-DnsServerResourceRecord -Srv -ZoneName ZONE -Name _vlmcs._tcp -DomainName NEW-HOST -Priority 0 -Weight 0 -Port 1688'],
      outcomes: [['made', 'The record is made', '', 'old-off']],
    },
    {
      id: 'old-off', title: 'Turn the old host off as a host', where: 'host', changes: true,
      say: 'On the OLD machine: stop it publishing, put its edition’s published setup key in (kmsdoctor explain FIVE-CHARACTERS, or Microsoft’s page of KMS client keys), restart the service. Otherwise it writes its record again. Office’s host keys stay on it, and it goes on offering KMS for Office: once the new host holds those too, shut the old machine down.',
      run: [`${slmgr} /cdns`, `${slmgr} /ipk SETUP-KEY`, 'net stop sppsvc && net start sppsvc', `${slmgr} /dlv`],
      outcomes: [['off', '/dlv there shows no “Key Management Service is enabled”', '', 'old-records']],
    },
    {
      id: 'old-records', title: 'Remove the old records', where: 'dns', changes: true,
      say: 'In every zone: list them, and remove the one that names the old host, and no other (with the priority, weight and port that stand there).',
      run: ['Get-DnsServerResourceRecord -ZoneName ZONE -Name _vlmcs._tcp -RRType Srv', 'dnscmd /recorddelete ZONE _vlmcs._tcp SRV 0 0 1688 OLD-HOST. /f'],
      outcomes: [['removed', 'Only the new host is left', '', 'by-hand']],
    },
    {
      id: 'by-hand', title: 'Look for clients that were set by hand', where: 'client', changes: true,
      say: 'Images, scripts and Group Policy preferences may name the old host. On such a client clear it, so that it asks DNS again.', run: [`${slmgr} /ckms`, `${slmgr} /ato`],
      outcomes: [['cleared', 'None is left', '', 'proof']],
    },
    {
      id: 'proof', title: 'Prove that it works', where: 'client', say: 'From a client network, then let a client try.',
      run: ['nslookup -type=srv _vlmcs._tcp.ZONE', 'kmsdoctor check --domain ZONE', `${slmgr} /ato`],
      outcomes: [['activated', '“Product activated successfully”, or 0xC004F038 in the first week', 'The count fills as clients renew.', 'done'], ['other', 'Another code', 'Go on with kmsdoctor runbook CODE.', 'hand on']],
    },
  ],
  ['Microsoft, KMS activation planning (11/2024)', 'Microsoft, Activate clients (KMS)', 'Microsoft, Event 12293'],
);
