import { officeFolder as folder } from '../../src/model/office-alone.ts';
import type { Remedy, RemedyStep } from '../../src/model/remedy.ts';

const ospp = 'cscript //nologo ospp.vbs';
const activate: RemedyStep = { say: 'Activate, and read the answer:', run: `${ospp} /act`, does: [{ do: 'activate', application: 'office' }] };
const look: RemedyStep = { say: 'See what each Office product says of itself:', run: `${ospp} /dstatus`, does: [{ do: 'look' }] };

/** What can be done about Office's licences, in an elevated command prompt on the client. */
export const officeRemedies: readonly Remedy[] = [
  {
    id: 'install-office-setup-key', title: 'Install the published setup key of this Office', risk: 'changes-client', where: 'client',
    steps: [
      folder,
      { say: 'Find the setup key of the product on Microsoft’s page (https://learn.microsoft.com/deployoffice/vlactivation/gvlks), if it does not stand in the next command, and install it:', run: `${ospp} /inpkey:{officeGvlk}`, does: [{ do: 'install-key', key: '{officeGvlk}', application: 'office' }] },
      activate,
      look,
    ],
  },
  {
    id: 'reinstall-volume-office', title: 'Install the volume edition of Office', risk: 'changes-client', where: 'client',
    byHand: 'Office is installed anew, from the organisation’s own configuration.',
    steps: [
      { say: 'If this Office is meant to be retail, or a Microsoft 365 app with sign-in, nothing of KMS applies: activate it by its own key or account.' },
      { say: 'Otherwise install the volume product that the organisation owns with the Office Deployment Tool (a configuration that names, for example, ProPlus2024Volume):', run: 'setup.exe /configure configuration.xml' },
      folder,
      activate,
    ],
  },
  {
    id: 'check-office-sign-in', title: 'Check the sign-in licence of Microsoft 365 Apps', risk: 'read-only', where: 'client',
    byHand: 'Sign-in licences belong to the users, who see them in their own sessions alone.',
    steps: [
      { say: 'See which licences users hold by sign-in:', run: 'powershell -NoProfile -ExecutionPolicy Bypass -File "%ProgramFiles%\\Microsoft Office\\Office16\\vnextdiag.ps1" -action list' },
      { say: 'If the apps show the user as signed in and licensed, the grace entry is a harmless leftover.' },
    ],
  },
  {
    id: 'remove-office-leftover-key', title: 'Remove the leftover Office key', risk: 'changes-client', where: 'client',
    byHand: 'A key that is removed cannot be put back from here: only its last five characters are known.',
    steps: [
      folder,
      { say: 'This is tidying, not a repair. First make sure that the Office in use is licensed by another entry:', run: `${ospp} /dstatus` },
      { say: 'Remove the leftover entry alone, by the last five characters of its key:', run: `${ospp} /unpkey:{key}` },
    ],
  },
  {
    id: 'reopen-office', title: 'Close and open Office again', risk: 'changes-client', where: 'client',
    byHand: 'The Office programs are closed by whoever works in them.',
    steps: [
      folder,
      { say: 'See that the Office in use says LICENSED:', run: `${ospp} /dstatus` },
      { say: 'Save everything and close every Office program, Outlook in the notification area too; see that none is left:', run: 'tasklist | findstr /i "winword excel powerpnt outlook msaccess onenote"' },
      { say: 'Open one of them: the banner is gone where the licence was in order.' },
    ],
  },
  {
    id: 'settle-side-product', title: 'Decide about the product that is not licensed', risk: 'read-only', where: 'client',
    byHand: 'Whether somebody needs the product is for a person to say.',
    steps: [
      folder,
      look,
      { say: 'If nobody needs {product}, uninstall it, or leave it: the licensed products are not touched by it. If somebody does, give it the licence that the organisation owns for it.' },
      { say: 'If the program is gone and its entry stayed, remove that entry by the last five characters of its key, which stand there (they cannot be turned into the key again):', run: `${ospp} /unpkey:LAST-FIVE` },
    ],
  },
  {
    id: 'clear-office-host', title: 'Clear the KMS host that is set for Office', risk: 'changes-client', where: 'client',
    byHand: 'Office keeps this setting in a place that ospp.vbs alone clears.',
    steps: [folder, { say: 'Office keeps a KMS host setting of its own; clear it where it is set (undo: /sethst, a colon and the one that /dstatus shows now):', run: `${ospp} /remhst` }, activate],
  },
  {
    id: 'rearm-office-clones', title: 'Give each copy of Office a CMID of its own', risk: 'changes-client', where: 'client',
    byHand: 'Rearming is counted, and cannot be undone.',
    steps: [
      folder,
      { say: 'Compare the CMID of two machines:', run: `${ospp} /dcmid` },
      { say: 'Where they are equal, reset it on each copy:', run: `${ospp} /rearm` },
      activate,
      { say: 'In the image, run ospprearm.exe before sealing it.' },
    ],
  },
  {
    id: 'enable-office-service', title: 'Enable the licensing service of Office', risk: 'changes-client', where: 'client',
    steps: [{ say: 'Give it back its start type:', run: 'sc.exe config osppsvc start= demand', does: [{ do: 'enable-service', service: 'osppsvc' }] }, { say: 'Start it:', run: 'sc.exe start osppsvc', does: [{ do: 'start-service', service: 'osppsvc' }] }, folder, activate],
  },
];
