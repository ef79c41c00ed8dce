import { describe, expect, it } from 'vitest';
import { emptyInstanceMetadata, unseen, type Case, type EvidenceKind } from '../../src/model/evidence.ts';
import { addressLookup, caseOf, evidence, hostProduct, kmsClient, product, relatedHost, srv, tcpProbe, type Changes } from '../evidence-builder.ts';
import { causesOf, diagnose } from './diagnose.ts';
import { unactivated, unreached } from './story.ts';

const operator = { vantage: 'operator' } as const;
const without = (c: Case, kind: EvidenceKind): Case => ({ ...c, evidence: { ...c.evidence, [kind]: unseen() } });
const withoutOfHost = (c: Case, kind: EvidenceKind): Case => ({ ...c, related: c.related.map((r) => ({ ...r, evidence: { ...r.evidence, [kind]: unseen() } })) });
const named = (c: Case) => diagnose(c).causes.map((x) => x.cause);
const asked = (c: Case) => diagnose(c).nextEvidence.map((n) => n.kind as string);

const parentZone = caseOf(evidence({ ...unreached('0x8007232B'), addresses: 'not-asked', tcp: 'not-asked', rpcBind: 'not-asked', machine: { domain: 'emea.contoso.test', primaryDnsSuffix: 'emea.contoso.test', dnsSuffixSearchList: [] }, dnsSrv: [srv({ name: '_vlmcs._tcp.emea.contoso.test', rcode: 'NXDOMAIN', answers: [] }), srv(operator)] }));
const otherPort = caseOf(evidence({ ...unactivated(), dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1699, target: 'kms1.contoso.test', ttl: 600 }] })], tcp: [tcpProbe({ port: 1699, outcome: 'refused' })], rpcBind: 'not-asked' }), { related: [relatedHost()] });
const lapsedServer: Changes = { licensingProducts: [product({ name: 'Windows(R), ServerStandard edition', partialProductKey: 'K6QTJ', licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, lastActivationType: 'none' })], machine: { caption: 'Microsoft Windows Server 2025 Standard', build: '26100', editionId: 'ServerStandard' }, events: [], activationAttempts: [] };
const oldHost = caseOf(evidence(lapsedServer), { related: [relatedHost({ licensingProducts: [hostProduct({ description: 'Windows(R) Operating System, VOLUME_KMS_WS16 channel' })], machine: { caption: 'Microsoft Windows Server 2016 Standard', build: '14393' } })] });
const deadByHand = caseOf(evidence({ ...unactivated(), licensingProducts: [product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, kmsClient: kmsClient({ configuredHost: 'old.contoso.test' }) })], dnsSrv: [srv()], tcp: [tcpProbe(), tcpProbe({ host: 'old.contoso.test', address: '10.0.0.99', outcome: 'refused' })], rpcBind: 'not-asked', addresses: 'not-asked' }));
const wrongHostClock = caseOf(evidence({ ...unactivated(), clock: [{ reference: 'kms1.contoso.test', vantage: 'client', offsetMs: 20_000_000 }] }), { related: [relatedHost({ clock: [{ reference: 'dc1.contoso.test', vantage: 'host', offsetMs: -20_000_000 }] })] });
const azure = caseOf(evidence({ ...unactivated(), licensingProducts: [product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, kmsClient: kmsClient({ configuredHost: 'azkms.core.windows.net' }) })], dnsSrv: 'not-asked', addresses: 'not-asked', rpcBind: 'not-asked', icmp: 'not-asked', tcp: [tcpProbe({ host: 'azkms.core.windows.net', outcome: 'timeout' })], instanceMetadata: { ...emptyInstanceMetadata(), cloud: 'azure' } }));

const targets = (c: Case): string[] => Object.values(diagnose(c).remedies).flatMap((r) => r.steps).flatMap((s) => /-DomainName (\S+)/.exec(s.run ?? '')?.[1] ?? []);
const record = (target: string): Case => caseOf(evidence({ ...unactivated(), tcp: 'not-asked', rpcBind: 'not-asked', dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target, ttl: 600 }] })], addresses: [addressLookup({ name: target, rcode: 'NXDOMAIN', a: [] })] }));

describe('a command that writes the KMS record', () => {
  it.each(['10.0.0.11', 'kms1.contoso.test.contoso.test'])('never puts back what made it unusable (%s)', (target) => {
    expect(targets(record(target))).toEqual(['HOST']);
  });

  it('never names a cloud’s own endpoint', () => {
    expect(targets(azure)).not.toContain('azkms.core.windows.net');
  });
});

describe('where one kind of evidence is missing', () => {
  it('a record that stands in another zone is no missing record, though the machine’s suffixes are not known', () => {
    const said = diagnose(without(parentZone, 'machine'));
    expect(causesOf(said, 'confirmed')).toEqual([]);
    expect(said.causes[0]).toMatchObject({ cause: 'dns-suffix-missing', certainty: 'likely' });
  });

  it('a refusal on an unusual port does not prove that nothing listens', () => {
    const said = diagnose(without(otherPort, 'dnsSrv'));
    expect(causesOf(said, 'confirmed')).toEqual([]);
    expect(named(without(otherPort, 'dnsSrv'))).toContain('dns-srv-wrong-port');
  });

  it('the service of the host tells its port where its key was not looked at', () => {
    expect(causesOf(diagnose(withoutOfHost(otherPort, 'licensingProducts')), 'confirmed')).toEqual(['dns-srv-wrong-port']);
  });

  it('a lapsed client of a host that cannot serve it was not merely away', () => {
    expect(causesOf(diagnose(oldHost), 'confirmed')).toEqual(['host-update-missing']);
  });

  it('a dead host that DNS does not name is not one of the hosts in DNS', () => {
    const said = diagnose(without(deadByHand, 'licensingProducts'));
    expect(causesOf(said, 'confirmed')).toEqual([]);
    expect(said.causes[0]).toMatchObject({ cause: 'client-override-dead', certainty: 'likely' });
    expect(said.nextEvidence.map((n) => n.kind)).toContain('licensingProducts');
  });

  it('whose clock is wrong is asked of the host', () => {
    expect(named(withoutOfHost(wrongHostClock, 'clock'))).toContain('clock-skew-host');
    expect(asked(withoutOfHost(wrongHostClock, 'clock'))).toContain('host.clock');
  });

  it('a cloud’s endpoint is known by its name where the setting was not seen', () => {
    expect(named(without(azure, 'licensingProducts'))[0]).toBe('azure-forced-tunnel');
    expect(named(without(azure, 'tcp'))).toContain('azure-forced-tunnel');
  });

  it('a code of DNS brings causes that lie in DNS first, and asks for DNS first', () => {
    const blind = without(caseOf(evidence({ ...unreached('0x8007232B'), addresses: 'not-asked', tcp: 'not-asked', rpcBind: 'not-asked', clock: 'not-asked' })), 'dnsSrv');
    expect(named(blind)).not.toContain('client-dup-cmid');
    expect(named(blind)).not.toContain('host-count-short');
    expect(asked(blind)[0]).toBe('dnsSrv');
  });
});
