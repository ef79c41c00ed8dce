import check from '../../../checks/integrity/host-not-itself.ts';
import { ago, evidence, kmsClient, product, requestEvent, responseEvent } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const off = (configuredHost: string) => evidence({ licensingProducts: [product({ licenseStatus: 'notification', kmsClient: kmsClient({ configuredHost }) })] });

const itself = [product({ kmsClient: kmsClient({ configuredHost: '127.0.0.2' }) })];

checkTable(check, [
  { rule: 'another machine is fine', on: off('kms1.contoso.test'), status: 'pass', tags: [] },
  ...['127.0.0.2', '::1', 'localhost', 'ws-0142', 'WS-0142.contoso.test.'].map((host) => ({
    rule: `${host} is the machine itself`, on: off(host), status: 'fail' as const, tags: ['CLIENT_HOST_IS_LOOPBACK'],
  })),
  { rule: 'a licence by KMS beside it is noted', on: evidence({ licensingProducts: itself, events: 'denied' }), status: 'fail', tags: ['CLIENT_HOST_IS_LOOPBACK', 'LICENSED_BY_ITSELF'] },
  { rule: 'the more so where the log names the machine as the one that answered', on: evidence({ licensingProducts: itself, events: [requestEvent({ time: ago({ days: 9 }) }), responseEvent({ time: ago({ days: 9 }) }), requestEvent({ kmsHost: '127.0.0.2' }), responseEvent()] }), status: 'fail', tags: ['CLIENT_HOST_IS_LOOPBACK', 'LICENSED_BY_ITSELF'] },
  { rule: 'one that another host gave before the setting was written accuses nobody', on: evidence({ licensingProducts: itself }), status: 'fail', tags: ['CLIENT_HOST_IS_LOOPBACK', 'LICENSED_BY_ANOTHER'], says: [/kms1\.contoso\.test/] },
  { rule: 'the address of a discovered host is not looked at (the reference estate lives on loopback)', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ hostAddress: '127.0.0.1' }) })] }), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
