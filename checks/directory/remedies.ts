import type { Remedy } from '../../src/model/remedy.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';

/** What can be done about activation through Active Directory. */
export const directoryRemedies: readonly Remedy[] = [
  {
    id: 'create-activation-object', title: 'Create the activation object, or repair KMS', risk: 'changes-directory', where: 'directory',
    steps: [
      { say: 'On a domain member, see which activation objects exist:', run: `${slmgr} /ao-list` },
      { say: 'As an enterprise administrator, create the object with the organisation’s host key of the right generation, in the Volume Activation Tools:', run: 'vmw.exe' },
      { say: 'Where KMS is to be used instead, repair the KMS record in DNS.' },
      { say: 'On the client:', run: `${slmgr} /ato` },
    ],
  },
  {
    id: 'keep-ad-activation', title: 'Leave the machine as it is', risk: 'read-only', where: 'client',
    byHand: 'Nothing needs doing; what it looks at has just been looked at.',
    steps: [{ say: 'Nothing is wrong: do not count this machine toward the KMS threshold. It shows the activation object in:', run: `${slmgr} /dlv` }],
  },
];
