import check from '../../../checks/client/configured-host-answers.ts';
import { addressLookup, ago, evidence, kmsClient, officeProduct, product, requestEvent, rpcProbe, tcpProbe } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const host = 'old-kms.contoso.test';
const rows = (configuredHost: string) => [product({ licenseStatus: 'notification', kmsClient: kmsClient({ configuredHost }) })];
const at = (outcome: 'open' | 'timeout' | 'refused', vantage: 'client' | 'operator' = 'client') => tcpProbe({ host, address: '10.0.0.99', outcome, vantage });

checkTable(check, [
  { rule: 'a host set by hand that accepts the bind', on: evidence({ licensingProducts: rows('kms1.contoso.test') }), status: 'pass', tags: ['CONFIGURED_HOST_ANSWERS'] },
  { rule: 'one that does not answer fails, and DNS offers another', on: evidence({ licensingProducts: rows(host), tcp: [at('timeout')] }), status: 'fail', tags: ['CONFIGURED_HOST_DEAD', 'DNS_OFFERS_OTHER_HOST'], says: [/old-kms\.contoso\.test:1688, does not answer from the client \(no answer in time\)/, /DNS offers kms1\.contoso\.test/] },
  { rule: 'the client’s own look counts before the operator’s', on: evidence({ licensingProducts: rows(host), tcp: [at('open', 'operator'), at('refused')], dnsSrv: 'not-asked' }), status: 'fail', tags: ['CONFIGURED_HOST_DEAD'] },
  { rule: 'the operator’s look counts where the client’s is missing', on: evidence({ licensingProducts: rows(host), tcp: [at('timeout', 'operator')], dnsSrv: 'not-asked' }), status: 'fail', says: [/from here/] },
  { rule: 'an open port that is no KMS host fails', on: evidence({ licensingProducts: rows(host), tcp: [at('open')], rpcBind: [rpcProbe({ host, outcome: 'not-rpc', looksLike: 'SSH server' })], dnsSrv: 'not-asked' }), status: 'fail', tags: ['CONFIGURED_HOST_DEAD'], says: [/SSH server/] },
  { rule: 'a name server that fails says nothing about the name', on: evidence({ licensingProducts: rows(host), addresses: [addressLookup({ name: host, rcode: 'SERVFAIL', a: [] })], dnsSrv: 'not-asked' }), status: 'unknown', tags: [], missing: ['tcp'] },
  { rule: 'a name without any address fails', on: evidence({ licensingProducts: rows(host), addresses: [addressLookup({ name: host, rcode: 'NXDOMAIN', a: [] })], dnsSrv: 'not-asked' }), status: 'fail', tags: ['CONFIGURED_HOST_UNRESOLVABLE'], says: [/NXDOMAIN/] },
  { rule: 'a machine-wide host is asked by nobody where the product has one of its own', on: evidence({ licensingProducts: rows('kms1.contoso.test'), service: { keyManagementServiceMachine: host }, tcp: [at('timeout'), tcpProbe()] }), status: 'pass', tags: ['CONFIGURED_HOST_ANSWERS'] },
  { rule: 'that the host of Office answers says nothing for that of Windows', on: evidence({ licensingProducts: [...rows(host), officeProduct({ kmsClient: kmsClient({ configuredHost: 'kms1.contoso.test' }) })], tcp: [at('timeout'), tcpProbe()], dnsSrv: 'not-asked' }), status: 'fail', tags: ['CONFIGURED_HOST_DEAD'] },
  { rule: 'what one product asks between two requests of another is no return', on: evidence({ licensingProducts: rows(host), tcp: [at('timeout')], dnsSrv: 'not-asked', events: [requestEvent({ kmsHost: host, time: ago({ days: 3 }), activationId: 'a0000000-0000-4000-8000-000000000004' }), requestEvent({ time: ago({ days: 2 }) }), requestEvent({ kmsHost: host, time: ago({ days: 1 }), activationId: 'a0000000-0000-4000-8000-000000000004' })] }), status: 'fail', tags: ['CONFIGURED_HOST_DEAD'] },
  { rule: 'a dead host that was asked, was not, and is asked again has come back', on: evidence({ licensingProducts: rows(host), tcp: [at('timeout')], dnsSrv: 'not-asked', events: [requestEvent({ kmsHost: host, time: ago({ days: 3 }) }), requestEvent({ time: ago({ days: 2 }) }), requestEvent({ kmsHost: host, time: ago({ days: 1 }) })] }), status: 'fail', tags: ['CONFIGURED_HOST_DEAD', 'CONFIGURED_HOST_CAME_BACK'], says: [/is back/] },
  { rule: 'one that was asked after another has not', on: evidence({ licensingProducts: rows(host), tcp: [at('timeout')], dnsSrv: 'not-asked', events: [requestEvent({ time: ago({ days: 2 }) }), requestEvent({ kmsHost: host, time: ago({ days: 1 }) })] }), status: 'fail', tags: ['CONFIGURED_HOST_DEAD'] },
  { rule: 'the machine itself is another check’s to tell', on: evidence({ licensingProducts: rows('ws-0142.contoso.test'), addresses: [addressLookup({ name: 'ws-0142.contoso.test', rcode: 'NXDOMAIN', a: [] })] }), status: 'inapplicable' },
  { rule: 'a host that nobody asked cannot be told', on: evidence({ licensingProducts: rows(host) }), status: 'unknown', missing: ['tcp'] },
  { rule: 'a machine-wide host is asked by nobody where Windows has a retail key', on: evidence({ licensingProducts: [product({ channel: 'retail', kmsClient: null })], service: { keyManagementServiceMachine: host }, tcp: [at('timeout')] }), status: 'inapplicable' },
  { rule: 'without a host set by hand there is nothing to judge', on: evidence(), status: 'inapplicable' },
  { rule: 'a cloud’s own endpoint is another check’s to tell', on: evidence({ licensingProducts: rows('azkms.core.windows.net') }), status: 'inapplicable' },
  { rule: 'an address that cannot exist is another check’s to tell', on: evidence({ licensingProducts: rows('192.0.2.7') }), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
