import check from '../../../checks/client/configured-host-answers.ts';
import { addressLookup, evidence, kmsClient, product, rpcProbe, tcpProbe } from '../../evidence-builder.ts';
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
  { rule: 'a name without any address fails', on: evidence({ licensingProducts: rows(host), addresses: [addressLookup({ name: host, rcode: 'NXDOMAIN', a: [] })], dnsSrv: 'not-asked' }), status: 'fail', tags: ['CONFIGURED_HOST_UNRESOLVABLE'], says: [/NXDOMAIN/] },
  { rule: 'a host that nobody asked cannot be told', on: evidence({ licensingProducts: rows(host) }), status: 'unknown', missing: ['tcp'] },
  { rule: 'without a host set by hand there is nothing to judge', on: evidence(), status: 'inapplicable' },
  { rule: 'a cloud’s own endpoint is another check’s to tell', on: evidence({ licensingProducts: rows('azkms.core.windows.net') }), status: 'inapplicable' },
  { rule: 'an address that cannot exist is another check’s to tell', on: evidence({ licensingProducts: rows('192.0.2.7') }), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
