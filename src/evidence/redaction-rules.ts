/**
 * What a text in a case is, for redaction: a name, a zone, an id; the field's own `words`, in which only whole names
 * are masked; free `text`; or what names nobody and stays.
 */
export type RedactionRule = 'keep' | 'name' | 'zone' | 'cmid' | 'pid' | 'last5' | 'ad-object' | 'words' | 'text' | 'subject';

const byMember: Readonly<Record<string, RedactionRule>> = {
  subject: 'subject',
  // of products and events
  cmid: 'cmid', clientMachineId: 'cmid', extendedPid: 'pid', hostExtendedPid: 'pid', partialProductKey: 'last5', adObjectName: 'ad-object',
  configuredHost: 'name', discoveredHost: 'name', hostAddress: 'name', lookupDomain: 'zone', computer: 'name', clientName: 'name', kmsHost: 'name',
  application: 'keep', channel: 'keep', channelText: 'words', activationId: 'keep', applicationId: 'keep', licenseStatus: 'keep', reasonCode: 'keep',
  activationType: 'keep', lastActivationType: 'keep', priority: 'keep', code: 'keep', resultCode: 'keep', flags: 'keep', role: 'keep',
  description: 'words', product: 'words', provider: 'keep', log: 'words', at: 'keep', time: 'keep', requestTime: 'keep', subscriptionExpiry: 'keep',
  // of the network
  resolver: 'name', target: 'name', cnames: 'name', a: 'name', aaaa: 'name', host: 'name', address: 'name', reference: 'name',
  vantage: 'keep', rcode: 'keep', outcome: 'keep', state: 'keep',
  server: 'name', zone: 'zone', verdict: 'keep', protocol: 'keep', subjectName: 'name', notBefore: 'keep', notAfter: 'keep',
  // of the cloud: words of ours, and the name of a public authority
  cloud: 'keep', environment: 'keep', chain: 'keep', issuer: 'words', hookedPrograms: 'words',
  // of the machine and its service
  hostName: 'name', domain: 'zone', primaryDnsSuffix: 'zone', dnsSuffixSearchList: 'zone', dnsServers: 'name', caption: 'words', version: 'keep',
  build: 'keep', editionId: 'keep', startMode: 'keep', subscriptionEdition: 'words', keyManagementServiceMachine: 'name',
  discoveredKeyManagementServiceMachineName: 'name', discoveredKeyManagementServiceMachineIpAddress: 'name', keyManagementServiceLookupDomain: 'zone',
};

/** Members whose meaning depends on the kind they stand in. */
const byKind: Readonly<Record<string, RedactionRule>> = {
  'dnsSrv.name': 'name', 'addresses.name': 'name', 'licensingProducts.name': 'words', 'services.name': 'words', 'firewallRules.name': 'words',
  'firewallRules.profiles': 'keep', 'directory.name': 'ad-object',
};

/** The rule for the text at this path of member names (`evidence`, kind, `value`, member …). What no rule names is free text. */
export function ruleFor(where: readonly string[]): RedactionRule {
  const member = where.at(-1) ?? '';
  const kind = where[0] === 'evidence' ? (where[1] ?? '') : '';
  // An unseen kind's reason is a word of ours; a probe's reason is free text.
  if (member === 'reason' && where.length === 3) return 'keep';
  return byKind[`${kind}.${member}`] ?? byMember[member] ?? 'text';
}
