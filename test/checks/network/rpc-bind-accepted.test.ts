import check from '../../../checks/network/rpc-bind-accepted.ts';
import { evidence, kmsClient, onlyEvidence, product, rpcProbe } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const operator = { vantage: 'operator' } as const;
const rpc = (...probes: Parameters<typeof rpcProbe>[0][]) => evidence({ rpcBind: probes.map(rpcProbe) });

checkTable(check, [
  { rule: 'an accepted bind proves a KMS service', on: evidence(), status: 'pass', tags: ['RPC_ACCEPTED'], says: [/no activation was asked for/] },
  { rule: 'RPC without the KMS interface is no KMS host', on: rpc({ outcome: 'rejected', reason: 'abstract syntax not supported' }), status: 'fail', tags: ['RPC_REJECTED', 'RECORD_TARGET_NOT_KMS'], says: [/abstract syntax not supported/] },
  { rule: 'a bind that is turned down is told with its reason', on: rpc({ outcome: 'nak', reason: 'protocol version not supported' }), status: 'fail', tags: ['RPC_NAK'] },
  { rule: 'another service is told by what it looks like', on: rpc({ outcome: 'not-rpc', looksLike: 'an SSH server' }), status: 'fail', tags: ['RPC_NOT_RPC', 'RECORD_TARGET_NOT_KMS'], says: [/looks like an SSH server/] },
  { rule: 'a connection closed at the first word of RPC is told', on: rpc({ outcome: 'closed' }), status: 'fail', tags: ['RPC_CLOSED'] },
  { rule: 'an open port that never answers is told', on: rpc({ outcome: 'silent' }), status: 'fail', tags: ['RPC_SILENT'] },
  { rule: 'one bad host of two is a warning', on: rpc({}, { host: 'kms2.contoso.test', outcome: 'closed' }), status: 'warn', tags: ['RPC_SOME_HOSTS_FAIL', 'RPC_ACCEPTED'], says: [/kms2\.contoso\.test.*it closes the connection.*kms1/] },
  { rule: 'a bind that only the client cannot make is a fault of the path', on: rpc({ outcome: 'closed' }, operator), status: 'fail', tags: ['RPC_CLOSED', 'RPC_FAILS_FOR_CLIENT_ONLY'] },
  { rule: 'one address that accepts is enough', on: rpc({ address: 'fd00::11', outcome: 'silent' }, {}), status: 'pass', tags: ['RPC_ACCEPTED'] },
  { rule: 'of a host’s addresses the answer that says most is told', on: rpc({ address: 'fd00::11', outcome: 'silent' }, { outcome: 'rejected' }), status: 'fail', tags: ['RPC_REJECTED', 'RECORD_TARGET_NOT_KMS'] },
  { rule: 'a host that no record names says nothing of the record', on: evidence({ rpcBind: [rpcProbe({ outcome: 'rejected' })], dnsSrv: [] }), status: 'fail', tags: ['RPC_REJECTED'] },
  { rule: 'hosts that a client does not ask say nothing of it', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: 'kms9' }) })], rpcBind: [rpcProbe({ outcome: 'closed' })] }), status: 'inapplicable' },
  { rule: 'the network without a bind cannot be told', on: onlyEvidence({ rpcBind: [] }), status: 'unknown', missing: ['rpcBind'] },
  { rule: 'unseen binds cannot be told', on: evidence({ rpcBind: 'not-asked' }), status: 'unknown', missing: ['rpcBind'] },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
