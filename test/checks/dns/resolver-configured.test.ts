import check from '../../../checks/dns/resolver-configured.ts';
import { evidence, kmsClient, product, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

checkTable(check, [
  { rule: 'a machine with DNS servers is in order', on: evidence(), status: 'pass', tags: ['DNS_RESOLVERS_KNOWN'], says: [/10\.0\.0\.5, 10\.0\.0\.6/] },
  { rule: 'a machine without a DNS server cannot look anything up', on: evidence({ machine: { dnsServers: [] }, dnsSrv: 'unsupported' }), status: 'fail', tags: ['DNS_NO_RESOLVER'], says: [/^WS-0142 has no DNS server/] },
  { rule: 'a server that answered the machine is one that it has, whatever its settings show', on: evidence({ machine: { dnsServers: [] } }), status: 'pass', tags: ['DNS_RESOLVERS_KNOWN'], says: [/10\.0\.0\.5/] },
  { rule: 'that the desk has a server says nothing of the machine', on: evidence({ machine: { dnsServers: [] }, dnsSrv: [srv({ vantage: 'operator' })] }), status: 'fail', tags: ['DNS_NO_RESOLVER'] },
  { rule: 'a host set by address needs no DNS server', on: evidence({ machine: { dnsServers: [] }, licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: 'fd00::11' }) })] }), status: 'inapplicable' },
  { rule: 'a machine that is activated through Active Directory is no case for it', on: evidence({ machine: { dnsServers: [] }, licensingProducts: [product({ lastActivationType: 'ad' })] }), status: 'inapplicable' },
  { rule: 'servers that nobody told of say nothing', on: evidence({ machine: { dnsServers: null } }), status: 'inapplicable' },
  { rule: 'an unseen machine cannot be told', on: evidence({ machine: 'denied' }), status: 'unknown', missing: ['machine'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
