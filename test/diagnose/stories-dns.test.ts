import { describe } from 'vitest';
import type { SrvAnswer } from '../../src/model/evidence.ts';
import { addressLookup, ago, caseOf, event, evidence, hostBody, kmsClient, onlyEvidence, product, relatedHost, srv, tcpProbe, type Changes } from '../evidence-builder.ts';
import { tell, unactivated, unreached } from './story.ts';

const operator = { vantage: 'operator' } as const;
const none = srv({ rcode: 'NXDOMAIN', answers: [] });
const unknown: Changes = { addresses: 'not-asked', tcp: 'not-asked', rpcBind: 'not-asked', icmp: 'not-asked', clock: 'not-asked' };
const names = (...answers: Partial<SrvAnswer>[]) => srv({ answers: answers.map((a) => ({ priority: 0, weight: 0, port: 1688, target: 'kms1.contoso.test', ttl: 600, ...a })) });
const off: Changes = { events: [], service: { keyManagementServiceDnsPublishing: false } };

describe('faults of DNS', () => {
  tell([
    { story: 'no record anywhere', on: evidence({ ...unreached('0x8007232B'), ...unknown, dnsSrv: [none] }), verdict: 'failing', confirmed: ['dns-srv-missing'] },
    { story: 'no record, seen from the desk alone', on: onlyEvidence({ dnsSrv: [{ ...none, ...operator }] }), verdict: 'failing', confirmed: ['dns-srv-missing'] },
    { story: 'the code of a missing record without a look at DNS', on: onlyEvidence({ activationAttempts: [{ at: null, product: null, activationId: null, succeeded: false, code: '0x8007232B' }] }), verdict: 'failing', first: ['dns-srv-missing', 'likely'] },
    { story: 'a workgroup machine that searches no zone', on: evidence({ ...unreached('0x8007232B'), ...unknown, dnsSrv: [srv(operator)], machine: { domainJoined: false, domain: null, primaryDnsSuffix: '', dnsSuffixSearchList: [] } }), verdict: 'failing', confirmed: ['dns-suffix-missing'] },
    { story: 'the record stands in the parent zone only', on: evidence({ ...unreached('0x8007232B'), ...unknown, machine: { domain: 'emea.contoso.test', primaryDnsSuffix: 'emea.contoso.test', dnsSuffixSearchList: [] }, dnsSrv: [srv({ name: '_vlmcs._tcp.emea.contoso.test', rcode: 'NXDOMAIN', answers: [] }), srv(operator)] }), verdict: 'failing', confirmed: ['dns-suffix-missing'] },
    {
      story: 'the host publishes in its own zone, and the clients live in another', verdict: 'failing', confirmed: ['dns-multi-zone', 'dns-suffix-missing'],
      on: caseOf(evidence({ ...unreached('0x8007232B'), ...unknown, machine: { domain: 'emea.contoso.test', primaryDnsSuffix: 'emea.contoso.test', dnsSuffixSearchList: [] }, dnsSrv: [srv({ name: '_vlmcs._tcp.emea.contoso.test', rcode: 'NXDOMAIN', answers: [] }), srv(operator)] }), { related: [relatedHost()] }),
    },
    { story: 'the client asks a DNS server that does not know the zone', on: evidence({ ...unreached('0x8007232B'), ...unknown, dnsSrv: [{ ...none, resolver: '192.168.1.1' }, srv(operator)] }), verdict: 'failing', confirmed: ['dns-wrong-resolver'] },
    { story: 'a public DNS server beside the organisation’s own', on: evidence({ dnsSrv: [srv(), { ...none, resolver: '8.8.8.8' }] }), verdict: 'degraded', confirmed: ['dns-wrong-resolver'], forbid: ['dns-replication-lag'] },
    { story: 'one of two own DNS servers has not got the record yet', on: evidence({ dnsSrv: [srv(), { ...none, resolver: '10.0.0.6' }] }), verdict: 'degraded', first: ['dns-replication-lag', 'likely'] },
    { story: 'two DNS servers name two different hosts', on: evidence({ dnsSrv: [srv(), { ...names({ target: 'old.contoso.test' }), resolver: '10.0.0.6' }], addresses: [addressLookup(), addressLookup({ name: 'old.contoso.test' })] }), verdict: 'degraded', first: ['dns-replication-lag', 'likely'] },
    { story: 'no DNS server answers', on: evidence({ ...unreached('0x8007232A'), ...unknown, dnsSrv: [srv({ rcode: null, outcome: 'timeout', answers: [] })] }), verdict: 'failing', confirmed: ['dns-server-unreachable'] },
    { story: 'one of two DNS servers is dead', on: evidence({ dnsSrv: [srv(), srv({ resolver: '10.0.0.6', rcode: null, outcome: 'timeout', answers: [] })] }), verdict: 'degraded', confirmed: ['dns-server-unreachable'] },
    { story: 'the DNS server answers SERVFAIL', on: evidence({ ...unactivated('0x8007232A'), ...unknown, dnsSrv: [srv({ rcode: 'SERVFAIL', answers: [] })] }), verdict: 'failing', confirmed: ['dns-server-failing'] },
    { story: 'one DNS server fails and the other has no record', on: evidence({ ...unactivated('0x8007232B'), ...unknown, dnsSrv: [srv({ rcode: 'SERVFAIL', answers: [] }), { ...none, resolver: '10.0.0.6' }] }), verdict: 'failing', confirmed: ['dns-srv-missing', 'dns-server-failing'] },
    { story: 'no DNS server is configured', on: evidence({ ...unactivated('0x8007267C'), ...unknown, dnsSrv: 'unsupported', machine: { dnsServers: [] } }), verdict: 'failing', confirmed: ['dns-no-servers'] },
    { story: 'the record names a host without an address', on: evidence({ ...unactivated(), ...unknown, addresses: [addressLookup({ rcode: 'NXDOMAIN', a: [] })] }), verdict: 'failing', confirmed: ['dns-srv-target-unresolvable'] },
    { story: 'the record names an address', on: evidence({ ...unactivated(), ...unknown, dnsSrv: [names({ target: '10.0.0.11' })], addresses: [addressLookup({ name: '10.0.0.11', rcode: 'NXDOMAIN', a: [] })] }), verdict: 'failing', confirmed: ['dns-srv-malformed'] },
    { story: 'the record was written without its final dot', on: evidence({ ...unactivated(), ...unknown, dnsSrv: [names({ target: 'kms1.contoso.test.contoso.test' })], addresses: [addressLookup({ name: 'kms1.contoso.test.contoso.test', rcode: 'NXDOMAIN', a: [] })] }), verdict: 'failing', confirmed: ['dns-srv-malformed'] },
    { story: 'the record gives port 0', on: evidence({ ...unactivated(), ...unknown, dnsSrv: [names({ port: 0 })], addresses: [addressLookup()] }), verdict: 'failing', confirmed: ['dns-srv-malformed'] },
    { story: 'the record names an alias, and all works', on: evidence({ addresses: [addressLookup({ cnames: ['srv-17.contoso.test'] })] }), verdict: 'degraded', confirmed: ['dns-srv-alias'] },
    { story: 'the zone declines to offer KMS', on: evidence({ ...unactivated('0x8007232B'), ...unknown, dnsSrv: [names({ target: '.', port: 0 })] }), verdict: 'failing', confirmed: ['dns-srv-declined'] },
    { story: 'the record gives a port on which the host does not listen', on: caseOf(evidence({ ...unactivated(), dnsSrv: [names({ port: 1699 })], tcp: [tcpProbe({ port: 1699, outcome: 'refused' })], rpcBind: 'not-asked' }), { related: [relatedHost()] }), verdict: 'failing', confirmed: ['dns-srv-wrong-port'] },
    { story: 'a record that names a host which is not on the approved list', on: evidence(), settings: { approvedHosts: ['kms9'] }, verdict: 'degraded', confirmed: ['srv-rogue-host'] },
    { story: 'a lookup domain without a record', on: evidence({ ...unactivated('0x8007232B'), ...unknown, licensingProducts: [product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, kmsClient: kmsClient({ lookupDomain: 'old.example', discoveredHost: null }) })], dnsSrv: [srv(), srv({ name: '_vlmcs._tcp.old.example', rcode: 'NXDOMAIN', answers: [] })] }), verdict: 'failing', confirmed: ['client-lookup-domain-wrong'] },
    { story: 'a host that does not publish itself, and nobody made the record', on: caseOf(evidence({ ...unreached('0x8007232B'), ...unknown, dnsSrv: [none] }), { related: [relatedHost(off)] }), verdict: 'failing', confirmed: ['dns-publish-disabled', 'dns-srv-missing'] },
    { story: 'the same, seen from the host', on: hostBody({ ...off, dnsSrv: [none] }), verdict: 'failing', confirmed: ['dns-publish-disabled', 'dns-srv-missing'] },
    { story: 'a zone that refuses the host’s record', on: hostBody({ dnsSrv: [none], events: [event(12293, { code: '0x8007232D', time: ago({ hours: 2 }) })] }), verdict: 'failing', confirmed: ['dns-srv-missing'] },
    { story: 'a second host that may not add itself to the record', on: hostBody({ dnsSrv: [names({ target: 'kms0.contoso.test' })], events: [event(12293, { code: '0x80072338', time: ago({ hours: 2 }) })] }), verdict: 'failing', confirmed: ['dns-acl-second-host'] },
  ]);
});
