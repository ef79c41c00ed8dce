import type { CheckResult, Finding } from '../../src/model/check.ts';
import type { Remedy } from '../../src/model/remedy.ts';
import type { DiagnosedCause, Diagnosis, Run } from '../../src/model/report.ts';
import { caseOf, collectedAt } from '../evidence-builder.ts';

/** Hand-made reports for tests of their forms: what the program would have to have judged is not asked here. */

export const finding = (tag: string, message: string, args: Finding['args'] = {}, severity: Finding['severity'] = 'fail'): Finding => ({ tag, severity, message, args });

export const checkResult = (id: string, status: CheckResult['status'], but: Partial<CheckResult> = {}): CheckResult =>
  ({ id, title: `Title of ${id}`, status, findings: [], notes: [], missing: [], fault: null, ...but });

export const remedy = (id: string, but: Partial<Remedy> = {}): Remedy => ({
  id, title: `Title of ${id}`, risk: 'changes-dns', where: 'dns',
  steps: [{ say: 'Do one thing:', run: 'Add-DnsServerResourceRecord -Srv -ZoneName contoso.test -Name _vlmcs._tcp -DomainName kms1.contoso.test -Priority 0 -Weight 0 -Port 1688' }, { say: 'Then do the other.' }],
  ...but,
});

export const cause = (id: string, but: Partial<DiagnosedCause> = {}): DiagnosedCause => ({
  cause: id, title: `Title of ${id}`, says: `what ${id} means.`, certainty: 'confirmed', explains: ['0xC004F074', 'SRV_MISSING'],
  because: ['10.0.0.5 answers NXDOMAIN for _vlmcs._tcp.contoso.test.'], against: [], remedies: ['create-srv-record'], verifyWith: ['dns/srv-record-found'], ...but,
});

export const diagnosis = (but: Partial<Diagnosis> = {}): Diagnosis => ({
  verdict: 'failing', headline: 'WS-0142 does not activate: no DNS record tells it where the KMS host is.', causes: [cause('dns-srv-missing')],
  unexplained: [], nextEvidence: [{ kind: 'host.events', how: 'On the KMS host run `wevtutil qe "Key Management Service"`, save the output, and add it with `kmsdoctor check --kms-host-target FILE`.', wouldDecide: ['dns-scavenged'] }],
  checks: [
    checkResult('client/licensed', 'fail', { findings: [finding('LICENSE_NOTIFICATION', 'Windows shows notifications (reason 0xC004F056).', { code: '0xC004F056' })] }),
    checkResult('client/kms-client-key', 'pass'),
    checkResult('client/rearms-left', 'warn', { findings: [finding('REARMS_LOW', 'One rearm is left.', {}, 'warn')] }),
    checkResult('dns/srv-record-found', 'fail', { findings: [finding('SRV_MISSING', '10.0.0.5 answers NXDOMAIN for _vlmcs._tcp.contoso.test.')] }),
    checkResult('dns/srv-target-resolves', 'inapplicable'),
    checkResult('clock/within-four-hours', 'unknown', { missing: ['clock'] }),
    checkResult('network/port-open', 'broken', { fault: 'Cannot read properties of undefined' }),
  ],
  remedies: { 'create-srv-record': remedy('create-srv-record') }, remarks: [], outlook: { forecasts: [], untold: [] }, ...but,
});

export const healthy = (but: Partial<Diagnosis> = {}): Diagnosis => diagnosis({
  verdict: 'healthy', headline: 'WS-0142 is activated, and nothing seen is wrong.', causes: [], nextEvidence: [], remedies: {},
  checks: [checkResult('client/licensed', 'pass'), checkResult('client/kms-client-key', 'pass'), checkResult('dns/srv-record-found', 'pass'), checkResult('clock/within-four-hours', 'unknown', { missing: ['clock'] })],
  remarks: ['Windows(R), Enterprise edition: licensed for 178 more days, until 2027-05-17; it renews next on 2026-11-25 (every 7 days).'], ...but,
});

export const run = (about: Diagnosis = diagnosis(), but: Partial<Run> = {}): Run => ({
  version: '0.0.0-test', startedAt: collectedAt, durationMs: 2100, subject: caseOf(), diagnosis: about, readingNotes: [], includeEvidence: false,
  target: 'dlv.txt', ...but,
});
