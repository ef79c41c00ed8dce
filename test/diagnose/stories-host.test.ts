import { describe } from 'vitest';
import type { RelatedBody } from '../../src/model/evidence.ts';
import { ago, caseOf, event, evidence, hostBody, hostProduct, ids, kmsClient, kmsHost, officeProduct, onlyEvidence, product, relatedHost, requestEvent, responseEvent, srv, tcpProbe, type Changes } from '../evidence-builder.ts';
import { clientNumber, logged } from '../checks/host-log.ts';
import { tell, unactivated } from './story.ts';

const counting = (currentCount: number, totalRequests = 80): Changes => ({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount, totalRequests }) })], service: { keyManagementServiceCurrentCount: currentCount } });
const asked = (n: number, but: Parameters<typeof logged>[0] = {}) => Array.from({ length: n }, (_, i) => logged({ ...clientNumber(i + 1), ...but }));
const beside = (host: Changes, client: Changes = unactivated('0xC004F038')) => caseOf(evidence(client), { related: [relatedHost(host)] });
const second = (host: Changes): RelatedBody => ({ ...relatedHost(host), subject: 'kms2.contoso.test' });
const server = { ...unactivated('0xC004F042'), licensingProducts: [product({ name: 'Windows(R), ServerStandard edition', partialProductKey: 'K6QTJ', licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, lastActivationType: 'none' })], machine: { caption: 'Microsoft Windows Server 2025 Standard', build: '26100', editionId: 'ServerStandard' } };
const waitingOffice = officeProduct({ licenseStatus: 'notification', reasonCode: '0xC004F038', graceMinutesRemaining: 0, lastActivationType: 'none', kmsClient: kmsClient({ hostExtendedPid: null }) });
const officeKey = (but: Parameters<typeof hostProduct>[0] = {}) => hostProduct({ application: 'office', name: 'Office 21, Office21KMSHost2021VL_KMS_Host edition', activationId: 'a0000000-0000-4000-8000-000000000041', ...but });

describe('faults of the KMS host', () => {
  tell([
    { story: 'too few machines in all', on: beside({ ...counting(12), events: asked(12) }), verdict: 'failing', confirmed: ['host-count-short'] },
    { story: 'the code of a low count alone', on: onlyEvidence({ activationAttempts: [{ at: null, product: null, activationId: null, succeeded: false, code: '0xC004F038' }] }), verdict: 'failing', first: ['host-count-short', 'likely'] },
    { story: 'the count that the client’s own log tells', on: evidence({ ...unactivated('0xC004F038'), events: [requestEvent({ time: ago({ hours: 2 }) }), responseEvent({ time: ago({ hours: 2 }), currentCount: 7, activated: false, flags: '0x04000000' })] }), verdict: 'failing', first: ['host-count-short', 'likely'] },
    { story: 'clones that count as one', on: beside({ ...counting(2), events: ['a', 'b', 'c'].map((clientName) => logged({ ...clientNumber(1), clientName })) }), verdict: 'failing', confirmed: ['client-dup-cmid'] },
    { story: 'two hosts that share the clients', on: caseOf(evidence({ ...unactivated('0xC004F038'), dnsSrv: [srv({ answers: ['kms1', 'kms2'].map((h) => ({ priority: 0, weight: 0, port: 1688, target: `${h}.contoso.test`, ttl: 600 })) })], addresses: 'not-asked' }), { related: [relatedHost(counting(14)), second(counting(15))] }), verdict: 'failing', confirmed: ['srv-split-count'] },
    { story: 'a count that has fallen because nobody comes any more', on: hostBody({ ...counting(3), events: asked(2, { time: ago({ days: 12 }) }) }), verdict: 'failing', confirmed: ['host-count-decayed'] },
    { story: 'a host that is new', on: hostBody({ ...counting(0, 0), events: [] }), verdict: 'degraded', confirmed: ['host-count-reset'] },
    { story: 'a host that only servers ask, and one Windows client', on: beside({ ...counting(10), events: [...asked(9, { requiredCount: 5 })] }), verdict: 'failing', confirmed: ['host-count-short'] },
    { story: 'too few machines with Office', on: beside({ licensingProducts: [hostProduct(), officeKey({ kmsHost: kmsHost({ currentCount: 2 }) })] }, { licensingProducts: [product(), waitingOffice] }), verdict: 'failing', first: ['office-count-separate', 'likely'] },
    { story: 'a renewal interval so long that the host forgets its clients', on: hostBody({ service: { vlRenewalInterval: 43_200 } }), verdict: 'degraded', confirmed: ['host-renewal-interval-high'] },
    { story: 'a host key that was never activated', on: beside({ licensingProducts: [hostProduct({ licenseStatus: 'unlicensed', reasonCode: '0xC004F056' })] }, unactivated('0xC004F041')), verdict: 'failing', confirmed: ['host-not-activated'] },
    { story: 'an Office host key that was never activated', on: beside({ licensingProducts: [hostProduct(), officeKey({ licenseStatus: 'unlicensed' })] }, { licensingProducts: [product(), { ...waitingOffice, reasonCode: '0xC004F041' }] }), verdict: 'failing', confirmed: ['host-office-key-unactivated'] },
    { story: 'a host without an Office key', on: beside({ licensingProducts: [hostProduct(), hostProduct({ activationId: ids.office })] }, { licensingProducts: [product(), { ...waitingOffice, reasonCode: '0xC004F056' }] }), verdict: 'failing', confirmed: ['office-host-missing'] },
    { story: 'a machine without a host key in the host’s place', on: caseOf(evidence({ ...unactivated('0xC004F039'), tcp: [tcpProbe({ outcome: 'refused' })], rpcBind: 'not-asked' }), { related: [relatedHost({ licensingProducts: [product()], service: { isKeyManagementServiceMachine: false }, events: [] })] }), verdict: 'failing', confirmed: ['host-not-kms'] },
    { story: 'a host key of an older group', on: beside({ licensingProducts: [hostProduct({ description: 'Windows(R) Operating System, VOLUME_KMS_WS16 channel' })], events: [logged({ resultCode: '0xC004F042' })] }, unactivated('0xC004F042')), verdict: 'failing', confirmed: ['host-key-group-old'] },
    { story: 'a host system for which no key of that generation exists', on: beside({ licensingProducts: [hostProduct({ description: 'Windows(R) Operating System, VOLUME_KMS_WS16 channel' })], machine: { caption: 'Microsoft Windows Server 2016 Standard', build: '14393' } }, server), verdict: 'failing', confirmed: ['host-update-missing'] },
    { story: 'a host on a client system, asked by a server', on: beside({ licensingProducts: [hostProduct({ description: 'Windows(R) Operating System, VOLUME_KMS_WIN10 channel' })], machine: { caption: 'Microsoft Windows 10 Enterprise', build: '19045', editionId: 'Enterprise' } }, server), verdict: 'failing', confirmed: ['host-client-os'] },
    { story: 'Azure Edition as a host', on: hostBody({ machine: { caption: 'Microsoft Windows Server 2022 Datacenter Azure Edition', editionId: 'ServerTurbine' } }), verdict: 'failing', first: ['host-azure-edition', 'likely'] },
    { story: 'KMS that did not start', on: hostBody({ rpcBind: 'not-asked', events: [event(12291, { code: '0xC004F00F', time: ago({ hours: 3 }) })] }), verdict: 'failing', confirmed: ['host-init-failure'] },
    { story: 'a host that by its own log alone nobody has asked for longer than a renewal interval', on: hostBody({ events: [logged({ time: ago({ days: 10 }) })] }), verdict: 'degraded', first: ['host-idle', 'likely'] },
    { story: 'a client set to the port that the host has left', on: caseOf(evidence({ ...unactivated(), licensingProducts: [product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, kmsClient: kmsClient({ configuredHost: 'kms1.contoso.test', configuredPort: 1688 }) })], dnsSrv: 'not-asked', addresses: 'not-asked', icmp: 'not-asked', tcp: [tcpProbe({ outcome: 'refused' })], rpcBind: 'not-asked' }), { related: [relatedHost({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ listeningPort: 1699 }) })], service: { keyManagementServiceListeningPort: 1699 } })] }), verdict: 'failing', confirmed: ['client-port-override-stale'], forbid: ['host-port-changed'] },
  ]);
});

const clock = (offsetMs: number, reference = 'kms1.contoso.test') => ({ reference, vantage: 'client' as const, offsetMs });

describe('faults of clocks', () => {
  tell([
    { story: 'a client and a host five hours apart, and nobody else was asked', on: evidence({ ...unactivated(), clock: [clock(19_000_000)] }), verdict: 'failing', first: ['clock-skew-client', 'likely'] },
    { story: 'a client whose clock is five hours and some minutes off, while the desk agrees with the host', on: evidence({ ...unactivated(), clock: [clock(19_000_000), { ...clock(90), vantage: 'operator' }] }), verdict: 'failing', confirmed: ['clock-skew-client'], forbid: ['clock-skew-host'] },
    { story: 'a client whose clock is off by a whole time zone, beside a host that is right', on: beside({ clock: [{ reference: 'dc1.contoso.test', vantage: 'host', offsetMs: 90 }] }, { ...unactivated(), clock: [clock(7 * 3_600_000)] }), verdict: 'failing', confirmed: ['clock-skew-client'] },
    { story: 'a host that client and desk see wrong alike', on: evidence({ ...unactivated('0xC004F06C'), clock: [clock(19_000_000), { ...clock(19_000_090), vantage: 'operator' }] }), verdict: 'failing', first: ['clock-skew-host', 'likely'], forbid: ['clock-skew-client'] },
    { story: 'the code of a wrong time alone', on: onlyEvidence({ activationAttempts: [{ at: null, product: null, activationId: null, succeeded: false, code: '0xC004F06C' }] }), verdict: 'failing', first: ['clock-skew-client', 'likely'] },
    { story: 'a client whose clock is ten minutes off', on: evidence({ clock: [clock(600_000)] }), verdict: 'degraded', confirmed: ['clock-drifting'] },
    { story: 'a host whose clock is off', on: beside({ clock: [{ reference: 'dc1.contoso.test', vantage: 'host', offsetMs: -20_000_000 }] }, { ...unactivated(), clock: [clock(20_000_000)] }), verdict: 'failing', confirmed: ['clock-skew-host'], forbid: ['clock-skew-client'] },
    { story: 'a host that refuses most clients for their time', on: hostBody({ events: asked(4, { resultCode: '0xC004F06C', requestTime: ago({ days: 2, hours: 8 }) }) }), verdict: 'failing', confirmed: ['clock-skew-host'] },
    { story: 'a host clock that stands alone', on: evidence({ clock: [clock(20_000_000), clock(10, 'dc1.contoso.test')] }), verdict: 'degraded', first: ['clock-skew-host', 'likely'] },
  ]);
});
