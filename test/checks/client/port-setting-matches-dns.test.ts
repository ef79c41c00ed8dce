import check from '../../../checks/client/port-setting-matches-dns.ts';
import { evidence, kmsClient, product, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const set = (configuredPort: number | null, configuredHost = 'KMS1.contoso.test') => [product({ kmsClient: kmsClient({ configuredHost, configuredPort }) })];

checkTable(check, [
  { rule: 'the port that DNS gives', on: evidence({ licensingProducts: set(1688) }), status: 'pass', tags: [] },
  { rule: 'no port set is 1688', on: evidence({ licensingProducts: set(null) }), status: 'pass' },
  { rule: 'another port is a warning', on: evidence({ licensingProducts: set(1689) }), status: 'warn', tags: ['PORT_SETTING_DIFFERS'], says: [/port 1689.*port 1688/] },
  { rule: 'the record of another host says nothing of this one', on: evidence({ licensingProducts: set(1689, 'kms9.contoso.test') }), status: 'inapplicable' },
  { rule: 'a client that discovers its host has no port to compare', on: evidence({ dnsSrv: [srv()] }), status: 'inapplicable' },
  { rule: 'where the client gets no answer, what others are told is compared', on: evidence({ licensingProducts: set(1689), dnsSrv: [srv({ rcode: null, outcome: 'timeout', answers: [] }), srv({ vantage: 'operator' })] }), status: 'warn', tags: ['PORT_SETTING_DIFFERS'] },
  { rule: 'unseen DNS cannot be told', on: evidence({ dnsSrv: 'timeout', licensingProducts: set(1689) }), status: 'unknown', missing: ['dnsSrv'] },
], ['pass', 'warn', 'unknown', 'inapplicable']);
