import { describe } from 'vitest';
import { addressLookup, caseOf, evidence, hostBody, hostProduct, kmsClient, kmsHost, officeProduct, onlyEvidence, product, relatedHost, rpcProbe, srv, tcpProbe } from '../evidence-builder.ts';
import { clientNumber, logged } from '../checks/host-log.ts';
import { tell } from './story.ts';

const operator = { vantage: 'operator' } as const;
const answer = (target: string, but: { port?: number; priority?: number } = {}) => ({ priority: 0, weight: 0, port: 1688, target, ttl: 600, ...but });
const two = srv({ answers: [answer('kms1.contoso.test'), answer('kms2.contoso.test')] });
const kms2 = { host: 'kms2.contoso.test', address: '10.0.0.12' };
const six = { a: [], aaaa: ['fd00::11'] };

describe('estates with nothing wrong are healthy, and nobody guesses', () => {
  tell([
    { story: 'a licensed client', on: evidence(), verdict: 'healthy' },
    { story: 'a licensed client with its host beside it', on: caseOf(evidence(), { related: [relatedHost({ events: [logged()] })] }), verdict: 'healthy' },
    {
      story: 'a client of two hosts', verdict: 'healthy',
      on: evidence({
        dnsSrv: [two], addresses: [addressLookup(), addressLookup({ name: 'kms2.contoso.test', a: ['10.0.0.12'] })],
        tcp: [tcpProbe(), tcpProbe(kms2)], rpcBind: [rpcProbe(), rpcProbe(kms2)],
      }),
    },
    { story: 'a KMS host alone', on: hostBody(), verdict: 'healthy' },
    { story: 'a KMS host of an estate of ten servers', on: hostBody({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 10 }) })], service: { keyManagementServiceCurrentCount: 10 }, events: [1, 2, 3].map((n) => logged({ ...clientNumber(n), requiredCount: 5 })) }), verdict: 'healthy' },
    { story: 'a KMS host with an Office key that nobody uses yet', on: hostBody({ licensingProducts: [hostProduct(), hostProduct({ application: 'office', name: 'Office 21 host', kmsHost: kmsHost({ currentCount: 0, totalRequests: 0 }) })] }), verdict: 'healthy' },
    {
      story: 'an estate of IPv6 alone', verdict: 'healthy',
      on: evidence({ addresses: [addressLookup(six)], tcp: [tcpProbe({ address: 'fd00::11' })], rpcBind: [rpcProbe({ address: 'fd00::11' })] }),
    },
    { story: 'a desk without IPv6 in an estate that has both', on: onlyEvidence({ dnsSrv: [srv(operator)], addresses: [addressLookup({ ...operator, aaaa: ['fd00::11'] })], tcp: [tcpProbe(operator), tcpProbe({ ...operator, address: 'fd00::11', outcome: 'unreachable', cause: 'ENETUNREACH' })], rpcBind: [rpcProbe(operator)] }), verdict: 'healthy' },
    { story: 'Office alone, read by ospp.vbs', on: onlyEvidence({ licensingProducts: [officeProduct()] }), verdict: 'healthy' },
    {
      story: 'a machine that Active Directory activated, in an estate without any KMS', verdict: 'healthy',
      on: evidence({
        licensingProducts: [product({ lastActivationType: 'ad', adObjectName: 'Contoso Activation', kmsClient: kmsClient({ discoveredHost: null, hostExtendedPid: null }) })],
        events: [], dnsSrv: [srv({ rcode: 'NXDOMAIN', answers: [] })], addresses: 'not-asked', tcp: 'not-asked', rpcBind: 'not-asked', clock: 'not-asked',
      }),
    },
    {
      story: 'a client whose host is set by hand in an estate without a record', verdict: 'healthy',
      on: evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: 'KMS1', discoveredHost: null }) })], dnsSrv: [srv({ rcode: 'NXDOMAIN', answers: [] })] }),
    },
    { story: 'the network, where a host was found, reached and accepted the bind', on: onlyEvidence({ dnsSrv: [srv(operator)], addresses: [addressLookup(operator)], tcp: [tcpProbe(operator)], rpcBind: [rpcProbe(operator)] }), verdict: 'healthy' },
    { story: 'one host named by hand that is reached and accepts the bind', on: onlyEvidence({ dnsSrv: 'unsupported', tcp: [tcpProbe(operator)], rpcBind: [rpcProbe(operator)] }), verdict: 'healthy' },
    { story: 'a search suffix of a home router beside the organisation’s zone', on: evidence({ dnsSrv: [srv(), srv({ name: '_vlmcs._tcp.fritz.box', rcode: 'NXDOMAIN', answers: [] }), srv({ name: '_vlmcs._tcp.lan', rcode: 'SERVFAIL', answers: [] })] }), verdict: 'healthy' },
    { story: 'a workgroup laptop that renewed yesterday, whose suffix comes from DHCP', on: evidence({ machine: { domainJoined: false, domain: null, primaryDnsSuffix: '', dnsSuffixSearchList: [] } }), verdict: 'healthy' },
    { story: 'a client whose operator sits behind a dead DNS server and a wrong clock', on: evidence({ dnsSrv: [srv(), srv({ ...operator, rcode: null, outcome: 'timeout', answers: [] })], clock: [{ reference: 'kms1', vantage: 'operator', offsetMs: 9e7 }] }), verdict: 'healthy' },
    { story: 'a host whose log shows one other client with a wrong clock', on: caseOf(evidence(), { related: [relatedHost({ events: [logged(), logged({ ...clientNumber(1), resultCode: '0xC004F06C', requestTime: '2026-11-18T01:00:00.000Z' })] })] }), verdict: 'healthy' },
  ]);
});
