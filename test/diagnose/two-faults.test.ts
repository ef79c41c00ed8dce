import { describe, expect, it } from 'vitest';
import { caseOf, evidence, hostProduct, kmsHost, officeProduct, onlyEvidence, relatedHost, requestEvent, rpcProbe, srv, tcpProbe, type Changes } from '../evidence-builder.ts';
import type { Case, Evidence } from '../../src/model/evidence.ts';
import { clientNumber, logged } from '../checks/host-log.ts';
import { diagnose } from './diagnose.ts';
import { unactivated, unreached } from './story.ts';

const operator = { vantage: 'operator' } as const;
const none = srv({ rcode: 'NXDOMAIN', answers: [] });
const silent = tcpProbe({ outcome: 'timeout', cause: 'ETIMEDOUT' });
const noBind: Changes = { rpcBind: 'not-asked' };
const slow: Changes = { clock: [{ reference: 'kms1.contoso.test', vantage: 'client', offsetMs: 19_000_000 }] };
const short: Changes = { licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 12, totalRequests: 80 }) })], service: { keyManagementServiceCurrentCount: 12 }, events: Array.from({ length: 12 }, (_, i) => logged(clientNumber(i + 1))) };
const clones: Changes = { licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 2 }) })], service: { keyManagementServiceCurrentCount: 2 }, events: ['a', 'b', 'c'].map((clientName) => logged({ ...clientNumber(1), clientName })) };
const leftover = officeProduct({ activationId: 'a0000000-0000-4000-8000-000000000077', name: 'Office 16, Office16ProPlusR_Grace edition', description: 'Office 16, RETAIL(Grace) channel', channel: 'retail', channelText: 'RETAIL(Grace)', partialProductKey: 'YQ8XV', licenseStatus: 'notification', reasonCode: '0xC004F009', graceMinutesRemaining: 0, lastActivationType: 'none', kmsClient: null });
const withLeftover = (but: Changes): Changes => ({ ...but, licensingProducts: [...(but.licensingProducts as []), officeProduct(), leftover] });

describe('two faults at once do not hide each other', () => {
  it.each<[string, Evidence | Case, string, string]>([
    ['a wrong clock and a low count', caseOf(evidence({ ...unactivated('0xC004F038'), ...slow }), { related: [relatedHost(short)] }), 'clock-skew-client', 'host-count-short'],
    ['a stale record and a leftover Office key', evidence({ ...withLeftover(unactivated()), rpcBind: [rpcProbe({ outcome: 'not-rpc', looksLike: 'an SSH server' })] }), 'dns-srv-stale', 'office-grace-leftover'],
    ['clones and a host that does not publish itself', caseOf(evidence({ ...unactivated('0xC004F038'), dnsSrv: [none] }), { related: [relatedHost({ ...clones, service: { keyManagementServiceDnsPublishing: false, keyManagementServiceCurrentCount: 2 }, licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 2, dnsPublishing: false }) })] })] }), 'client-dup-cmid', 'dns-publish-disabled'],
    ['no record, and a port that is dropped for the client alone', evidence({ ...unreached('0x8007232B'), ...noBind, dnsSrv: [none], tcp: [silent, tcpProbe(operator)] }), 'dns-srv-missing', 'net-1688-filtered'],
    ['no record, and the host’s firewall as Windows ships it', caseOf(evidence({ ...unreached('0x8007232B'), ...noBind, dnsSrv: [none], tcp: [silent] }), { related: [relatedHost({ firewallRules: [{ name: 'SPPSVC-In-TCP', enabled: false, profiles: ['Domain'], activeProfile: 'Domain' }] })] }), 'dns-srv-missing', 'host-fw-rule-off'],
    ['a wrong DNS server, and a port that is dropped', evidence({ ...unreached('0x8007232B'), ...noBind, dnsSrv: [{ ...none, resolver: '192.168.1.1' }, srv(operator)], tcp: [silent] }), 'dns-wrong-resolver', 'net-1688-filtered'],
    ['no record, and one of two hosts is dead', onlyEvidence({ dnsSrv: [{ ...none, ...operator }], tcp: [tcpProbe({ host: 'kms2.contoso.test', address: '10.0.0.12', ...operator, outcome: 'refused' }), tcpProbe(operator)], machine: {} }), 'dns-srv-missing', 'srv-partial-dead'],
    ['an answer that was lost, and a port that is dropped now', caseOf(evidence({ ...unactivated(), ...noBind, tcp: [silent, tcpProbe(operator)], events: [requestEvent({ time: '2026-11-20T08:30:00.000Z' })] }), { related: [relatedHost({ events: [logged({ time: '2026-11-20T08:30:00.000Z' })] })] }), 'net-1688-filtered', 'net-return-path'],
  ])('%s', (_, on, one, other) => {
    const named = diagnose('via' in on ? on : caseOf(on)).causes;
    const firm = named.filter((c) => c.certainty === 'confirmed').length;
    const first = named.slice(0, Math.max(2, firm)).map((c) => c.cause);
    expect(first).toContain(one);
    expect(first).toContain(other);
  });
});
