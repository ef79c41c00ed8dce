/** A cause of the table of root causes that nothing observable tells from another, and so stands within that one. */
export type MergedCause = {
  /** Id of the cause that stands for it. */
  into: string;
  /** What it is and why it is not told apart, as a sentence for the page of the cause that stands. */
  says: string;
};

/** By old id: each stays known to `explain`, which answers with the cause that stands. */
export const mergedCauses: Readonly<Record<string, MergedCause>> = {
  'net-proxy-only': {
    into: 'net-1688-filtered',
    says: 'A network that lets out only web traffic through a proxy looks the same: KMS is plain TCP and cannot use a proxy, so open the port or activate otherwise.',
  },
  'host-renamed': {
    into: 'dns-srv-stale',
    says: 'A KMS host that was renamed or given another address leaves the same record behind as one that was retired: what still names the old one has to go, and the host publishes itself anew.',
  },
  'host-key-typo': {
    into: 'host-not-kms',
    says: 'A host key that was mistyped, pasted with other dashes or meant for another product is refused (0xC004F050) and leaves no trace: the machine has no host key.',
  },
  'vamt-pkconfig': {
    into: 'host-not-kms',
    says: 'VAMT may refuse a valid host key because its pkeyconfig files are older than the key; the machine then has no host key either, and slmgr.vbs /ipk takes it.',
  },
  'office-ui-stale': {
    into: 'office-grace-leftover',
    says: 'Where ospp.vbs /dstatus says LICENSED and Office still shows its banner, the programs have only to be closed and opened again; the banner is on the screen alone, so no evidence holds it.',
  },
  'inspect-localised': {
    into: 'inspect-remote-blocked',
    says: 'Output in a language whose labels are not known gives as little as a machine that refuses to be read: read the CIM classes, whose names are the same in every language.',
  },
  'inspect-wsh-blocked': {
    into: 'inspect-remote-blocked',
    says: 'Where Windows Script Host is switched off, slmgr.vbs and ospp.vbs say nothing but that; licensing itself is untouched and can be read over CIM.',
  },
  'avs-noise': {
    into: 'client-online-unreachable',
    says: 'On a machine that is licensed, events 8200 and 8208 with 0x80072EE7 come from a check of the licence over the internet and are no fault: no check reports them there.',
  },
};
