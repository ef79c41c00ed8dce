import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isCode } from '../../src/diagnose/signs.ts';
import { maskKeys } from '../../src/knowledge/setup-keys.ts';
import { catalogue, clientAreas, ownCauses, ownChecks, ownRemedies } from './catalogue.ts';

const tags = new Set(catalogue.checks.flatMap((c) => Object.keys(c.findings)));
const checkIds = new Set(catalogue.checks.map((c) => c.id));
const remedyIds = new Set(catalogue.remedies.map((r) => r.id));
const isKnown = (sign: string): boolean => isCode(sign) || (sign.startsWith('passed:') ? checkIds.has(sign.slice(7)) : tags.has(sign));

describe('checks of the client, Office, integrity and directory areas', () => {
  it('have ids that are their paths, and every check file is in the registry', () => {
    const notChecks = /(?:causes|remedies)\.ts$/;
    const paths = clientAreas.flatMap((area) =>
      readdirSync(new URL(`../../checks/${area}/`, import.meta.url)).filter((f) => f.endsWith('.ts') && !notChecks.test(f)).map((f) => `${area}/${f.slice(0, -3)}`));
    expect(ownChecks.map((c) => c.id).toSorted()).toEqual(paths.toSorted());
  });

  it('have a page each that names every tag', () => {
    for (const check of ownChecks) {
      const page = readFileSync(new URL(`../../checks/${check.id}.md`, import.meta.url), 'utf8');
      expect(Object.keys(check.findings).filter((tag) => !page.includes(tag))).toEqual([]);
    }
  });

  it('own their tags alone', () => {
    const all = catalogue.checks.flatMap((c) => Object.keys(c.findings));
    expect(all.filter((t, i) => all.indexOf(t) !== i)).toEqual([]);
  });
});

describe('causes of the client, Office, integrity and directory areas', () => {
  it.each(ownCauses.map((c) => [c.id, c] as const))('%s speaks of tags, checks and remedies that exist', (_, cause) => {
    const signs = [...cause.explains, ...(cause.confirm ?? []).flat(), ...(cause.support ?? []), ...(cause.ruleOut ?? []), ...(cause.against ?? [])];
    expect(signs.filter((s) => !isKnown(s))).toEqual([]);
    expect([...(cause.decidedBy ?? []), ...cause.verifyWith].filter((id) => !checkIds.has(id))).toEqual([]);
    expect(cause.remedies.filter((id) => !remedyIds.has(id))).toEqual([]);
    expect(cause.remedies.length * cause.verifyWith.length * cause.sources.length).toBeGreaterThan(0);
  });

  it('confirm nothing by a code alone', () => {
    expect(ownCauses.filter((c) => (c.confirm ?? []).some((list) => list.every(isCode))).map((c) => c.id)).toEqual([]);
  });

  it('never take 0xC004F074 for a reason of its own', () => {
    expect(ownCauses.filter((c) => (c.support ?? []).includes('0xC004F074')).map((c) => c.id)).toEqual([]);
  });

  it('are named once in the whole program', () => {
    const ids = catalogue.causes.map((c) => c.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(ownCauses.filter((c) => !ids.includes(c.id))).toEqual([]);
  });

  it('leave no warn or fail tag of their checks without a cause', () => {
    const explained = new Set(catalogue.causes.flatMap((c) => c.explains));
    const symptoms = ownChecks.flatMap((c) => Object.entries(c.findings).filter(([, f]) => f.severity !== 'note').map(([tag]) => tag));
    expect(symptoms.filter((t) => !explained.has(t))).toEqual([]);
  });
});

describe('remedies of the client, Office, integrity and directory areas', () => {
  const runs = ownRemedies.flatMap((r) => r.steps.flatMap((s) => (s.run === undefined ? [] : [s.run])));

  it('are each used by a cause', () => {
    const used = new Set(catalogue.causes.flatMap((c) => c.remedies));
    expect(ownRemedies.map((r) => r.id).filter((id) => !used.has(id))).toEqual([]);
  });

  it('never remove a Windows key, never name a whole key, never set a host that nobody approved', () => {
    for (const run of runs) {
      expect(run).not.toMatch(/\/upk\b|\/cpky\b/);
      expect(maskKeys(run)).toBe(run);
    }
    expect(runs.filter((run) => /\/skms\b|\/sethst\b/.test(run) && !run.endsWith('/skms {ownEndpoint}:1688'))).toEqual([]);
  });

  it('have commands on one line each', () => {
    for (const run of runs) expect(run).toMatch(/^[^\p{Cc}]+$/u);
  });
});
