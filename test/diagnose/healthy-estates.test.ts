import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceKinds, type Case, type EvidenceKind, type LicensingProduct, type Vantage } from '../../src/model/evidence.ts';
import {
  addressLookup, ago, attempt, caseOf, evidence, kmsClient, officeProduct, product, relatedHost, requestEvent, responseEvent, rpcProbe, srv, tcpProbe, type Changes,
} from '../evidence-builder.ts';
import { diagnose } from './diagnose.ts';

/** How Windows is licensed, how its host is found, and what else may stand on a machine with which nothing is wrong. */
const estates = fc.record({
  windows: fc.constantFrom('kms', 'server', 'grace', 'ad', 'mak', 'retail', 'oem', 'avma', 'subscription'),
  office: fc.constantFrom('none', 'volume', 'subscription'),
  finding: fc.constantFrom('srv', 'hand', 'lookup'),
  byHand: fc.constantFrom('kms1.contoso.test', 'KMS1', 'KMS1.CONTOSO.TEST'),
  recordToo: fc.boolean(),
  hosts: fc.integer({ min: 1, max: 3 }),
  ip: fc.constantFrom('four', 'six', 'both'),
  workgroup: fc.boolean(),
  suffix: fc.constantFrom('', 'contoso.test'),
  vantages: fc.constantFrom<Vantage[]>(['client'], ['operator'], ['client', 'operator']),
  resolvers: fc.constantFrom(['10.0.0.5'], ['10.0.0.5', '10.0.0.6']),
  usedMinutes: fc.integer({ min: 0, max: 10_000 }),
  offsetMs: fc.integer({ min: -60_000, max: 60_000 }),
  leftover: fc.boolean(),
  addOn: fc.constantFrom(null, 'licensed' as const, 'unlicensed' as const),
  renewed: fc.integer({ min: 1, max: 144 }),
  attempted: fc.boolean(),
  hostBeside: fc.boolean(),
  unseen: fc.subarray([...evidenceKinds], { maxLength: 4 }),
  unseenOfHost: fc.subarray([...evidenceKinds], { maxLength: 5 }),
});
type Estate = typeof estates extends fc.Arbitrary<infer T> ? T : never;

const ownKey = { kmsClient: null, permanentlyActivated: true, graceMinutesRemaining: 0, lastActivationType: 'none', partialProductKey: 'Q7K9W' } as const;
const usesKms = (e: Estate): boolean => ['kms', 'server', 'grace'].includes(e.windows);

function windowsRow(e: Estate): LicensingProduct {
  const facts = kmsClient({ discoveredHost: e.finding === 'hand' ? null : 'kms1.contoso.test', configuredHost: e.finding === 'hand' ? e.byHand : null, lookupDomain: e.finding === 'lookup' ? 'kmszone.test' : null });
  const left = { graceMinutesRemaining: 259_200 - e.usedMinutes, kmsClient: facts };
  const fresh = { ...facts, discoveredHost: null, discoveredPort: null, hostAddress: null, hostExtendedPid: null };
  switch (e.windows) {
    case 'kms': return product(left);
    case 'server': return product({ ...left, name: 'Windows(R), ServerStandard edition', partialProductKey: 'K6QTJ' });
    case 'grace': return product({ licenseStatus: 'oob-grace', reasonCode: '0x4004F00C', graceMinutesRemaining: 40_000, lastActivationType: 'none', kmsClient: fresh });
    case 'ad': return product({ lastActivationType: 'ad', adObjectName: 'Contoso Activation', kmsClient: { ...fresh, configuredHost: null, lookupDomain: null } });
    case 'mak': return product({ ...ownKey, description: 'Windows(R) Operating System, VOLUME_MAK channel', channel: 'mak', channelText: 'Volume:MAK' });
    case 'oem': return product({ ...ownKey, name: 'Windows(R), Professional edition', description: 'Windows(R) Operating System, OEM_DM channel', channel: 'oem', channelText: 'OEM:DM' });
    case 'avma': return product({ ...ownKey, name: 'Windows(R), ServerDatacenter edition', description: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel', channel: 'avma', channelText: 'VIRTUAL_MACHINE_ACTIVATION', permanentlyActivated: null, graceMinutesRemaining: 10_000 });
    case 'subscription': return product({ ...ownKey, description: 'Windows(R) Operating System, RETAIL channel', channel: 'retail', channelText: 'Retail', partialProductKey: '3V66T' });
    default: return product({ ...ownKey, name: 'Windows(R), Professional edition', description: 'Windows(R) Operating System, RETAIL channel', channel: 'retail', channelText: 'Retail' });
  }
}

function productsOf(e: Estate): LicensingProduct[] {
  const windows = windowsRow(e);
  const configuredHost = e.finding === 'hand' ? e.byHand : null;
  const rows = [windows];
  if (e.office === 'volume') rows.push(officeProduct({ graceMinutesRemaining: 259_200 - e.usedMinutes, kmsClient: kmsClient({ configuredHost, lookupDomain: e.finding === 'lookup' ? 'kmszone.test' : null }) }));
  if (e.office === 'subscription') rows.push(officeProduct({ name: 'Office 16, Office16O365ProPlusR_Subscription1 edition', description: 'Office 16, TIMEBASED_SUB channel', channel: 'subscription', channelText: 'TIMEBASED_SUB', partialProductKey: 'KHGM9', kmsClient: null, lastActivationType: 'none', graceMinutesRemaining: 40_000 }));
  if (hasLeftover(e)) rows.push(officeProduct({ activationId: 'a0000000-0000-4000-8000-000000000077', name: 'Office 16, Office16O365ProPlusR_Grace edition', description: 'Office 16, RETAIL(Grace) channel', channel: 'retail', channelText: 'RETAIL(Grace)', partialProductKey: 'YQ8XV', licenseStatus: 'notification', reasonCode: '0xC004F009', graceMinutesRemaining: 0, kmsClient: null, lastActivationType: 'none' }));
  if (e.addOn !== null && usesKms(e)) rows.push(product({ ...ownKey, activationId: 'a0000000-0000-4000-8000-000000000099', name: 'Windows(R), Client-ESU-Year1 add-on for Enterprise', description: 'Windows(R) Operating System, VOLUME_MAK channel', channel: 'mak', channelText: 'Volume:MAK', partialProductKey: '9X7RT', licenseStatus: e.addOn }));
  return rows;
}

const hasLeftover = (e: Estate): boolean => e.leftover && e.office !== 'none';

function networkOf(e: Estate): Changes {
  const names = Array.from({ length: e.hosts }, (_, i) => `kms${i + 1}.contoso.test`);
  const hasRecord = e.finding !== 'hand' || e.recordToo;
  const tried = hasRecord ? names : names.slice(0, 1);
  const four = (i: number): string[] => (e.ip === 'six' ? [] : [`10.0.0.${11 + i}`]);
  const six = (i: number): string[] => (e.ip === 'four' ? [] : [`fd00::${11 + i}`]);
  const answers = names.map((target, i) => ({ priority: i % 2, weight: 0, port: 1688, target, ttl: 3600 }));
  const each = <T>(make: (vantage: Vantage, host: string, i: number) => T[]): T[] => e.vantages.flatMap((v) => tried.flatMap((host, i) => make(v, host, i)));
  return {
    dnsSrv: e.vantages.flatMap((vantage) => [
      ...(e.finding === 'lookup' || !hasRecord ? [srv({ vantage, rcode: 'NXDOMAIN', answers: [] })] : []),
      ...(hasRecord ? e.resolvers.map((resolver) => srv({ vantage, resolver, answers, name: `_vlmcs._tcp.${e.finding === 'lookup' ? 'kmszone.test' : 'contoso.test'}` })) : []),
    ]),
    addresses: each((vantage, name, i) => [addressLookup({ vantage, name, a: four(i), aaaa: six(i) })]),
    tcp: each((vantage, host, i) => [...four(i), ...six(i)].map((address) => tcpProbe({ vantage, host, address }))),
    rpcBind: each((vantage, host, i) => [...four(i), ...six(i)].slice(0, 1).map((address) => rpcProbe({ vantage, host, address }))),
  };
}

function machineOf(e: Estate): NonNullable<Exclude<Changes['machine'], string>> {
  const system = { server: ['Microsoft Windows Server 2025 Standard', '26100', 'ServerStandard'], avma: ['Microsoft Windows Server 2022 Datacenter', '20348', 'ServerDatacenter'], retail: ['Microsoft Windows 11 Pro', '22631', 'Professional'], oem: ['Microsoft Windows 11 Pro', '22631', 'Professional'] }[e.windows as string];
  const place = isWorkgroup(e) ? { domainJoined: false, domain: null, primaryDnsSuffix: e.suffix, dnsSuffixSearchList: e.suffix === '' ? [] : [e.suffix] } : {};
  return system === undefined ? place : { ...place, caption: system[0] ?? null, build: system[1] ?? null, editionId: system[2] ?? null };
}

/** A new machine that searches no zone has a fault; one that renewed lately gets its suffix from DHCP. */
const isWorkgroup = (e: Estate): boolean => e.workgroup && e.windows !== 'ad' && !(e.windows === 'grace' && e.suffix === '');

function build(e: Estate): { subject: Case; unseen: EvidenceKind[] } {
  const served = (usesKms(e) && e.windows !== 'grace') || e.office === 'volume';
  // Without its licence rows nobody can know that a machine has a host set by hand, a zone of its own, or no need of KMS.
  const unseen = e.unseen.filter((k) => k !== 'licensingProducts' || (e.finding === 'srv' && !isWorkgroup(e)));
  const but: Changes = {
    ...networkOf(e),
    licensingProducts: productsOf(e),
    events: served ? [requestEvent({ time: ago({ hours: e.renewed }), requiredCount: e.windows === 'server' ? 5 : 25 }), responseEvent({ time: ago({ hours: e.renewed }) })] : [],
    activationAttempts: served && e.attempted ? [attempt()] : [],
    clock: [{ reference: 'kms1.contoso.test', vantage: 'client', offsetMs: e.offsetMs }],
    service: { keyManagementServiceMachine: e.finding === 'hand' ? e.byHand : null, keyManagementServiceLookupDomain: e.finding === 'lookup' ? 'kmszone.test' : null, subscriptionStatus: e.windows === 'subscription' ? 1 : null },
    machine: machineOf(e),
    ...Object.fromEntries(unseen.map((k) => [k, 'not-asked'])),
  };
  const host: Changes = Object.fromEntries(e.unseenOfHost.map((k) => [k, 'not-asked']));
  return { subject: caseOf(evidence(but), { related: e.hostBeside ? [relatedHost(host)] : [] }), unseen };
}

describe('an estate with nothing wrong', () => {
  it('is healthy and has no diagnosis, whatever of it was not seen', () => {
    fc.assert(fc.property(estates, (e) => {
      const { subject, unseen } = build(e);
      const said = diagnose(subject);
      const findings = said.checks.flatMap((c) => c.findings.map((f) => f.message));
      const blind = unseen.includes('licensingProducts');
      const mayBeTidied = !blind && hasLeftover(e);
      const expected = mayBeTidied ? { verdict: 'degraded', causes: ['office-grace-leftover'], findings } : { verdict: blind ? 'unknown' : 'healthy', causes: [], findings: [] };
      expect({ verdict: said.verdict, causes: said.causes.map((c) => c.cause), findings }).toEqual(expected);
      expect(said.checks.filter((c) => c.status === 'broken')).toEqual([]);
    }), { numRuns: 300, seed: 20_261_120 });
  });
});
