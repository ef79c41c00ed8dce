import type { Escalation } from '../model/runbook.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';

/** When to hand on, and with what: the evidence from which `kmsdoctor check` and any second-line colleague can go on. */
export const escalation: Escalation = {
  when: 'Hand on when nothing above fits, when a repair’s proof fails twice, when a repair needs rights on the KMS host, DNS or a firewall that you do not have, or when several machines are affected at once. Never take a KMS host or a key from the internet as a way out.',
  evidence: [
    { say: 'the licence state of the client', run: `${slmgr} /dlv > dlv.txt` },
    { say: 'its last events', run: 'wevtutil qe Application /q:"*[System[Provider[@Name=\'Microsoft-Windows-Security-SPP\']]]" /f:xml /c:50 /rd:true > events.xml' },
    { say: 'what DNS answers it', run: 'nslookup -type=srv _vlmcs._tcp.ZONE > dns.txt' },
    { say: 'the step and outcome at which you stopped, since when it fails, how many machines, office or VPN', run: null },
  ],
};
