import check from '../../../checks/integrity/host-not-itself.ts';
import { evidence, kmsClient, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const off = (configuredHost: string) => evidence({ licensingProducts: [product({ licenseStatus: 'notification', kmsClient: kmsClient({ configuredHost }) })] });

checkTable(check, [
  { rule: 'another machine is fine', on: off('kms1.contoso.test'), status: 'pass', tags: [] },
  ...['127.0.0.2', '::1', 'localhost', 'ws-0142', 'WS-0142.contoso.test.'].map((host) => ({
    rule: `${host} is the machine itself`, on: off(host), status: 'fail' as const, tags: ['CLIENT_HOST_IS_LOOPBACK'],
  })),
  { rule: 'a licence by KMS beside it is noted', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: '127.0.0.2' }) })] }), status: 'fail', tags: ['CLIENT_HOST_IS_LOOPBACK', 'LICENSED_BY_ITSELF'] },
  { rule: 'the address of a discovered host is not looked at (the reference estate lives on loopback)', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ hostAddress: '127.0.0.1' }) })] }), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
