import check from '../../../checks/dns/resolver-answers.ts';
import { evidence, kmsClient, product, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const silent = srv({ resolver: '10.0.0.6', rcode: null, outcome: 'timeout', answers: [] });
const failing = srv({ rcode: 'SERVFAIL', answers: [] });
const retail = product({ channel: 'retail', kmsClient: null, partialProductKey: '3V66T' });

checkTable(check, [
  { rule: 'servers that answer are in order', on: evidence(), status: 'pass', tags: [] },
  { rule: 'that a name does not exist is an answer', on: evidence({ dnsSrv: [srv({ rcode: 'NXDOMAIN', answers: [] })] }), status: 'pass', tags: [] },
  { rule: 'a silent server fails where no other answers', on: evidence({ dnsSrv: [silent] }), status: 'fail', tags: ['DNS_RESOLVER_SILENT'] },
  { rule: 'a silent server beside one that answers is a warning', on: evidence({ dnsSrv: [srv(), silent] }), status: 'warn', tags: ['DNS_SOME_RESOLVERS_SILENT'], says: [/10\.0\.0\.6 did not answer the client \(no answer in time\)/] },
  { rule: 'ten suffixes asked of one dead server are one fact', on: evidence({ dnsSrv: [silent, { ...silent, name: '_vlmcs._tcp.a.test' }, { ...silent, name: '_vlmcs._tcp.b.test' }] }), status: 'fail', tags: ['DNS_RESOLVER_SILENT'] },
  { rule: 'a server that cannot be reached fails', on: evidence({ dnsSrv: [{ ...silent, outcome: 'refused' }] }), status: 'fail', tags: ['DNS_RESOLVER_UNREACHABLE'] },
  { rule: 'a server that sends garbage fails', on: evidence({ dnsSrv: [{ ...silent, outcome: 'malformed' }] }), status: 'fail', tags: ['DNS_RESOLVER_GARBLED'] },
  { rule: 'SERVFAIL fails and names the answer', on: evidence({ dnsSrv: [failing] }), status: 'fail', tags: ['DNS_RESOLVER_FAILING'], says: [/10\.0\.0\.5 answers SERVFAIL for _vlmcs\._tcp\.contoso\.test/] },
  { rule: 'a failing server beside one that answers is a warning', on: evidence({ dnsSrv: [failing, srv({ resolver: '10.0.0.6' })] }), status: 'warn', tags: ['DNS_SOME_RESOLVERS_FAILING'] },
  { rule: 'a search suffix that nobody serves is ordinary where another has the record', on: evidence({ dnsSrv: [srv(), srv({ name: '_vlmcs._tcp.home.lan', rcode: 'REFUSED', answers: [] })] }), status: 'pass', tags: ['DNS_NAME_NOT_SERVED'] },
  { rule: 'the operator’s own DNS trouble is not the client’s', on: evidence({ dnsSrv: [srv(), { ...silent, vantage: 'operator' }] }), status: 'pass', tags: [] },
  { rule: 'a host set by name needs DNS as well', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: 'kms1' }) })], dnsSrv: [silent] }), status: 'fail', tags: ['DNS_RESOLVER_SILENT'] },
  { rule: 'a host set by address needs no DNS', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: '10.0.0.11' }) })], dnsSrv: [silent] }), status: 'inapplicable' },
  { rule: 'a retail machine asks no KMS host and so no DNS', on: evidence({ licensingProducts: [retail], dnsSrv: [silent] }), status: 'inapplicable' },
  { rule: 'unseen lookups cannot be told', on: evidence({ dnsSrv: 'timeout' }), status: 'unknown', missing: ['dnsSrv'] },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
