import { describe, expect, it } from 'vitest';

import type { CheckResult, CheckStatus, Finding } from '../../src/model/check.ts';
import type { EvidenceMeans } from '../../src/runbook/walk-judge.ts';
import { outcomeSeen, proofSeen } from '../../src/runbook/walk-judge.ts';
import { outcome, repair, step, toRepair, toStep } from './procedure-maker.ts';

const result = (id: string, status: CheckStatus, ...findings: Finding[]): CheckResult => ({
  id, title: `Claim of ${id}`, status, findings: findings.filter((f) => f.severity !== 'note'), notes: findings.filter((f) => f.severity === 'note'), missing: [], fault: null,
});
const finding = (tag: string, severity: Finding['severity'] = 'fail', args: Finding['args'] = {}): Finding => ({ tag, severity, message: `${tag} was seen.`, args });

const sees = (...results: CheckResult[]): EvidenceMeans => ({ results, causes: ['a', 'b', 'c'], sees: () => true });

const record = { ...step('record', [
  outcome('missing', toRepair('a'), ['SRV_MISSING', '0x8007232B']), outcome('found', toRepair('b'), ['SRV_FOUND']), outcome('none', toStep('next')),
], ['dns/srv', 'dns/answers']), needs: ['dnsSrv'] as const };

describe('the outcome that evidence shows', () => {
  it('is the one that a finding, a note or a code stands for', () => {
    expect(outcomeSeen(record, sees(result('dns/srv', 'fail', finding('SRV_MISSING'))))).toEqual({ outcome: 'missing', saw: ['SRV_MISSING was seen.'] });
    expect(outcomeSeen(record, sees(result('dns/srv', 'pass', finding('SRV_FOUND', 'note'))))).toMatchObject({ outcome: 'found' });
    expect(outcomeSeen(record, sees(result('dns/answers', 'fail', finding('ANY', 'fail', { code: '0x8007232B' }))))).toMatchObject({ outcome: 'missing' });
  });

  it('is of several the one whose cause stands firmest, and never one whose causes are ruled out', () => {
    const both = sees(result('dns/srv', 'fail', finding('SRV_MISSING'), finding('SRV_FOUND', 'note')));
    expect(outcomeSeen(record, both)).toMatchObject({ outcome: 'missing' });
    expect(outcomeSeen(record, { ...both, causes: ['b', 'a'] })).toMatchObject({ outcome: 'found' });
    expect(outcomeSeen(record, { ...both, causes: [] })).toBeNull();
  });

  it('is none of these only where all was seen and no sign is there', () => {
    expect(outcomeSeen(record, sees(result('dns/srv', 'pass'), result('dns/answers', 'inapplicable')))).toMatchObject({ outcome: 'none' });
    expect(outcomeSeen(record, sees(result('dns/srv', 'fail', finding('OTHER')), result('dns/answers', 'pass')))).toMatchObject({ outcome: 'none' });
    expect(outcomeSeen(record, sees(result('dns/srv', 'pass'), result('dns/answers', 'unknown')))).toBeNull();
    expect(outcomeSeen(record, { ...sees(result('dns/srv', 'pass')), sees: () => false })).toBeNull();
    expect(outcomeSeen({ ...record, changes: true }, sees(result('dns/srv', 'pass')))).toBeNull();
  });

  it('stays a question where an outcome is one that only a person can tell', () => {
    const mixed = { ...record, outcomes: [outcome('odd', toRepair('c')), ...record.outcomes] };
    expect(outcomeSeen(mixed, sees(result('dns/srv', 'pass'), result('dns/answers', 'pass')))).toBeNull();
  });

  it('is not told where the evidence that the step looks at was not seen, whatever else was', () => {
    expect(outcomeSeen(record, { ...sees(result('dns/srv', 'fail', finding('SRV_MISSING'))), sees: () => false })).toBeNull();
  });

  it('of a step that lists codes alone is one of them, or none where its evidence holds none', () => {
    const codes = { ...record, checks: [] };
    expect(outcomeSeen(codes, sees(result('client/events', 'fail', finding('REASON', 'fail', { codes: ['0x8007232B'] }))))).toMatchObject({ outcome: 'missing' });
    expect(outcomeSeen(codes, sees(result('client/events', 'pass')))).toMatchObject({ outcome: 'none' });
  });
});

describe('a proof', () => {
  it('holds where its check passed, fails where it found something, and is else not known', () => {
    expect(proofSeen(repair('a', 'dns/srv'), [result('dns/srv', 'pass')])).toMatchObject({ holds: true });
    expect(proofSeen(repair('a', 'dns/srv'), [result('dns/srv', 'fail', finding('SRV_MISSING'))])).toEqual({ holds: false, saw: ['SRV_MISSING was seen.'] });
    expect(proofSeen(repair('a', 'dns/srv'), [result('dns/srv', 'unknown')])).toBeNull();
    expect(proofSeen(repair('a'), [result('dns/srv', 'pass')])).toBeNull();
  });

  it('holds too where a check has nothing to say any more, but never where none passed', () => {
    const both = { ...repair('a', 'client/set-host'), proof: [...repair('a', 'client/set-host').proof, ...repair('a', 'client/tried').proof] };
    expect(proofSeen(both, [result('client/set-host', 'inapplicable'), result('client/tried', 'pass')])).toMatchObject({ holds: true });
    expect(proofSeen(both, [result('client/set-host', 'inapplicable'), result('client/tried', 'inapplicable')])).toBeNull();
    expect(proofSeen(both, [result('client/set-host', 'inapplicable'), result('client/tried', 'unknown')])).toBeNull();
  });

  it('of several commands is not known where a program sees only some of them', () => {
    const both = { ...repair('a', 'dns/srv'), proof: [...repair('a', 'dns/srv').proof, ...repair('a').proof] };
    expect(proofSeen(both, [result('dns/srv', 'pass')])).toBeNull();
  });
});
