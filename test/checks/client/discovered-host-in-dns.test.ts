import check from '../../../checks/client/discovered-host-in-dns.ts';
import { evidence, kmsClient, onlyEvidence, product, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const target = (name: string) => srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: name, ttl: 3600 }] });
const byHand = (host: string, port: number | null = null) => product({ kmsClient: kmsClient({ configuredHost: host, configuredPort: port }) });

checkTable(check, [
  { rule: 'a client that discovers a host DNS still names', on: evidence(), status: 'pass', tags: ['CLIENT_NO_HOST_SET', 'CLIENT_USES_DISCOVERY'] },
  { rule: 'a remembered host that DNS no longer names is a warning', on: evidence({ dnsSrv: [target('kms2.contoso.test')] }), status: 'warn', tags: ['DISCOVERED_HOST_NOT_IN_DNS', 'CLIENT_NO_HOST_SET', 'CLIENT_USES_DISCOVERY'], says: [/still uses kms1\.contoso\.test.*kms2\.contoso\.test/] },
  { rule: 'letter case and a trailing dot do not matter', on: evidence({ dnsSrv: [target('KMS1.Contoso.Test.')] }), status: 'pass' },
  { rule: 'a short name is the same host', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ discoveredHost: 'KMS1' }) })] }), status: 'pass' },
  { rule: 'no record at all is another check’s to tell', on: evidence({ dnsSrv: [srv({ rcode: 'NXDOMAIN', answers: [] })] }), status: 'pass' },
  { rule: 'a host set by hand is noted', on: evidence({ licensingProducts: [byHand('KMS9.contoso.test')] }), status: 'pass', tags: ['CLIENT_HOST_SET_BY_HAND'], says: [/KMS9\.contoso\.test:1688/] },
  { rule: 'a machine-wide setting is noted', on: evidence({ service: { keyManagementServiceMachine: 'kms9.contoso.test', keyManagementServicePort: 1689 } }), status: 'pass', tags: ['CLIENT_HOST_SET_BY_HAND', 'CLIENT_PORT_SET_BY_HAND'], says: [/1689/] },
  { rule: 'a cloud’s endpoint is named as such', on: evidence({ licensingProducts: [byHand('azkms.core.windows.net')] }), status: 'pass', tags: ['CLIENT_HOST_SET_BY_HAND', 'CLIENT_USES_CLOUD_HOST'] },
  { rule: 'a row without KMS facts tells nothing of how it finds its host', on: onlyEvidence({ licensingProducts: [product({ kmsClient: null })] }), status: 'pass', tags: [] },
  { rule: 'a retail machine is not concerned', on: evidence({ licensingProducts: [product({ channel: 'retail', partialProductKey: 'QK7XR', kmsClient: null })] }), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'warn', 'unknown', 'inapplicable']);
