import { describe, expect, it } from 'vitest';
import type { Check, CheckResult, CheckStatus, Settings } from '../../src/model/check.ts';
import type { Body, Case, Evidence } from '../../src/model/evidence.ts';
import { runChecks } from '../../src/diagnose/run-checks.ts';
import { caseOf } from '../evidence-builder.ts';

/** One rule about a check: what it says of this evidence. */
export type Rule = {
  rule: string;
  on: Evidence | Body | Case;
  status: CheckStatus;
  /** Tags of findings and notes, in order; left out where the rule is about the status alone. */
  tags?: readonly string[];
  /** Parts that some message must hold. */
  says?: readonly (string | RegExp)[];
  missing?: readonly string[];
  settings?: Partial<Settings>;
};

export const judge = (check: Check, on: Rule['on'], settings: Partial<Settings> = {}): CheckResult => {
  const subject = 'via' in on ? on : caseOf(on);
  return runChecks([check], subject, { approvedHosts: [], domains: [], ...settings })[0] as CheckResult;
};

/** A check as a table of rules; that every tag and every wanted status is reached is a rule too. */
export function checkTable(check: Check, rules: readonly Rule[], statuses: readonly CheckStatus[]): void {
  describe(`${check.id}`, () => {
    it.each(rules.map((r) => [r.rule, r] as const))('%s', (_, r) => {
      const result = judge(check, r.on, r.settings);
      const all = [...result.findings, ...result.notes];
      const tags = all.map((f) => f.tag);
      expect({ status: result.status, fault: result.fault, tags, missing: result.missing })
        .toEqual({ status: r.status, fault: null, tags: r.tags ?? tags, missing: r.missing ?? result.missing });
      for (const part of r.says ?? []) expect(all.map((f) => f.message).join('\n')).toMatch(part);
    });

    it('reaches every tag it has', () => {
      const reached = new Set(rules.flatMap((r) => r.tags ?? []));
      expect(Object.keys(check.findings).filter((tag) => !reached.has(tag))).toEqual([]);
    });

    it('reaches every status it can have', () => {
      expect(statuses.filter((s) => !rules.some((r) => r.status === s))).toEqual([]);
    });

    it('says one sentence a finding, without a control character or an empty argument', () => {
      const messages = rules.flatMap((r) => judge(check, r.on, r.settings)).flatMap((r) => [...r.findings, ...r.notes]).map((f) => f.message);
      for (const message of messages) expect(message).toMatch(/^[^\p{Cc}]{10,400}\.$/u);
      expect(messages.join('\n')).not.toMatch(/undefined|null|NaN|\(\)|\[object/);
    });
  });
}
