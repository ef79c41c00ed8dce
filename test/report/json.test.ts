import { describe, expect, test } from 'vitest';

import { renderJson } from '../../src/report/json.ts';
import { caseOf, evidence, relatedHost } from '../evidence-builder.ts';
import { readReport } from '../report-shape.ts';
import { diagnosis, healthy, run } from './run-builder.ts';

describe('the JSON report', () => {
  test('has the shape of the contract, whatever it has to say', () => {
    for (const about of [diagnosis(), healthy(), diagnosis({ verdict: 'unknown', causes: [] })]) expect(() => readReport(renderJson(run(about)))).not.toThrow();
  });

  test('has a whole number of milliseconds', () => {
    expect(readReport(renderJson(run(healthy(), { durationMs: 12.7 }))).durationMs).toBe(13);
  });

  test('holds the evidence of all machines where it was asked for, and none where it was not', () => {
    const subject = caseOf(evidence(), { related: [relatedHost()] });
    const without = readReport(renderJson(run(healthy(), { subject })));
    expect([without.evidence, without.related]).toEqual([undefined, undefined]);
    const whole = readReport(renderJson(run(healthy(), { subject, includeEvidence: true })));
    expect(whole.evidence).toEqual(subject.evidence);
    expect(whole.related).toEqual([{ role: 'host', subject: 'kms1.contoso.test', evidence: subject.related[0]?.evidence }]);
  });

  test('names both clients of one paste', () => {
    const subject = caseOf(evidence(), { related: [{ role: 'client', subject: 'ws-0143.contoso.test', evidence: evidence() }] });
    expect(readReport(renderJson(run(healthy(), { subject }))).subject).toEqual({ label: 'ws-0142.contoso.test and ws-0143.contoso.test', via: 'file' });
  });

  test('has the known names in what to look at next', () => {
    const about = diagnosis({ nextEvidence: [{ kind: 'dnsSrv', how: 'Run `kmsdoctor check --domain YOUR-DOMAIN`.', wouldDecide: [] }] });
    expect(readReport(renderJson(run(about))).nextEvidence[0]?.how).toBe('Run `kmsdoctor check --domain contoso.test`.');
  });

  test('keeps notes of how the input was read apart from what was found', () => {
    expect(readReport(renderJson(run(healthy(), { readingNotes: ['Line 3 is cut.'] }))).notes).toEqual(['Line 3 is cut.']);
  });
});
