import check from '../../../checks/dns/srv-record-found.ts';
import { ago, caseOf, evidence, hostBody, kmsClient, onlyEvidence, product, requestEvent, responseEvent, srv, tcpProbe } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const none = (but: Parameters<typeof srv>[0] = {}) => srv({ rcode: 'NXDOMAIN', answers: [], ...but });
const declined = [{ priority: 0, weight: 0, port: 0, target: '.', ttl: 600 }];
const operator = { vantage: 'operator' } as const;
const byHand = product({ kmsClient: kmsClient({ configuredHost: 'kms1.contoso.test' }) });

checkTable(check, [
  { rule: 'a record names the host', on: evidence(), status: 'pass', tags: ['SRV_FOUND', 'SRV_FOUND_BY_CLIENT'], says: [/kms1\.contoso\.test for contoso\.test \(asked from the client\)/] },
  { rule: 'no record in any zone fails and names resolver, answer and zone', on: evidence({ dnsSrv: [none(), none({ resolver: '10.0.0.6' })] }), status: 'fail', tags: ['SRV_MISSING'], says: [/10\.0\.0\.5, 10\.0\.0\.6 answer NXDOMAIN for _vlmcs\._tcp in contoso\.test \(asked from the client\)/] },
  { rule: 'an empty answer is a missing record too', on: evidence({ dnsSrv: [none({ rcode: 'NOERROR' })] }), status: 'fail', tags: ['SRV_MISSING'], says: [/10\.0\.0\.5 answers no such record \(NOERROR, empty\)/] },
  { rule: 'a record in one of several zones is enough', on: evidence({ dnsSrv: [none({ name: '_vlmcs._tcp.home.lan' }), srv()] }), status: 'pass', tags: ['SRV_FOUND', 'SRV_FOUND_BY_CLIENT'] },
  { rule: 'the target "." is a refusal in so many words, not a missing record', on: evidence({ dnsSrv: [srv({ answers: declined })] }), status: 'fail', tags: ['SRV_SERVICE_DECLINED'] },
  { rule: 'a record that the operator gets and the client does not is the fault of the client’s DNS server', on: evidence({ dnsSrv: [none({ resolver: '192.0.2.1' }), srv(operator)] }), status: 'fail', tags: ['SRV_MISSING_AT_CLIENT_RESOLVER'], says: [/192\.0\.2\.1, which the client asks, does not know the KMS record that 10\.0\.0\.5 gives for contoso\.test/] },
  { rule: 'one DNS server that answers two askers differently is named with both', on: evidence({ dnsSrv: [none(), srv(operator)] }), status: 'fail', tags: ['SRV_MISSING_AT_CLIENT_RESOLVER'], says: [/10\.0\.0\.5 \(asked from here\)/] },
  { rule: 'a wrong server of the same network is no matter of a VPN', on: evidence({ dnsSrv: [none({ resolver: '10.0.0.6' }), srv(operator)] }), status: 'fail', tags: ['SRV_MISSING_AT_CLIENT_RESOLVER', 'OWN_RESOLVER_IS_NEAR'] },
  { rule: 'public servers alone cannot tell that an internal record is missing', on: evidence({ dnsSrv: [none({ resolver: '8.8.8.8' }), none({ resolver: '1.1.1.1' })] }), status: 'fail', tags: ['SRV_PUBLIC_RESOLVERS_ONLY'], says: [/8\.8\.8\.8, 1\.1\.1\.1/] },
  { rule: 'one server of the house beside a public one can', on: evidence({ dnsSrv: [none(), none({ resolver: '8.8.8.8' })] }), status: 'fail', tags: ['SRV_MISSING'] },
  { rule: 'where the desk finds none either, it does not matter where the client is', on: evidence({ dnsSrv: [none(), none(operator)] }), status: 'fail', tags: ['SRV_MISSING', 'SRV_MISSING_FROM_DESK'] },
  { rule: 'one of the client’s servers that lacks the record may be the one it asks', on: evidence({ dnsSrv: [srv(), none({ resolver: '10.0.0.6' })] }), status: 'pass', tags: ['SRV_FOUND'] },
  { rule: 'the servers that the client is set to ask count as its own wherever they were asked from', on: evidence({ dnsSrv: [none(operator), none({ ...operator, resolver: '10.0.0.6' }), srv({ ...operator, resolver: '10.9.9.9' })] }), status: 'fail', tags: ['SRV_MISSING_AT_CLIENT_RESOLVER'], says: [/10\.9\.9\.9/] },
  { rule: 'one good answer of the client’s own servers is enough', on: evidence({ dnsSrv: [none(operator), srv({ ...operator, resolver: '10.0.0.6' })] }), status: 'pass', tags: ['SRV_FOUND'] },
  { rule: 'a record in another zone, seen by the operator, does not make the client’s DNS server wrong', on: evidence({ dnsSrv: [none(), srv({ ...operator, name: '_vlmcs._tcp.corp.example' })] }), status: 'fail', tags: ['SRV_MISSING', 'SRV_IN_OTHER_ZONE'], says: [/stands in corp\.example; the client was seen to ask only contoso\.test/] },
  { rule: 'a machine that a host served lately was served somehow, and its licence rows would tell how', on: evidence({ licensingProducts: 'denied', dnsSrv: [none()] }), status: 'unknown', missing: ['licensingProducts'] },
  { rule: 'without its licence rows and without a success in the log a machine looks in DNS', on: evidence({ licensingProducts: 'denied', events: [], dnsSrv: [none()] }), status: 'fail', tags: ['SRV_MISSING'] },
  { rule: 'a success that a failed request followed is over', on: evidence({ licensingProducts: 'denied', events: [responseEvent(), requestEvent({ time: ago({ hours: 1 }), code: '0x8007232B' })], dnsSrv: [none()] }), status: 'fail', tags: ['SRV_MISSING'] },
  { rule: 'a host set for the whole machine is known from the service alone', on: evidence({ licensingProducts: 'denied', events: [], service: { keyManagementServiceMachine: 'kms1.contoso.test' }, dnsSrv: [none()] }), status: 'pass', tags: ['SRV_MISSING_HOST_SET'] },
  { rule: 'a client whose host is set by hand needs no record', on: evidence({ licensingProducts: [byHand], dnsSrv: [none()] }), status: 'pass', tags: ['SRV_MISSING_HOST_SET'] },
  { rule: 'a host set for the whole machine counts as set by hand', on: evidence({ service: { keyManagementServiceMachine: 'kms1.contoso.test' }, dnsSrv: [none()] }), status: 'pass', tags: ['SRV_MISSING_HOST_SET'] },
  { rule: 'a client that Active Directory has activated needs no record', on: evidence({ licensingProducts: [product({ lastActivationType: 'ad' })], dnsSrv: [none()] }), status: 'pass', tags: ['SRV_MISSING_HOST_SET'] },
  { rule: 'a retail machine needs no record', on: evidence({ licensingProducts: [product({ channel: 'retail', partialProductKey: '3V66T', kmsClient: null })], dnsSrv: [none()] }), status: 'pass', tags: ['SRV_MISSING_HOST_SET'] },
  { rule: 'a declined service does not matter to a client whose host is set by hand', on: evidence({ licensingProducts: [byHand], dnsSrv: [srv({ answers: declined })] }), status: 'pass', tags: ['SRV_MISSING_HOST_SET'] },
  { rule: 'a KMS host without a record is found by nobody', on: hostBody({ dnsSrv: [none(operator)] }), status: 'fail', tags: ['SRV_MISSING', 'SRV_MISSING_FROM_DESK'] },
  { rule: 'a lookup domain is the only zone that counts', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ lookupDomain: 'Corp.Example' }) })], dnsSrv: [none(), srv({ name: '_vlmcs._tcp.corp.example' })] }), status: 'pass', tags: ['SRV_FOUND', 'SRV_FOUND_BY_CLIENT'] },
  { rule: 'a zone that the lookup domain bars says nothing', on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ lookupDomain: 'corp.example' }) })], dnsSrv: [none()] }), status: 'unknown', missing: ['dnsSrv'] },
  { rule: 'silence is no proof that there is no record', on: evidence({ dnsSrv: [srv({ rcode: null, outcome: 'timeout', answers: [] })] }), status: 'unknown', missing: ['dnsSrv'] },
  { rule: 'a server’s failure is no proof either', on: evidence({ dnsSrv: [srv({ rcode: 'SERVFAIL', answers: [] })] }), status: 'unknown', missing: ['dnsSrv'] },
  { rule: 'unseen lookups cannot be told', on: evidence({ dnsSrv: 'unsupported' }), status: 'unknown', missing: ['dnsSrv'] },
  { rule: 'a look at one named host needs no DNS', on: onlyEvidence({ tcp: [tcpProbe(operator)] }), status: 'inapplicable' },
  { rule: 'the network without any lookup cannot be told', on: onlyEvidence({ clock: [] }), status: 'unknown', missing: ['dnsSrv'] },
  { rule: 'a host named by hand that was tried makes the searched zones of this desk unimportant', on: onlyEvidence({ dnsSrv: [none(operator)], tcp: [tcpProbe({ ...operator, host: 'kms9.corp.example' })] }), status: 'pass', tags: ['SRV_MISSING_HOST_SET'] },
  { rule: 'a zone that was asked for by name is missed all the same', on: onlyEvidence({ dnsSrv: [none(operator)], tcp: [tcpProbe({ ...operator, host: 'kms9.corp.example' })] }), settings: { domains: ['contoso.test'] }, status: 'fail', tags: ['SRV_MISSING', 'SRV_MISSING_FROM_DESK'] },
  { rule: 'lookups of other services say nothing', on: caseOf(evidence({ dnsSrv: [srv({ name: '_ldap._tcp.contoso.test' })] })), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
