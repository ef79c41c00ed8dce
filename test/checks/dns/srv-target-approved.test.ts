import check from '../../../checks/dns/srv-target-approved.ts';
import { evidence, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

checkTable(check, [
  { rule: 'an approved host may be published', on: evidence(), settings: { approvedHosts: ['kms1.contoso.test'] }, status: 'pass', tags: [] },
  { rule: 'a short name approves the host of that name', on: evidence(), settings: { approvedHosts: ['kms1'] }, status: 'pass', tags: [] },
  { rule: 'letter case and a final dot do not matter', on: evidence({ dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: 'KMS1.Contoso.test.', ttl: 1 }] })] }), settings: { approvedHosts: ['kms1.contoso.test'] }, status: 'pass', tags: [] },
  { rule: 'a host of the same short name in another domain is another host', on: evidence(), settings: { approvedHosts: ['kms1.corp.example'] }, status: 'warn', tags: ['SRV_TARGET_NOT_APPROVED'] },
  { rule: 'a host that is not on the list is said as a fact', on: evidence(), settings: { approvedHosts: ['kms2.contoso.test'] }, status: 'warn', tags: ['SRV_TARGET_NOT_APPROVED'], says: [/kms1\.contoso\.test as a KMS host, which is not on the list of approved hosts/] },
  { rule: 'without a list nothing is unapproved', on: evidence(), status: 'inapplicable' },
  { rule: 'unseen lookups cannot be told', on: evidence({ dnsSrv: 'timeout' }), settings: { approvedHosts: ['kms1'] }, status: 'unknown', missing: ['dnsSrv'] },
], ['pass', 'warn', 'unknown', 'inapplicable']);
