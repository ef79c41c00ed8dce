import { describe, expect, it } from 'vitest';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import type { Case, Evidence, LicensingProduct } from '../../src/model/evidence.ts';
import type { Certainty, Verdict } from '../../src/model/report.ts';
import { addressLookup, ago, attempt, caseOf, event, evidence, hostProduct, kmsClient, onlyEvidence, product, relatedHost, requestEvent, responseEvent, srv, tcpProbe } from '../evidence-builder.ts';
import { catalogue } from './catalogue.ts';
import { licensed, office } from './office/office-products.ts';

const judge = (on: Evidence | Case) => judgeCase('via' in on ? on : caseOf(on), { approvedHosts: [], domains: [] }, catalogue);
const off = (but: Partial<LicensingProduct> = {}): LicensingProduct =>
  product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, ...but });
const noKms = { kmsClient: null, lastActivationType: null } as const;
const setTo = (configuredHost: string) => kmsClient({ configuredHost });
const deadHost = 'old-kms.contoso.test';

type Row = [rule: string, on: Evidence, verdict: Verdict, first: string, certainty: Certainty];

describe('the cause that stands first', () => {
  const rows: Row[] = [
    ['retail key', evidence({ licensingProducts: [off({ ...noKms, channel: 'retail', partialProductKey: 'QK7XR' })] }), 'failing', 'client-not-gvlk', 'confirmed'],
    ['AVMA key outside Hyper-V', evidence({ licensingProducts: [off({ ...noKms, channel: 'avma', partialProductKey: 'QK7XR' })] }), 'failing', 'client-avma', 'confirmed'],
    ['exhausted MAK', evidence({ licensingProducts: [off({ ...noKms, channel: 'mak', partialProductKey: 'QK7XR' })], activationAttempts: [attempt({ code: '0xC004C020' })] }), 'failing', 'mak-exhausted', 'confirmed'],
    ['no key', evidence({ licensingProducts: [off({ ...noKms, channel: 'retail', partialProductKey: null, licenseStatus: 'unlicensed', reasonCode: '0xC004F014' })] }), 'failing', 'client-no-key', 'confirmed'],
    ['setup key of another edition', evidence({ licensingProducts: [off()], machine: { editionId: 'Education' } }), 'failing', 'client-gvlk-wrong-edition', 'confirmed'],
    ['host key on a client', evidence({ licensingProducts: [hostProduct({ kmsHost: null, licenseStatus: 'notification', reasonCode: '0xC004C008' })] }), 'failing', 'client-csvlk-installed', 'confirmed'],
    ['expired evaluation', evidence({ licensingProducts: [off({ ...noKms, name: 'Windows(R), ServerStandardEval edition', channel: 'eval', reasonCode: '0xC004F009' })] }), 'failing', 'client-eval-edition', 'likely'],
    ['fragment of an expired evaluation', onlyEvidence({ licensingProducts: [off({ ...noKms, application: 'other', name: null, description: null, channel: 'unknown', channelText: null, partialProductKey: null, activationId: null, reasonCode: '0xC004F009', graceMinutesRemaining: null, remainingWindowsRearms: 5 })] }), 'failing', 'client-eval-edition', 'likely'],
    ['Home edition', evidence({ licensingProducts: [off({ ...noKms, name: 'Windows(R), Core edition', channel: 'unknown', partialProductKey: null, reasonCode: '0xC004F050' })] }), 'failing', 'client-edition-not-volume', 'likely'],
    ['hardware out of tolerance', evidence({ licensingProducts: [off({ reasonCode: '0xC004F00F' })] }), 'failing', 'client-hw-tolerance', 'confirmed'],
    ['not genuine', evidence({ licensingProducts: [off({ reasonCode: '0xC004F200' })] }), 'failing', 'client-nongenuine', 'confirmed'],
    ['damaged store', onlyEvidence({ activationAttempts: [attempt({ code: '0xC004E015' })] }), 'failing', 'client-tokens-corrupt', 'likely'],
    ['disabled licensing service', evidence({ licensingProducts: [off()], services: [{ name: 'sppsvc', state: 'stopped', startMode: 'disabled' }] }), 'failing', 'client-sppsvc-disabled', 'confirmed'],
    ['AD only', evidence({ licensingProducts: [off({ activationType: 'ad', lastActivationType: 'none', kmsClient: kmsClient({ hostExtendedPid: null }) })] }), 'failing', 'client-activation-type-restricted', 'confirmed'],
    ['dead host set by hand', evidence({ licensingProducts: [off({ kmsClient: setTo(deadHost) })], tcp: [tcpProbe({ host: deadHost, outcome: 'timeout' })], rpcBind: [] }), 'failing', 'client-override-dead', 'confirmed'],
    ['host set by hand that has no address', evidence({ licensingProducts: [off({ kmsClient: setTo(deadHost) })], tcp: [], rpcBind: [], addresses: [addressLookup({ name: deadHost, rcode: 'NXDOMAIN', a: [] })] }), 'failing', 'client-override-dead', 'confirmed'],
    ['client that points at itself', evidence({ licensingProducts: [off({ kmsClient: setTo('127.0.0.1') })], tcp: [], rpcBind: [] }), 'failing', 'client-loopback-host', 'likely'],
    ['licence that a machine gave itself', evidence({ licensingProducts: [product({ kmsClient: setTo('127.0.0.2') })], tcp: [], rpcBind: [], events: [requestEvent({ kmsHost: '127.0.0.2' }), responseEvent()] }), 'failing', 'tamper-local-kms', 'likely'],
    ['public address', evidence({ licensingProducts: [product({ kmsClient: setTo('8.8.4.4') })], tcp: [tcpProbe({ host: '8.8.4.4', address: '8.8.4.4' })], rpcBind: [] }), 'degraded', 'tamper-public-kms', 'likely'],
    ['impossible term and an address that cannot exist', onlyEvidence({ licensingProducts: [{ ...office.volume, graceMinutesRemaining: 91_706_830, kmsClient: setTo('192.0.2.0') }] }), 'failing', 'tamper-2038', 'likely'],
    ['renewal that fails', evidence({ events: [requestEvent({ code: '0x8007232B', time: ago({ hours: 3 }) })], dnsSrv: 'not-asked', addresses: 'not-asked', tcp: 'not-asked', rpcBind: 'not-asked' }), 'degraded', 'latent-renewal-failure', 'confirmed'],
    ['licence that lapsed while away, host reachable again', evidence({ licensingProducts: [off({ reasonCode: '0xC004F009' })], events: [] }), 'failing', 'client-expired-offline', 'confirmed'],
    ['remembered host gone from DNS', evidence({ dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: 'kms2.contoso.test', ttl: 60 }] })], addresses: 'not-asked', tcp: 'not-asked', rpcBind: 'not-asked' }), 'degraded', 'client-cache-sticky', 'confirmed'],
    ['Windows setting of its own', evidence({ licensingProducts: [product({ kmsClient: setTo('kms1.contoso.test') })], service: { keyManagementServiceMachine: 'kms3.contoso.test' }, tcp: [tcpProbe(), tcpProbe({ host: 'kms3.contoso.test' })] }), 'degraded', 'client-override-scope', 'likely'],
    ['pending rearm', onlyEvidence({ activationAttempts: [attempt({ code: '0xC004D302' })] }), 'failing', 'client-rearm-pending', 'likely'],
    ['missing elevation', onlyEvidence({ activationAttempts: [attempt({ code: '0xC004F025' })] }), 'failing', 'client-not-elevated', 'likely'],
    ['broken WMI', onlyEvidence({ activationAttempts: [attempt({ code: '0x80041002' })] }), 'failing', 'client-wmi-broken', 'likely'],
    ['online activation without internet', onlyEvidence({ events: [event(8198, { code: '0x80072EE7' })] }), 'failing', 'client-online-unreachable', 'likely'],
    ['missing OEM marker', onlyEvidence({ activationAttempts: [attempt({ code: '0xC004F035' })] }), 'failing', 'client-oem-marker', 'likely'],
    ['blocked key', onlyEvidence({ activationAttempts: [attempt({ code: '0xC004F051' })] }), 'failing', 'client-key-blocked', 'likely'],
    ['no activation object', evidence({ licensingProducts: [off({ lastActivationType: 'none', kmsClient: kmsClient({ hostExtendedPid: null, discoveredHost: null }) })], events: [event(8215, { code: '0x8007232B' })], dnsSrv: 'not-asked', addresses: 'not-asked', tcp: 'not-asked', rpcBind: 'not-asked' }), 'failing', 'adba-object-missing', 'likely'],
    ['retail Office', onlyEvidence({ licensingProducts: [office.retail] }), 'failing', 'office-retail', 'likely'],
    ['Office with a MAK', evidence({ licensingProducts: [product(), office.mak] }), 'failing', 'office-mak', 'confirmed'],
    ['Microsoft 365 entry alone', onlyEvidence({ licensingProducts: [office.subscription] }), 'failing', 'office-m365-not-kms', 'likely'],
    ['leftover grace key', evidence({ licensingProducts: [product(), office.volume, office.grace] }), 'degraded', 'office-grace-leftover', 'confirmed'],
    ['retail side product', onlyEvidence({ licensingProducts: [office.retailVisio, licensed(office.retail)] }), 'degraded', 'office-side-product', 'likely'],
    ['Office without a key', onlyEvidence({ licensingProducts: [{ ...office.volume, partialProductKey: null, licenseStatus: 'unlicensed', reasonCode: '0xC004F014' }] }), 'failing', 'office-no-key', 'confirmed'],
  ];
  it.each(rows)('%s', (_, on, verdict, first, certainty) => {
    const diagnosis = judge(on);
    expect({ verdict: diagnosis.verdict, first: diagnosis.causes[0]?.cause, certainty: diagnosis.causes[0]?.certainty }).toEqual({ verdict, first, certainty });
    expect(diagnosis.causes[0]?.because.length).toBeGreaterThan(0);
    expect(diagnosis.checks.filter((c) => c.status === 'broken')).toEqual([]);
  });
});

describe('what is healthy names no cause', () => {
  it.each([
    ['a licensed KMS client', evidence()],
    ['a saved status that is licensed, with nothing asked of the network', onlyEvidence({ licensingProducts: [product()] })],
    ['a licensed retail machine', onlyEvidence({ licensingProducts: [product({ ...noKms, channel: 'retail', partialProductKey: 'QK7XR', graceMinutesRemaining: null })] })],
    ['a licensed OEM machine', onlyEvidence({ licensingProducts: [product({ ...noKms, channel: 'oem', partialProductKey: 'QK7XR', graceMinutesRemaining: null })] })],
    ['a machine activated through Active Directory', evidence({ licensingProducts: [product({ lastActivationType: 'ad', kmsClient: null, adObjectName: 'AO' })], events: [event(12308)] })],
    ['first grace with nothing wrong on the path', evidence({ licensingProducts: [product({ licenseStatus: 'oob-grace', graceMinutesRemaining: 20_000, lastActivationType: 'none', kmsClient: kmsClient({ hostExtendedPid: null }) })], events: [] })],
    ['0x4004F040 on a licensed product', onlyEvidence({ licensingProducts: [{ ...office.volume, reasonCode: '0x4004F040' }] })],
    ['short intervals and 169 days left', onlyEvidence({ licensingProducts: [product({ graceMinutesRemaining: 243_720, kmsClient: kmsClient({ activationIntervalMinutes: 15, renewalIntervalMinutes: 25 }) })] })],
    ['an ESU add-on without a licence', onlyEvidence({ licensingProducts: [product(), product({ ...noKms, name: 'Windows(R), Client-ESU-Year1 add-on for Enterprise', channel: 'mak', licenseStatus: 'unlicensed' })] })],
    ['a KMS host of an odd name elsewhere', onlyEvidence({ licensingProducts: [{ ...office.volume, kmsClient: kmsClient({ discoveredHost: 'ftp.elsewhere.example' }) }] })],
  ])('%s', (_, on) => {
    const { verdict, causes, unexplained } = judge(on);
    expect({ verdict, causes: causes.map((c) => c.cause), unexplained }).toEqual({ verdict: 'healthy', causes: [], unexplained: [] });
  });
});

const causesOf = (code: string) => judge(onlyEvidence({ activationAttempts: [attempt({ code })] })).causes.map((c) => c.cause);

describe('what a code alone tells', () => {
  it.each(['0xC004F074', '0xC004F069', '0xC004F038', '0xC004F042', '0x8007232B', '0xC004F012'])('%s confirms nothing', (code) => {
    const { verdict, causes } = judge(onlyEvidence({ activationAttempts: [attempt({ code })] }));
    expect(verdict).toBe('failing');
    expect(causes.filter((c) => c.certainty === 'confirmed')).toEqual([]);
  });

  it('0xC004F074 makes nothing likely either', () => {
    const { causes } = judge(onlyEvidence({ activationAttempts: [attempt({ code: '0xC004F074' })] }));
    expect(causes.filter((c) => c.certainty !== 'possible')).toEqual([]);
  });

  it('0xC004F042 is no blocked key and 0xC004F069 no missing one', () => {
    expect(causesOf('0xC004F042')).not.toContain('client-key-blocked');
    expect(causesOf('0xC004F069')).not.toContain('client-no-key');
    expect(causesOf('0xC004F069')).toContain('client-eval-edition');
  });
});

const saidOf = (on: Evidence | Case) => judge(on).causes.map((c) => `${c.cause} ${c.certainty}`);
const windows7 = { build: '7601', caption: 'Microsoft Windows 7 Enterprise' } as const;

describe('a cause is thought of only where its own signs allow it', () => {
  it.each<[rule: string, on: Evidence | Case, said: string[]]>([
    ['a retail key is no AVMA key, no MAK and not blocked', evidence({ licensingProducts: [off({ ...noKms, channel: 'retail', partialProductKey: 'QK7XR', reasonCode: '0xC004F034' })] }), ['client-not-gvlk confirmed']],
    ['an evaluation that is over asks no KMS host, so nothing on the way to one is the reason', evidence({ licensingProducts: [off({ ...noKms, name: 'Windows(R), ServerStandardEval edition', channel: 'eval', reasonCode: '0xC004F009' })], events: [] }), ['client-eval-edition likely']],
    ['Home has no setup key that could be entered', evidence({ licensingProducts: [off({ ...noKms, name: 'Windows(R), Core edition', channel: 'retail', partialProductKey: 'QK7XR', reasonCode: '0xC004F034' })], machine: { editionId: 'Core' } }), ['client-edition-not-volume likely']],
    ['the OEM marker is a matter of Windows 7', evidence({ licensingProducts: [off({ partialProductKey: 'HVTHH' })], machine: windows7, activationAttempts: [attempt({ code: '0xC004F035' })], events: [] }), ['client-oem-marker confirmed']],
    ['KB971033 is an update of Windows 7', evidence({ licensingProducts: [off({ reasonCode: '0xC004F200' })] }), ['client-nongenuine confirmed']],
    ['on Windows 7 it is', evidence({ licensingProducts: [off({ reasonCode: '0xC004F200', partialProductKey: 'HVTHH' })], machine: windows7 }), ['client-nongenuine confirmed', 'client-kb971033 possible']],
    ['a machine that another host activated did not activate itself', evidence({ licensingProducts: [product({ kmsClient: setTo('127.0.0.2') })], tcp: [], rpcBind: [] }), ['client-loopback-host likely']],
    ['Windows itself needs no elevation', evidence({ licensingProducts: [product({ licenseStatus: 'oob-grace', graceMinutesRemaining: 20_000, lastActivationType: 'none' })], events: [event(8198, { code: '0x80070005' })] }), ['client-dcom-self possible', 'client-netsvc-acl possible']],
    ['a count that was too low and reaches by now is told to a new machine at its next try', caseOf(evidence({ licensingProducts: [product({ licenseStatus: 'oob-grace', graceMinutesRemaining: 43_000, lastActivationType: 'none' })], events: [requestEvent(), responseEvent({ activated: false, currentCount: 24, flags: '0x04000000' })] }), { related: [relatedHost()] }), ['in-grace-normal likely']],
  ])('%s', (_, on, said) => {
    expect(saidOf(on)).toEqual(said);
  });
});

describe('several things at once are told apart', () => {
  it('a leftover Office key does not hide why Windows is not activated', () => {
    const { causes } = judge(evidence({ licensingProducts: [off({ reasonCode: '0xC004F00F' }), office.volume, office.grace] }));
    expect(causes.filter((c) => c.certainty === 'confirmed').map((c) => c.cause)).toEqual(['client-hw-tolerance', 'office-grace-leftover']);
  });

  it('an unlicensed MAK Office is no reason for Windows in notification', () => {
    const { causes } = judge(evidence({ licensingProducts: [off({ lastActivationType: 'none', kmsClient: kmsClient({ hostExtendedPid: null }) }), office.mak], events: [] }));
    expect(causes.find((c) => c.cause === 'office-mak')?.explains).not.toContain('LICENSE_NOTIFICATION');
  });

  it('the setup key of the edition stands in the command', () => {
    const { remedies } = judge(evidence({ licensingProducts: [off({ ...noKms, channel: 'retail', partialProductKey: 'QK7XR' })] }));
    expect(remedies['install-setup-key']?.steps.map((s) => s.run).join('\n')).toContain('/ipk NPPR9-FWDCX-D2C8J-H872K-2YT43');
  });

  it('a foreign host never gets into a command', () => {
    const { remedies } = judge(evidence({ licensingProducts: [product({ kmsClient: setTo('8.8.4.4') })] }));
    expect(JSON.stringify(remedies)).not.toContain('8.8.4.4');
  });
});
