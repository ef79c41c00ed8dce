import check from '../../../checks/host/offers-kms.ts';
import { evidence, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { withHost } from '../host-log.ts';

checkTable(check, [
  { rule: 'WMI’s own flag tells that a machine offers KMS', on: withHost({}), status: 'pass', tags: ['HOST_IS_KMS', 'RECORD_HOST_IS_KMS'] },
  { rule: 'that this one is a KMS host says nothing for another that DNS names', on: withHost({}, { dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: 'kms0.contoso.test', ttl: 600 }] })] }), status: 'pass', tags: ['HOST_IS_KMS'] },
  { rule: 'a machine without an activated host key offers none', on: withHost({ service: { isKeyManagementServiceMachine: false } }), status: 'fail', tags: ['HOST_NOT_KMS'] },
  { rule: 'a flag that was not told says nothing', on: withHost({ service: { isKeyManagementServiceMachine: null } }), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.service'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
