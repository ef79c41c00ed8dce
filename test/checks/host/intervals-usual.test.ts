import check from '../../../checks/host/intervals-usual.ts';
import { evidence, hostBody } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

checkTable(check, [
  { rule: 'seven days are usual', on: hostBody(), status: 'pass', tags: [] },
  { rule: 'fifteen days leave room for one missed renewal', on: hostBody({ service: { vlRenewalInterval: 21_600 } }), status: 'pass', tags: [] },
  { rule: 'thirty days empty the count, since the host forgets a client after 30', on: hostBody({ service: { vlRenewalInterval: 43_200 } }), status: 'warn', tags: ['HOST_RENEWAL_INTERVAL_HIGH'], says: [/every 30 days/] },
  { rule: 'an interval that was not told says nothing', on: hostBody({ service: { vlRenewalInterval: null } }), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.service'] },
], ['pass', 'warn', 'unknown', 'inapplicable']);
