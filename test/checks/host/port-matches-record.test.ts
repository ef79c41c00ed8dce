import check from '../../../checks/host/port-matches-record.ts';
import { caseOf, evidence, hostProduct, kmsClient, kmsHost, product, relatedHost, srv, type Changes } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { withHost } from '../host-log.ts';

const on = (port: number | null): Changes => ({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ listeningPort: port }) })], service: { keyManagementServiceListeningPort: port } });
const set = (configuredHost: string, configuredPort: number | null = null): Changes => ({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost, configuredPort }) })] });
const record = (target: string, port: number): Changes => ({ dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port, target, ttl: 600 }] })] });

checkTable(check, [
  { rule: 'a host on 1688 that DNS names with 1688 is in order', on: withHost({}), status: 'pass', tags: ['SRV_PORT_MATCHES', 'HOST_PORT_USUAL'] },
  { rule: 'a port of its own is right where DNS gives it', on: withHost(on(1699), record('kms1.contoso.test', 1699)), status: 'pass', tags: ['SRV_PORT_MATCHES', 'HOST_PORT_CHANGED'] },
  { rule: 'a record with another port leads nowhere', on: withHost({}, record('KMS1.contoso.test.', 1699)), status: 'fail', tags: ['SRV_PORT_DIFFERS', 'HOST_PORT_USUAL'], says: [/gives port 1699 for kms1\.contoso\.test, which listens on 1688/] },
  { rule: 'a client set to another port leads nowhere', on: withHost(on(1699), { ...record('kms1.contoso.test', 1699), ...set('kms1', 1688) }), status: 'fail', tags: ['CLIENT_PORT_DIFFERS', 'SRV_PORT_MATCHES', 'HOST_PORT_CHANGED'], says: [/on port 1688/] },
  { rule: 'a client that is given a host without a port asks on 1688', on: withHost(on(1699), { dnsSrv: 'not-asked', ...set('kms1') }), status: 'fail', tags: ['CLIENT_PORT_IS_DEFAULT', 'HOST_PORT_CHANGED'], says: [/asks on 1688/] },
  { rule: 'the host is known by its own name where its file is called something else', on: caseOf(evidence(record('kms1.contoso.test', 1699)), { related: [{ ...relatedHost({}), subject: 'host.txt' }] }), status: 'fail', tags: ['SRV_PORT_DIFFERS', 'HOST_PORT_USUAL'] },
  { rule: 'two addresses that begin alike are two hosts', on: caseOf(evidence(set('10.0.0.99', 1700)), { related: [{ ...relatedHost({ machine: 'not-asked' }), subject: '10.0.0.11' }] }), status: 'pass', tags: ['HOST_PORT_USUAL'] },
  { rule: 'another host in DNS may listen where it likes', on: withHost({}, record('kms2.contoso.test', 1699)), status: 'pass', tags: ['HOST_PORT_USUAL'] },
  { rule: 'WMI’s 0 is the default port', on: withHost(on(0)), status: 'pass', tags: ['SRV_PORT_MATCHES', 'HOST_PORT_USUAL'] },
  { rule: 'the service tells the port where the key was not looked at', on: withHost({ licensingProducts: 'denied' }, record('kms1.contoso.test', 1699)), status: 'fail', tags: ['SRV_PORT_DIFFERS', 'HOST_PORT_USUAL'] },
  { rule: 'neither key nor service seen leaves the port open', on: withHost({ licensingProducts: 'denied', service: 'denied' }), status: 'unknown', missing: ['host.licensingProducts'] },
  { rule: 'which port clients are told is open where neither DNS nor a setting was seen', on: withHost({}, { dnsSrv: 'not-asked' }), status: 'unknown', missing: ['dnsSrv'] },
  { rule: 'a port that was not told says nothing', on: withHost(on(null)), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.licensingProducts'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
