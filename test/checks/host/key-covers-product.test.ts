import check from '../../../checks/host/key-covers-product.ts';
import { evidence, hostProduct, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { withHost } from '../host-log.ts';

const key = (word: string) => hostProduct({ description: `Windows(R) Operating System, VOLUME_KMS_${word} channel` });
const waiting = product({ licenseStatus: 'notification', graceMinutesRemaining: 0 });
const server = { ...waiting, name: 'Windows(R), ServerStandard edition' };
const of = (word: string, client = waiting, build = '22631') => withHost({ licensingProducts: [key(word)] }, { licensingProducts: [client], machine: { build } });

checkTable(check, [
  { rule: 'a key of the 2022 group covers Windows 11', on: of('WS22'), status: 'pass', tags: ['HOST_KEY_COVERS'] },
  { rule: 'a key of the 2016 group is not listed for Windows 11', on: of('WS16'), status: 'fail', tags: ['HOST_KEY_TOO_OLD'], says: [/VOLUME_KMS_WS16.*Windows 11/] },
  { rule: 'a key of the 2019 group does not cover Windows Server 2022', on: of('WS19', server, '20348'), status: 'fail', tags: ['HOST_KEY_TOO_OLD'] },
  { rule: 'a newer key covers older systems', on: of('WS25', server, '14393'), status: 'pass', tags: ['HOST_KEY_COVERS'] },
  { rule: 'one key of several that covers is enough', on: withHost({ licensingProducts: [key('WS16'), key('WS22')] }, { licensingProducts: [waiting] }), status: 'pass', tags: ['HOST_KEY_COVERS'] },
  { rule: 'a key word that nobody knows may cover anything', on: of('XX99'), status: 'unknown', missing: ['host.licensingProducts'] },
  { rule: 'a build that the table does not know cannot be told', on: of('WS22', waiting, '9200'), status: 'unknown', missing: ['machine'] },
  { rule: 'a licensed client is proof against any table', on: of('WS16', product()), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.licensingProducts'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
