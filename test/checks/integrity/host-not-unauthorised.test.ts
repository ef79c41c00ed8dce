import check from '../../../checks/integrity/host-not-unauthorised.ts';
import { vi } from 'vitest';
import { caseOf, evidence, hostBody, kmsClient, onlyEvidence, product, requestEvent, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

/** No name of the true list is written anywhere; the test brings a list of one made-up name. */
const listed = 'kms.listed.corp';
vi.mock('../../../src/knowledge/data/unauthorised-hosts.sha256', async () => {
  const { createHash } = await import('node:crypto');
  return { default: `# test\n${createHash('sha256').update('kms.listed.corp').digest('hex')}\n` };
});

const by = (configuredHost: string) => evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost, discoveredHost: null }) })], events: [], dnsSrv: [] });

checkTable(check, [
  { rule: 'hosts of the own domain are fine', on: evidence(), status: 'pass', tags: [] },
  { rule: 'a listed host set by hand fails, licensed or not', on: by(listed), status: 'fail', tags: ['HOST_LISTED_UNAUTHORISED'], says: [/kms\.listed\.corp, named by the KMS host setting/] },
  { rule: 'a listed host stays listed though somebody approved it', on: by(listed), settings: { approvedHosts: [listed] }, status: 'fail' },
  { rule: 'a listed host in a request of the client fails', on: evidence({ events: [requestEvent({ kmsHost: listed })] }), status: 'fail', says: [/event 12288/] },
  { rule: 'a listed host in DNS fails', on: evidence({ dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: listed, ttl: 60 }] })] }), status: 'fail', says: [/KMS record in DNS/] },
  { rule: 'a listed host in DNS fails where nothing but the network was seen', on: onlyEvidence({ dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: listed, ttl: 60 }] })] }), status: 'fail' },
  { rule: 'a literal public address is a warning', on: by('8.8.4.4'), status: 'warn', tags: ['HOST_IS_PUBLIC_ADDRESS'] },
  { rule: 'a public address that the organisation approved is fine', on: by('8.8.4.4'), settings: { approvedHosts: ['8.8.4.4'] }, status: 'pass', tags: [] },
  { rule: 'a cloud’s endpoint is no foreign address', on: by('20.118.99.224'), status: 'pass', tags: [] },
  { rule: 'a private address is fine', on: by('192.168.100.1'), status: 'pass', tags: [] },
  { rule: 'a name of elsewhere is a fact and no finding', on: by('ftp.elsewhere.example'), status: 'pass', tags: ['HOST_NOT_KNOWN_AS_OURS'] },
  { rule: 'a name that --domain covers is ours', on: by('kms.corp.example'), settings: { domains: ['corp.example'] }, status: 'pass', tags: [] },
  { rule: 'a name that --approved-host covers is ours', on: by('kms.corp.example'), settings: { approvedHosts: ['kms'] }, status: 'pass', tags: [] },
  { rule: 'a short name is of the own domain', on: by('KMS1'), status: 'pass', tags: [] },
  { rule: 'a machine that names no host is not concerned', on: evidence({ licensingProducts: [product({ kmsClient: null })], events: [], dnsSrv: 'not-asked' }), status: 'inapplicable' },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable' },
], ['pass', 'warn', 'fail', 'inapplicable']);
