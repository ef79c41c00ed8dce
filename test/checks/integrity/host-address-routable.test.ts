import check from '../../../checks/integrity/host-address-routable.ts';
import { evidence, kmsClient, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const by = (configuredHost: string) => evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost }) })] });

checkTable(check, [
  { rule: 'a name is fine', on: by('kms1.contoso.test'), status: 'pass', tags: [] },
  { rule: 'a private address is fine', on: by('10.0.0.11'), status: 'pass' },
  ...['192.0.2.0', '198.51.100.4', '203.0.113.9', '0.1.2.3', '240.0.0.1', '255.255.255.255', '224.0.0.5', '2001:db8::7'].map((host) => ({
    rule: `${host} cannot be a KMS host`, on: by(host), status: 'fail' as const, tags: ['HOST_ADDRESS_UNROUTABLE'],
  })),
  { rule: 'the machine-wide setting counts too', on: evidence({ service: { keyManagementServiceMachine: '192.0.2.9' } }), status: 'fail' },
  { rule: 'a client that discovers its host is not concerned', on: evidence(), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
