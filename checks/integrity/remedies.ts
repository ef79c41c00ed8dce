import type { Remedy } from '../../src/model/remedy.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';
const ospp = { say: 'The same for Office, where its setting names the host (in the folder of ospp.vbs):', run: 'cscript //nologo ospp.vbs /remhst' };

/** What to do where a licence did not come from the organisation's own KMS host. */
export const integrityRemedies: readonly Remedy[] = [
  {
    id: 'clear-foreign-host', title: 'Stop using the foreign host, and find out how it came there', risk: 'changes-client', where: 'client',
    noWayBack: 'The host that was set is not your organisation’s, so nothing should put it back.',
    steps: [
      { say: 'If the organisation does run this host, say so with --approved-host and check again.' },
      { say: 'Keep what the machine shows now, for whoever looks into it:', run: `${slmgr} /dlv > "%TEMP%\\licence-before.txt"`, does: [{ do: 'look' }] },
      { say: 'Clear the host that is set by hand:', run: `${slmgr} /ckms`, does: [{ do: 'clear-kms-host' }] },
      ospp,
      { say: 'Have the machine checked by whoever is responsible for security; such a setting is often written by other software.' },
      { say: 'Activate against the organisation’s own KMS host:', run: `${slmgr} /ato`, does: [{ do: 'activate', application: 'windows' }] },
    ],
  },
  {
    id: 'hand-to-security', title: 'Have the machine examined', risk: 'read-only', where: 'client',
    byHand: 'It is for whoever is responsible for security.',
    steps: [
      { say: 'Keep what the machine shows now:', run: `${slmgr} /dlv > "%TEMP%\\licence-before.txt"` },
      { say: 'Hand it to whoever is responsible for security: services, tasks and debugger entries of the licensing programs should be looked at.' },
      { say: 'Reinstall from the organisation’s own media, then use its setup key and its own KMS host.' },
    ],
  },
  {
    id: 'remove-licensing-hook', title: 'See what is started with the programs of licensing, and remove it', risk: 'changes-client', where: 'client',
    byHand: 'Who put the hook there is for whoever is responsible for security, before it is removed.',
    steps: [
      { say: 'See what is set, and keep it for whoever is responsible for security; the same for sppsvc.exe and osppsvc.exe:', run: 'reg query "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\SppExtComObj.exe"' },
      { say: 'Once they have seen it, as administrator remove the value (undo: reg add with what stood there):', run: 'reg delete "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\SppExtComObj.exe" /v Debugger' },
      { say: 'See that the programs are Microsoft’s own:', run: 'powershell -NoProfile -Command "Get-AuthenticodeSignature $env:windir\\System32\\sppsvc.exe, $env:windir\\System32\\SppExtComObj.exe | Format-List Path, Status"' },
    ],
  },
  {
    id: 'replace-altered-licence', title: 'Replace the altered licence', risk: 'changes-client', where: 'client',
    byHand: 'Whether the organisation owns a licence for the product comes first, and it puts the licence store aside.',
    steps: [
      { say: 'Check that the organisation owns a licence for this product, and tell whoever is responsible for compliance.' },
      { say: 'Clear the KMS host that is set by hand:', run: `${slmgr} /ckms` },
      { say: 'If that is refused, the product’s key beneath HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SoftwareProtectionPlatform was locked: in regedit, as administrator, let it inherit its rights again, then repeat.' },
      ospp,
      { say: 'Rebuild the licence store: stop the service, keep the file aside, start it again:', run: 'net stop sppsvc && ren %windir%\\system32\\spp\\store\\2.0\\tokens.dat tokens.bar && net start sppsvc' },
      { say: 'Install the licence files anew; Windows and Office share this store, so what else was activated here has its key entered and is activated anew too (an Office whose licences are gone is repaired in “Apps”):', run: `${slmgr} /rilc` },
      { say: 'Enter the published setup key:', run: `${slmgr} /ipk {gvlk}` },
      { say: 'Activate against the organisation’s own host:', run: `${slmgr} /ato` },
    ],
  },
];
