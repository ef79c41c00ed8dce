import check from '../../../checks/dns/lookup-domain-has-record.ts';
import { evidence, kmsClient, product, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const looksIn = (lookupDomain: string) => product({ kmsClient: kmsClient({ lookupDomain }) });

checkTable(check, [
  { rule: 'a lookup domain with a record is in order', on: evidence({ licensingProducts: [looksIn('CONTOSO.test')] }), status: 'pass', tags: ['LOOKUP_DOMAIN_SET'] },
  { rule: 'a lookup domain without a record leads discovery astray', on: evidence({ licensingProducts: [looksIn('old.example')], dnsSrv: [srv(), srv({ name: '_vlmcs._tcp.old.example', rcode: 'NXDOMAIN', answers: [] })] }), status: 'fail', tags: ['LOOKUP_DOMAIN_EMPTY', 'LOOKUP_DOMAIN_SET'] },
  { rule: 'a target of "." is no record', on: evidence({ licensingProducts: [looksIn('contoso.test')], dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 0, target: '.', ttl: 1 }] })] }), status: 'fail', tags: ['LOOKUP_DOMAIN_EMPTY', 'LOOKUP_DOMAIN_SET'] },
  { rule: 'a lookup domain set for the whole machine counts', on: evidence({ service: { keyManagementServiceLookupDomain: 'contoso.test' } }), status: 'pass', tags: ['LOOKUP_DOMAIN_SET'] },
  { rule: 'a lookup domain that was not asked cannot be told', on: evidence({ licensingProducts: [looksIn('old.example')] }), status: 'unknown', tags: ['LOOKUP_DOMAIN_SET'], missing: ['dnsSrv'] },
  { rule: 'a host set by hand makes the lookup domain void', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ lookupDomain: 'old.example', configuredHost: 'kms1' }) })] }), status: 'inapplicable' },
  { rule: 'without a lookup domain there is nothing to say', on: evidence(), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
