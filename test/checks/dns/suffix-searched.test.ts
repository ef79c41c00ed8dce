import check from '../../../checks/dns/suffix-searched.ts';
import { evidence, hostBody, kmsClient, product, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const dead = product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, lastActivationType: 'none' });
const workgroup = { domainJoined: false, domain: null, primaryDnsSuffix: '', dnsSuffixSearchList: [] };
const none = (name: string) => srv({ name: `_vlmcs._tcp.${name}`, rcode: 'NXDOMAIN', answers: [] });

checkTable(check, [
  { rule: 'a machine that searches the zone of the record is in order', on: evidence({ licensingProducts: [dead] }), status: 'pass', tags: ['DNS_SUFFIX_OK', 'SRV_IN_SEARCHED_ZONE'] },
  { rule: 'a machine without any suffix asks no zone, though the record is there', on: evidence({ licensingProducts: [dead], machine: workgroup }), status: 'fail', tags: ['DNS_SUFFIX_MISSING'], says: [/the record stands in contoso\.test/] },
  { rule: 'a machine without any suffix fails where DNS was not asked too', on: evidence({ licensingProducts: [dead], machine: workgroup, dnsSrv: 'not-asked' }), status: 'fail', tags: ['DNS_NO_SUFFIX'] },
  { rule: 'a search list that nobody told of may hold the suffix', on: evidence({ licensingProducts: [dead], machine: { ...workgroup, dnsSuffixSearchList: null } }), status: 'unknown', missing: ['machine'] },
  { rule: 'a record in a zone that is not searched is not found', on: evidence({ licensingProducts: [dead], machine: { domain: 'emea.contoso.test', primaryDnsSuffix: 'emea.contoso.test', dnsSuffixSearchList: [] }, dnsSrv: [none('emea.contoso.test'), srv()] }), status: 'fail', tags: ['SRV_IN_ZONE_NOT_SEARCHED'], says: [/stands in contoso\.test.*searches emea\.contoso\.test/] },
  { rule: 'zones of its own that were not asked may have a record', on: evidence({ licensingProducts: [dead], machine: { domain: 'emea.contoso.test', primaryDnsSuffix: 'emea.contoso.test', dnsSuffixSearchList: [] } }), status: 'unknown', missing: ['dnsSrv'] },
  { rule: 'a domain member searches its domain though no suffix says so', on: evidence({ licensingProducts: [dead], machine: { primaryDnsSuffix: '', dnsSuffixSearchList: [] } }), status: 'pass', tags: ['DNS_SUFFIX_OK', 'SRV_IN_SEARCHED_ZONE'] },
  { rule: 'letter case of the zones does not matter', on: evidence({ licensingProducts: [dead], machine: { primaryDnsSuffix: 'CONTOSO.test' } }), status: 'pass', tags: ['DNS_SUFFIX_OK', 'SRV_IN_SEARCHED_ZONE'] },
  { rule: 'a licence renewed these days proves that the host is found, as DHCP may give a suffix that no list shows', on: evidence({ machine: workgroup }), status: 'inapplicable' },
  { rule: 'an answer of these days in the log proves as much where the licence rows were not seen', on: evidence({ licensingProducts: 'denied', machine: workgroup }), status: 'inapplicable' },
  { rule: 'without either proof a machine without any suffix asks no zone', on: evidence({ licensingProducts: 'denied', events: [], machine: workgroup }), status: 'fail', tags: ['DNS_SUFFIX_MISSING'] },
  { rule: 'a host set by hand needs no suffix', on: evidence({ licensingProducts: [{ ...dead, kmsClient: kmsClient({ configuredHost: 'kms1' }) }], machine: workgroup }), status: 'inapplicable' },
  { rule: 'a lookup domain takes the place of the suffixes, be it set for the machine or the product', on: evidence({ licensingProducts: [dead], machine: workgroup, service: { keyManagementServiceLookupDomain: 'contoso.test' } }), status: 'inapplicable' },
  { rule: 'a KMS host need not look for itself', on: hostBody({ machine: workgroup }), status: 'inapplicable' },
  { rule: 'an unseen machine cannot be told', on: evidence({ machine: 'denied' }), status: 'unknown', missing: ['machine'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
