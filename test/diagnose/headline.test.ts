import { describe, expect, it } from 'vitest';
import { causes } from '../../checks/index.ts';
import { headlineFor, remarksFor } from '../../src/diagnose/headline.ts';
import type { CheckResult } from '../../src/model/check.ts';
import type { AddressLookup, Case, TcpProbe } from '../../src/model/evidence.ts';
import type { Forecast } from '../../src/model/forecast.ts';
import type { Certainty, DiagnosedCause, Verdict } from '../../src/model/report.ts';
import { addressLookup, attempt, caseOf, evidence, hostBody, hostProduct, kmsClient, kmsHost, machine, officeProduct, onlyEvidence, product, srv, tcpProbe } from '../evidence-builder.ts';

const result = (severity: 'warn' | 'fail', message: string): CheckResult =>
  ({ id: 'a/b', title: 'A', status: severity, findings: [{ tag: severity === 'fail' ? 'T' : 'W', severity, message, args: {} }], notes: [], missing: [], fault: null });
const diagnosed = (certainty: Certainty, says = 'No DNS record says where the KMS host is.', explains = ['T']): DiagnosedCause =>
  ({ cause: 'c', title: 'C', says, certainty, explains, because: [], against: [], remedies: [], verifyWith: [] });
const subjects: Record<'client' | 'host' | 'network', Case> = {
  client: caseOf(evidence({ licensingProducts: [product({ licenseStatus: 'notification' })] })),
  host: caseOf(hostBody()),
  network: caseOf({ subject: 'contoso.test', evidence: onlyEvidence({ dnsSrv: [srv()], tcp: [tcpProbe()] }) }),
};
const checks = [result('warn', 'DNS server 10.0.0.6 did not answer.'), result('fail', 'No KMS record was found')];
const say = (verdict: Verdict, subject: Case, of: DiagnosedCause[] = []): string => headlineFor({ verdict, subject, causes: of, checks, unexplained: [] });

const also = (n: number) => say('failing', subjects.client, [diagnosed('confirmed'), ...Array.from({ length: n }, () => diagnosed('confirmed')), diagnosed('confirmed', 'An old key stands beside the licence.', ['W'])]);
const alone = (licenseStatus: 'licensed' | 'notification') => ({ ...caseOf(onlyEvidence({ licensingProducts: [officeProduct({ licenseStatus })] })), subject: 'ospp.txt' });
const remarksAt = (renewalIntervalMinutes: number, time: string) =>
  remarksFor(caseOf(evidence({ licensingProducts: [product({ kmsClient: kmsClient({ renewalIntervalMinutes }) })], machine: machine({ time }) })), 'healthy').join();
const named = (but: Partial<AddressLookup>, tcp: TcpProbe[] = []) => say('unknown', caseOf({ subject: 'nosuch.contoso.test', evidence: onlyEvidence({ addresses: [addressLookup({ name: 'NOSUCH.contoso.test', vantage: 'operator', a: [], ...but })], tcp }) }));

/** "It" would be whatever the headline names before it. */
const isClean = (says: string): boolean => /^[A-Z][^\p{Cc}]{15,200}\.$/u.test(says) && !/^Its? /.test(says);

describe('the headline', () => {
  const verdicts = ['healthy', 'degraded', 'failing', 'unknown'] as const;
  const known = [[], [diagnosed('confirmed')], [diagnosed('confirmed'), diagnosed('confirmed')], [diagnosed('likely')], [diagnosed('possible')]];

  it.each(verdicts.flatMap((v) => Object.entries(subjects).flatMap(([role, subject]) => known.map((of) => [v, role, of.map((c) => c.certainty).join(' and ') || 'no cause', subject, of] as const))))(
    'is one clean sentence or two: %s, %s, %s', (verdict, _role, _of, subject, of) => {
      expect(say(verdict, subject, [...of])).toMatch(/^[A-Z][^\p{Cc}]{15,250}\.$/u);
      expect(say(verdict, subject, [...of])).not.toMatch(/undefined|null|\.\.|\s{2}|: [A-Z][a-z]+ (?!KMS)[a-z]+ DNS/);
    },
  );

  it('names the machine and the confirmed cause', () => {
    expect(say('failing', subjects.client, [diagnosed('confirmed')])).toBe('WS-0142 does not activate: no DNS record says where the KMS host is.');
  });

  it('counts the other confirmed causes of the failure, and no cause of a warning', () => {
    expect(also(0)).toBe('WS-0142 does not activate: no DNS record says where the KMS host is.');
    expect(also(1)).toBe('WS-0142 does not activate: no DNS record says where the KMS host is. One more cause is confirmed.');
    expect(also(2)).toBe('WS-0142 does not activate: no DNS record says where the KMS host is. 2 more causes are confirmed.');
  });

  it('says Office where Office alone is meant', () => {
    const sick = caseOf(evidence({ licensingProducts: [product(), officeProduct({ licenseStatus: 'notification' })] }));
    expect(say('failing', sick, [diagnosed('confirmed')])).toBe('Office on WS-0142 does not activate: no DNS record says where the KMS host is.');
    expect(say('failing', alone('notification'), [diagnosed('confirmed')])).toMatch(/^Office on the machine in ospp\.txt does not activate: /);
    expect(say('healthy', alone('licensed'))).toBe('Office on the machine in ospp.txt is activated, and nothing seen is wrong.');
    expect(say('healthy', caseOf(evidence({ licensingProducts: [product(), officeProduct()] })))).toMatch(/^WS-0142 is activated/);
  });

  it('does not tell the cause of a warning as the reason of a failure', () => {
    const ofWarning = diagnosed('confirmed', 'An old key stands beside the licence.', ['W']);
    expect(say('failing', subjects.client, [ofWarning])).toBe('WS-0142 does not activate: no KMS record was found. This evidence does not tell why.');
    expect(say('failing', subjects.client, [ofWarning, diagnosed('likely')])).toBe('WS-0142 does not activate; most likely: no DNS record says where the KMS host is.');
  });

  it('does not say of a licence that is there that it was not seen', () => {
    expect(say('unknown', subjects.client)).toBe('WS-0142 shows nothing wrong in what was looked at, which is not enough to judge it.');
    expect(say('unknown', caseOf(onlyEvidence({ machine: {} })))).toBe('WS-0142 shows nothing wrong, but not its licence state either.');
  });

  it('does not sell a likely cause for a fact', () => {
    expect(say('failing', subjects.client, [diagnosed('likely')])).toContain('most likely');
  });

  it('says that the evidence does not tell why where causes are merely possible', () => {
    expect(say('failing', subjects.client, [diagnosed('possible')])).toBe('WS-0142 does not activate: no KMS record was found. This evidence does not tell why.');
  });

  it('does not say that a licensed machine does not activate', () => {
    expect(say('failing', caseOf(), [diagnosed('confirmed')])).toMatch(/^WS-0142 is licensed but not in order/);
  });

  it('does not say that a machine in its first grace is activated', () => {
    expect(say('healthy', caseOf(evidence({ licensingProducts: [product({ licenseStatus: 'oob-grace' })] })))).toMatch(/first grace period/);
  });

  it('says that a host that was named has no address, and does not call that nothing wrong', () => {
    expect(named({ rcode: 'NXDOMAIN' })).toBe('Nothing could be tried at nosuch.contoso.test: DNS answers NXDOMAIN. Is that its right and whole name?');
    expect(named({})).toContain('DNS knows the name and has no address for it');
    expect(named({ rcode: null, outcome: 'timeout' })).toContain('no DNS server that was asked answers');
    expect(named({ a: ['10.0.0.11'] })).toMatch(/^Nothing wrong was seen/);
    expect(named({}, [tcpProbe({ host: 'nosuch.contoso.test' })])).toMatch(/^Nothing wrong was seen/);
  });

  it('says nothing of a licence that was not looked at', () => {
    expect(say('healthy', caseOf(onlyEvidence({ machine: {}, dnsSrv: [srv()] })))).toBe('WS-0142 shows nothing wrong in what was looked at.');
    expect(say('healthy', caseOf(onlyEvidence({ activationAttempts: [attempt()] })))).not.toMatch(/grace/);
  });

  it('keeps the capitals of names and abbreviations inside', () => {
    for (const says of ['KMS failed to start on the host.', 'TCP 1688 is dropped.', 'Azure’s endpoint is not reached.', 'Windows has no key.', 'Google Cloud’s endpoint is not reached.', 'Microsoft 365 Apps sign in.']) {
      expect(say('failing', subjects.client, [diagnosed('confirmed', says)])).toContain(says);
    }
  });

  it('reads as a sentence with every cause of the catalogue', () => {
    expect(causes.filter((c) => !isClean(c.says)).map((c) => c.id)).toEqual([]);
    expect(causes.filter((c) => !/^\S[^\p{Cc}]{5,120}[^.\s]$/u.test(c.title)).map((c) => c.id)).toEqual([]);
  });
});

describe('the remarks', () => {
  it('tell a healthy reader when the licence lapses and when it renews next', () => {
    expect(remarksFor(caseOf(), 'healthy')).toEqual([expect.stringMatching(/licensed for 178 more days, until 2027-05-17; it renews next on 2026-11-25 \(every 7 days\)/)]);
  });

  it('leave to a forecast what it tells with the same day', () => {
    const grace = caseOf(evidence({ licensingProducts: [product({ licenseStatus: 'oob-grace', graceMinutesRemaining: 14_400 }), officeProduct()] }));
    const forecast: Forecast = { what: 'initial-grace-ends', subject: 'WS-0142', product: 'Windows(R), Enterprise edition', at: null, in: 10, severity: 'note', says: 'The first grace period of Windows(R), Enterprise edition ends in 10 days.', basis: '' };
    const lapses = (forecasts: Forecast[]) => remarksFor(grace, 'healthy', { forecasts, untold: [] }).map((r) => r.split(':')[0]);
    expect(lapses([])).toEqual(['Windows(R), Enterprise edition', 'Office 21, Office21ProPlus2021VL_KMS_Client_AE edition']);
    expect(lapses([forecast])).toEqual(['Office 21, Office21ProPlus2021VL_KMS_Client_AE edition']);
    expect(lapses([{ ...forecast, what: 'windows-support-ends' }])).toHaveLength(2);
  });

  it('tell of a host key for Office what Office needs, and that nobody was counted', () => {
    const office = hostProduct({ application: 'office', name: 'Office 16, OfficeKMSHostVL_KMS_Host edition', kmsHost: kmsHost({ currentCount: 0 }) });
    expect(remarksFor(caseOf(hostBody({ licensingProducts: [office] })), 'healthy')).toEqual(['Office 16, OfficeKMSHostVL_KMS_Host edition: current count 0 (Office needs 5); no machine has been counted, and none is activated until enough have asked.']);
  });

  it('tell the count of a host', () => {
    expect(remarksFor(caseOf(hostBody({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 31 }) })] })), 'healthy').join()).toMatch(/current count 31/);
  });

  it('name no day that no calendar holds, whatever time and interval a file gives', () => {
    expect(remarksAt(1e308, '2026-11-20T09:00:00.000Z')).toMatch(/until 2027-05-17; it renews next in/);
    expect(remarksAt(10_080, '+275760-09-13T00:00:00.000Z')).toMatch(/licensed for 178 more days from when this was printed/);
  });

  it('name no date beyond what KMS can grant', () => {
    expect(remarksFor(caseOf(evidence({ licensingProducts: [product({ graceMinutesRemaining: 6_000_000 })] })), 'healthy')).toEqual([]);
  });
});
