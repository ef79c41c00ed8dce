import { faultless } from './faultless-step.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';

/**
 * Sources: Microsoft, "KMS activation planning" (thresholds), "Activate clients" (MAK), "Active Directory-based activation",
 * and the volume licensing activation FAQ of 06/2018 (Small Business Server 2011).
 */
export const chooseMethod = faultless(
  'choose-method', 'Choose between KMS, MAK and Active Directory activation', /^(?:choose|which|kms or|mak or|compare)\b.*\b(?:method|activation|kms|mak|adba?)\b/,
  ['Four ways activate volume licences: a KMS host in the network, objects in Active Directory, a MAK at each machine (independent), or a MAK by way of one machine with VAMT (proxy). Several may be used side by side.'],
  [
    {
      id: 'product', title: 'What is to be activated?', where: 'client', say: 'Look at the description of the product on one machine.', run: [`${slmgr} /dli`],
      outcomes: [
        ['not-kms', 'Windows Home, a retail or OEM licence, or an evaluation', 'KMS does not serve these: a volume edition and its licence are needed first.', 'hand on'],
        ['sbs', 'Small Business Server 2011', 'It installs as a KMS client, but there is no KMS key for it: it takes a MAK. Its Premium Add-on takes the MAK of Windows Server 2008 R2.', 'mak'],
        ['m365', 'Microsoft 365 Apps', 'They are licensed by the user’s sign-in: no KMS, no MAK.', 'done'],
        ['azure', 'Datacenter: Azure Edition, or Windows in a public cloud', 'The cloud activates it by its own endpoint.', 'done'],
        ['avma', 'Windows Server virtual machines on an activated Hyper-V Datacenter host', 'AVMA keys activate them without KMS, even offline.', 'done'],
        ['volume', 'Volume-licensed Windows (Pro, Enterprise, Education, LTSC, Server) or Office', '', 'network'],
      ],
    },
    {
      id: 'network', title: 'Do the machines meet the organisation’s network?', where: 'desk', say: 'A machine activated by KMS or Active Directory must reach it again within 180 days, or its licence lapses; a VPN will do.',
      outcomes: [['connected', 'Yes, at least every few months', '', 'directory'], ['never', 'Hardly ever, or never', '', 'internet']],
    },
    {
      id: 'directory', title: 'Are they members of an Active Directory domain?', where: 'desk',
      say: 'Active Directory activation needs the schema of Windows Server 2012 or later, and Windows 8 or Server 2012 or later on the machines (Office 2013 or later). It needs no minimum number.',
      outcomes: [['domain', 'Yes, all of them', 'Active Directory activation is the simplest: no host, no count, no DNS record. Use the KMS host key in Volume Activation Tools (vmw.exe).', 'prove-ad'], ['mixed', 'Some are not, or some are older', '', 'number']],
    },
    {
      id: 'number', title: 'How many are there?', where: 'desk', say: 'KMS activates a product only once enough different machines have asked: 25 for client Windows, 5 for Windows Server, 5 for Office, so at 5 the servers are served while the clients wait. Clients and servers count together; Office counts by itself. Virtual machines count.',
      outcomes: [['enough', '25 or more (or only servers or only Office, 5 or more)', 'KMS: kmsdoctor runbook set-up-host. With more than 50, set up two hosts.', 'prove-kms'], ['few', 'Fewer', 'KMS would never reach its count.', 'internet']],
    },
    {
      id: 'internet', title: 'Can they reach the internet?', where: 'desk', say: 'A MAK activates once, for good, and each activation is counted at Microsoft. It must be done again after a new installation or much new hardware.',
      outcomes: [['each', 'Each of them can, or there are few and the telephone will do', 'MAK, independent.', 'mak'], ['one', 'No, but one machine with VAMT can, and reaches them', 'MAK by proxy: VAMT collects the installation IDs, sends them to Microsoft, and brings the confirmation IDs back.', 'mak-proxy']],
    },
    {
      id: 'mak', title: 'MAK, independent', where: 'client', changes: true, say: 'The MAK comes from the Microsoft 365 admin center, Volume licensing, where the activations left stand too; more are asked for at the Activation Center. As administrator; without internet by telephone: slmgr.vbs /dti, then /atp CONFIRMATION-ID.',
      run: [`${slmgr} /ipk MAK`, `${slmgr} /ato`, `${slmgr} /xpr`],
      outcomes: [['permanent', '“The machine is permanently activated”', '', 'done'], ['used-up', '0xC004C020 or 0xC004C021', 'No activations are left: ask the Activation Center for more.', 'hand on']],
    },
    {
      id: 'mak-proxy', title: 'MAK by proxy', where: 'desk', changes: true, say: 'VAMT is part of the Windows ADK. Install it on a machine that reaches both the clients (WMI through their firewall) and the internet, add the MAK, discover the machines, install the key, then Proxy activate. On an island, carry the file by hand. Then, on a client:',
      run: [`${slmgr} /xpr`],
      outcomes: [['permanent', '“The machine is permanently activated”', '', 'done'], ['not', 'It is not', 'Look the code up: kmsdoctor runbook CODE.', 'hand on']],
    },
    {
      id: 'prove-ad', title: 'Prove Active Directory activation', where: 'client', say: 'On a member of the domain, with the published setup key (GVLK) of its edition installed.', run: [`${slmgr} /ato`, `${slmgr} /dlv`],
      outcomes: [['ad', '/dlv shows “AD Activation client information” and Licensed', '', 'done'], ['not', 'It does not', 'kmsdoctor runbook "AD activation does not work".', 'hand on']],
    },
    {
      id: 'prove-kms', title: 'Prove KMS activation', where: 'client', say: 'After setting the host up, on a client with the published setup key (GVLK) of its edition.', run: [`${slmgr} /ato`, `${slmgr} /dlv`],
      outcomes: [['kms', '/dlv shows Licensed, with a KMS machine of yours', '', 'done'], ['not', 'It does not', 'kmsdoctor runbook CODE.', 'hand on']],
    },
  ],
  ['Microsoft, KMS activation planning (11/2024)', 'Microsoft, Active Directory-based activation', 'Microsoft, Volume licensing product activation FAQ (06/2018)'],
);
